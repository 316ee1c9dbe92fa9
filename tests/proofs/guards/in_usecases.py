"""The guards in the use cases, in sending, and in the template."""

from typing import Final

from tests.proofs.guards.guard import MACHINE, REGISTERS, Bewaking, een

_ONTVANGEN: Final = "tests/unit/usecases/ontvangst/test_ontvangen.py"
_BEZORGBERICHTEN: Final = "tests/unit/usecases/ontvangst/test_bezorgberichten.py"
_BEANTWOORDEN: Final = "tests/unit/usecases/afhandeling/test_beantwoorden.py"
_INZIEN: Final = "tests/unit/usecases/afhandeling/test_inzien.py"
_VERZENDEN: Final = "tests/unit/usecases/nazorg/test_verzenden.py"
_BEHEREN: Final = "tests/unit/usecases/beheer/test_verzendingen.py"
_BEZORGEN: Final = "tests/unit/usecases/nazorg/test_bezorgen.py"
_VERVOLGEN: Final = "tests/unit/usecases/afhandeling/test_vervolgen.py"
_VERBAND: Final = "tests/unit/domain/test_gesprek.py"
_VANGNET: Final = "tests/unit/usecases/nazorg/test_vangnet.py"
_TAKEN: Final = "tests/unit/usecases/afhandeling/test_taken.py"
_HEROPENEN: Final = "tests/unit/usecases/afhandeling/test_heropenen.py"
_VERVOLGSTAP: Final = "tests/unit/usecases/afhandeling/test_vervolgstap.py"
_QUARANTAINE: Final = "tests/unit/usecases/beheer/test_quarantaine.py"
_MEELEZEN: Final = "tests/unit/usecases/beheer/test_meelezen.py"
_RAADPLEGEN: Final = "tests/unit/usecases/beheer/test_raadplegen.py"
_SJABLOON: Final = "tests/unit/template/test_template.py"
_UPLOADS: Final = "tests/unit/usecases/uitgaand/test_uploads.py"
_POSTKANTOOR: Final = "tests/unit/promises/test_postkantoor.py"

