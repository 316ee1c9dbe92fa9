"""How fast HTML is read: against mail-parser + inscriptis + bleach on a mail of 100 KB; how the time grows with hostile input.

Prints ratios of processor time: seconds mean little on a machine that others share.
"""

import importlib
import time
from collections.abc import Callable, Iterator, Mapping
from email.message import EmailMessage
from email.policy import SMTP
from typing import Final

from klantmail.ontleden import ontleed
from klantmail.ontleden.html_lezing import MEESTE_TAGS_VEILIG, MEESTE_TEKENS, lees_html
from klantmail.ontleden.tekst_uit_html import tekst_uit_lezing
from klantmail.ontleden.veilige_html import veilig_uit_lezing
from tests.benchmarks.report import Figure, Result, Row
from tests.benchmarks.timing import in_turns

POGINGEN: Final = 3
"""Tries before growth that looks too high is believed."""
KORTSTE: Final = 0.02
"""Seconds of the processor below which a growth ratio is noise: the input is doubled until it takes longer."""
HOOGSTE_GROEI: Final = 2.8
"""Double the input may take twice the time; the rest is for the collector and the neighbours."""

VIJANDIG: Final[Mapping[str, Callable[[int], str]]] = {
    "diepe divs": lambda n: "<div>" * n + "tekst",
    "diepe tabellen": lambda n: "<table><tr><td>a<td>" * n,
    "diepe citaten": lambda n: "<blockquote>x<br>" * n,
    "diepe lijsten": lambda n: "<ul><li>x" * n,
    "links": lambda n: f'<a href="http://x.example/{n}">tekst</a> ' * n,
    "links in links": lambda n: "<a href=http://x.example>" * n,
    "links om blokken": lambda n: "<a href=http://x.example/><div>x</div></a>" * n,
    "opmaak door elkaar": lambda n: "<b><i></b>" * n,
    "opmaak om alinea's": lambda n: "<b><p></b>" * n,
    "aanhalingstekens": lambda n: '<a ">" ' * n,
    "gevangen haken": lambda n: '<a b=">" ' * n,
    "tags zonder einde": lambda n: "<a " * n,
    "eindtags zonder begin": lambda n: "<b></a x" * n,
    "opmerkingen zonder einde": lambda n: "<!--" * n + ">",
    "scripts zonder einde": lambda n: "<script></script " * n + ">",
    "CDATA zonder einde": lambda n: "<![CDATA[" * n + ">",
    "haken": lambda n: "<" * n,
    "verwijzingen": lambda n: "&" + "a&" * n,
    "harde spaties": lambda n: "a&nbsp;" * n,
    "tabel zonder cellen": lambda n: "<table>" + "x<br>" * n,
    "veel tabellen": lambda n: "<table><tr><td>x</table>" * n,
    "lange verwijzing": lambda n: "&#" + "1" * n + ";",
    "spaties": lambda n: "a" + " " * n + "b",
    "lege regels": lambda n: "<pre>" + " \n" * n + "x",
    "kenmerken": lambda n: "<p " + "a " * n + ">x",
    "stijl": lambda n: '<p style="' + "color:red;" * n + '">x',
    "verborgen": lambda n: '<div style="display:none">' * n + "x" + "</div>" * n,
    "letters van nul": lambda n: '<div style="font-size:0">' * n + '<b style="font-size:9px">x',
    "schuine strepen": lambda n: '<a href="http:' + "/" * n + '">x</a>',
}


_BEGIN: Final = """<html><head><meta http-equiv="Content-Type" content="text/html; charset=utf-8">
<style>p.MsoNormal{margin:0cm}</style></head><body lang="NL" link="#0563C1"><div class="WordSection1">
"""
_STUK: Final = """<p class="MsoNormal"><span style="font-size:11.0pt;font-family:&quot;Calibri&quot;,sans-serif">Beste gemeente,
zaak {0} over de vergunning voor caf&eacute; <b>De Brug</b>; zie <a href='https://www.dorp.example/zaak/{0}?van=mail&amp;n=1'>de
aanvraag</a> en <i>bijlage {0}</i>. De kosten zijn &euro; {0},50.<o:p></o:p></span></p>
<table border="0" cellpadding="0" cellspacing="0" width="600" style="border-collapse:collapse;margin:0 auto"><tbody>
<tr><td style="padding:4px 8px;color:#333333;width:120px" valign="top">Onderwerp</td><td>Parkeren {0}</td></tr>
<tr><td style="padding:4px 8px;color:#333333;width:120px" valign="top">Adres</td><td>Kade {0}</td></tr></tbody></table>
<ul><li>eerste punt {0}</li><li>tweede <span style="color:red">punt</span></li></ul>
<img src="cid:beeld{0}@dorp.example" width="40" alt=""><br>
"""


