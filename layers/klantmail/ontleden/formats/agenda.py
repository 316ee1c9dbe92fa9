"""A calendar part (RFC 5545, RFC 5546) as Dutch text that an agent can read."""

import binascii
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

_MAX_BRON: Final = 1_000_000
_MAX_REGELS: Final = 50_000
_MAX_AFSPRAKEN: Final = 20
_MAX_DEELNEMERS: Final = 25
_MAX_TEKST: Final = 20_000
_MAX_KORT: Final = 500

_AMSTERDAM: Final = ZoneInfo("Europe/Amsterdam")
_DAGEN: Final = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")
_DAGCODES: Final = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
MAANDEN: Final = (
    "januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september", "oktober", "november", "december",
)  # fmt: skip
_METHODEN: Final = {
    "REQUEST": "Uitnodiging voor een afspraak",
    "REPLY": "Antwoord op een uitnodiging",
    "CANCEL": "Deze afspraak gaat niet door",
    "COUNTER": "Voorstel om de afspraak te veranderen",
    "DECLINECOUNTER": "Het voorstel om de afspraak te veranderen is afgewezen",
    "ADD": "Extra datum voor een afspraak",
    "REFRESH": "Vraag om de laatste gegevens van een afspraak",
}
_ANTWOORDEN: Final = {
    "ACCEPTED": "komt",
    "DECLINED": "komt niet",
    "TENTATIVE": "komt misschien",
    "DELEGATED": "stuurt iemand anders",
    "NEEDS-ACTION": "heeft nog niet geantwoord",
}
_SOORTEN: Final = {"VEVENT": "Afspraak", "VTODO": "Taak", "VJOURNAL": "Notitie"}
# Windows names that Exchange sends for the zones that Dutch mail comes from (unicode.org CLDR windowsZones).
_WINDOWS: Final = {
    "w. europe standard time": "Europe/Berlin",
    "romance standard time": "Europe/Paris",
    "central europe standard time": "Europe/Budapest",
    "central european standard time": "Europe/Warsaw",
    "gmt standard time": "Europe/London",
    "greenwich standard time": "Atlantic/Reykjavik",
    "e. europe standard time": "Europe/Chisinau",
    "fle standard time": "Europe/Kyiv",
    "gtb standard time": "Europe/Bucharest",
    "turkey standard time": "Europe/Istanbul",
    "eastern standard time": "America/New_York",
    "central standard time": "America/Chicago",
    "pacific standard time": "America/Los_Angeles",
    "utc": "UTC",
}
_ZONE: Final = re.compile(r"[A-Za-z]{1,20}/[A-Za-z_+-]{1,30}(?:/[A-Za-z_+-]{1,30})?$")
_TIJD: Final = re.compile(r"(\d{4})(\d{2})(\d{2})(?:T(\d{2})(\d{2})(\d{2})?(Z?))?")
_DUUR: Final = re.compile(r"([+-]?)P(?:(\d{1,5})W)?(?:(\d{1,5})D)?(?:T(?:(\d{1,5})H)?(?:(\d{1,6})M)?(?:(\d{1,8})S)?)?")
_ONTSNAPT: Final = re.compile(r"\\([nN,;:\\\"])")
_FREQ: Final = {
    "DAILY": ("dag", "dagen"),
    "WEEKLY": ("week", "weken"),
    "MONTHLY": ("maand", "maanden"),
    "YEARLY": ("jaar", "jaar"),
}


@dataclass(frozen=True, slots=True)
class _Regel:
    """A content line (RFC 5545 section 3.1)."""

    naam: str
    params: dict[str, str]
    waarde: str


@dataclass(slots=True)
class _Onderdeel:
    """A component, such as an event, with its lines (RFC 5545 section 3.6)."""

    soort: str
    regels: list[_Regel] = field(default_factory=list)

    def eerste(self, naam: str) -> _Regel | None:
        return next((regel for regel in self.regels if regel.naam == naam), None)

    def tekst(self, naam: str) -> str:
        regel = self.eerste(naam)
        return _ontsnap(regel.waarde) if regel else ""


@dataclass(frozen=True, slots=True)
class _Moment:
    """A date, or a date with a time in Amsterdam.

    `zone` names a time zone that we do not know, in which the time then is.
    """

    dag: date
    tijd: datetime | None
    zone: str = ""


