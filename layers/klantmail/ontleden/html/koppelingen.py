"""Links in a mail: which may be followed, where they really lead, and whether their text already says so."""

import re
from functools import lru_cache
from typing import Final
from urllib.parse import quote, unquote

import idna

LANGSTE_ADRES: Final = 8_192
"""Characters of an address. A longer one is no link any more (browsers stop at 2 MB, servers at 8 KB)."""
_LANGST_GETOOND: Final = 80

_SCHEMA: Final = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*+):")
_WITRUIMTE_EN_BESTURING: Final = re.compile(
    "[\x00-\x20\x7f-\xa0\xad\u034f\u061c\u115f\u1160\u180e\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3000\ufeff]++"
)
_HOST: Final = re.compile(r"[a-z0-9_](?:[a-z0-9._-]{0,252})")
_IPV6: Final = re.compile(r"\[[0-9a-f:.]{2,45}\]")
_GETAL: Final = re.compile(r"[0-9]++|0x[0-9a-f]*+")
_HOOGSTE_POORT: Final = 65_535
_POORT: Final = re.compile(r"[0-9]{0,5}")
_TELEFOON: Final = re.compile(r"[0-9+*#().,;=a-z_-]{1,100}", re.IGNORECASE)
_WAARHEEN: Final = re.compile(r"https?://[^/?#]*+[/?#]?|[^?]*+")
_TOEGESTAAN: Final = "/?#[]@!$&'()*+,;=:%~-._|"
_LANGSTE_HOST: Final = 253


def _host_als_ascii(host: str) -> str | None:
    """Give the host as A-labels (RFC 5890), so that a look-alike in another script shows; None when it is no host."""
    if "%" in host:
        host = unquote(host)
    if len(host) > _LANGSTE_HOST:
        return None
    if _IPV6.fullmatch(host.lower()):
        return host.lower()
    if not host.isascii():
        try:
            host = idna.encode(host.rstrip("."), uts46=True).decode("ascii")
        except UnicodeError:
            return None
    host = host.lower()
    if not _HOST.fullmatch(host):
        return None
    return _ipv4(host) if _GETAL.fullmatch(host.removesuffix(".").rpartition(".")[2]) else host


def _ipv4(host: str) -> str | None:
    """Give a host that ends in a number as browsers read it (WHATWG URL 3.5).

    `2130706433` and `0x7f.1` are 127.0.0.1.
    """
    delen = host.removesuffix(".").split(".")
    try:
        getallen = [
            int(deel, 16 if deel.startswith("0x") else 8 if deel.startswith("0") and deel != "0" else 10) for deel in delen
        ]
    except ValueError:
        return None
    *hoge, laatste = getallen
    if len(hoge) > 3 or any(getal > 255 for getal in hoge) or laatste >= 256 ** (4 - len(hoge)):
        return None
    adres = bytes(hoge) + laatste.to_bytes(4 - len(hoge), "big")
    return ".".join(map(str, adres))


def _webadres(schema: str, rest: str) -> str | None:
    rest = rest.replace("\\", "/").lstrip("/")
    einde = next((plaats for plaats, teken in enumerate(rest) if teken in "/?#"), len(rest))
    host, dubbele_punt, poort = rest[:einde].rpartition("@")[2].partition(":")
    if host.startswith("["):
        host, haak, na = rest[:einde].rpartition("@")[2].partition("]")
        host, poort = host + haak, na.removeprefix(":")
        dubbele_punt = na[:1]
    ascii_host = _host_als_ascii(host)
    if ascii_host is None or not _POORT.fullmatch(poort) or int(poort or "0") > _HOOGSTE_POORT or dubbele_punt not in ("", ":"):
        return None
    return f"{schema}://{ascii_host}{':' + poort if poort else ''}{quote(rest[einde:], safe=_TOEGESTAAN)}"


@lru_cache(maxsize=1024)
def veilig_adres(href: str) -> str | None:
    """Give the address of a link as it may be followed, or None when it may not.

    Only http, https, mailto and tel may. Host names become A-labels, user names (`https://bank.example@kwaad.example`)
    and control characters are taken out, and everything outside ASCII is percent-encoded, so that the shown address is
    where it leads.
    """
    if len(href) > LANGSTE_ADRES:
        return None
    href = _WITRUIMTE_EN_BESTURING.sub(lambda gevonden: " " if set(gevonden[0]) == {" "} else "", href).strip()
    gevonden = _SCHEMA.match(href)
    if gevonden is None:
        if href.startswith(("//", "\\\\")):
            return _webadres("https", href)
        return _webadres("http", href) if href[:4].lower() == "www." else None
    schema, rest = gevonden[1].lower(), href[gevonden.end() :]
    if schema in ("http", "https"):
        return _webadres(schema, rest)
    if schema == "mailto":
        return "mailto:" + quote(rest, safe=_TOEGESTAAN) if rest else None
    if schema == "tel":
        nummer = rest.replace(" ", "").replace("/", "")
        return "tel:" + nummer if _TELEFOON.fullmatch(nummer) else None
    # `www.gemeente.example:8080/pad` reads as a scheme, but nobody means it so.
    if "." in schema and rest[:1].isdigit():
        return _webadres("http", href)
    return None


def kort_adres(adres: str) -> str:
    """Give an address short enough to stand in a text.

    The host (or the mail address) is always whole, and an ellipsis stands for the rest.
    """
    gevonden = _WAARHEEN.match(adres)
    einde = max(_LANGST_GETOOND, gevonden.end() if gevonden else 0)
    return adres if len(adres) <= einde else adres[:einde] + "…"


def _kern(adres: str) -> str:
    """Give the essence of an address: without scheme, `www.`, query of a mailto and last slash."""
    adres = adres.strip().casefold()
    if adres.startswith("mailto:"):
        return unquote(adres[7:].partition("?")[0])
    if adres.startswith("tel:"):
        return adres[4:].replace("-", "").replace("(", "").replace(")", "")
    return adres.removeprefix("https://").removeprefix("http://").removeprefix("//").removeprefix("www.").rstrip("/")


@lru_cache(maxsize=1024)
def staat_er_al(tekst: str, adres: str) -> bool:
    """Tell whether the text of a link already shows its address (as `veilig_adres` gave it)."""
    kern = _kern(adres)
    if not kern or _kern(tekst) == kern:
        return True
    if adres.startswith("mailto:"):
        return kern in tekst.casefold().replace("<", " ").replace(">", " ").replace("(", " ").replace(")", " ").split()
    if adres.startswith("tel:"):
        cijfers = "".join(teken for teken in tekst if teken.isdigit())
        return bool(cijfers) and cijfers.lstrip("0") == "".join(teken for teken in kern if teken.isdigit()).removeprefix(
            "31"
        ).lstrip("0")
    return _kern(veilig_adres(tekst) or "") == kern
