from dataclasses import fields, replace
from datetime import datetime, timedelta

from klantmail.domain.afhandeling import Afhandelsoort, Vervolgstap
from klantmail.domain.emailbericht import Apartzetting, Berichtstatus, Emailbericht, Heropening, Verplaatsing, Vrijgave
from klantmail.domain.feit import (
    FEITEN,
    BerichtAfgehandeld,
    BerichtApartgezet,
    Berichtfeit,
    BerichtHeropend,
    BerichtOntvangen,
    BerichtVerplaatst,
    BerichtVervolgd,
    BerichtVrijgegeven,
    TaakGemaakt,
    TaakVerwerkt,
    feiten_van_bericht,
    feiten_van_taak,
    feiten_van_zaak,
    nieuwste,
)
from tests.support.builders import (
    ANDER_POSTVAK,
    ANNA,
    BEHEER,
    GOOD,
    POSTVAK,
    afhandeling,
    bericht,
    inzage,
    klantcontact,
    taak,
    zaak,
)
from tests.support.fakes import BEGIN
from tests.support.feiten import alle_feiten

WHO = ANNA.identificatie


def na(minuten: int) -> datetime:
    return BEGIN + timedelta(minutes=minuten)


def met_geschiedenis() -> Emailbericht:
    """A mail that came into quarantine, was let out, closed, reopened, moved, put apart, let out, and answered."""
    verdacht = replace(bericht().envelop, verdicts=replace(GOOD, spam="FAIL"), postvak=ANDER_POSTVAK, ontvangen_op=na(0))
    gesloten = replace(afhandeling(), soort=Afhandelsoort.GEEN_KLANTCONTACT, tijdstip=na(3), klantcontacten=(), verzendingen=())
    first = Vrijgave(BEHEER.identificatie, BEHEER.naam, na(1))
    return replace(
        bericht(status=Berichtstatus.AFGEHANDELD),
        envelop=verdacht,
        inzagen=(inzage(1, na=timedelta(minutes=2)), inzage(2, na=timedelta(minutes=8))),
        heropeningen=(Heropening(medewerker=WHO, naam="", tijdstip=na(4), reden="", afhandeling=gesloten),),
        verplaatsingen=(Verplaatsing(medewerker=WHO, naam="", tijdstip=na(5), van=POSTVAK, naar=ANDER_POSTVAK),),
        apartzettingen=(Apartzetting(medewerker=WHO, naam="", tijdstip=na(6), reden="Toch spam", vrijgave=first),),
        vrijgave=Vrijgave(BEHEER.identificatie, BEHEER.naam, na(7)),
        afhandeling=replace(afhandeling(), tijdstip=na(9)),
    )


def test_a_mail_tells_its_whole_history_in_order_and_where_it_stood() -> None:
    feiten = feiten_van_bericht(met_geschiedenis())
    assert [type(feit) for feit in feiten] == [
        BerichtOntvangen,
        BerichtVrijgegeven,
        BerichtAfgehandeld,
        BerichtHeropend,
        BerichtVerplaatst,
        BerichtApartgezet,
        BerichtVrijgegeven,
        BerichtAfgehandeld,
    ]
    plekken = [feit.postvak for feit in feiten if isinstance(feit, Berichtfeit)]
    assert plekken == [POSTVAK] * 5 + [ANDER_POSTVAK] * 3
    apart = [feit.in_quarantaine for feit in feiten if isinstance(feit, BerichtOntvangen | BerichtAfgehandeld | BerichtHeropend)]
    assert apart == [True, False, False, False]


def test_each_outcome_knows_when_somebody_first_opened_the_mail_for_it() -> None:
    geopend = [feit.geopend_op for feit in feiten_van_bericht(met_geschiedenis()) if isinstance(feit, BerichtAfgehandeld)]
    assert geopend == [na(2), na(8)]


def test_a_mail_that_was_closed_in_quarantine_was_opened_by_nobody() -> None:
    verdacht = replace(bericht().envelop, verdicts=replace(GOOD, virus="FAIL"))
    gesloten = replace(afhandeling(), soort=Afhandelsoort.GEEN_KLANTCONTACT, tijdstip=na(3))
    _, feit = feiten_van_bericht(replace(bericht(), envelop=verdacht, afhandeling=gesloten))
    assert isinstance(feit, BerichtAfgehandeld)
    assert (feit.in_quarantaine, feit.geopend_op) == (True, None)


def test_a_feit_keeps_its_identificatie_when_more_happens_and_shares_it_with_no_other() -> None:
    later = met_geschiedenis()
    earlier = replace(later, afhandeling=None, status=Berichtstatus.NIEUW)
    ids = [feit.identificatie for feit in feiten_van_bericht(later)]
    assert ids[:-1] == [feit.identificatie for feit in feiten_van_bericht(earlier)]
    assert len(set(ids)) == len(ids)