_ADRESSEREN: Final = "tests/unit/usecases/uitgaand/test_adresseren.py"
_DUBBELEN: Final = "tests/unit/usecases/ontvangst/test_dubbelen.py"
_HERKENNEN: Final = "tests/unit/usecases/ontvangst/test_herkennen.py"
_ONTVANGST: Final = (
    Bewaking(
        2,
        "the raw mail is archived before it is listed",
        "usecases/ontvangst/ontvangen.py",
        (
            ("        self.archief.bewaar(archiefsleutel, ruw, FORMAAT_MAIL)\n", ""),
            (
                "        if self.emailberichten.neem_op(bericht, self._document_van_mail(bericht)):\n"
                "            return bericht\n",
                "        nieuw = self.emailberichten.neem_op(bericht, self._document_van_mail(bericht))\n"
                "        self.archief.bewaar(archiefsleutel, ruw, FORMAAT_MAIL)\n        if nieuw:\n            return bericht\n",
            ),
        ),
        (_ONTVANGEN, MACHINE),
    ),
    een(
        2,
        "the mail is listed before it is read",
        "usecases/ontvangst/ontvangen.py",
        "        bericht = self._lijst(identificatie, melding, postvak, ruw)\n",
        "        self.lees(ruw)\n        bericht = self._lijst(identificatie, melding, postvak, ruw)\n",
        _ONTVANGEN,
    ),
    Bewaking(
        2,
        "the intake object goes last",
        "usecases/ontvangst/ontvangen.py",
        (
            ("        self.intake.verwijder(object_key)\n        return identificatie\n", "        return identificatie\n"),
            (
                "        bericht = self._lijst(identificatie, melding, postvak, ruw)\n",
                "        self.intake.verwijder(object_key)\n"
                "        bericht = self._lijst(identificatie, melding, postvak, ruw)\n",
            ),
        ),
        (_ONTVANGEN, MACHINE),
    ),
    een(
        2,
        "the intake object goes when all is stored",
        "usecases/ontvangst/ontvangen.py",
        "        self.intake.verwijder(object_key)\n        return identificatie\n",
        "        return identificatie\n",
        _ONTVANGEN,
    ),
    een(
        2,
        "a delivery report by mail is settled at every event until its mail is out of the intake",
        "usecases/ontvangst/ontvangen.py",
        """            bericht = self._ontleed(bericht, ruw)
        self._verwerk_bezorgbericht(bericht)
""",
        """            bericht = self._ontleed(bericht, ruw)
            self._verwerk_bezorgbericht(bericht)
""",
        _BEZORGBERICHTEN,
    ),
    een(
        5,
        "a delivery report by mail counts only for whom we wrote to",
        "usecases/nazorg/bezorgen.py",
        "        if fout.ontvanger.lower() in aan\n",
        "",
        _BEZORGBERICHTEN,
    ),
    een(
        5,
        "a delivery report that SES suspects settles nothing",
        "usecases/ontvangst/ontvangen.py",
        " or bericht.envelop.verdicts.verdacht:",
        ":",
        _BEZORGBERICHTEN,
    ),
    een(
        5,
        "what was read of a mail that came along is named last",
        "usecases/ingesloten.py",
        """        archive(self.archief, Samenstelling(objecten=(*objecten, *andere)))
        archive(self.archief, Samenstelling(objecten=(inhoud,)))
""",
        """        archive(self.archief, Samenstelling(objecten=(inhoud,)))
        archive(self.archief, Samenstelling(objecten=(*objecten, *andere)))
""",
        "tests/unit/usecases/test_ingesloten.py",
    ),
    een(
        2,
        "two tries to read, then raw only",
        "usecases/ontvangst/ontvangen.py",
        "if pogingen > _MAX_ONTLEEDPOGINGEN:",
        "if False:",
        _ONTVANGEN,
    ),
    een(
        5,
        "suspected mail is kept apart",
        "usecases/ontvangst/ontvangen.py",
        "Berichtstatus.QUARANTAINE if melding.verdicts.verdacht else Berichtstatus.NIEUW",
        "Berichtstatus.NIEUW",
        _ONTVANGEN,
    ),
    een(
        2,
        "the same mail has the same identificatie",
        "domain/identificatie.py",
        'return uuid5(_NAAMRUIMTE, f"emailbericht\\n{postvak}\\n{ses_bericht_id}")',
        "from uuid import uuid4; return uuid4()",
        _ONTVANGEN,
    ),
    een(
        2,
        "one start that fails stops no other",
        "usecases/parallel.py",
        "    return [belofte.exception() if belofte in klaar",
        "    return [belofte.result() if belofte in klaar",
        _VANGNET,
    ),
    een(
        2,
        "a round of the vangnet ends before its function must",
        "template.yaml",
        'RONDE_SECONDEN: "80"',
        'RONDE_SECONDEN: "120"',
        _SJABLOON,
    ),
    een(
        4,
        "who answers from elsewhere is marked",
        "domain/gesprek.py",
        "afwijkende_afzender=not all(een.aan_hen for een in beantwoord),",
        "afwijkende_afzender=False,",
        _VERBAND,
    ),
    een(
        4,
        "where the next answer would go counts too",
        "usecases/ontvangst/herkennen.py",
        "[een for een in (envelop.afzender.adres, antwoordadres) if een]",
        "[envelop.afzender.adres]",
        _VERBAND,
    ),
    een(
        5,
        "only SES's own word on a mail counts",
        "usecases/nazorg/vangnet.py",
        "            if not _DEUR_VAN_SES.search(tekst):\n                return {}\n",
        "",
        _VANGNET,
    ),
    een(
        5,
        "below the second Received nothing counts",
        "usecases/nazorg/vangnet.py",
        "            if naam in boven:\n                break\n",
        "",
        _VANGNET,
    ),
)

