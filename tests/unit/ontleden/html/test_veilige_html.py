"""Safe HTML: nothing runs, nothing is fetched, nothing leaves its place; links and images say the truth."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ontleden.html.html_lezing import MEESTE_TAGS_VEILIG, MEESTE_TEKENS, lees_html
from ontleden.html.veilige_html import VeiligeHtml, veilig_uit_lezing

from .inspector import bezwaren, zichtbaar

CHARACTERS = {"{tab}": "\t", "{lf}": "\n", "{ff}": "\f", "{cr}": "\r", "{nul}": "\0"}


def read_payloads() -> list[str]:
    lines = Path(__file__).with_name("ladingen.txt").read_text("utf-8").split("\n")
    payloads = [line for line in lines if line and not line.startswith("# ")]
    for written, character in CHARACTERS.items():
        payloads = [payload.replace(written, character) for payload in payloads]
    return payloads


PAYLOADS = read_payloads()
INLINE = {"beeld@x.example": "1.2", "foto.png": "2", "met spatie": "3.t1"}
REL = ' target="_blank" rel="noopener noreferrer nofollow"'


def veilig(html: str) -> VeiligeHtml:
    return veilig_uit_lezing(lees_html(html), INLINE)


def test_there_are_enough_payloads_and_no_two_are_the_same() -> None:
    assert len(set(PAYLOADS)) == len(PAYLOADS) >= 250


@pytest.mark.parametrize("payload", PAYLOADS)
def test_nothing_of_a_payload_gets_through(payload: str) -> None:
    for html in (
        payload,
        f"<p>Beste gemeente,</p><table><tr><td>{payload}</td></tr></table><p>Groet</p>",
        f"<svg>{payload}",
        f"<math>{payload}",
    ):
        assert bezwaren(veilig(html).html) == []


@pytest.mark.parametrize(
    "html",
    [
        "<script>x</script>",
        "<p onclick=x>",
        "<svg></svg>",
        "<!-- x -->",
        "<!doctype html>",
        '<a href="javascript:x">x</a>',
        '<a href="https://goed.example">x</a>',
        f'<a href="https://bank.example@kwaad.example"{REL}>x</a>',
        '<img src="https://buiten.example/x">',
        '<img src="data:image/svg+xml;base64,AAAA">',
        '<p style="background:url(x)">',
        '<p style="position:fixed">',
        '<p style="margin:-5px">',
        '<p style="width:9999px">',
        '<p style="display:none">',
        '<td colspan="9999">',
        '<p class="x">',
        '<p align="&quot; x">',
    ],
)
def test_the_judge_objects(html: str) -> None:
    assert bezwaren(html)


@pytest.mark.parametrize("payload", PAYLOADS)
def test_cleaning_what_is_clean_changes_nothing(payload: str) -> None:
    schoon = veilig(payload.replace("data:image/png", "data:x")).html
    assert veilig(schoon).html == schoon


CASES = {
    "gewone opmaak": (
        '<p style="color:red;font-size:12pt;margin:0 auto">a<b>b</b></p>',
        '<p style="color:red;font-size:12pt;margin:0 auto">a<b>b</b></p>',
    ),
    "een link met een andere tekst": (
        '<a href="https://x.example/pad">Hier</a>',
        f'<a href="https://x.example/pad"{REL}>Hier</a> [https://x.example/pad]',
    ),
    "een link die zichzelf noemt": (
        '<a href="https://x.example/">x.example</a>',
        f'<a href="https://x.example/"{REL}>x.example</a>',
    ),
    "een link met een gebruikersnaam": (
        '<a href="https://bank.example@x.example/">bank.example</a>',
        f'<a href="https://x.example/"{REL}>bank.example</a> [https://x.example/]',
    ),
    "een link met vreemde letters": (
        '<a href="https://b\u0430nk.example">b\u0430nk.example</a>',
        f'<a href="https://xn--bnk-6cd.example"{REL}>b\u0430nk.example</a> [https://xn--bnk-6cd.example]',
    ),
    "een lang adres": (
        f'<a href="https://x.example/{"a" * 200}">Hier</a>',
        f'<a href="https://x.example/{"a" * 200}"{REL}>Hier</a> [https://x.example/{"a" * 62}…]',
    ),
    "een lange host blijft heel": (
        f'<a href="https://{"a.b" * 40}.example/pad/verder">Hier</a>',
        f'<a href="https://{"a.b" * 40}.example/pad/verder"{REL}>Hier</a> [https://{"a.b" * 40}.example/…]',
    ),
    "een plaatje als link": (
        '<a href="https://x.example/"><img src="cid:beeld@x.example"></a>',
        f'<a href="https://x.example/"{REL}><img src="deel:1.2"></a> [https://x.example/]',
    ),
    "een link naar niets": ('<a href="#top">Boven</a>', "Boven"),
    "een plaatje in de mail": (
        '<img src="CID:beeld@x.example" width=9999 alt="a&quot;b">',
        '<img src="deel:1.2" width="100%" alt="a&quot;b">',
    ),
    "een plaatje op naam": ('<img src="foto.png">', '<img src="deel:2">'),
    "een plaatje met een gecodeerde naam": ('<img src="cid:met%20spatie">', '<img src="deel:3.t1">'),
    "een plaatje in de tekst": ('<img src="data:image/png;base64,AA BB==">', '<img src="data:image/png;base64,AABB==">'),
    "een plaatje van internet": ('a<img src="https://x.example/x.png" alt="Logo">b', "a Logo b"),
    "een pagina": ("<html><head><title>t</title></head><body dir=rtl id=x>a</body></html>", '<div dir="rtl">a</div>'),
    "een formulier": (
        '<form action="https://x.example">Naam <input value=Jan><button>OK</button></form>',
        "<div>Naam  Jan OK</div>",
    ),
    "kolommen en taal": (
        "<table lang=nl><tr><td colspan=2 rowspan=65534 align=left>a</table>",
        '<table lang="nl"><tbody><tr><td colspan="2" rowspan="100" align="left">a</td></tr></tbody></table>',
    ),
    "kleine letters worden leesbaar": ('<p style="font-size:1px;color:red">a</p>', '<p style="color:red">a</p>'),
    "verborgen tekst": ('<div style="display:none">a</div>b', "b"),
    "verborgen tekst die nooit eindigt": ('<div style="display:none">a<p>b', "<div>a<p>b</p></div>"),
    "een achtergrond": ('<p style="background:url(x) no-repeat #fff">a', '<p style="background:#fff">a</p>'),
    "alinea's van Outlook": (
        '<p class=MsoNormal>a</p><p class=MsoNormal style="color:red">b</p>',
        '<p style="margin:0">a</p><p style="margin:0;color:red">b</p>',
    ),
    "een harde spatie en een noncharacter": ("a&nbsp;b&#xFFFE;\ufffe\uffffc", "a&nbsp;bc"),
    "tekst met tekens": ('&lt;b&gt; &amp;amp; "x"', '&lt;b&gt; &amp;amp; "x"'),
}


@pytest.mark.parametrize(("html", "expected"), CASES.values(), ids=CASES.keys())
def test_keeps_what_is_harmless(html: str, expected: str) -> None:
    assert veilig(html).html == expected


@pytest.mark.parametrize(
    ("html", "sentences"),
    [
        ("<p>gewoon</p>", ()),
        (
            "<img src=http://x.example/1><img src=//x.example/2><p style='background:url(x)'>",
            ("3 afbeeldingen van internet niet geladen",),
        ),
        ("<script>x</script>", ("1 script verwijderd",)),
        ("<p onclick=x><a href=javascript:x>y</a>", ("2 scripts verwijderd",)),
        ("<form><input><select></select></form>", ("1 formulier uitgeschakeld", "2 invulvelden of knoppen vervangen door tekst")),
        ("<iframe src=x></iframe><object></object><embed>", ("3 ingesloten onderdelen verwijderd",)),
        ("<svg></svg>", ("1 tekening verwijderd",)),
        ("<meta http-equiv=refresh content=0>", ("1 automatische doorverwijzing verwijderd",)),
        ("<a href=file:///x>y</a>", ("1 link met een onveilig adres uitgeschakeld",)),
        ("<style>p{}</style>", ("1 stijlblad niet gebruikt",)),
        ("<p style='position:fixed'>x", ("1 onveilige opmaak verwijderd",)),
        ("<p hidden>x</p>y", ("1 verborgen tekst weggelaten",)),
        ("<img src=cid:onbekend>", ("1 afbeelding niet gevonden in de mail",)),
    ],
)
def test_says_what_was_blocked(html: str, sentences: tuple[str, ...]) -> None:
    assert veilig(html).geblokkeerd == sentences


@pytest.mark.parametrize("html", ["<b>x</b>" * MEESTE_TAGS_VEILIG, "x" * (MEESTE_TEKENS + 1)])
def test_says_so_when_it_is_too_large(html: str) -> None:
    uitkomst = veilig(html)
    assert uitkomst.html == ""
    assert len(uitkomst.waarschuwingen) == 1
    assert "te groot" in uitkomst.waarschuwingen[0]


def test_leaves_out_an_image_in_the_text_that_is_too_large() -> None:
    uitkomst = veilig(f'<p>Zie:</p><img alt="scherm" src="data:image/png;base64,{"A" * MEESTE_TEKENS}"><p>Groet</p>')
    assert zichtbaar(uitkomst.html) == "Zie: scherm Groet"
    assert "te groot om te tonen" in uitkomst.waarschuwingen[0]


def test_says_so_when_it_is_too_deep_and_keeps_the_text() -> None:
    uitkomst = veilig("".join(f"<div>{number}" for number in range(1_000)))
    assert zichtbaar(uitkomst.html.replace("<", " <")).split() == [str(number) for number in range(1_000)]
    assert "te diep" in uitkomst.waarschuwingen[0]


def test_says_so_when_nearly_everything_was_hidden() -> None:
    uitkomst = veilig(f'<div style="display:none">{"woord " * 500}</div>Groet')
    assert "verborgen" in uitkomst.waarschuwingen[0]
    assert zichtbaar(uitkomst.html).count("woord") == 500


SOEP = st.lists(
    st.sampled_from(PAYLOADS) | st.sampled_from([payload[:20] for payload in PAYLOADS]) | st.text(max_size=4), max_size=8
).map("".join)


@given(st.text() | SOEP)
def test_any_text_gives_safe_html(html: str) -> None:
    schoon = veilig(html).html
    assert bezwaren(schoon) == []
    schoon.encode()


@given(SOEP)
def test_cleaning_twice_is_cleaning_once(html: str) -> None:
    schoon = veilig(html.replace("data:image/png", "data:x")).html
    assert veilig(schoon).html == schoon