def test_the_newest_feit_is_what_a_change_added() -> None:
    (feit,) = nieuwste(feiten_van_bericht(met_geschiedenis()))
    assert (type(feit), feit.tijdstip) == (BerichtAfgehandeld, na(9))


def test_a_split_mail_names_the_outcome_and_the_records_of_each_question() -> None:
    parts = (
        replace(afhandeling(), soort=Afhandelsoort.INTERNE_TAAK, interne_taak=taak().identificatie),
        replace(afhandeling(), soort=Afhandelsoort.ZAAK, zaak=zaak().identificatie),
    )
    gesplitst = replace(afhandeling(), soort=Afhandelsoort.SPLITSING, tijdstip=na(1), delen=parts)
    feit = feiten_van_bericht(replace(bericht(), afhandeling=gesplitst))[-1]
    assert isinstance(feit, BerichtAfgehandeld)
    assert feit.soorten == (Afhandelsoort.INTERNE_TAAK, Afhandelsoort.ZAAK)
    assert (feit.interne_taken, feit.zaken) == ((taak().identificatie,), (zaak().identificatie,))


def vervolgstap(soort: Afhandelsoort, number: int, minuten: int) -> Vervolgstap:
    """A task or zaak that followed on the first klantcontact."""
    of_taak = soort is Afhandelsoort.INTERNE_TAAK
    return Vervolgstap(
        soort=soort,
        klantcontacten=(),
        interne_taak=taak(number).identificatie if of_taak else None,
        zaak=None if of_taak else zaak(number).identificatie,
        op=klantcontact().identificatie,
        idempotency_key=f"stap-{number}",
        vingerafdruk="v",
        tijdstip=na(minuten),
        medewerker=WHO,
    )


def test_each_zaak_that_follows_on_a_handled_mail_is_told_by_the_mail_and_a_task_by_itself() -> None:
    steps = (
        vervolgstap(Afhandelsoort.ZAAK, 1, 60),
        vervolgstap(Afhandelsoort.INTERNE_TAAK, 1, 61),
        vervolgstap(Afhandelsoort.ZAAK, 2, 62),
        vervolgstap(Afhandelsoort.ZAAKKOPPELING, 3, 62),
    )
    later = replace(met_geschiedenis(), vervolgstappen=steps)
    before, told = feiten_van_bericht(met_geschiedenis()), feiten_van_bericht(later)
    assert told[: len(before)] == before
    found = [feit for feit in told[len(before) :] if isinstance(feit, BerichtVervolgd)]
    assert [(feit.postvak, feit.uitkomst, feit.zaak, feit.tijdstip) for feit in found] == [
        (ANDER_POSTVAK, Afhandelsoort.ZAAK, zaak(1).identificatie, na(60)),
        (ANDER_POSTVAK, Afhandelsoort.ZAAK, zaak(2).identificatie, na(62)),
        (ANDER_POSTVAK, Afhandelsoort.ZAAKKOPPELING, zaak(3).identificatie, na(62)),
    ]
    assert len({feit.identificatie for feit in told}) == len(told) == len(before) + 3
    assert nieuwste(told) == tuple(found[1:])


def test_a_task_is_made_and_ended_once() -> None:
    (made,) = feiten_van_taak(taak())
    end = taak().verwerkt(na(60), resultaat="Doorgezet", vervolg=taak(2).identificatie, idempotency_key="s", vingerafdruk="v")
    zelfde, verwerkt = feiten_van_taak(end)
    assert isinstance(made, TaakGemaakt)
    assert made == zelfde
    assert isinstance(verwerkt, TaakVerwerkt)
    assert (verwerkt.gemaakt_op, verwerkt.opvolger) == (taak().toegewezen_op, taak(2).identificatie)


def test_no_feit_holds_anything_about_a_person() -> None:
    """Whoever follows the bus gets them: a medewerker is a person too."""
    over_personen = {"medewerker", "naam", "behandelaar", "afzender", "onderwerp", "adres", "reden"}
    assert not over_personen & {field.name for kind in FEITEN for field in fields(kind)}
    gevolgd = replace(met_geschiedenis(), vervolgstappen=(vervolgstap(Afhandelsoort.ZAAK, 1, 60),))
    full = repr(tuple(alle_feiten([gevolgd], [taak()], [zaak()])))
    for geheim in ("Jan Jansen", "jan@burger.example", str(WHO), str(BEHEER.identificatie), "Vraag 1", "Toch spam", "grofvuil"):
        assert geheim not in full


def test_every_kind_has_a_name_of_its_own() -> None:
    assert len({kind.soort for kind in FEITEN}) == len(FEITEN)
    assert {type(feit) for feit in alle_feiten([met_geschiedenis()], [taak()], [zaak()])} <= set(FEITEN)
    assert feiten_van_zaak(zaak())[0].over == zaak().identificatie
