from dataclasses import replace

import pytest

from klantmail.domain.emailbericht import Berichtstatus
from klantmail.domain.formeel import Formaliteiten
from klantmail.domain.fouten import (
    AlAfgehandeld,
    Botsing,
    GeenToegang,
    KeuzeNietMogelijk,
    OpslagOnbekend,
    SleutelHergebruikt,
)
from klantmail.domain.verzending import Bezorging, Bezorgstand, Hervatkeuze, Verzendsoort, Verzendstatus
from klantmail.ports.postkantoor import MisschienVerzonden, NietVerzonden
from klantmail.usecases.afhandeling.uitkomsten.doorzending import Doorzending
from klantmail.usecases.afhandeling.verplaatsen import Verplaatsopdracht
from klantmail.usecases.nazorg.verzenden import Resultaat
from tests.support.builders import ANDER_POSTVAK, ANNA, BEHEER, POSTVAK, Gemeente, bericht, verzending
from tests.support.fakes import BEGIN, Storing


def test_a_beheerder_can_have_a_doubtful_verzending_sent_again_and_that_is_recorded() -> None:
    gemeente = Gemeente()
    klaar = gemeente.klaar_om_te_verzenden()
    gemeente.postkantoor.antwoorden = [MisschienVerzonden("ReadTimeoutError")]
    gemeente.verzender.verzend(klaar)
    hervat = gemeente.beheer.hervat(klaar.identificatie, BEHEER, "sleutel", Hervatkeuze.OPNIEUW, "Niets ontvangen.")
    assert hervat.status is Verzendstatus.TE_VERZENDEN
    (hervatting,) = gemeente.repos.verzending(klaar.identificatie).hervattingen
    assert (hervatting.medewerker, hervatting.keuze, hervatting.toelichting, hervatting.tijdstip) == (
        BEHEER.identificatie,
        Hervatkeuze.OPNIEUW,
        "Niets ontvangen.",
        BEGIN,
    )
    gemeente.vangnet.ronde()
    assert gemeente.uitvoering.verzonden == [klaar.identificatie]
    assert gemeente.verzender.verzend_op_naam(klaar.identificatie) is Resultaat.VERZONDEN
    assert len(gemeente.postkantoor.weg) == 1


def test_a_verzending_tells_which_kind_of_mail_it_is() -> None:
    gemeente = Gemeente(formeel=Formaliteiten(postvakken=(POSTVAK,)))
    mail = gemeente.ontvang()
    gemeente.verplaatser.verplaats(mail, ANNA, Verplaatsopdracht(ANDER_POSTVAK))
    inzage = gemeente.inziener.open(mail, ANNA).inzage.identificatie
    gemeente.handel_af(mail, inzage, ANNA, "s", Doorzending("info@waterschap.example"))
    assert sorted((each.soort, each.naar) for each in gemeente.repos.verzendingen.values()) == [
        (Verzendsoort.BERICHT_AAN_KLANT, ("jan@burger.example",)),
        (Verzendsoort.DOORZENDING, ("info@waterschap.example",)),
        (Verzendsoort.ONTVANGSTBEVESTIGING, ("jan@burger.example",)),
        (Verzendsoort.VERPLAATSBERICHT, ("jan@burger.example",)),
    ]


@pytest.mark.parametrize(
    ("status", "choice", "afterwards"),
    [
        (Verzendstatus.ONBEKEND, Hervatkeuze.IS_VERZONDEN, Verzendstatus.VERZONDEN),
        (Verzendstatus.ONBEKEND, Hervatkeuze.VERVALLEN, Verzendstatus.VERVALLEN),
        (Verzendstatus.MISLUKT, Hervatkeuze.OPNIEUW, Verzendstatus.TE_VERZENDEN),
        (Verzendstatus.MISLUKT, Hervatkeuze.VERVALLEN, Verzendstatus.VERVALLEN),
        (Verzendstatus.TE_VERZENDEN, Hervatkeuze.VERVALLEN, Verzendstatus.VERVALLEN),
    ],
)
def test_what_can_be_decided(status: Verzendstatus, choice: Hervatkeuze, afterwards: Verzendstatus) -> None:
    gemeente = Gemeente()
    gemeente.repos.verzendingen[verzending().identificatie] = replace(verzending(), status=status)
    assert gemeente.beheer.hervat(verzending().identificatie, BEHEER, "s", choice, "").status is afterwards


@pytest.mark.parametrize(
    ("status", "choice"),
    [
        (Verzendstatus.BEZIG, Hervatkeuze.OPNIEUW),
        (Verzendstatus.VERZONDEN, Hervatkeuze.OPNIEUW),
        (Verzendstatus.VERZONDEN, Hervatkeuze.GEZIEN),
        (Verzendstatus.TE_VERZENDEN, Hervatkeuze.OPNIEUW),
        (Verzendstatus.MISLUKT, Hervatkeuze.IS_VERZONDEN),
        (Verzendstatus.VERVALLEN, Hervatkeuze.OPNIEUW),
    ],
)
def test_what_cannot_be_decided(status: Verzendstatus, choice: Hervatkeuze) -> None:
    gemeente = Gemeente()
    gemeente.repos.verzendingen[verzending().identificatie] = replace(verzending(), status=status)
    with pytest.raises(KeuzeNietMogelijk):
        gemeente.beheer.hervat(verzending().identificatie, BEHEER, "s", choice, "")


