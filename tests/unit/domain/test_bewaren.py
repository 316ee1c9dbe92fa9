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
from tests.support.builders import ANDER_POSTVAK, BEHEER, GOED, KLACHT, POSTVAK, bericht, klantcontact, taak, verzending, zaak

DAG = datetime(2026, 3, 10, 12, tzinfo=UTC)


def _afhandeling(soort: Afhandelsoort, tijdstip: datetime = DAG, *delen: Deelafhandeling, **velden: UUID) -> Afhandeling:
    return Afhandeling(
        soort=soort,
        klantcontacten=(),
        delen=delen,
        idempotency_key="k",
        vingerafdruk="v",
        tijdstip=tijdstip,
        medewerker=uuid4(),
        **velden,  # type: ignore[arg-type]  # a task or a zaak
    )


def _mail(soort: Afhandelsoort, tijdstip: datetime = DAG, *delen: Deelafhandeling, **velden: UUID) -> Emailbericht:
    een = bericht()
    return replace(
        een,
        status=Berichtstatus.AFGEHANDELD,
        envelop=replace(een.envelop, ontvangen_op=DAG - timedelta(days=3)),
        afhandeling=_afhandeling(soort, tijdstip, *delen, **velden),
    )


def _vanaf(mail: Mailstand, termijnen: Bewaartermijnen = STANDAARD, *rest: Mailstand) -> tuple[str, date | None]:
    bewaring = bewaring_van(mail, Gespreksstand((mail, *rest)), termijnen)
    assert bewaring is not None
    return bewaring.regel.resultaat, bewaring.vanaf