_AFHANDELING: Final = (
    een(
        4,
        "an address that the mail does not name is confirmed first",
        "usecases/uitgaand/adresseren.py",
        "if ander and not keuze.ander_adres_bevestigd:",
        "if False:",
        _ADRESSEREN,
    ),
    een(
        4,
        "no answer goes to an address of ours",
        "usecases/uitgaand/adresseren.py",
        "    if adres in eigen:\n        return Bezwaar.EIGEN_POSTVAK\n",
        "",
        _ADRESSEREN,
    ),
    een(
        4,
        "a second answer to the same mail says why it is refused",
        "usecases/afhandeling/afhandelen.py",
        "        self._vereis_open(dubbelen)\n        moment",
        "        moment",
        _DUBBELEN,
    ),
    een(
        4,
        "a copied Message-ID of another sender is not the same mail",
        "usecases/ontvangst/herkennen.py",
        "            if ander.envelop.afzender.adres.lower() == envelop.afzender.adres.lower():\n",
        "            if True:\n",
        _DUBBELEN,
    ),
    een(
        5,
        "both of two equal mails say so",
        "usecases/ontvangst/herkennen.py",
        "                self.ontvangsten.meld_dubbel(ander.identificatie, identificatie)\n",
        "",
        _DUBBELEN,
    ),
    een(
        4,
        "a mark ties a mail only when ours went to who writes",
        "usecases/ontvangst/herkennen.py",
        "    if eigen.aan_hen:\n",
        "    if True:\n",
        "tests/unit/domain/test_kenmerk.py",
    ),
    een(
        4,
        "a forged web form is no web form",
        "usecases/ontvangst/herkennen.py",
        ' or envelop.verdicts.dmarc == "FAIL":',
        ":",
        _HERKENNEN,
    ),
    een(
        4,
        "an inzage is its medewerker's own",
        "usecases/afhandeling/afhandelen.py",
        "    if geldig.medewerker != medewerker:",
        "    if False:",
        _BEANTWOORDEN,
    ),
    een(
        4,
        "the same key, another medewerker",
        "usecases/afhandeling/afhandelen.py",
        "return mijn == (eerder.medewerker, eerder.idempotency_key, eerder.soort)",
        "return mijn[1:] == (eerder.idempotency_key, eerder.soort)",
        _BEANTWOORDEN,
    ),
    een(
        4,
        "another key is another request",
        "usecases/afhandeling/afhandelen.py",
        "return mijn == (eerder.medewerker, eerder.idempotency_key, eerder.soort)",
        "return mijn == (eerder.medewerker, self.idempotency_key, eerder.soort)",
        _BEANTWOORDEN,
    ),
    een(
        4,
        "the same key with another body is refused",
        "usecases/afhandeling/afhandelen.py",
        "    if eerder.vingerafdruk != verzoek.vingerafdruk:",
        "    if False:",
        _BEANTWOORDEN,
    ),
    een(
        4,
        "a conflict is tried again, never a 409",
        "usecases/guarded_write.py",
        "        except Botsing:\n",
        '        except Botsing:\n            raise Geweigerd("") from None\n',
        _BEANTWOORDEN,
    ),
    een(
        4,
        "after a conflict is looked who was stored",
        "usecases/guarded_write.py",
        "            with suppress(NietBeschikbaar):\n                eerder = lees_terug()\n",
        "            with suppress(NietBeschikbaar):\n                eerder = None\n",
        _BEANTWOORDEN,
    ),
    een(
        1,
        "a doubtful write is read back first",
        "usecases/guarded_write.py",
        "            eerder = lees_terug()\n            if eerder is not None:\n                return eerder\n            if",
        "            if",
        _BEANTWOORDEN,
        _TAKEN,
    ),
    een(
        1,
        "no answer leads to reading back",
        "usecases/guarded_write.py",
        "        except (Geweigerd, OpslagOnbekend) as fout:",
        "        except Geweigerd as fout:",
        _BEANTWOORDEN,
        _TAKEN,
        _BEZORGEN,
    ),
    een(
        1,
        "an interne taak is stored with its klantcontact",
        "usecases/afhandeling/uitkomsten/interne_taak.py",
        "samenstelling = Samenstelling((stof.vraag, taak)) + bericht",
        "samenstelling = Samenstelling((taak,)) + bericht",
        MACHINE,
    ),
    een(
        1,
        "geen_klantcontact stores none",
        "usecases/afhandeling/uitkomsten/afsluiting.py",
        "niets = Samenstelling()",
        "niets = Samenstelling((stof.vraag,))",
        MACHINE,
    ),
    een(
        1,
        "a rerouted task leads to its new one",
        "usecases/afhandeling/taken.py",
        "return self._verwerk(taak, verzoek, resultaat, nieuwe.identificatie, Samenstelling((nieuwe,)))",
        "return self._verwerk(taak, verzoek, resultaat, nieuwe.identificatie, Samenstelling())",
        _TAKEN,
        MACHINE,
    ),
    een(
        1,
        "a task that was ended is read back",
        "usecases/afhandeling/taken.py",
        "return verzoek.eerder(huidig) if huidig.status is Taakstatus.VERWERKT else None",
        "return None",
        _TAKEN,
    ),
    een(
        4,
        "a task that another has just taken is not taken from them",
        "usecases/afhandeling/taken.py",
        "            if huidig not in (taak, nieuw):",
        "            if False:",
        _TAKEN,
    ),
    een(
        1,
        "an interne taak takes its message along",
        "usecases/afhandeling/uitkomsten/interne_taak.py",
        "samenstelling = Samenstelling((stof.vraag, taak)) + bericht",
        "samenstelling = Samenstelling((stof.vraag, taak))",
        MACHINE,
    ),
    een(
        1,
        "a zaak takes its message along",
        "usecases/afhandeling/uitkomsten/zaak.py",
        "samenstelling = Samenstelling((replace(stof.vraag, zaak=zaak.identificatie), zaak)) + bericht",
        "samenstelling = Samenstelling((replace(stof.vraag, zaak=zaak.identificatie), zaak))",
        MACHINE,
    ),
    een(
        5,
        "a doorzending tells the citizen by itself",
        "usecases/afhandeling/uitkomsten/doorzending.py",
        "            tekst = inrichting.doorzendbericht()",
        "            tekst = None",
        MACHINE,
    ),
    een(
        5,
        "a task that became another is followed from its mail",
        "usecases/beheer/raadplegen.py",
        "            identificatie = taak.opvolger",
        "            identificatie = None",
        _TAKEN,
        MACHINE,
    ),
    een(
        5,
        "a task is for a medewerker who is known",
        "usecases/afhandeling/toewijzen.py",
        "    if not medewerker.doet_taken:",
        "    if False:",
        "tests/unit/usecases/afhandeling/test_andere_uitkomsten.py",
    ),
    een(
        5,
        "a task has a term",
        "usecases/afhandeling/uitkomsten/interne_taak.py",
        "            uiterlijk=termijn(self.toegewezen_aan, self.uiterlijk, stof.moment, inrichting.termijnen),\n",
        "",
        _TAKEN,
        MACHINE,
    ),
    een(
        5,
        "what a task becomes keeps its term",
        "usecases/afhandeling/taken.py",
        "            sinds=taak.sinds,\n",
        "",
        _TAKEN,
    ),
    een(
        5,
        "the vangnet counts what is overdue",
        "usecases/nazorg/vangnet.py",
        "            taken_te_laat=taken_te_laat,\n",
        "",
        _TAKEN,
        MACHINE,
    ),
    een(
        5,
        "the contact centre has the tasks that came back to it",
        "domain/interne_taak.py",
        "    return (*eigen, KCC_EENHEID) if ziet_alle_taken(medewerker) else eigen",
        "    return eigen or (medewerker.organisatorische_eenheid,)",
        _TAKEN,
    ),
    een(
        4,
        "a task is ended again by its own request only",
        "usecases/afhandeling/taken.py",
        "        if (taak.behandelaar, taak.idempotency_key) != (self.medewerker.identificatie, self.idempotency_key):",
        "        if False:",
        _TAKEN,
    ),
    een(
        4,
        "a task is ended again by its own medewerker only",
        "usecases/afhandeling/taken.py",
        "        if (taak.behandelaar, taak.idempotency_key) != (self.medewerker.identificatie, self.idempotency_key):",
        "        if taak.idempotency_key != self.idempotency_key:",
        _TAKEN,
    ),
    een(
        4,
        "a held mail is not renewed by another",
        "usecases/afhandeling/inzien.py",
        "        if bericht.inzage is None or bericht.inzage.medewerker != medewerker.identificatie:",
        "        if bericht.inzage is None:",
        _INZIEN,
    ),
    een(
        4,
        "only its owner or a beheerder puts a mail back",
        "usecases/afhandeling/inzien.py",
        "        if not eigen and Rol.BEHEERDER not in medewerker.rollen:",
        "        if False:",
        _INZIEN,
    ),
    een(
        3,
        "what a record names is archived before it is written",
        "usecases/commit.py",
        "    archive(archief, samenstelling)\n    with _eenmalig(samenstelling):\n"
        "        return leg_vast(schrijf, lees_terug, slaap)\n",
        "    with _eenmalig(samenstelling):\n        klaar = leg_vast(schrijf, lees_terug, slaap)\n"
        "    archive(archief, samenstelling)\n    return klaar\n",
        "tests/unit/usecases/test_commit.py",
    ),
    een(
        4,
        "that an upload was used is stored with the reply",
        "usecases/uitgaand/mail_van_gemeente.py",
        "*self.bijlagen, *self.gebruik",
        "*self.bijlagen",
        _UPLOADS,
    ),
    een(
        4,
        "an upload that was used refuses the reply, at once",
        "usecases/guarded_write.py",
        "            if isinstance(fout, UploadGebruikt):",
        "            if False:",
        _UPLOADS,
    ),
    een(
        4,
        "uploads that are certainly too large are not read",
        "usecases/uitgaand/uploads.py",
        "for een in set(aanwezig)) > MAX_MAIL:",
        "for een in set(aanwezig)) < 0:",
        _UPLOADS,
    ),
    een(
        3,
        "a reply with uploads that SES would refuse is not stored",
        "usecases/uitgaand/mail_van_gemeente.py",
        "        if len(mail) > MAX_MAIL:",
        "        if False:",
        _UPLOADS,
    ),
)