def maak_mail(omvang: int = 100_000) -> tuple[bytes, str]:
    """Make an HTML mail as Outlook and a newsletter would write it, of about `omvang` bytes; give its HTML as well."""
    delen = [_BEGIN]
    nummer = 0
    while len(delen) * len(_STUK) < omvang:
        nummer += 1
        delen.append(_STUK.format(nummer))
    html = "".join([*delen, "</div></body></html>"])
    bericht = EmailMessage(policy=SMTP)
    bericht["From"] = "Jan de Vries <jan@dorp.example>"
    bericht["To"] = "info@gemeente.example"
    bericht["Subject"] = "Vergunning voor café De Brug"
    bericht.set_content(html, subtype="html", cte="quoted-printable")
    return bericht.as_bytes(), html


def _anderen(mail: bytes) -> None:
    gelezen = _MAILPARSER.parse_from_bytes(mail)
    html = "".join(gelezen.text_html)
    _INSCRIPTIS.get_text(html)
    _BLEACH.clean(html, tags=_TAGS, attributes=_KENMERKEN, css_sanitizer=_CSS, strip=True)


_MAILPARSER = importlib.import_module("mailparser")
_INSCRIPTIS = importlib.import_module("inscriptis")
_BLEACH = importlib.import_module("bleach")
_CSS = importlib.import_module("bleach.css_sanitizer").CSSSanitizer()
_TAGS: Final = {"p", "div", "span", "b", "i", "a", "table", "tbody", "tr", "td", "ul", "li", "img", "br"}
_KENMERKEN: Final = {"*": ["style", "width", "valign", "border"], "a": ["href"], "img": ["src", "alt"]}


def _wij(mail: bytes) -> None:
    if not ontleed(mail).html:
        raise SystemExit("ontleed gives no HTML: there is nothing to compare")


def _html_alleen(html: str) -> None:
    lezing = lees_html(html)
    tekst_uit_lezing(lezing)
    veilig_uit_lezing(lezing, {})


def _tijd[T](doe: Callable[[T], None], wat: T) -> float:
    begin = time.process_time()
    doe(wat)
    return time.process_time() - begin


def _snelste[T](rondes: int, *paren: tuple[Callable[[T], None], T]) -> list[float]:
    """Give the fastest of several rounds of each, taken in turns so that they share what the machine is doing."""
    beste = [float("inf")] * len(paren)
    for _ in range(rondes):
        beste = [min(tijd, _tijd(doe, wat)) for tijd, (doe, wat) in zip(beste, paren, strict=True)]
    return beste


def _past(html: str) -> bool:
    return len(html) <= MEESTE_TEKENS and html.count("<") <= MEESTE_TAGS_VEILIG


def _groei(maak: Callable[[int], str]) -> tuple[int, float]:
    aantal = 5_000
    while _tijd(_html_alleen, maak(aantal)) < KORTSTE and _past(maak(2 * aantal)):
        aantal *= 2
    helft, heel = maak(aantal // 2), maak(aantal)
    groei = float("inf")
    for _ in range(POGINGEN):
        klein, groot = _snelste(5, (_html_alleen, helft), (_html_alleen, heel))
        groei = min(groei, groot / klein)
        if groei <= HOOGSTE_GROEI:
            break
    return aantal, groei


def measure() -> Iterator[Result]:
    """Yield the ratio to the peers, and the growth with hostile input."""
    mail, html = maak_mail()
    tijden = in_turns({"wij": lambda: _wij(mail), "anderen": lambda: _anderen(mail), "alleen": lambda: _html_alleen(html)})
    verhouding = tijden["anderen"] / tijden["wij"]
    yield Row(
        subject="Reading",
        what=f"whole reading of a mail with {len(html) / 1e3:.0f} KB of HTML",
        measured=f"{tijden['wij'] * 1e3:.1f} ms ({tijden['alleen'] * 1e3:.1f} ms of it the HTML)",
        target="≥ 3 × as fast as the peers",
        peer=f"mail-parser + inscriptis + bleach {tijden['anderen'] * 1e3:.1f} ms",
        ratio=f"{verhouding:.1f}",
        met=verhouding >= 3,
    )
    groei = {naam: _groei(maak)[1] for naam, maak in VIJANDIG.items()}
    hoogste = max(groei, key=lambda naam: groei[naam])
    yield Row(
        subject="Reading",
        what=f"time for double the hostile HTML, the worst of {len(groei)} kinds ({hoogste})",
        measured=f"{groei[hoogste]:.1f} ×",
        target=f"≤ {HOOGSTE_GROEI} ×",
        met=groei[hoogste] <= HOOGSTE_GROEI,
    )
    yield Figure("vijandig", "Time for double the hostile HTML", "times the time", bars=groei, limit=HOOGSTE_GROEI)