@pytest.mark.parametrize(
    ("soort", "resultaat", "vanaf"),
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
def test_each_outcome_has_its_result_and_term(soort: Afhandelsoort, resultaat: str, vanaf: date | None) -> None:
    assert _vanaf(Mailstand(bericht=_mail(soort))) == (resultaat, vanaf)


def test_every_kind_of_outcome_has_a_term_in_the_table_that_we_give() -> None:
    assert STANDAARD.zonder_regel == ()
    assert {een.value for een in Bewaargrond} == {een.value for een in Afhandelsoort if een is not Afhandelsoort.SPLITSING} | {
        "spam"
    }


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
    delen = (
        Deelafhandeling(soort=Afhandelsoort.ANTWOORD, klantcontacten=()),
        Deelafhandeling(soort=Afhandelsoort.INTERNE_TAAK, klantcontacten=()),
    )
    assert _vanaf(Mailstand(bericht=_mail(Afhandelsoort.SPLITSING, DAG, *delen))) == ("6.1", date(2031, 3, 10))


def test_a_step_that_followed_counts_as_an_outcome_and_as_a_moment() -> None:
    stap = Vervolgstap(
        soort=Afhandelsoort.INTERNE_TAAK,
        klantcontacten=(),
        op=uuid4(),
        idempotency_key="k",
        vingerafdruk="v",
        tijdstip=DAG + timedelta(days=10),
        medewerker=uuid4(),
    )
    mail = replace(_mail(Afhandelsoort.ANTWOORD), vervolgstappen=(stap,))
    assert _vanaf(Mailstand(bericht=mail)) == ("6.1", date(2031, 3, 20))


def test_the_term_runs_from_the_last_step_of_the_conversation() -> None:
    eerste = Mailstand(bericht=_mail(Afhandelsoort.ANTWOORD))
    later = Mailstand(bericht=_mail(Afhandelsoort.GEEN_KLANTCONTACT, DAG + timedelta(days=100)))
    assert _vanaf(eerste, STANDAARD, later) == ("6.1.3", date(2027, 6, 18))
    assert _vanaf(later, STANDAARD, eerste) == ("geen", date(2026, 7, 18))


@pytest.mark.parametrize(
    "velden",
    [
        {"klantcontacten": (replace(klantcontact(), opgeslagen_op=DAG + timedelta(days=5)),)},
        {"taken": (replace(taak(), status=Taakstatus.VERWERKT, afgehandeld_op=DAG + timedelta(days=5)),)},
        {"verzendingen": (replace(verzending(), status=Verzendstatus.VERZONDEN, verzonden_op=DAG + timedelta(days=5)),)},
        {"zaken": (replace(zaak(), status=Zaakstatus.GEREGISTREERD, geregistreerd_op=DAG + timedelta(days=5)),)},
    ],
)
def test_whatever_happens_to_what_came_of_it_is_a_step(velden: dict[str, tuple[object, ...]]) -> None:
    vroeger = {
        "klantcontacten": (),
        "taken": (),
        "verzendingen": (),
        "zaken": (),
    }
    mail = Mailstand(bericht=_mail(Afhandelsoort.ANTWOORD), **(vroeger | velden))  # type: ignore[arg-type]
    assert mail.laatste_stap == DAG + timedelta(days=5)


def test_spam_that_nobody_let_in_has_a_term_and_other_mail_that_waits_has_none() -> None:
    een = bericht()
    spam = replace(een, status=Berichtstatus.QUARANTAINE, envelop=replace(een.envelop, verdicts=replace(GOED, spam="FAIL")))
    assert _vanaf(Mailstand(bericht=spam))[0] == "geen"
    assert Mailstand(bericht=spam).loopt_nog == ""
    for ander in (een, replace(spam, status=Berichtstatus.NIEUW), replace(een, status=Berichtstatus.QUARANTAINE)):
        mail = Mailstand(bericht=ander)
        assert bewaring_van(mail, Gespreksstand((mail,)), STANDAARD) is None
        assert mail.loopt_nog


@pytest.mark.parametrize(
    ("velden", "loopt"),
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
def test_nothing_is_due_while_something_of_it_is_under_way(velden: dict[str, tuple[object, ...]], loopt: bool) -> None:
    mail = Mailstand(bericht=_mail(Afhandelsoort.ANTWOORD), **velden)  # type: ignore[arg-type]
    assert bool(mail.loopt_nog) == bool(Gespreksstand((mail,)).loopt_nog) == loopt


def test_a_refusal_keeps_it_until_somebody_has_seen_it() -> None:
    geweigerd = replace(
        verzending(),
        status=Verzendstatus.VERZONDEN,
        bezorgingen=(Bezorging("jan@burger.example", Bezorgstand.GEWEIGERD, DAG),),
    )
    gezien = Hervatting(
        keuze=Hervatkeuze.GEZIEN,
        medewerker=BEHEER.identificatie,
        naam=BEHEER.naam,
        tijdstip=DAG + timedelta(days=1),
        toelichting="",
        idempotency_key="k",
    )
    assert Mailstand(bericht=_mail(Afhandelsoort.ANTWOORD), verzendingen=(geweigerd,)).loopt_nog
    daarna = replace(geweigerd, hervattingen=(gezien,))
    assert not Mailstand(bericht=_mail(Afhandelsoort.ANTWOORD), verzendingen=(daarna,)).loopt_nog


def test_a_new_mail_in_a_conversation_keeps_all_of_it_and_one_in_quarantine_does_not() -> None:
    oud = Mailstand(bericht=_mail(Afhandelsoort.ANTWOORD))
    assert Gespreksstand((oud, Mailstand(bericht=bericht()))).loopt_nog
    assert not Gespreksstand((oud, Mailstand(bericht=replace(bericht(), status=Berichtstatus.QUARANTAINE)))).loopt_nog


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
    een = replace(zaak(), zaaktype=KLACHT.url)
    mail = Mailstand(bericht=_mail(Afhandelsoort.ZAAK, zaak=een.identificatie), zaken=(een,))
    assert _vanaf(mail, termijnen)[0] == "19.1"
    anders = replace(een, zaaktype="https://catalogi.gemeente.example/zaaktypen/2")
    assert _vanaf(replace(mail, zaken=(anders,)), termijnen)[0] == "zaak"
    vraag = Aanleiding(grond=Bewaargrond.ANTWOORD, postvak=ANDER_POSTVAK)
    assert [regel.resultaat for regel in termijnen.voor(vraag)] == ["eigen"]
    assert [regel.resultaat for regel in termijnen.voor(replace(vraag, postvak=POSTVAK))] == ["6.1.3"]


def test_a_year_from_the_last_of_february_is_a_year() -> None:
    assert Bewaartermijn(jaren=1).na(date(2028, 2, 29)) == date(2029, 3, 1)
    assert Bewaartermijn(jaren=4).na(date(2028, 2, 29)) == date(2032, 2, 29)
    assert Bewaartermijn(jaren=1, dagen=30).na(date(2026, 12, 31)) == date(2028, 1, 30)


@pytest.mark.parametrize("soort", [soort for soort in Afhandelsoort if soort is not Afhandelsoort.SPLITSING])
def test_a_mail_by_itself_never_seems_less_due_than_it_is(soort: Afhandelsoort) -> None:
    mail = _mail(soort)
    vanaf = _vanaf(Mailstand(bericht=mail))[1]
    if vanaf is None:  # that of its zaak alone counts, whenever it is
        assert kan_al(mail, STANDAARD, DAG.date())
    else:
        assert kan_al(mail, STANDAARD, vanaf)
        assert not kan_al(mail, STANDAARD, date(2026, 3, 20))


# -- zaken -------------------------------------------------------------------------------------------------------------

ELDERS = "https://zaken.example/1"


def _met_zaak(url: str = ELDERS, status: Zaakstatus = Zaakstatus.GEREGISTREERD) -> Mailstand:
    een = replace(zaak(), url=url, status=status, aangemaakt_op=DAG)
    return Mailstand(bericht=_mail(Afhandelsoort.ZAAK, zaak=een.identificatie), zaken=(een,))


def test_with_a_zaak_its_own_term_counts_and_with_a_row_of_ours_both() -> None:
    mail = _met_zaak()
    bewaring = bewaring_van(mail, Gespreksstand((mail,)), STANDAARD)
    assert bewaring is not None
    assert (bewaring.regel.resultaat, bewaring.vanaf, bewaring.zaken) == ("zaak", date(2026, 3, 10), frozenset({ELDERS}))
    eigen = _zaakrij(Bewaartermijn(jaren=10))
    bewaring = bewaring_van(mail, Gespreksstand((mail,)), eigen)
    assert bewaring is not None
    assert (bewaring.vanaf, bewaring.zaken) == (date(2036, 3, 10), frozenset({ELDERS}))
    assert STANDAARD.kortste == 0, "the term of a zaak may be over at once"
    assert replace(eigen, regels=eigen.regels[-1:]).kortste == 3650


def _zaakrij(termijn: Bewaartermijn) -> Bewaartermijnen:
    rijen = (replace(een, termijn=een.termijn or termijn) for een in STANDAARD.regels)
    return Bewaartermijnen(regels=tuple(sorted(rijen, key=lambda een: een.resultaat == "zaak")))


def test_a_zaak_keeps_all_of_its_conversation_but_no_spam_that_claims_to_belong_to_it() -> None:
    mail, antwoord = _met_zaak(), Mailstand(bericht=_mail(Afhandelsoort.ANTWOORD))
    een = bericht(status=Berichtstatus.QUARANTAINE)
    spam = Mailstand(bericht=replace(een, envelop=replace(een.envelop, verdicts=replace(GOED, spam="FAIL"))))
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
