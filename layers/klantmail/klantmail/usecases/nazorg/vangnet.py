"""The safety net.

Every few minutes it looks for what fell out of the normal way, and puts it back (decisions 8 and 9).

    intake object older than 10 minutes  ─► `ontvangen` again, with the event rebuilt from the headers that SES added
    bezig, lease over                    ─► onbekend: nobody can know
    te_verzenden, its time has come      ─► `verzenden` again: the same claim as the stream's
    te_verzenden, of an older generation ─► onbekend: the table was set back, and nobody can know what has left since
    zaak waiting, or its lease over      ─► `registreren` again: the same claim; nothing without a Zaken API
    queues of what failed for good       ─► counted
    interne taken, their term over       ─► counted: people must look
    all of it                            ─► kept as `Stand`, for the API, and as metrics

Safe at any time, and twice at once: it only starts what is safe to start twice. Each start stands by itself: one that
fails stops no other, and what a round has no time for is left to the next.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from email.parser import BytesHeaderParser
from functools import partial
from itertools import chain, islice
from typing import Final

from klantmail.domain.emailbericht import VERDICT_ONBEKEND, Melding, Verdicts
from klantmail.domain.fouten import NietGevonden, OpslagFout
from klantmail.domain.stand import Stand
from klantmail.domain.tijd import Klok
from klantmail.domain.verzending import Verzending, Verzendstatus
from klantmail.domain.zaak import Zaak, Zaakstatus
from klantmail.ports.inrichting import Standen
from klantmail.ports.objecten import Opslagobject, Voorraadintake
from klantmail.ports.taken import Taakachterstand
from klantmail.ports.uitvoering import Uitvoering, Wachtrijen
from klantmail.ports.verzendingen import Verzendachterstand
from klantmail.ports.zaken import Zaakachterstand
from klantmail.usecases.ontvangst.plek import mail_op
from klantmail.usecases.parallel import side_by_side
from ontleden.lezen import ontleed
from ontleden.ontleding import Adres

_DEUR_VAN_SES: Final = re.compile(r"\sby inbound-smtp\.[a-z0-9-]+\.amazonaws\.com\s")
_VERDICTS: Final = frozenset({"PASS", "FAIL", "GRAY", "PROCESSING_FAILED"})
_MAX_VERZENDINGEN: Final = 100
"""The most verzendingen that are offered or given up in one round; the next round takes the next."""
_MAX_ACHTERGEBLEVEN: Final = 1000
"""The most records of an older generation in one round: many, since they stand before all newer ones."""
_MAX_ZAKEN: Final = 100
"""The most zaken that are offered in one round; the next round takes the next."""
_OPEN_ZAKEN: Final = (Zaakstatus.BEZIG, Zaakstatus.TE_REGISTREREN)
_AFGEBROKEN: Final = "De verzending is afgebroken."
_TERUGGEZET: Final = (
    "De gegevens zijn teruggezet vanuit een reservekopie. Daardoor is niet bekend of deze e-mail al is verstuurd."
)
_ZAAK_TERUGGEZET: Final = (
    "De gegevens zijn teruggezet vanuit een reservekopie. Daardoor is niet bekend of deze zaak al is geregistreerd."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Vangnet:
    """The vangnet of one municipality."""

    intake: Voorraadintake
    verzendingen: Verzendachterstand
    zaken: Zaakachterstand
    taken: Taakachterstand
    standen: Standen
    uitvoering: Uitvoering
    wachtrijen: Wachtrijen
    postvakken: tuple[str, ...]
    met_zaken: bool
    """True when the municipality has set a Zaken API; without one, zaken wait."""
    generatie: str
    intake_wachttijd: timedelta
    rondeduur: timedelta
    """The time that a round waits for what it starts. Its function has more time, to end well."""
    klok: Klok

    def ronde(self) -> Stand:
        """Look everywhere once, and return what was seen and done."""
        moment = self.klok()
        verlopen = islice(self.verzendingen.verzendingen_aan_de_beurt(Verzendstatus.BEZIG, moment), _MAX_VERZENDINGEN)
        onbekend = _aantal_gelukt(lambda een: self.verzendingen.meld_onbekend(een, _AFGEBROKEN, moment), verlopen)
        aangeboden, achtergebleven = self._te_verzenden(moment)
        onbekend += _aantal_gelukt(lambda een: self.verzendingen.meld_achtergebleven(een, _TERUGGEZET, moment), achtergebleven)
        zaken, oude_zaken = self._te_registreren(moment) if self.met_zaken else ([], [])
        wachtend = [een for een in self.intake.wachtend() if self._te_lang(een, moment)]
        starts: list[Callable[[], None]] = [
            *(partial(self.uitvoering.verzend, verzending.identificatie) for verzending in aangeboden),
            *(partial(self.uitvoering.registreer, zaak.identificatie) for zaak in zaken),
            *(partial(self._neem_in, een) for een in wachtend),
        ]
        fouten = side_by_side(starts, moment + self.rondeduur - self.klok())
        taken_te_laat, taken_oudste = self.taken.tel_te_laat(moment)
        stand = Stand(
            tijdstip=moment,
            intake_wachtend=len(wachtend),
            intake_oudste=min((een.sinds for een in wachtend), default=None),
            aangeboden=len(aangeboden),
            onbekend_geworden=onbekend,
            zaken_aangeboden=len(zaken),
            zaken_achtergebleven=_aantal_gelukt(lambda zaak: self._geef_op(zaak, moment), oude_zaken),
            taken_te_laat=taken_te_laat,
            taken_oudste=taken_oudste,
            niet_gestart=tuple(sorted(Counter(type(fout).__name__ for fout in fouten if fout is not None).items())),
            wachtrijen=tuple(sorted(self.wachtrijen.aantallen().items())),
        )
        self.standen.bewaar_stand(stand)
        return stand

    def _te_lang(self, een: Opslagobject, moment: datetime) -> bool:
        return mail_op(een.object_key, self.postvakken) is not None and een.sinds + self.intake_wachttijd <= moment

    def _neem_in(self, een: Opslagobject) -> None:
        postvak, _, ses_bericht_id = een.object_key.rpartition("/")
        try:
            begin = self.intake.begin(een.object_key)
        except NietGevonden:
            return  # taken in while we looked
        self.uitvoering.neem_in(melding_uit_koppen(ses_bericht_id, postvak, een.sinds, begin))

    def _te_verzenden(self, moment: datetime) -> tuple[list[Verzending], list[Verzending]]:
        """Return what is to be offered, and what is left of an older generation, which
        may not keep the newer ones waiting.
        """
        wachtend = self.verzendingen.verzendingen_aan_de_beurt(Verzendstatus.TE_VERZENDEN, moment)
        return self._verdeel(wachtend, _MAX_VERZENDINGEN)

    def _te_registreren(self, moment: datetime) -> tuple[list[Zaak], list[Zaak]]:
        """Return the zaken, as `_te_verzenden` does.

        A lease that ran out is offered too: a zaak is looked up before it is made again.
        """
        per_status = (self.zaken.zaken_aan_de_beurt(status, moment) for status in _OPEN_ZAKEN)
        return self._verdeel(chain.from_iterable(per_status), _MAX_ZAKEN)

    def _geef_op(self, zaak: Zaak, moment: datetime) -> None:
        over = replace(zaak, status=Zaakstatus.MISLUKT, reden=_ZAAK_TERUGGEZET, aan_de_beurt_op=moment)
        self.zaken.werk_zaak_bij(zaak, over)

    def _verdeel[T: (Verzending, Zaak)](self, wachtend: Iterable[T], hoogstens: int) -> tuple[list[T], list[T]]:
        eigen: list[T] = []
        ouder: list[T] = []
        for een in wachtend:
            (eigen if een.generatie == self.generatie else ouder).append(een)
            if len(eigen) == hoogstens or len(ouder) == _MAX_ACHTERGEBLEVEN:
                break
        return eigen, ouder


def _aantal_gelukt[T](meld: Callable[[T], None], wachtend: Iterable[T]) -> int:
    """Report each of them, and return how many were stored.

    The others were settled while we looked, or are left to the next round.
    """
    aantal = 0
    for een in wachtend:
        with suppress(OpslagFout):
            meld(een)
            aantal += 1
    return aantal


def melding_uit_koppen(ses_bericht_id: str, postvak: str, sinds: datetime, begin: bytes) -> Melding:
    """Rebuild SES's event from the headers that SES put on top of the mail; a verdict they lack is `VERDICT_ONBEKEND`.

    Only the headers above the second Received are SES's own; below that the sender may have written anything.
    """
    van_ses = _bovenste(begin)
    uitslagen = _authentication_results(van_ses.get("authentication-results", ""))
    ontleding = ontleed(_koppen(begin))
    return Melding(
        ses_bericht_id=ses_bericht_id,
        ontvangen_op=sinds,
        ontvangers=(postvak,),
        onderwerp=ontleding.onderwerp,
        afzender=ontleding.afzender or Adres("", ""),
        verdicts=Verdicts(
            spf=uitslagen.get("spf", VERDICT_ONBEKEND),
            dkim=uitslagen.get("dkim", VERDICT_ONBEKEND),
            dmarc=uitslagen.get("dmarc", VERDICT_ONBEKEND),
            spam=_verdict(van_ses.get("x-ses-spam-verdict", "")),
            virus=_verdict(van_ses.get("x-ses-virus-verdict", "")),
        ),
    )


def _koppen(begin: bytes) -> bytes:
    """The headers without the body: a mail that kills its reader may not take
    the vangnet and all other mail with it.
    """
    return begin.replace(b"\r\n", b"\n").partition(b"\n\n")[0]


def _verdict(waarde: str) -> str:
    """A verdict that SES wrote, or `VERDICT_ONBEKEND` for any other text."""
    verdict = waarde.strip().upper()
    return verdict if verdict in _VERDICTS else VERDICT_ONBEKEND


def _bovenste(begin: bytes) -> Mapping[str, str]:
    """The headers above the second Received, if SES's own door wrote the first; each the first of its name."""
    boven: dict[str, str] = {}
    for kop, waarde in BytesHeaderParser().parsebytes(begin).items():
        naam, tekst = kop.lower(), str(waarde)
        if naam == "received":
            if naam in boven:
                break
            if not _DEUR_VAN_SES.search(tekst):
                return {}
        boven.setdefault(naam, tekst)
    return boven if "received" in boven else {}


def _authentication_results(waarde: str) -> Mapping[str, str]:
    """Read `spf`, `dkim` and `dmarc` of an Authentication-Results header (RFC 8601).

    They are given in SES's own words: `PASS`, `FAIL`, `GRAY`.
    """
    gevonden: dict[str, list[str]] = {}
    for deel in waarde.split(";")[1:]:
        methode, _, uitslag = deel.strip().partition("=")
        woord = uitslag.split(None, 1)[0].lower() if uitslag.strip() else ""
        if methode in {"spf", "dkim", "dmarc"} and woord:
            gevonden.setdefault(methode, []).append({"pass": "PASS", "fail": "FAIL"}.get(woord, "GRAY"))  # nosec B105  # a verdict
    # Twice the same method: the envelope's sender, who stands in here unescaped, may have written one of them. What was
    # added makes no verdict better.
    return {
        methode: "FAIL" if "FAIL" in gelezen else gelezen[0] if len(gelezen) == 1 else "GRAY"
        for methode, gelezen in gevonden.items()
    }
