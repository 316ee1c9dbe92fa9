"""A mail is closed, as a klantcontact or as none."""

import pytest

from klantmail.usecases.afhandeling.inzien import GeopendeMail
from klantmail.usecases.afhandeling.uitkomsten.afsluiting import GeenActieNodig, GeenKlantcontact
from klantmail.usecases.afhandeling.uitkomsten.uitkomst import Uitkomst
from tests.support.builders import ANNA, Gemeente


@pytest.mark.parametrize(("uitkomst", "contacten"), [(GeenActieNodig("Bedankje"), 1), (GeenKlantcontact("Bedankje"), 0)])
def test_a_closing_keeps_its_reason_and_only_a_contact_is_a_klantcontact(
    gemeente: Gemeente, mail: GeopendeMail, uitkomst: Uitkomst, contacten: int
) -> None:
    gemeente.handel_af(mail.bericht.identificatie, mail.inzage.identificatie, ANNA, "s", uitkomst)
    afhandeling = gemeente.repos.emailbericht(mail.bericht.identificatie).afhandeling
    assert afhandeling is not None
    assert (afhandeling.soort, afhandeling.reden) == (uitkomst.soort, "Bedankje")
    assert len(gemeente.repos.klantcontacten) == len(afhandeling.klantcontacten) == contacten
