"""One mail has one outcome, whatever the kind of it is."""

import pytest

from klantmail.domain.fouten import AlAfgehandeld, OpslagOnbekend
from klantmail.domain.interne_taak import Toewijzing
from klantmail.usecases.afhandeling.inzien import GeopendeMail
from klantmail.usecases.afhandeling.uitkomsten.afsluiting import GeenActieNodig
from klantmail.usecases.afhandeling.uitkomsten.interne_taak import Taakopdracht
from tests.support.builders import ANNA, Gemeente
from tests.support.fakes import Storing

TAAK = Taakopdracht("Bel de burger terug", Toewijzing("Burgerzaken"))


def test_one_mail_has_one_outcome_whatever_its_kind(gemeente: Gemeente, mail: GeopendeMail) -> None:
    gemeente.handel_af(mail.bericht.identificatie, mail.inzage.identificatie, ANNA, "s", TAAK)
    afsluiting = GeenActieNodig("Klaar")
    with pytest.raises(AlAfgehandeld):
        gemeente.handel_af(mail.bericht.identificatie, mail.inzage.identificatie, ANNA, "s", afsluiting)


def test_a_doubtful_outcome_that_was_stored_is_success(gemeente: Gemeente, mail: GeopendeMail) -> None:
    gemeente.repos.storingen = [Storing(OpslagOnbekend("timeout"), opgeslagen=True)]
    gemeente.handel_af(mail.bericht.identificatie, mail.inzage.identificatie, ANNA, "s", TAAK)
    assert len(gemeente.repos.taken) == 1
