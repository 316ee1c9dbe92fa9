"""HTML: as readable text, and safe to show."""

from tests.berichten.bouw import Map, html, mail, plat, samen

MAP = Map("html")


def _html(name: str, toont: str, raw: str, **expected: str | list[str]) -> None:
    MAP.bericht(name, toont, mail("Vraag", html(raw)), **expected)


_html(
    "verborgen-voorproefje",
    "Verborgen voorproefje van een nieuwsbrief is geen tekst",
    '<html><body><div style="display:none;max-height:0">Lees snel verder in deze mail</div><p>Beste bewoner,</p></body></html>',
    inhoud="Beste bewoner,",
    inhoudNiet=["Lees snel verder"],
)
_html(
    "verborgen-niet-gesloten",
    "Een verborgen blok dat niet sluit slokt de mail niet op",
    '<html><body><div style="display:none">voorproefje<table><tr><td>Beste gemeente, mijn klacht is deze.</td></tr></table>'
    "</body></html>",
    inhoudBevat=["mijn klacht is deze"],
)
_html(
    "stijl-en-script",
    "Stijlen, scripts en titel zijn geen tekst",
    "<html><head><title>Outlook</title><style>p{color:red}</style><script>var a='x';</script></head><body><p>Hallo</p><!-- "
    "geheim --></body></html>",
    inhoud="Hallo",
    htmlNiet=["<script", "var a", "geheim"],
)
_html(
    "lijst",
    "Opsomming",
    "<p>Ik heb nodig:</p><ul><li>paspoort</li><li>rijbewijs</li></ul><ol><li>eerst</li><li>dan</li></ol>",
    inhoudBevat=["Ik heb nodig:", "paspoort", "rijbewijs", "eerst", "dan"],
)
_html(
    "tabel",
    "Tabel met gegevens",
    "<table><tr><td>Naam:</td><td>Jan</td></tr><tr><td>Adres:</td><td>Kade 1</td></tr></table>",
    inhoudBevat=["Naam:", "Jan", "Adres:", "Kade 1"],
    inhoudNiet=["Naam:Jan", "JanAdres"],
)
_html(
    "woord-in-opmaak",
    "Opmaak midden in een woord breekt het woord niet",
    "<p>Mijn gehandi<b>capten</b>parkeer<span>kaart</span> is kwijt.</p>",
    inhoud="Mijn gehandicaptenparkeerkaart is kwijt.",
)
_html(
    "outlook-alineas",
    "Alinea's van Outlook met lege regels",
    '<div class="WordSection1"><p class="MsoNormal">Beste gemeente,<o:p></o:p></p><p class="MsoNormal"><o:p>&nbsp;</o:p></p>'
    '<p class="MsoNormal">Eén vraag.<o:p></o:p></p></div>',
    inhoud="Beste gemeente,\nEén vraag.",
)
_html(
    "gmail-regels",
    "Regels van Gmail",
    '<div dir="ltr">Beste gemeente,<div><br></div><div>Eén vraag.</div><div>Tweede regel.<br>Derde.</div></div>',
    inhoud="Beste gemeente,\nEén vraag.\nTweede regel.\nDerde.",
)
_html(
    "koppeling",
    "Een koppeling toont haar echte adres",
    '<p>Klik <a href="https://kwaad.example/inloggen">https://digid.example</a> nu.</p>',
    inhoudBevat=["digid.example", "kwaad.example/inloggen"],
    htmlBevat=["kwaad.example/inloggen"],
)
_html(
    "koppeling-mail",
    "Mailadres als koppeling staat er één keer",
    '<p>Mail <a href="mailto:jan@post.example">jan@post.example</a></p>',
    inhoud="Mail jan@post.example",
)
_html("voorgevormd", "Voorgevormde tekst houdt haar regels", "<pre>regel een\n  regel twee</pre>", inhoud="regel een\nregel twee")
_html(
    "vijfhonderd-tabellen",
    "Vijfhonderd tabellen in elkaar",
    "<table><tr><td>" * 500 + "Diep verstopt" + "</td></tr></table>" * 500,
    inhoud="Diep verstopt",
)
_html(
    "kapotte-html",
    "HTML zonder sluittags",
    "<p>Eerste<p>Tweede <b>vet<p>Derde < 5 & meer",
    inhoud="Eerste\nTweede vet\nDerde < 5 & meer",
)
_html(
    "word-opmaak",
    "Voorwaardelijke opmaak van Word",
    "<!--[if gte mso 9]><xml><o:OfficeDocumentSettings/></xml><![endif]--><p>Hallo <![if !supportLists]>1.<![endif]></p>",
    inhoudBevat=["Hallo"],
    inhoudNiet=["supportLists", "OfficeDocument"],
)

_html(
    "script",
    "Scripts in elke vorm",
    "<p onclick=alert(1)>Hallo</p><img src=x onerror=alert(2)><svg onload=alert(3)></svg><a "
    "href='java&#x0A;script:alert(4)'>klik</a>",
    inhoudBevat=["Hallo", "klik"],
    htmlNiet=["onclick", "onerror", "onload", "alert(", "javascript:", "<svg"],
)
_html(
    "plaatje-van-buiten",
    "Plaatjes van buiten worden niet opgehaald",
    '<p>Hallo</p><img src="https://volg.example/pixel.gif?id=1" width=1 height=1>',
    inhoudBevat=["Hallo"],
    htmlNiet=['src="https://volg.example'],
    geblokkeerd=[""],
)
_html(
    "stijl-van-buiten",
    "Stijlen halen niets van buiten",
    '<style>@import url(https://volg.example/a.css)</style><p style="background:url(https://volg.example/b.png)">Hoi</p>',
    inhoud="Hoi",
    htmlNiet=["volg.example"],
)
_html(
    "formulier",
    "Geen formulieren",
    '<form action="https://kwaad.example"><p>Uw wachtwoord:</p><input name="w"><button>Stuur</button></form>',
    inhoudBevat=["Uw wachtwoord:"],
    htmlNiet=["<form", "<input", "<button"],
)
_html(
    "stijl-buiten-vak",
    "Stijl die buiten het vak gaat",
    '<div style="position:fixed;top:0;left:0;z-index:9999">Alles gratis</div>',
    inhoud="Alles gratis",
    htmlNiet=["position:", "z-index"],
)
_html(
    "meta-en-frames",
    "Geen doorverwijzing, frame of basisadres",
    '<head><meta http-equiv="refresh" content="0;url=https://kwaad.example"><base href="https://kwaad.example/"></head>'
    '<iframe src="https://kwaad.example"></iframe>'
    '<object data="https://kwaad.example"></object><p>Hallo</p>',
    inhoudBevat=["Hallo"],
    htmlNiet=["kwaad.example", "<iframe", "<object", "<base", "refresh"],
)
_html(
    "data-adres",
    "Geen HTML in een data-adres",
    '<a href="data:text/html,<script>alert(1)</script>">klik</a>',
    inhoudBevat=["klik"],
    htmlNiet=["data:text/html", "<script"],
)
MAP.bericht(
    "tekst-en-html-verschillen",
    "Platte tekst gaat voor de HTML",
    mail(
        "Vraag",
        samen(
            "alternative",
            plat("Dit staat in de platte tekst van mijn vraag."),
            html("<p>Dit staat in de <b>opgemaakte</b> tekst van mijn vraag.</p>"),
        ),
    ),
    inhoudBevat=["Dit staat in de platte tekst van mijn vraag."],
    htmlBevat=["opgemaakte"],
)
