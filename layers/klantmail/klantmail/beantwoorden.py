"""Variant A of C1199: the agent answers. Both klantcontacten, the reply and its sending are stored in one transaction."""

from dataclasses import dataclass
from typing import Final
from uuid import UUID

from klantmail.afhandelen import Afhandelaar, Afhandelverzoek, Samenstelling, Stof, vingerafdruk
from klantmail.domein import Afhandelsoort, Bijlage, Initiatiefnemer, Klantcontact, Medewerker, Tekst
from klantmail.fouten import Invoerfout, NietBeschikbaar, OngeldigeInvoer
from klantmail.inhoud import Inhoud
from klantmail.ontleding import Adres
from klantmail.opstellen import OngeldigeKop, Vraag, antwoord_onderwerp, stel_antwoord_op
from klantmail.poorten import AfhandelRegister
from klantmail.uitgaand import Uitgaand

_MAX_TEKST_OM_TE_CITEREN: Final = 400_000
"""Bytes of a very long question that are read to be quoted; the composer quotes less."""


@dataclass(frozen=True, slots=True)
class Antwoord:
    """The agent's request."""

    inzage: UUID
    inhoud: str
    onderwerp: str | None
    """None: taken over from the mail (C1199)."""


@dataclass(frozen=True, slots=True)
class Beantwoord:
    """C1199's two klantcontacten, and the sending of the reply."""

    vraag: Klantcontact
    antwoord: Klantcontact
    verzending: UUID
    herhaling: bool
    """True when an earlier, equal request had stored it all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Beantwoorder:
    """Answers mail on behalf of the municipality."""

    register: AfhandelRegister
    afhandelaar: Afhandelaar
    uitgaand: Uitgaand

    def beantwoord(self, bericht: UUID, medewerker: Medewerker, sleutel: str, antwoord: Antwoord) -> Beantwoord:
        """Store the answer with its question, in one transaction; the stream sends it afterwards.

        Args:
            sleutel: Idempotency-Key. The same one with the same request gives the same answer.

        Raises: as `Afhandelaar.handel_af`; OngeldigeInvoer (the mail has no address that an answer can go to).
        """
        verzoek = Afhandelverzoek(
            bericht=bericht,
            inzage=antwoord.inzage,
            medewerker=medewerker,
            sleutel=sleutel,
            soort=Afhandelsoort.ANTWOORD,
            vingerafdruk=vingerafdruk(antwoord.inzage, antwoord.inhoud, antwoord.onderwerp),
        )
        uitkomst = self.afhandelaar.handel_af(verzoek, lambda stof: self._stel_samen(verzoek, antwoord, stof))
        afhandeling = uitkomst.afhandeling
        if afhandeling.verzending is None:
            raise NietBeschikbaar("an antwoord without verzending")
        if uitkomst.records is None:
            vraag, reactie = (self.register.klantcontact(een) for een in afhandeling.klantcontacten)
        else:
            vraag, reactie = (een for een in uitkomst.records if isinstance(een, Klantcontact))
        return Beantwoord(vraag, reactie, afhandeling.verzending, herhaling=uitkomst.records is None)

    def _stel_samen(self, verzoek: Afhandelverzoek, antwoord: Antwoord, stof: Stof) -> Samenstelling:
        reactie_id, verzending_id = verzoek.maak_id("antwoord"), verzoek.maak_id("verzending")
        van = self.uitgaand.afzender(stof.bericht.envelop.postvak)
        naar = self.uitgaand.ontvanger(stof.inhoud.antwoordadres.adres, "")
        onderwerp = antwoord.onderwerp or stof.inhoud.onderwerp
        mail = self._stel_op(stof, van, antwoord, reactie_id)
        document = self.uitgaand.archiveer(reactie_id, antwoord_onderwerp(onderwerp), mail, stof.moment)
        reactie = Klantcontact(
            identificatie=reactie_id,
            geregistreerd_op=stof.moment,
            medewerker=verzoek.medewerker.identificatie,
            organisatorische_eenheid=verzoek.medewerker.organisatorische_eenheid,
            initiatiefnemer=Initiatiefnemer.GEMEENTE,
            onderwerp=onderwerp,
            inhoud=self.uitgaand.tekst(reactie_id, antwoord.inhoud),
            bijlagen=(Bijlage.van(document),),
            emailbericht=verzoek.bericht,
            afzender=stof.inhoud.antwoordadres.adres,
            verwijst_naar=(stof.vraag.identificatie,),
            opgeslagen_op=stof.moment,
        )
        verzending = self.uitgaand.verzending(
            verzending_id,
            document,
            bericht=verzoek.bericht,
            klantcontact=reactie_id,
            van=van.adres,
            naar=naar,
            moment=stof.moment,
        )
        return Samenstelling(records=(stof.vraag, reactie, document, verzending), verzending=verzending_id)

    def _stel_op(self, stof: Stof, van: Adres, antwoord: Antwoord, reactie_id: UUID) -> bytes:
        """The reply as it will leave. Its date and name follow from the request, so that a repetition makes the same bytes."""
        inhoud = stof.inhoud
        try:
            return stel_antwoord_op(
                van=van,
                aan=inhoud.antwoordadres,
                onderwerp=antwoord_onderwerp(antwoord.onderwerp or inhoud.onderwerp),
                inhoud=antwoord.inhoud,
                vraag=Vraag(
                    message_id=inhoud.message_id,
                    in_reply_to=inhoud.in_reply_to,
                    references=inhoud.references,
                    afzender=inhoud.afzender,
                    datum=stof.bericht.envelop.ontvangen_op,
                    inhoud=self._om_te_citeren(inhoud),
                ),
                message_id=f"<{reactie_id}@{van.adres.rpartition('@')[2]}>",
                datum=stof.inzage.geregistreerd_op,
            )
        except OngeldigeKop as fout:
            raise OngeldigeInvoer(Invoerfout("", "kop-ongeldig", str(fout))) from fout

    def _om_te_citeren(self, inhoud: Inhoud) -> str:
        tekst: Tekst = inhoud.tekst
        if tekst.waarde is not None or tekst.sleutel is None:
            return tekst.waarde or ""
        return self.uitgaand.archief.lees(tekst.sleutel)[:_MAX_TEKST_OM_TE_CITEREN].decode("utf-8", "ignore")