def beschrijf_agenda(bron: str) -> str:
    """Describe a text/calendar part in plain Dutch text: what, when (Amsterdam time), where, who.

    The text is empty when the part holds no appointment. It may be iCalendar or the older vCalendar 1.0; unknown or
    broken properties are left out, times in an unknown zone say so. This never raises. It tells at most 20
    appointments, 25 attendees each, with a line that says how many more there were.
    """
    methode, onderdelen = _lees(bron[:_MAX_BRON])
    if not onderdelen:
        return ""
    blokken = [_beschrijf(onderdeel, methode) for onderdeel in onderdelen[:_MAX_AFSPRAKEN]]
    if len(bron) > _MAX_BRON or bron.count("\n") > _MAX_REGELS:
        blokken.append("De agenda is heel groot. Misschien staan niet alle afspraken hier; de bijlage heeft ze allemaal.")
    if len(onderdelen) > _MAX_AFSPRAKEN:
        blokken.append(f"En nog {len(onderdelen) - _MAX_AFSPRAKEN} andere afspraken.")
    return "\n\n".join(blokken)


def _lees(bron: str) -> tuple[str, list[_Onderdeel]]:
    methode = ""
    klaar: list[_Onderdeel] = []
    huidig: _Onderdeel | None = None
    binnen = 0
    for ruw in _ontvouw(bron):
        regel = _ontleed_regel(ruw)
        if regel is None:
            continue
        if regel.naam == "BEGIN":
            soort = regel.waarde.strip().upper()
            if huidig is not None:
                binnen += 1
            elif soort in _SOORTEN:
                huidig = _Onderdeel(soort)
        elif regel.naam == "END":
            if binnen:
                binnen -= 1
            elif huidig is not None:
                klaar.append(huidig)
                huidig = None
        elif huidig is None:
            if regel.naam == "METHOD":
                methode = regel.waarde.strip().upper()
        elif not binnen:
            # A deeper line belongs to an alarm, with a description of its own.
            huidig.regels.append(regel)
    if huidig is not None:
        klaar.append(huidig)
    return methode, klaar


def _ontvouw(bron: str) -> Iterator[str]:
    """Lines with their continuations (RFC 5545 section 3.1), and the soft breaks of vCalendar 1.0."""
    regels = bron.replace("\r\n", "\n").replace("\r", "\n").split("\n", _MAX_REGELS)[:_MAX_REGELS]
    stukken: list[str] = []
    zacht = False
    for regel in regels:
        if zacht:
            stukken[-1] = stukken[-1][:-1]
            stukken.append(regel)
        elif regel[:1] in {" ", "\t"} and stukken:
            stukken.append(regel[1:])
        else:
            if stukken:
                yield "".join(stukken)
            stukken = [regel]
        zacht = regel.endswith("=") and "QUOTED-PRINTABLE" in stukken[0][:500].upper()
    if stukken:
        yield "".join(stukken)


def _ontleed_regel(ruw: str) -> _Regel | None:
    """Name, parameters and value; a colon or semicolon between quotes belongs to a parameter."""
    stukken: list[str] = []
    begin = plaats = 0
    open_ = False
    kop = ruw[:4000]
    for plaats, teken in enumerate(kop):
        if teken == '"':
            open_ = not open_
        elif not open_ and teken in ";:":
            stukken.append(kop[begin:plaats])
            begin = plaats + 1
            if teken == ":":
                break
    else:
        return None
    params = {}
    for stuk in stukken[1:]:
        naam, _, waarde = stuk.partition("=")
        params[naam.strip().upper()] = waarde.strip().strip('"')
    # A group before the name is an extension of some address books.
    naam = stukken[0].rpartition(".")[2].strip().upper()
    waarde = ruw[plaats + 1 :]
    if params.get("ENCODING", "").upper() == "QUOTED-PRINTABLE" or "QUOTED-PRINTABLE" in params:
        waarde = binascii.a2b_qp(waarde.encode("utf-8", "replace")).decode("utf-8", "replace")
    return _Regel(naam, params, waarde)


def _ontsnap(waarde: str) -> str:
    return _ONTSNAPT.sub(lambda m: "\n" if m[1] in "nN" else m[1], waarde).strip()


