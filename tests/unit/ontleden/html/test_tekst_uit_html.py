"""The plain text of HTML: what a person would read, whatever software wrote it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ontleden.html.html_lezing import MEESTE_TAGS, MEESTE_TEKENS, lees_html
from ontleden.html.tekst_uit_html import tekst_uit_lezing


def tekst(html: str) -> str:
    return tekst_uit_lezing(lees_html(html))


CASES = {
    "een woord met opmaak blijft heel": ("<b>w</b>oord", "woord"),
    "alinea's krijgen een lege regel": ("<p>Een</p><p>Twee</p>", "Een\n\nTwee"),
    "alinea's van Outlook niet": ("<p class=MsoNormal>Jan</p><p class=MsoNormal>Dorp</p>", "Jan\nDorp"),
    "alinea's zonder marge niet": ('<p style="margin:0cm">Jan</p><p style="margin:0 0 0 0">Dorp</p>', "Jan\nDorp"),
    "een alinea met een harde spatie is een lege regel": (
        "<p class=MsoNormal>Een</p><p class=MsoNormal><o:p>&nbsp;</o:p></p><p class=MsoNormal>Twee</p>",
        "Een\n\nTwee",
    ),
    "een div is een regel": ("<div>Een</div><div>Twee</div>", "Een\nTwee"),
    "een lege div van Gmail is een lege regel": ("<div>Een</div><div><br></div><div>Twee</div>", "Een\n\nTwee"),
    "een br aan het eind van een blok telt niet": ("<div>Een<br></div>Twee", "Een\nTwee"),
    "nooit meer dan één lege regel": ("Een<br><br><br><br>Twee", "Een\n\nTwee"),
    "wit wordt één spatie": ("een\n   twee\t&nbsp; drie", "een twee drie"),
    "verwijzingen naar tekens": ("caf&eacute; &euro; &#8364; &#x20AC; &amp;lt; &nbsp", "café € € € &lt;"),
    "cijfers uit cp1252": ("&#128;5 &#147;ja&#148; &#150;", "€5 “ja” \N{EN DASH}"),
    "cijfers die niets zijn": ("a&#0;b&#xD800;c&#99999999999;d&#" + "1" * 6000 + ";e", "a�b�c�d�e"),
    "zonder puntkomma": ("caf&eacute en R&D, AT&T, ?a=1&copy=2", "café en R&D, AT&T, ?a=1©=2"),
    "onzichtbare tekens": ("ge\u00admeen\u200bte&zwnj;huis\ufeff", "gemeentehuis"),
    "emoji blijven heel": ("👨\u200d👩\u200d👧 ja", "👨\u200d👩\u200d👧 ja"),
    "letters van Wingdings": ("<span style='font-family:Wingdings'>J</span> Jan", "☺ Jan"),
    "een lijst": ("<ul><li>appel<li>peer</ul>", "• appel\n• peer"),
    "een lijst met nummers": ("<ol start=3><li>drie<li>vier<li value=9>negen</ol>", "3. drie\n4. vier\n9. negen"),
    "een lijst met letters": ("<ol type=a><li>x<li>y</ol><ol type=I start=4><li>z</ol>", "a. x\nb. y\n\nIV. z"),
    "een lijst in een lijst": ("<ul><li>a<ul><li>b</ul><li>c</ul>", "• a\n  • b\n• c"),
    "een tabel": ("<table><tr><th>Naam<th>Leeftijd<tr><td>Jan<td>30</table>", "Naam\tLeeftijd\nJan\t30"),
    "een lege cel houdt haar plaats": ("<table border=1><tr><td>Jan<td><td>30</table>", "Jan\t\t30"),
    "een lege cel van de opmaak niet": ("<table><tr><td>&nbsp;<td>Jan<td><img src=x></table>", "Jan"),
    "cellen met alinea's": ("<table><tr><td><p>Naam</p></td><td><p>Jan</p></td></tr></table>", "Naam\tJan"),
    "kolommen met meer regels": ("<table><tr><td>a<br>b</td><td>c<br>d</td></tr></table>", "a\nb\n\nc\nd"),
    "tabellen in tabellen": ("<table><tr><td><table><tr><td>a<td>b</table><td>c</table>", "a\tb\tc"),
    "tekst in een tabel buiten de cellen": ("<table>een<tr>twee<td>drie</tr>vier</table>vijf", "een\ntwee\tdrie\nvier\nvijf"),
    "een tabel met een bijschrift": ("<table><caption>Lijst<tr><td>a<td>b</table>", "Lijst\na\tb"),
    "een formulier om de rijen": ("<table><form><tr><td>a<td>b</form></table>", "a\tb"),
    "een sluittag van buiten de tabel": ("<div><table></div><tr><td>a</div><td>b</table>", "a\tb"),
    "een cel zonder tabel": ("<td>een<td>twee", "een\ntwee"),
    "een citaat": ("Ja<blockquote>een<p>twee</blockquote>", "Ja\n\n> een\n>\n> twee"),
    "een citaat in een citaat": ("<blockquote>b<blockquote>a</blockquote></blockquote>", "> b\n>\n> > a"),
    "voorgevormde tekst": ("<pre>a\n  b\n\tc</pre>", "a\n  b\n\tc"),
    "voorgevormd door een stijl": ('<div style="white-space:pre-wrap">a\n  b</div>', "a\n  b"),
    "een streep": ("a<hr>b", "a\n" + "_" * 32 + "\nb"),
    "een link": ('<a href="https://x.example/a?b=1&amp;c=2">hier</a>.', "hier (https://x.example/a?b=1&c=2)."),
    "een link die zichzelf noemt": ('<a href="https://www.x.example/">x.example</a>', "x.example"),
    "een mailadres": ('<a href="mailto:jan@x.example?subject=a">jan@x.example</a>', "jan@x.example"),
    "een mailadres met een naam": ('<a href="mailto:jan@x.example">Jan</a>', "Jan (jan@x.example)"),
    "een telefoonnummer": ('<a href="tel:+31201234567">020-123 45 67</a>', "020-123 45 67"),
    "een link met een valse naam": ('<a href="https://kwaad.example">bank.example</a>', "bank.example (https://kwaad.example)"),
    "een link naar niets": ('<a href="#top">Boven</a> <a href="javascript:x">Klik</a>', "Boven Klik"),
    "een plaatje": ('Hallo<img alt="Logo" src=x>daar', "Hallo Logo daar"),
    "een plaatje als link": ('<a href="https://x.example"><img src=x></a>', "(https://x.example)"),
    "verborgen tekst": ('<div style="display:none">Weg</div>Hier <span hidden>weg</span>', "Hier"),
    "verborgen tekst die nooit eindigt": ('<div style="display:none">Eerst<p>Hier', "Eerst\n\nHier"),
    "verborgen in een cel": ("<table><tr><td style='display:none'>weg<td>hier</table>", "hier"),
    "alles verborgen": ('<div style="display:none">Alles</div>', "Alles"),
    "letters van nul": (
        '<div style="font-size:0">weg</div><td style="font-size:0px"><p style="font-size:12px">hier</td>',
        "hier",
    ),
    "knoppen voor Outlook": ('<a href="https://x.example" style="mso-hide:all">Betaal</a>', "Betaal (https://x.example)"),
    "opmerkingen": ("a<!-- b --><!--[if mso]>c<![endif]-->d<![if !mso]>e<![endif]>", "ade"),
    "een opmerking die nooit eindigt": ("a<!-- b <p>c</p>", "a b\n\nc"),
    "CDATA": ("a<![CDATA[ <b> ]]>c", "a <b> c"),
    "script, stijl en titel": ("<title>t</title><style>p{}</style><script>'<p>'</script>a", "a"),
    "een stijl die nooit eindigt": ("<style>p{color:red} <p>tekst", "tekst"),
    "een aanhalingsteken te weinig": ('<a href="http://x.example>Klik</a> <b title="y">hier</b>', "Klik (http://x.example) hier"),
    "kleiner dan": ("3 < 4, <3, a<b", "3 < 4, <3, a<b"),
    "een adres tussen haken": ("Van: Jan <jan@x.example>", "Van: Jan <jan@x.example>"),
    "een tag die afgebroken is": ('<p>tekst <a href="http', 'tekst <a href="http'),
    "invulvelden": ("Naam: <input value=Jan> <input type=checkbox checked>ja<input type=hidden value=x>", "Naam: Jan ☑ ja"),
    "een tekstvak": ("<textarea>a\nb &lt;</textarea>", "a\nb <"),
    "dwars door elkaar": ("<b><p>een</b> twee</p>", "een twee"),
    "XML van Word": ("<xml><o:p>96</o:p></xml>tekst", "tekst"),
}


@pytest.mark.parametrize(("html", "expected"), CASES.values(), ids=CASES.keys())
def test_reads_as_a_person_would(html: str, expected: str) -> None:
    assert tekst(html) == expected


def test_keeps_all_text_of_deep_html() -> None:
    html = "".join(f"<div>r{number}" for number in range(5_000))
    assert tekst(html).split() == [f"r{number}" for number in range(5_000)]


def test_keeps_all_text_of_deep_tables() -> None:
    html = "".join(f"<table><tr><td>r{number}<td>s{number}" for number in range(500))
    assert sorted(tekst(html).split()) == sorted(f"{letter}{number}" for number in range(500) for letter in "rs")


@pytest.mark.parametrize("html", ["<p>tekst</p> " * (MEESTE_TAGS // 2 + 1), "tekst " * (MEESTE_TEKENS // 6 + 1)])
def test_keeps_all_text_of_what_is_too_large(html: str) -> None:
    assert tekst(html).split() == ["tekst"] * html.count("tekst")


def test_simple_reading_leaves_out_scripts_and_comments() -> None:
    html = "<style>weg</style><script>'weg'</script><!-- weg --><p>caf&eacute;</p><td>a</td><td>b</td>"
    html += "<br>" * (MEESTE_TAGS + 1)
    assert tekst(html) == "café\na b"


BLOCKS = "<p> </p> <div> </div> <li> <td> <table> </table> <tr> <blockquote> <br> </td> <ul>"
STUKKEN = """<p>|</p>|<div>|</div>|<b>|</b>|<a |<a>|</a>|href=|>|<|</|<!--|-->|<![CDATA[|]]>|<table>|<tr>|<td>|</td>|</table>|<ul>
    |<li>|</ul>|&amp;|&#1|;|"|'|=|<script>|</script>|<style>|</style>|<pre>|</pre>|<blockquote>|</blockquote>|<br>|<textarea>|<input|hidden
    |style='display:none'|<svg>|<title>|</title>|x:y|woord|\x00|\ud800|\u200d|<ol>|<img alt=a>|<q>|<font size=3>
    |<span style='font-size:0'>|</span>|<math>|<template>|<noscript>|<select><option>|<iframe>|<base href=x>"""
PIECES = st.sampled_from(STUKKEN.split("|"))
SOEP = st.lists(PIECES | st.text(max_size=5), max_size=60).map("".join)


@given(st.text() | SOEP)
def test_never_fails_on_any_text(html: str) -> None:
    read = tekst(html)
    read.encode()
    assert "\x00" not in read
    assert "\n\n\n" not in read
    assert read == read.strip("\n")


@given(st.lists(st.text("abcdefgh", min_size=1, max_size=6), max_size=30), st.data())
def test_loses_no_word_between_tags(words: list[str], data: st.DataObject) -> None:
    tags = st.sampled_from(BLOCKS.split())
    html = "".join(f"{word}{data.draw(tags)}" for word in words)
    over = [word for word in tekst(html).split() if word.strip("•>")]
    assert sorted(over) == sorted(words)
