"""The language in which a mail is written, by its most ordinary words."""

import re
from collections.abc import Mapping
from struct import Struct
from typing import Final

_MAX_TEKST: Final = 2_000
"""Characters that are looked at: over 100 of the most ordinary words stand in them, and more would say the same."""
_ASCII: Final = bytes(range(0x80))
_ALS_WOORDEN: Final = bytes(ord(chr(getal).lower()) if chr(getal).isalpha() else 0x20 for getal in _ASCII) + bytes(
    range(0x80, 0x100)
)
"""Lower case for the letters of ASCII, a space for what stands between words; what is no ASCII stays."""
_WESTERS: Final = re.compile(rb"(?:[\xc2\xc3][\x80-\xbf]|\xe2\x80[\x80-\xbf]|\xe2\x82\xac)*+")
"""Latin-1, typographic punctuation and the euro: all that most texts hold beside ASCII."""
_VERVANGEN: Final = {
    **{letter.encode(): letter.lower().encode() for letter in map(chr, range(0xC0, 0xDF))},
    **{teken.encode(): b" " for teken in "\u2018\u2019\u201c\u201d\xab\xbb\u2013\u2014\u2026\xa0"},
}
"""The capitals in these texts, and the characters that stand around words."""
_TE_VERVANGEN: Final = re.compile(rb"\xc3[\x80-\x9e]|\xe2\x80[\x93\x94\x98\x99\x9c\x9d\xa6]|\xc2[\xa0\xab\xbb]")

# Words that are frequent in one language and not, or hardly, in the others here.
_WOORDEN: Final = {
    "nl": "de het een en van ik je u uw mijn wij we niet is dat die dit aan met voor op te zijn om naar bij ook wil graag"
    " kan kunt heb heeft hebben wordt worden geachte beste heer mevrouw met vriendelijke groet groeten vraag over nog"
    " maar als er geen deze onze ons door wat hoe wanneer waar waarom alvast dank bedankt hallo goedemiddag"
    " goedemorgen gemeente moet mag zou zijn was bent ben tot uit omdat",
    "en": "the and of to is you your i my we that this with for not are have has would like could please dear regards"
    " thanks thank hello from be will can about when where what which it on our was been there do does sincerely kind"
    " best any if by as at",
    "de": "der die das und ist nicht ich sie wir mein meine ihr ihre ihnen mit für auf von zu den dem ein eine einen sehr"
    " geehrte damen herren freundlichen grüßen grüße bitte danke möchte habe haben kann können wird werden auch noch"
    " aber dass wie wenn bei nach über hallo aus im zum",
    "fr": "le la les des et est une un je vous nous votre vos mon ma mes pas que qui dans pour avec sur ce cette au aux du"
    " de bonjour madame monsieur merci cordialement salutations suis avez ai être plus comme mais où quand",
    "fy": "de it in en fan ik jo jins myn wy net is dat dy dit oan mei foar op te om nei by ek wol graach kin ha hat hawwe"
    " wurdt wurde achte bêste hear mefrou freonlike groetnis fraach oer noch mar as der gjin dizze ús troch wat hoe"
    " wannear wêr tank gemeente moat mei soe wie bin oant",
    "es": "el la los las de y es un una yo usted ustedes mi su que no con por para en del al se lo como pero hola gracias"
    " señor señora saludos atentamente estoy tengo quiero puede cuando donde muy más está",
    "it": "il lo la gli le di e è un una io lei mio mia che non con per in del della nel al si come ma buongiorno grazie"
    " signore signora saluti cordiali sono ho vorrei può quando dove più questo questa",
    "pl": "i w na nie się z że do jest to jak o od po za dla mam jestem proszę dziękuję dzień dobry pan pani czy moje mój"
    " oraz przez pozdrawiam szanowni państwo chciałbym chciałabym mogę które ale",
    "tr": "ve bir bu için ile ben siz benim sizin değil var yok ne nas\u0131l çok daha olarak olan merhaba teşekkür ederim"
    " sayg\u0131lar\u0131mla say\u0131n lütfen istiyorum m\u0131 mi ama kadar sonra nerede",
    "pt": "o os as um uma e é não eu você senhor senhora meu minha que com para por em do da no na dos das se como mas olá"
    " obrigado obrigada cumprimentos atenciosamente estou tenho gostaria pode quando onde muito mais",
}
# The first bytes of these letters in UTF-8.
_CYRILLISCH_OF_ARABISCH: Final = (b"\xd0", b"\xd1", b"\xd2", b"\xd3", b"\xd8", b"\xd9", b"\xda", b"\xdb")
# Letters that only one of these languages has, per script.
_CYRILLISCH: Final = re.compile(r"[\u0400-\u04ff]")
_OEKRAIENS: Final = re.compile(r"[іїєґ]")
_RUSSISCH: Final = re.compile(r"[ыэёъ]")
_ARABISCH: Final = re.compile(r"[\u0600-\u06ff]")
_PERZISCH_URDU: Final = re.compile(r"[پچژگکی]")


_BITS: Final = 16
"""Each language's share of a number that holds the points of all of them.

So one addition counts a word for each language.
"""


def _punten_van() -> Mapping[bytes, int]:
    punten: dict[bytes, int] = {}
    for nummer, woorden in enumerate(_WOORDEN.values()):
        for woord in woorden.encode().split():
            punten[woord] = punten.get(woord, 0) + (1 << nummer * _BITS)
    return punten


_PUNTEN: Final = _punten_van()
_TALEN: Final = tuple(_WOORDEN)
_PER_TAAL: Final = Struct(f"<{len(_TALEN)}H")
"""The points of each language in such a number."""


def herken_taal(tekst: str) -> str:
    """ISO 639-1 code of the language of a text, by its first 2,000 characters.

    It is nl, fy, en, de, fr, es, it, pt, pl, tr, uk, ru or ar; empty when unsure.
    """
    tekst = tekst[:_MAX_TEKST]
    bron = tekst.encode("utf-8", "replace")
    if vreemd := bron.translate(None, _ASCII):
        if not _WESTERS.fullmatch(vreemd):
            tekst = tekst.lower()
            bron = tekst.encode("utf-8", "replace")
            if any(begin in bron for begin in _CYRILLISCH_OF_ARABISCH):
                letters = sum(teken.isalpha() for teken in tekst)
                if len(_CYRILLISCH.findall(tekst)) * 2 > letters:
                    uk, ru = len(_OEKRAIENS.findall(tekst)), len(_RUSSISCH.findall(tekst))
                    return "uk" if uk > ru else "ru" if ru > uk else ""
                if len(_ARABISCH.findall(tekst)) * 2 > letters:
                    return "" if _PERZISCH_URDU.search(tekst) else "ar"
        for teken in set(_TE_VERVANGEN.findall(vreemd)):
            bron = bron.replace(teken, _VERVANGEN[teken])
    woorden = bron.translate(_ALS_WOORDEN).split()
    punten = sum(filter(None, map(_PUNTEN.get, woorden)))
    per_taal = _PER_TAAL.unpack(punten.to_bytes(_PER_TAAL.size, "little"))
    tweede, beste = sorted(per_taal)[-2:]
    # It is unsure when few of the words are known, or two languages share them: names, an address, one line.
    if beste < 2 or beste * 8 < len(woorden) or (beste - tweede) * 6 < beste:
        return ""
    return _TALEN[per_taal.index(beste)]