def _beschrijf(onderdeel: _Onderdeel, methode: str) -> str:
    kop = _METHODEN.get(methode) or _SOORTEN[onderdeel.soort]
    if onderdeel.tekst("STATUS").upper() == "CANCELLED":
        kop = _METHODEN["CANCEL"]
    regels = [kop]

    def zet(naam: str, waarde: str) -> None:
        if waarde:
            regels.append(f"{naam}: {waarde}")

    zet("Onderwerp", _kort(onderdeel.tekst("SUMMARY")))
    zet("Wanneer", _wanneer(onderdeel))
    zet("Geldt alleen voor", _moment_tekst(_moment(onderdeel.eerste("RECURRENCE-ID"))))
    zet("Herhaling", _herhaling(onderdeel))
    zet("Waar", _kort(onderdeel.tekst("LOCATION")))
    organisator = onderdeel.eerste("ORGANIZER")
    zet("Organisator", _persoon(organisator) if organisator else "")
    zet("Deelnemers", _deelnemers(onderdeel, antwoord=methode == "REPLY"))
    zet("Opmerking", _kort(onderdeel.tekst("COMMENT")))
    zet("Adres op internet", _kort(onderdeel.tekst("URL")))
    omschrijving = onderdeel.tekst("DESCRIPTION")
    if len(omschrijving) > _MAX_TEKST:
        omschrijving = f"{omschrijving[:_MAX_TEKST]}\n[De rest van de omschrijving staat in de bijlage.]"
    if omschrijving:
        regels.append(f"\n{omschrijving}")
    return "\n".join(regels)


def _kort(tekst: str) -> str:
    """Put a text on one line that is no longer than a line of some width."""
    tekst = " ".join(tekst.split())
    return tekst if len(tekst) <= _MAX_KORT else f"{tekst[:_MAX_KORT]}…"


def _zone(tzid: str) -> ZoneInfo | None:
    """The time zone of a TZID: an IANA name, also behind a prefix as Mozilla writes it, or a Windows name."""
    naam = _WINDOWS.get(tzid.strip().lower()) or tzid.strip().lstrip("/")
    if any(stad in tzid for stad in ("Amsterdam", "Brussels", "Berlin")):
        return _AMSTERDAM
    gevonden = _ZONE.search(naam)
    if naam != "UTC" and gevonden is None:
        return None
    try:
        return ZoneInfo(gevonden[0] if gevonden else naam)
    except (KeyError, ValueError, OSError):
        return None


def _moment(regel: _Regel | None) -> _Moment | None:
    if regel is None:
        return None
    gevonden = _TIJD.match(regel.waarde.strip())
    if gevonden is None:
        return None
    jaar, maand, dag, uur, minuut, seconde, utc = gevonden.groups()
    try:
        if uur is None:
            return _Moment(date(int(jaar), int(maand), int(dag)), None)
        tzid = regel.params.get("TZID", "")
        zone = UTC if utc else _zone(tzid) if tzid else _AMSTERDAM
        # 60 is a leap second.
        tijd = datetime(
            int(jaar), int(maand), int(dag), int(uur), int(minuut), min(int(seconde or 0), 59), tzinfo=zone or _AMSTERDAM
        )
        if zone is not None:
            tijd = tijd.astimezone(_AMSTERDAM)
    except (ValueError, OverflowError):
        return None
    return _Moment(tijd.date(), tijd, _kort(tzid) if zone is None else "")


def _dag_tekst(dag: date) -> str:
    return f"{_DAGEN[dag.weekday()]} {dag.day} {MAANDEN[dag.month - 1]} {dag.year}"


def _moment_tekst(moment: _Moment | None) -> str:
    if moment is None:
        return ""
    if moment.tijd is None:
        return _dag_tekst(moment.dag)
    return f"{_dag_tekst(moment.dag)}, {moment.tijd:%H:%M} uur"