def test_a_refusal_that_was_seen_needs_no_attention_until_something_new_comes() -> None:
    gemeente = Gemeente()
    geweigerd = replace(
        verzending(),
        status=Verzendstatus.VERZONDEN,
        bezorgingen=(Bezorging("jan@burger.example", Bezorgstand.GEWEIGERD, BEGIN, "550"),),
    )
    gemeente.repos.verzendingen[geweigerd.identificatie] = geweigerd
    assert geweigerd.aandacht == "geweigerd"
    seen = gemeente.beheer.hervat(geweigerd.identificatie, BEHEER, "s", Hervatkeuze.GEZIEN, "")
    assert seen.aandacht is None


def test_the_same_decision_again_changes_nothing_more() -> None:
    gemeente = Gemeente()
    gemeente.repos.verzendingen[verzending().identificatie] = replace(verzending(), status=Verzendstatus.MISLUKT)
    for _ in range(2):
        gemeente.beheer.hervat(verzending().identificatie, BEHEER, "sleutel", Hervatkeuze.OPNIEUW, "")
    assert len(gemeente.repos.verzending(verzending().identificatie).hervattingen) == 1
    with pytest.raises(SleutelHergebruikt):
        gemeente.beheer.hervat(verzending().identificatie, BEHEER, "sleutel", Hervatkeuze.VERVALLEN, "")


@pytest.mark.parametrize(
    "storing",
    [Storing(Botsing("x")), Storing(OpslagOnbekend("x")), Storing(OpslagOnbekend("x"), opgeslagen=True)],
    ids=["conflict", "unknown, not stored", "unknown, stored"],
)
def test_whatever_the_storage_answers_a_decision_is_recorded_once(storing: Storing) -> None:
    gemeente = Gemeente()
    gemeente.repos.verzendingen[verzending().identificatie] = replace(verzending(), status=Verzendstatus.MISLUKT)
    gemeente.repos.storingen = [storing]
    hervat = gemeente.beheer.hervat(verzending().identificatie, BEHEER, "sleutel", Hervatkeuze.OPNIEUW, "")
    assert hervat.status is Verzendstatus.TE_VERZENDEN
    assert len(gemeente.repos.verzending(verzending().identificatie).hervattingen) == 1


def test_a_definite_refusal_can_be_sent_again_by_a_person_only() -> None:
    gemeente = Gemeente()
    klaar = gemeente.klaar_om_te_verzenden()
    gemeente.postkantoor.antwoorden = [NietVerzonden("MessageRejected", tijdelijk=False)]
    gemeente.verzender.verzend(klaar)
    gemeente.vangnet.ronde()
    assert gemeente.uitvoering.verzonden == []
    gemeente.beheer.hervat(klaar.identificatie, BEHEER, "s", Hervatkeuze.OPNIEUW, "")
    gemeente.vangnet.ronde()
    assert gemeente.uitvoering.verzonden == [klaar.identificatie]


def test_an_agent_decides_nothing() -> None:
    gemeente = Gemeente()
    gemeente.repos.verzendingen[verzending().identificatie] = replace(verzending(), status=Verzendstatus.MISLUKT)
    with pytest.raises(GeenToegang):
        gemeente.beheer.hervat(verzending().identificatie, ANNA, "s", Hervatkeuze.OPNIEUW, "")
    with pytest.raises(GeenToegang):
        gemeente.beheer.laat_toe(bericht().identificatie, ANNA)


def test_a_mail_let_out_of_quarantine_is_in_the_werkvoorraad_and_says_who_did_it() -> None:
    gemeente = Gemeente()
    apart = bericht(status=Berichtstatus.QUARANTAINE)
    gemeente.repos.berichten[apart.identificatie] = apart
    admitted = gemeente.beheer.laat_toe(apart.identificatie, BEHEER)
    assert gemeente.beheer.laat_toe(apart.identificatie, BEHEER) == admitted
    assert admitted.status is Berichtstatus.NIEUW
    assert admitted.vrijgave is not None
    assert admitted.vrijgave.medewerker == BEHEER.identificatie
    assert [b.identificatie for b in gemeente.raadpleger.werkvoorraad(None, None, aantal=5, na=None).resultaten] == [
        apart.identificatie
    ]


@pytest.mark.parametrize(
    ("status", "error"), [(Berichtstatus.NIEUW, KeuzeNietMogelijk), (Berichtstatus.AFGEHANDELD, AlAfgehandeld)]
)
def test_only_quarantined_mail_can_be_let_in(status: Berichtstatus, error: type[Exception]) -> None:
    gemeente = Gemeente()
    gemeente.repos.berichten[bericht().identificatie] = bericht(status=status)
    with pytest.raises(error):
        gemeente.beheer.laat_toe(bericht().identificatie, BEHEER)
