"""The language of a mail."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ontleden.text.taal import herken_taal


@pytest.mark.parametrize(
    ("text", "taal"),
    [
        ("Hoi, ik wil graag mijn paspoort verlengen. Hoe kan dat?", "nl"),
        ("Geachte heer/mevrouw,\n\nBijgevoegd de stukken.", "nl"),
        ("Dank u wel", "nl"),
        ("Achte hear, ik haw in fraach oer de WOZ foar myn hûs. Kin ik dat oanpasse?", "fy"),
        ("Please find attached my form. Can you help me with this?", "en"),
        ("Sehr geehrte Damen und Herren, ich möchte mich abmelden.", "de"),
        ("Bonjour, je vous écris pour une question sur ma carte d'identité.", "fr"),
        ("Hola, tengo una pregunta sobre el permiso de aparcamiento.", "es"),
        ("Buongiorno, vorrei una copia del certificato di nascita.", "it"),
        ("Olá, gostaria de saber quando posso ir à câmara para o meu registo.", "pt"),
        ("Dzień dobry, proszę o pomoc z rejestracją w gminie.", "pl"),
        ("Merhaba, bir sorum var: pasaport için ne yapmam gerekiyor?", "tr"),
        ("Доброго дня, я хочу зареєструватися.", "uk"),
        ("Здравствуйте, есть вопрос про новый документ: где забрать, если можно? Объясните.", "ru"),
        ("مرحبا اريد ان اسال عن جواز السفر", "ar"),
    ],
)
def test_a_language_is_recognised(text: str, taal: str) -> None:
    assert herken_taal(text) == taal


@pytest.mark.parametrize(
    "text", ["", "ok", "Jansen, Dorpsstraat 12", "Kapotte lantaarnpaal", "12345 €", "Thanks!", "の質問があります"]
)
def test_what_is_too_short_or_unknown_stays_open(text: str) -> None:
    assert herken_taal(text) == ""


def test_a_dutch_mail_with_an_english_disclaimer_is_dutch() -> None:
    text = "Beste gemeente, ik heb een vraag over de vergunning voor onze straat. Kunt u mij laten weten wanneer dat kan?"
    assert herken_taal(f"{text}\n\nThis e-mail and any attachments are confidential.") == "nl"


_WOORDEN = st.sampled_from(
    ["ÊTRE", "Où", "le", "Graag", "één", "É", "\xd7", "«LE»", "\u201cDe\u201d", "het\u2026", "\u2013", "em\xa0SÃO", "€"]
) | st.sampled_from(["\u0130yi", "\u0414\u043d\u042f", "\u03a3\u03b1\u03a3", "の", "\u212a"])


@given(st.lists(_WOORDEN, max_size=12).map(" ".join))
def test_capitals_and_punctuation_say_nothing_of_the_language(text: str) -> None:
    bare = text.lower().translate(dict.fromkeys(map(ord, "«»\u201c\u201d\u2018\u2019\u2026\u2013\u2014\xa0"), " "))

    assert herken_taal(text) == herken_taal(bare)


@given(st.text())
def test_any_text_gives_a_code_or_nothing(text: str) -> None:
    assert len(herken_taal(text)) in {0, 2}