def _wanneer(onderdeel: _Onderdeel) -> str:
    begin = _moment(onderdeel.eerste("DTSTART"))
    einde = _moment(onderdeel.eerste("DTEND")) or _moment(onderdeel.eerste("DUE"))
    if begin is None:
        return f"uiterlijk {_moment_tekst(einde)}" if einde else ""
    if einde is None:
        einde = _na_duur(begin, onderdeel.tekst("DURATION"))
    if begin.tijd is None:
        # RFC 5545 section 3.6.1: the end of a whole day is the day after.
        laatste = einde.dag - timedelta(days=1) if einde and einde.tijd is None and einde.dag > begin.dag else begin.dag
        if laatste == begin.dag:
            return f"{_dag_tekst(begin.dag)}, de hele dag"
        return f"{_dag_tekst(begin.dag)} tot en met {_dag_tekst(laatste)}"
    tekst = _moment_tekst(begin)
    if einde and einde.tijd and einde.tijd > begin.tijd:
        if einde.dag == begin.dag:
            tekst = f"{_dag_tekst(begin.dag)}, {begin.tijd:%H:%M} tot {einde.tijd:%H:%M} uur"
        else:
            tekst = f"{tekst} tot {_moment_tekst(einde)}"
    return f"{tekst} (tijdzone: {begin.zone})" if begin.zone else tekst


def _na_duur(begin: _Moment, duur: str) -> _Moment | None:
    gevonden = _DUUR.fullmatch(duur.strip())
    if gevonden is None or gevonden[1] == "-":
        return None
    weken, dagen, uren, minuten, seconden = (int(getal or 0) for getal in gevonden.groups()[1:])
    lengte = timedelta(weeks=weken, days=dagen, hours=uren, minutes=minuten, seconds=seconden)
    try:
        if begin.tijd is None:
            return _Moment(begin.dag + lengte, None)
        einde = (begin.tijd.astimezone(UTC) + lengte).astimezone(_AMSTERDAM)
    except OverflowError:
        return None
    return _Moment(einde.date(), einde, begin.zone)


def _herhaling(onderdeel: _Onderdeel) -> str:
    """A recurrence rule in words when it is a simple one, else as it stands."""
    ruw = _kort(onderdeel.tekst("RRULE"))
    delen = dict(deel.upper().partition("=")[::2] for deel in ruw.split(";") if deel)
    if not ruw:
        return ""
    eenheid = _FREQ.get(delen.pop("FREQ", ""))
    interval, aantal, tot = delen.pop("INTERVAL", "1"), delen.pop("COUNT", ""), delen.pop("UNTIL", "")
    dagen = [code for code in delen.pop("BYDAY", "").split(",") if code]
    delen.pop("WKST", None)
    einde = _moment(_Regel("UNTIL", {}, tot)) if tot else None
    simpel = (
        eenheid is not None
        and not delen
        and interval.isdecimal()
        and (not aantal or aantal.isdecimal())
        and (not tot or einde is not None)
        and all(code in _DAGCODES for code in dagen)
        and (not dagen or eenheid[0] in {"dag", "week"})
    )
    if not simpel or eenheid is None:
        return ruw
    if interval.lstrip("0") in {"", "1"}:
        tekst = f"{'elk' if eenheid[0] == 'jaar' else 'elke'} {eenheid[0]}"
    else:
        tekst = f"elke {interval} {eenheid[1]}"
    if dagen:
        namen = [_DAGEN[_DAGCODES.index(code)] for code in dict.fromkeys(dagen)]
        tekst += f" op {', '.join(namen[:-1])} en {namen[-1]}" if len(namen) > 1 else f" op {namen[0]}"
    if aantal:
        tekst += f", {aantal} keer"
    if einde:
        tekst += f", tot en met {_dag_tekst(einde.dag)}"
    return tekst


def _persoon(regel: _Regel) -> str:
    naam = _kort(_ontsnap(regel.params.get("CN", "")))
    adres = regel.waarde.strip()
    if adres[:7].lower() == "mailto:":
        adres = adres[7:]
    adres = _kort(adres) if "@" in adres else ""
    return f"{naam} ({adres})" if naam and adres and naam != adres else naam or adres


def _deelnemers(onderdeel: _Onderdeel, *, antwoord: bool) -> str:
    deelnemers = [regel for regel in onderdeel.regels if regel.naam == "ATTENDEE"]
    namen = []
    for regel in deelnemers[:_MAX_DEELNEMERS]:
        persoon = _persoon(regel)
        stand = _ANTWOORDEN.get(regel.params.get("PARTSTAT", "").upper(), "")
        if persoon:
            namen.append(f"{persoon} {stand}" if antwoord and stand else persoon)
    if len(deelnemers) > _MAX_DEELNEMERS:
        namen.append(f"en nog {len(deelnemers) - _MAX_DEELNEMERS} anderen")
    return ", ".join(namen)
