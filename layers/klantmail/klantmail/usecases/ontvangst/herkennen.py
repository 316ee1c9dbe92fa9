"""The recognition of a received mail, once it is read: who asks, whether we know them, and what of ours it answers."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from email.parser import BytesHeaderParser
from typing import Final
from uuid import UUID

from klantmail.domain.adressering import EigenAdressen, leest_niemand
from klantmail.domain.emailbericht import Envelop
from klantmail.domain.gesprek import EigenBericht, Verband, op_nabijheid, verband_van
from klantmail.domain.kenmerk import kenmerken_in
from klantmail.domain.mailadres import vergelijkvorm
from klantmail.domain.onderwerp import kaal_onderwerp
from klantmail.ports.repositories import Bekenden, Ontvangsten
from klantmail.ports.verzendingen import EigenBerichten
from klantmail.usecases.parallel import in_parallel
from klantmail.usecases.uitgaand.adresseren import antwoordadres, antwoordadressen
from ontleden.lezen import deel_inhoud
from ontleden.ontleding import Adres, Klasse, Ontleding

_TERUGGEZONDEN: Final = frozenset({"message/rfc822", "text/rfc822-headers", "message/rfc822-headers", "message/global"})
"""Parts of a report that hold the mail it is about, or its headers (RFC 3462)."""
_MAX_TERUGGEZONDEN: Final = 5
_MAX_BERICHTIDS: Final = 20
"""The most Message-IDs that are looked up for one mail, the nearest ones.

