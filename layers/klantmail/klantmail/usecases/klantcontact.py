"""The klantcontact of a received mail, as C1199's first table describes it."""

from klantmail.domain.emailbericht import Emailbericht, Inzage
from klantmail.domain.klantcontact import Initiatiefnemer, Klantcontact
from klantmail.usecases.mailinhoud import Mailinhoud


def klantcontact_van_mail(bericht: Emailbericht, inzage: Inzage, inhoud: Mailinhoud) -> Klantcontact:
    """Make the klantcontact of the received mail, as registered at the inzage (C1199's first table)."""
    return Klantcontact(
        identificatie=inzage.klantcontact,
        geregistreerd_op=inzage.geregistreerd_op,
        medewerker=inzage.medewerker,
        organisatorische_eenheid=inzage.organisatorische_eenheid,
        initiatiefnemer=Initiatiefnemer.KLANT,
        onderwerp=inhoud.onderwerp,
        inhoud=inhoud.tekst_voor_record,
        bijlagen=inhoud.bijlagen,
        emailbericht=bericht.identificatie,
        afzender=(bericht.envelop.indiener or inhoud.afzender).adres,
        gesprek=bericht.gesprek,
        verwijst_naar=bericht.envelop.verband.antwoord_op if bericht.envelop.verband else (),
    )
