"""The rules of keeping."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID, uuid4

import pytest

from klantmail.domain.afhandeling import Afhandeling, Afhandelsoort, Deelafhandeling, Vervolgstap
from klantmail.domain.bewaartermijn import STANDAARD, Aanleiding, Bewaargrond, Bewaarregel, Bewaartermijn, Bewaartermijnen
from klantmail.domain.bewaren import Gespreksstand, Mailstand, bewaring_van, kan_al
from klantmail.domain.emailbericht import Berichtstatus, Emailbericht
from klantmail.domain.interne_taak import DOORGEZET, Taakstatus, Toewijzing
from klantmail.domain.verzending import Bezorging, Bezorgstand, Hervatkeuze, Hervatting, Verzendstatus
from klantmail.domain.zaak import Zaakstatus
from tests.support.builders import ANDER_POSTVAK, BEHEER, GOOD, KLACHT, POSTVAK, bericht, klantcontact, taak, verzending, zaak

DAG = datetime(2026, 3, 10, 12, tzinfo=UTC)


def _afhandeling(kind: Afhandelsoort, tijdstip: datetime = DAG, *parts: Deelafhandeling, **fields: UUID) -> Afhandeling:
    return Afhandeling(
        soort=kind,
        klantcontacten=(),
        delen=parts,
        idempotency_key="k",
        vingerafdruk="v",
        tijdstip=tijdstip,
        medewerker=uuid4(),
        **fields,  # type: ignore[arg-type]  # a task or a zaak
    )


def _mail(kind: Afhandelsoort, tijdstip: datetime = DAG, *parts: Deelafhandeling, **fields: UUID) -> Emailbericht:
    one = bericht()
    return replace(
        one,
        status=Berichtstatus.AFGEHANDELD,
        envelop=replace(one.envelop, ontvangen_op=DAG - timedelta(days=3)),
        afhandeling=_afhandeling(kind, tijdstip, *parts, **fields),
    )


def _vanaf(mail: Mailstand, termijnen: Bewaartermijnen = STANDAARD, *rest: Mailstand) -> tuple[str, date | None]:
    bewaring = bewaring_van(mail, Gespreksstand((mail, *rest)), termijnen)
    assert bewaring is not None
    return bewaring.regel.resultaat, bewaring.vanaf


@pytest.mark.parametrize(
    ("kind", "result", "vanaf"),
    [
        (Afhandelsoort.ANTWOORD, "6.1.3", date(2027, 3, 10)),
        (Afhandelsoort.DOORZENDING, "6.1.3", date(2027, 3, 10)),
        (Afhandelsoort.GEEN_ACTIE_NODIG, "6.1.3", date(2027, 3, 10)),
        (Afhandelsoort.INTERNE_TAAK, "6.1", date(2031, 3, 10)),
        (Afhandelsoort.ZAAK, "zaak", None),
        (Afhandelsoort.ZAAKKOPPELING, "zaak", None),
        (Afhandelsoort.GEEN_KLANTCONTACT, "geen", date(2026, 4, 9)),
    ],
)
def test_each_outcome_has_its_result_and_term(kind: Afhandelsoort, result: str, vanaf: date | None) -> None:
    assert _vanaf(Mailstand(bericht=_mail(kind))) == (result, vanaf)


def test_every_kind_of_outcome_has_a_term_in_the_table_that_we_give() -> None:
    assert STANDAARD.zonder_regel == ()
    assert {each.value for each in Bewaargrond} == {
        each.value for each in Afhandelsoort if each is not Afhandelsoort.SPLITSING
    } | {"spam"}


def test_a_task_of_the_eenheid_that_deals_with_money_keeps_it_longer_also_after_it_was_rerouted() -> None:
    eerst, dan = uuid4(), uuid4()
    af = {"status": Taakstatus.VERWERKT, "afgehandeld_op": DAG}
    taken = (
        replace(taak(), identificatie=eerst, resultaat=DOORGEZET, vervolg=dan, **af),  # type: ignore[arg-type]
        replace(taak(), identificatie=dan, toegewezen_aan=Toewijzing("Belastingen"), **af),  # type: ignore[arg-type]
    )
    mail = Mailstand(bericht=_mail(Afhandelsoort.INTERNE_TAAK, interne_taak=eerst), taken=taken)
    assert _vanaf(mail) == ("6.1.1", date(2033, 3, 10))


def test_of_more_questions_in_one_mail_the_longest_term_counts() -> None:
    parts = (
        Deelafhandeling(soort=Afhandelsoort.ANTWOORD, klantcontacten=()),
        Deelafhandeling(soort=Afhandelsoort.INTERNE_TAAK, klantcontacten=()),
    )
    assert _vanaf(Mailstand(bericht=_mail(Afhandelsoort.SPLITSING, DAG, *parts))) == ("6.1", date(2031, 3, 10))


def test_a_step_that_followed_counts_as_an_outcome_and_as_a_moment() -> None:
    step = Vervolgstap(
        soort=Afhandelsoort.INTERNE_TAAK,
        klantcontacten=(),
        op=uuid4(),
        idempotency_key="k",
        vingerafdruk="v",
        tijdstip=DAG + timedelta(days=10),
        medewerker=uuid4(),
    )
    mail = replace(_mail(Afhandelsoort.ANTWOORD), vervolgstappen=(step,))
    assert _vanaf(Mailstand(bericht=mail)) == ("6.1", date(2031, 3, 20))


def test_the_term_runs_from_the_last_step_of_the_conversation() -> None:
    first = Mailstand(bericht=_mail(Afhandelsoort.ANTWOORD))
    later = Mailstand(bericht=_mail(Afhandelsoort.GEEN_KLANTCONTACT, DAG + timedelta(days=100)))
    assert _vanaf(first, STANDAARD, later) == ("6.1.3", date(2027, 6, 18))
    assert _vanaf(later, STANDAARD, first) == ("geen", date(2026, 7, 18))


@pytest.mark.parametrize(
    "fields",
    [
        {"klantcontacten": (replace(klantcontact(), opgeslagen_op=DAG + timedelta(days=5)),)},
        {"taken": (replace(taak(), status=Taakstatus.VERWERKT, afgehandeld_op=DAG + timedelta(days=5)),)},
        {"verzendingen": (replace(verzending(), status=Verzendstatus.VERZONDEN, verzonden_op=DAG + timedelta(days=5)),)},
        {"zaken": (replace(zaak(), status=Zaakstatus.GEREGISTREERD, geregistreerd_op=DAG + timedelta(days=5)),)},
    ],
)
def test_whatever_happens_to_what_came_of_it_is_a_step(fields: dict[str, tuple[object, ...]]) -> None:
    vroeger = {
        "klantcontacten": (),
        "taken": (),
        "verzendingen": (),
        "zaken": (),
    }
    mail = Mailstand(bericht=_mail(Afhandelsoort.ANTWOORD), **(vroeger | fields))  # type: ignore[arg-type]
    assert mail.laatste_stap == DAG + timedelta(days=5)


def test_spam_that_nobody_let_in_has_a_term_and_other_mail_that_waits_has_none() -> None:
    one = bericht()
    spam = replace(one, status=Berichtstatus.QUARANTAINE, envelop=replace(one.envelop, verdicts=replace(GOOD, spam="FAIL")))
    assert _vanaf(Mailstand(bericht=spam))[0] == "geen"
    assert Mailstand(bericht=spam).loopt_nog == ""
    for other in (one, replace(spam, status=Berichtstatus.NIEUW), replace(one, status=Berichtstatus.QUARANTAINE)):
        mail = Mailstand(bericht=other)
        assert bewaring_van(mail, Gespreksstand((mail,)), STANDAARD) is None
        assert mail.loopt_nog


@pytest.mark.parametrize(
    ("fields", "loopt"),
    [
        ({"taken": (taak(),)}, True),
        ({"taken": (replace(taak(), status=Taakstatus.VERWERKT),)}, False),
        ({"verzendingen": (verzending(),)}, True),
        ({"verzendingen": (replace(verzending(), status=Verzendstatus.ONBEKEND),)}, True),
        ({"verzendingen": (replace(verzending(), status=Verzendstatus.VERVALLEN),)}, False),
        ({"zaken": (zaak(),)}, True),
        ({"zaken": (replace(zaak(), status=Zaakstatus.VERVALLEN),)}, False),
    ],
)
def test_nothing_is_due_while_something_of_it_is_under_way(fields: dict[str, tuple[object, ...]], loopt: bool) -> None:
    mail = Mailstand(bericht=_mail(Afhandelsoort.ANTWOORD), **fields)  # type: ignore[arg-type]
    assert bool(mail.loopt_nog) == bool(Gespreksstand((mail,)).loopt_nog) == loopt


def test_a_refusal_keeps_it_until_somebody_has_seen_it() -> None:
    geweigerd = replace(
        verzending(),
        status=Verzendstatus.VERZONDEN,
        bezorgingen=(Bezorging("jan@burger.example", Bezorgstand.GEWEIGERD, DAG),),
    )
    seen = Hervatting(
        keuze=Hervatkeuze.GEZIEN,
        medewerker=BEHEER.identificatie,
        naam=BEHEER.naam,
        tijdstip=DAG + timedelta(days=1),
        toelichting="",
        idempotency_key="k",
    )
    assert Mailstand(bericht=_mail(Afhandelsoort.ANTWOORD), verzendingen=(geweigerd,)).loopt_nog
    afterwards = replace(geweigerd, hervattingen=(seen,))
    assert not Mailstand(bericht=_mail(Afhandelsoort.ANTWOORD), verzendingen=(afterwards,)).loopt_nog


def test_a_new_mail_in_a_conversation_keeps_all_of_it_and_one_in_quarantine_does_not() -> None:
    old = Mailstand(bericht=_mail(Afhandelsoort.ANTWOORD))
    assert Gespreksstand((old, Mailstand(bericht=bericht()))).loopt_nog
    assert not Gespreksstand((old, Mailstand(bericht=replace(bericht(), status=Berichtstatus.QUARANTAINE)))).loopt_nog


def test_a_rule_that_names_something_goes_before_those_that_name_nothing() -> None:
    zaaktype, postvak = (
        Bewaarregel(
            resultaat="19.1",
            omschrijving="Klacht",
            gronden=(Bewaargrond.ZAAK,),
            termijn=Bewaartermijn(jaren=2),
            zaaktypen=(KLACHT.url,),
        ),
        Bewaarregel(
            resultaat="eigen",
            omschrijving="Postvak met een eigen termijn",
            gronden=(Bewaargrond.ANTWOORD,),
            termijn=Bewaartermijn(dagen=90),
            postvakken=(ANDER_POSTVAK,),
        ),
    )
    termijnen = Bewaartermijnen(regels=(*STANDAARD.regels, zaaktype, postvak))
    one = replace(zaak(), zaaktype=KLACHT.url)
    mail = Mailstand(bericht=_mail(Afhandelsoort.ZAAK, zaak=one.identificatie), zaken=(one,))
    assert _vanaf(mail, termijnen)[0] == "19.1"
    anders = replace(one, zaaktype="https://catalogi.gemeente.example/zaaktypen/2")
    assert _vanaf(replace(mail, zaken=(anders,)), termijnen)[0] == "zaak"
    vraag = Aanleiding(grond=Bewaargrond.ANTWOORD, postvak=ANDER_POSTVAK)
    assert [line.resultaat for line in termijnen.voor(vraag)] == ["eigen"]
    assert [line.resultaat for line in termijnen.voor(replace(vraag, postvak=POSTVAK))] == ["6.1.3"]


def test_a_year_from_the_last_of_february_is_a_year() -> None:
    assert Bewaartermijn(jaren=1).na(date(2028, 2, 29)) == date(2029, 3, 1)
    assert Bewaartermijn(jaren=4).na(date(2028, 2, 29)) == date(2032, 2, 29)
    assert Bewaartermijn(jaren=1, dagen=30).na(date(2026, 12, 31)) == date(2028, 1, 30)


@pytest.mark.parametrize("kind", [kind for kind in Afhandelsoort if kind is not Afhandelsoort.SPLITSING])
def test_a_mail_by_itself_never_seems_less_due_than_it_is(kind: Afhandelsoort) -> None:
    mail = _mail(kind)
    vanaf = _vanaf(Mailstand(bericht=mail))[1]
    if vanaf is None:  # that of its zaak alone counts, whenever it is
        assert kan_al(mail, STANDAARD, DAG.date())
    else:
        assert kan_al(mail, STANDAARD, vanaf)
        assert not kan_al(mail, STANDAARD, date(2026, 3, 20))


# -- zaken -------------------------------------------------------------------------------------------------------------

ELDERS = "https://zaken.example/1"


def _met_zaak(url: str = ELDERS, status: Zaakstatus = Zaakstatus.GEREGISTREERD) -> Mailstand:
    one = replace(zaak(), url=url, status=status, aangemaakt_op=DAG)
    return Mailstand(bericht=_mail(Afhandelsoort.ZAAK, zaak=one.identificatie), zaken=(one,))


def test_with_a_zaak_its_own_term_counts_and_with_a_row_of_ours_both() -> None:
    mail = _met_zaak()
    bewaring = bewaring_van(mail, Gespreksstand((mail,)), STANDAARD)
    assert bewaring is not None
    assert (bewaring.regel.resultaat, bewaring.vanaf, bewaring.zaken) == ("zaak", date(2026, 3, 10), frozenset({ELDERS}))
    own = _zaakrij(Bewaartermijn(jaren=10))
    bewaring = bewaring_van(mail, Gespreksstand((mail,)), own)
    assert bewaring is not None
    assert (bewaring.vanaf, bewaring.zaken) == (date(2036, 3, 10), frozenset({ELDERS}))
    assert STANDAARD.kortste == 0, "the term of a zaak may be over at once"
    assert replace(own, regels=own.regels[-1:]).kortste == 3650


def _zaakrij(termijn: Bewaartermijn) -> Bewaartermijnen:
    rows = (replace(each, termijn=each.termijn or termijn) for each in STANDAARD.regels)
    return Bewaartermijnen(regels=tuple(sorted(rows, key=lambda each: each.resultaat == "zaak")))


def test_a_zaak_keeps_all_of_its_conversation_but_no_spam_that_claims_to_belong_to_it() -> None:
    mail, antwoord = _met_zaak(), Mailstand(bericht=_mail(Afhandelsoort.ANTWOORD))
    one = bericht(status=Berichtstatus.QUARANTAINE)
    spam = Mailstand(bericht=replace(one, envelop=replace(one.envelop, verdicts=replace(GOOD, spam="FAIL"))))
    gesprek = Gespreksstand((mail, antwoord, spam))
    oordelen = [bewaring_van(lid, gesprek, STANDAARD) for lid in gesprek.mails]
    assert [oordeel.zaken for oordeel in oordelen if oordeel] == [{ELDERS}, {ELDERS}, frozenset()]


def test_a_zaak_that_was_never_registered_is_due_by_a_row_of_ours_only() -> None:
    mail = _met_zaak(url="", status=Zaakstatus.VERVALLEN)
    gesprek = Gespreksstand((mail,))
    zonder, met = (bewaring_van(mail, gesprek, termijnen) for termijnen in (STANDAARD, _zaakrij(Bewaartermijn(jaren=10))))
    assert zonder is not None
    assert met is not None
    assert zonder.zaken == {""}, "nobody can tell its term"
    assert (met.vanaf, met.zaken) == (date(2036, 3, 10), frozenset())


def test_a_mail_whose_zaak_is_not_there_is_kept() -> None:
    mail = replace(_met_zaak(), zaken=())
    bewaring = bewaring_van(mail, Gespreksstand((mail,)), STANDAARD)
    assert bewaring is not None
    assert bewaring.vanaf is None