_VERVOLG: Final = (
    een(
        3,
        "a vervolgbericht with the same key and another body is refused",
        "usecases/afhandeling/vervolgen.py",
        "        if verzending.vingerafdruk != afdruk:",
        "        if False:",
        _VERVOLGEN,
    ),
    een(
        3,
        "a doubtful vervolgbericht is read back first",
        "usecases/afhandeling/vervolgen.py",
        "            if eerder is None:\n                self.klantcontacten.klantcontact(op)\n            return eerder\n",
        "            return None\n",
        _VERVOLGEN,
    ),
    een(
        4,
        "what went to another address of the conversation is not quoted",
        "usecases/afhandeling/vervolgen.py",
        " and een.emailbericht == bericht.identificatie",
        "",
        _VERVOLGEN,
    ),
)

_VERZENDING: Final = (
    een(
        3,
        "only the stored bytes leave",
        "usecases/nazorg/verzenden.py",
        "        if sha256(mail).hexdigest() != verzending.sha256:",
        "        if False:",
        _VERZENDEN,
    ),
    Bewaking(
        3,
        "a restored table sends nothing",
        "usecases/nazorg/verzenden.py",
        (
            ("        if verzending.generatie != self.generatie:", "        if False:"),
            (
                "claim_verzending(verzending.identificatie, self.generatie,",
                "claim_verzending(verzending.identificatie, verzending.generatie,",
            ),
        ),
        (_VERZENDEN, MACHINE),
    ),
    een(
        5,
        "what an older generation left is a person's to decide",
        "usecases/nazorg/vangnet.py",
        "            (eigen if een.generatie == self.generatie else ouder).append(een)",
        "            eigen.append(een)",
        _VANGNET,
    ),
    Bewaking(
        3,
        "the bytes are read before the claim",
        "usecases/nazorg/verzenden.py",
        (
            (
                "        try:\n            mail = self.archief.lees(verzending.object_key)\n",
                "        try:\n            bezig = self.verzendingen.claim_verzending(\n"
                "                verzending.identificatie, self.generatie, self.klok() + self.lease\n            )\n"
                "        except Geweigerd:\n            return Resultaat.NIET_AAN_DE_BEURT\n"
                "        try:\n            mail = self.archief.lees(verzending.object_key)\n",
            ),
            (
                "        try:\n            bezig = self.verzendingen.claim_verzending("
                "verzending.identificatie, self.generatie, self.klok() + self.lease)\n"
                "        except Geweigerd:\n            return Resultaat.NIET_AAN_DE_BEURT\n        return self._verstuur",
                "        return self._verstuur",
            ),
        ),
        (_VERZENDEN,),
    ),
    een(
        3,
        "a doubtful attempt is never offered again",
        "usecases/nazorg/verzenden.py",
        "self._meld(lambda: self.verzendingen.meld_onbekend(bezig, reden, self.klok()))",
        "self._meld(lambda: self.verzendingen.meld_niet_verzonden(bezig, reden, opnieuw_op=self.klok(), moment=self.klok()))",
        _VERZENDEN,
    ),
    een(
        3,
        "a definite refusal is not offered again",
        "usecases/nazorg/verzenden.py",
        "opnieuw_op = moment + wachttijd(bezig.pogingen) if tijdelijk else None",
        "opnieuw_op = moment + wachttijd(bezig.pogingen)",
        _VERZENDEN,
    ),
    een(
        3,
        "a 5xx is doubtful",
        "adapters/ses.py",
        "    if 400 <= status < 500:",
        "    if 400 <= status < 600:",
        _POSTKANTOOR,
    ),
    een(
        3,
        "a refusal for want of rights is offered again",
        "adapters/ses.py",
        "_VOL | _ONZE_INSTELLING",
        "_VOL",
        _POSTKANTOOR,
    ),
    een(
        3,
        "a lost answer is doubtful",
        "adapters/ses.py",
        "            return MisschienVerzonden(type(fout).__name__)",
        "            return NietVerzonden(type(fout).__name__, tijdelijk=True)",
        _POSTKANTOOR,
    ),
    een(
        3,
        "a connection never made is definite",
        "adapters/ses.py",
        "        except (EndpointConnectionError, ConnectTimeoutError) as fout:",
        "        except ZeroDivisionError as fout:",
        _POSTKANTOOR,
    ),
    een(
        3,
        "the SDK does not retry SendEmail",
        "adapters/ses.py",
        '"total_max_attempts": 1, ',
        '"total_max_attempts": 3, ',
        _POSTKANTOOR,
    ),
    een(
        3,
        "the lease outlasts the function",
        "template.yaml",
        'VERZENDLEASE_SECONDEN: "240"',
        'VERZENDLEASE_SECONDEN: "30"',
        _POSTKANTOOR,
    ),
    een(
        3,
        "an event of an attempt never made changes nothing",
        "usecases/nazorg/bezorgen.py",
        "    if gebeurtenis.poging > verzending.pogingen:",
        "    if False:",
        _BEZORGEN,
    ),
    een(
        3,
        "an old event does not end a newer attempt",
        "usecases/nazorg/bezorgen.py",
        "verzending.status is not Verzendstatus.VERZONDEN and not nieuwere_bezig",
        "verzending.status is not Verzendstatus.VERZONDEN",
        _BEZORGEN,
    ),
    een(
        5,
        "a worse word is never undone by a better one",
        "usecases/nazorg/bezorgen.py",
        "max(bezorgingen.get(een.ontvanger, een), een, key=_gewicht)",
        "een",
        _BEZORGEN,
    ),
    een(
        3,
        "an event settles what nobody could know",
        "usecases/nazorg/bezorgen.py",
        "    if _telt_als_verzonden(verzending, gebeurtenis):",
        "    if False:",
        _BEZORGEN,
    ),
    een(
        5,
        "a doubtful change of a verzending is read back",
        "usecases/nazorg/bezorgen.py",
        "    def lees_en_schrijf() -> Verzending:\n        oud = verzendingen.verzending(identificatie)\n",
        "    oud = verzendingen.verzending(identificatie)\n\n    def lees_en_schrijf() -> Verzending:\n",
        _BEZORGEN,
    ),
    een(
        3,
        "only a beheerder decides",
        "domain/medewerker.py",
        "    if Rol.BEHEERDER not in medewerker.rollen:",
        "    if False:",
        _BEHEREN,
    ),
    een(
        3,
        "only what is stuck can be decided on",
        "usecases/beheer/verzendingen.py",
        "        if not nodig or verzending.aandacht is None:",
        "        if verzending.aandacht is None:",
        _BEHEREN,
    ),
    een(
        3,
        "a decision with the same key counts once",
        "usecases/beheer/verzendingen.py",
        "            if (eerder.medewerker, eerder.idempotency_key) == (hervatting.medewerker, hervatting.idempotency_key):",
        "            if False:",
        _BEHEREN,
    ),
    een(
        5,
        "what failed is on a list",
        "domain/verzending.py",
        "        if self.status is not Verzendstatus.VERZONDEN:\n            return self.status.value\n",
        "        if self.status is not Verzendstatus.VERZONDEN:\n            return None\n",
        *REGISTERS,
        MACHINE,
    ),
)