A mail that names hundreds costs no more work.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Herkenner:
    """The recognition of mail for one municipality."""

    verzendingen: EigenBerichten
    bekenden: Bekenden
    ontvangsten: Ontvangsten
    eigen: EigenAdressen
    formulieren: tuple[str, ...]
    """Senders of web forms, as `vergelijkvorm` gives them: a citizen filled in the form, and stands in Reply-To."""

    def herken(self, identificatie: UUID, envelop: Envelop, ontleding: Ontleding, ruw: bytes) -> Envelop:
        """Add to the envelope of a mail what is known of who asks, and what it answers; by look-ups side by side.

        A mail that came before, under the same Message-ID and from the same sender, is marked as the same, and so is
        that one.
        """
        envelop = replace(envelop, indiener=self._indiener(envelop, ontleding))
        adres = antwoordadres(antwoordadressen(ontleding, envelop, self.eigen)).adres
        (met_verband, bekend), anderen = in_parallel(
            lambda: in_parallel(
                lambda: self._met_verband(identificatie, envelop, ontleding, ruw),
                lambda: not adres or self.bekenden.had_contact(adres),
            ),
            lambda: self.ontvangsten.registreer_ontvangst(ontleding.message_id, identificatie) if ontleding.message_id else (),
        )
        self._meld_dubbelen(identificatie, envelop, anderen)
        return replace(met_verband, eerste_contact=not bekend)

    def _meld_dubbelen(self, identificatie: UUID, envelop: Envelop, anderen: Sequence[UUID]) -> None:
        """Mark each of these mails and this one as the same, if they are from the same sender: anybody can copy a
        Message-ID.
        """
        for ander in self.ontvangsten.emailberichten_van(anderen) if anderen else ():
            if vergelijkvorm(ander.envelop.afzender.adres) == vergelijkvorm(envelop.afzender.adres):
                self.ontvangsten.meld_dubbel(identificatie, ander.identificatie)
                self.ontvangsten.meld_dubbel(ander.identificatie, identificatie)

    def _indiener(self, envelop: Envelop, ontleding: Ontleding) -> Adres | None:
        """Return the citizen who filled in a web form: From is the form, and Reply-To the citizen.

        From is a form when it is set as one, is ours, or is read by nobody. When DMARC says that From is forged, its
        Reply-To is as little to be trusted.
        """
        van = envelop.afzender.adres
        is_formulier = vergelijkvorm(van) in self.formulieren or van in self.eigen or leest_niemand(van)
        if not van or not is_formulier or envelop.klasse is not Klasse.GEWOON or envelop.verdicts.dmarc == "FAIL":
            return None
        alleen_reply_to = replace(ontleding, afzender=None, verzender=None, retourpad="")
        adres = antwoordadres(antwoordadressen(alleen_reply_to, envelop, self.eigen))
        return adres if adres.adres and not leest_niemand(adres.adres) else None

    def _met_verband(self, identificatie: UUID, envelop: Envelop, ontleding: Ontleding, ruw: bytes) -> Envelop:
        """Look up the nearest Message-IDs that the mail names, with its marks, and add what they lead to.

        A delivery report is no answer: it reports on a verzending. It stays in the werkvoorraad all the same, since a
        forged one must not hide a question.

        When a mail has several marks, the mark of an answer counts before that of an ontvangstbevestiging, which leads
        to no klantcontact.
        """
        is_melding = envelop.klasse is Klasse.BOUNCE
        genoemd = op_nabijheid(ontleding.in_reply_to, ontleding.references)
        gezocht = [een for een in (*(_gemelde_ids(ontleding, ruw) if is_melding else ()), *genoemd) if een][:_MAX_BERICHTIDS]
        kenmerken = kenmerken_in(ontleding.onderwerp, ontleding.inhoud)
        if not gezocht and not kenmerken:
            return envelop
        gevonden = self.verzendingen.eigen_berichten((*gezocht, *kenmerken), self._schrijvers(envelop, ontleding))
        if is_melding:
            return replace(envelop, verzending=next((een.verzending for een in gevonden.values()), None))
        op_id = {een: gevonden[een] for een in gezocht if een in gevonden}
        verband = verband_van(ontleding.in_reply_to, ontleding.onderwerp, op_id)
        verband = verband or self._vervolg_op(identificatie, envelop, genoemd[:_MAX_BERICHTIDS])
        if verband is None and (met_kenmerk := [gevonden[een] for een in kenmerken if een in gevonden]):
            return _met_kenmerk(envelop, ontleding, next((een for een in met_kenmerk if een.klantcontact), met_kenmerk[0]))
        return replace(envelop, verband=verband)

    def _vervolg_op(self, identificatie: UUID, envelop: Envelop, genoemd: Sequence[str]) -> Verband | None:
        """Return the tie of a mail to the nearest received mail that it names: a citizen adds to what they wrote."""
        onder = self.ontvangsten.ontvangen_onder(genoemd) if genoemd else {}
        eerdere = next((onder[een] for een in genoemd if een in onder), ())
        for eerder in self.ontvangsten.emailberichten_van([een for een in eerdere if een != identificatie][:1]):
            ander = eerder.envelop
            return Verband(
                gesprek=eerder.gesprek,
                antwoord_op=(),
                onderwerp_gewijzigd=kaal_onderwerp(ander.onderwerp) != kaal_onderwerp(envelop.onderwerp),
                afwijkende_afzender=vergelijkvorm(ander.betrokkene.adres) != vergelijkvorm(envelop.betrokkene.adres),
            )
        return None

    def _schrijvers(self, envelop: Envelop, ontleding: Ontleding) -> Sequence[str]:
        """Return the addresses of the writer: the sender, and the address to which the next answer would go.

        Our mail counts as sent to the writer only when it went to all of these.
        """
        antwoordadres = next((een.adres for een in ontleding.beantwoorden_aan if een.adres and een.adres not in self.eigen), "")
        return [een for een in (envelop.afzender.adres, antwoordadres) if een]


def _met_kenmerk(envelop: Envelop, ontleding: Ontleding, eigen: EigenBericht) -> Envelop:
    """Tie a mail to the mail of ours whose mark it holds, if ours went to its writer.

    Else the tie is only suggested to the agent, since whoever gets a copy of our mail can read the mark in it.
    """
    if eigen.aan_hen:
        return replace(envelop, verband=verband_van((), ontleding.onderwerp, {"": eigen}))
    return replace(envelop, mogelijk_antwoord_op=eigen.klantcontact)


def _gemelde_ids(ontleding: Ontleding, ruw: bytes) -> list[str]:
    """Message-IDs of the mails that a delivery report sends back."""
    gemeld = [deel for deel in ontleding.delen if deel.formaat in _TERUGGEZONDEN][:_MAX_TERUGGEZONDEN]
    return [str(BytesHeaderParser().parsebytes(deel_inhoud(ruw, deel))["Message-ID"] or "").strip() for deel in gemeld]