_ZAKEN: Final = (
    "tests/unit/usecases/nazorg/test_zaak_registreren.py",
    "tests/integration/adapters/zgw/test_zaaksysteem.py",
)

_ZAAK: Final = (
    een(
        3,
        "a zaak that may have been made is looked up first",
        "usecases/nazorg/zaak_registreren.py",
        "self._gemaakt(zaaksysteem.maak_zaak(zaak, herhaling=zaak.pogingen > 1), zaak)",
        "self._gemaakt(zaaksysteem.maak_zaak(zaak, herhaling=False), zaak)",
        *_ZAKEN,
    ),
    een(
        3,
        "a zaak's URL is kept before anything is tied to it",
        "usecases/nazorg/zaak_registreren.py",
        "        self.zaken.meld_gemaakt(zaak, url)\n",
        "",
        *_ZAKEN,
    ),
    een(
        3,
        "a document that is tied to a zaak is counted",
        "usecases/nazorg/zaak_registreren.py",
        "            self.zaken.meld_gekoppeld(zaak, plaats + 1)\n",
        "",
        *_ZAKEN,
    ),
    een(
        2,
        "a zaak gets no other bytes than were stored",
        "usecases/nazorg/zaak_registreren.py",
        "if sha256(inhoud).hexdigest() != document.sha256:",
        "if False:",
        *_ZAKEN,
    ),
    een(
        3,
        "a refused identificatie of a zaak is looked up",
        "adapters/zgw/zaaksysteem.py",
        "if gemaakt.status != HTTPStatus.BAD_REQUEST:",
        "if True:",
        *_ZAKEN,
    ),
    een(
        4,
        "no zaak of another is taken for ours",
        "adapters/zgw/zaaksysteem.py",
        " and all(rij.get(naam) == waarde for naam, waarde in eigen.items())",
        "",
        *_ZAKEN,
    ),
    een(
        3,
        "no answer of a Zaken API is no refusal of a zaak",
        "adapters/zgw/zgw.py",
        "return not 400 <= self.status < 500 or self.status in _NIET_NU",
        "return self.status in _NIET_NU",
        *_ZAKEN,
    ),
)

_TERUGWEG: Final = (
    een(
        1,
        "only a closing without a klantcontact is undone",
        "usecases/afhandeling/heropenen.py",
        "if gesloten.soort is not Afhandelsoort.GEEN_KLANTCONTACT:",
        "if False:",
        _HEROPENEN,
    ),
    een(
        4,
        "a closing is undone by who made it, or by a beheerder",
        "usecases/afhandeling/heropenen.py",
        "gesloten.medewerker == medewerker.identificatie and ",
        "",
        _HEROPENEN,
    ),
    een(
        4,
        "a closing is undone within a day",
        "usecases/afhandeling/heropenen.py",
        " and self.klok() - gesloten.tijdstip < HEROPENTERMIJN",
        "",
        _HEROPENEN,
    ),
    een(
        1,
        "a step leaves its klantcontact as it is",
        "usecases/afhandeling/vervolgstap.py",
        "nieuw = tuple(een for een in samenstelling.records if een.identificatie != klantcontact.identificatie)",
        "nieuw = samenstelling.records",
        _VERVOLGSTAP,
    ),
    een(
        4,
        "a step and the outcome of its mail under one key make other records",
        "usecases/afhandeling/vervolgstap.py",
        'f"vervolgstap\\n{verzoek.op}\\n{verzoek.idempotency_key}"',
        "verzoek.idempotency_key",
        _VERVOLGSTAP,
    ),
    een(
        4,
        "a repeated closing of the quarantine is the same request",
        "usecases/beheer/quarantaine.py",
        "if eigen.vingerafdruk != afhandeling.vingerafdruk:",
        "if False:",
        _QUARANTAINE,
    ),
    een(
        5,
        "a mail that an agent has open is not put apart",
        "usecases/beheer/quarantaine.py",
        "if bericht.status_op(moment) is not Berichtstatus.NIEUW:",
        "if False:",
        _QUARANTAINE,
    ),
    een(
        4,
        "only a teamleider looks along",
        "usecases/beheer/meelezen.py",
        "if Rol.TEAMLEIDER not in medewerker.rollen:",
        "if False:",
        _MEELEZEN,
    ),
    een(
        4,
        "a file of a mail with a virus is no download",
        "usecases/beheer/raadplegen.py",
        "if not bericht.downloadbaar:",
        "if False:",
        _RAADPLEGEN,
    ),
)

GEBRUIK: Final = (*_ONTVANGST, *_AFHANDELING, *_VERVOLG, *_VERZENDING, *_ZAAK, *_TERUGWEG)
