"""The targets of links, and what may be shown of them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ontleden.html.koppelingen import LANGSTE_ADRES, kort_adres, staat_er_al, veilig_adres

from .inspector import ADRES


@pytest.mark.parametrize(
    ("href", "adres"),
    [
        ("https://x.example/a?b=1#c", "https://x.example/a?b=1#c"),
        ("HTTPS://X.Example/A", "https://x.example/A"),
        ("  https://x.example/a b ", "https://x.example/a%20b"),
        ("ht\ntps://x.example", "https://x.example"),
        ("https:x.example", "https://x.example"),
        ("https:\\\\x.example\\pad", "https://x.example/pad"),
        ("//x.example/a", "https://x.example/a"),
        ("www.x.example", "http://www.x.example"),
        ("x.example:8080/a", "http://x.example:8080/a"),
        ("https://x.example:8443/", "https://x.example:8443/"),
        ("https://[2001:DB8::1]:80/", "https://[2001:db8::1]:80/"),
        ("https://jan:geheim@x.example/", "https://x.example/"),
        ("https://caf\u00e9.example/\u00e9", "https://xn--caf-dma.example/%C3%A9"),
        ("https://x.example/\u202egnp.exe", "https://x.example/gnp.exe"),
        ("https://%78.example/", "https://x.example/"),
        ("http://2130706433/", "http://127.0.0.1/"),
        ("http://0x7f.1/", "http://127.0.0.1/"),
        ("http://010.0.0.1./", "http://8.0.0.1/"),
        ("http://adres.42/", None),
        ("http://1.2.3.4.5/", None),
        ("http://256.1.1.1/", None),
        ("http://4294967296/", None),
        ("https://x.example:70000/", None),
        ("mailto:jan@x.example?subject=a b", "mailto:jan@x.example?subject=a%20b"),
        ("tel:+31 (0)20-123 45 67", "tel:+31(0)20-1234567"),
        ("javascript:alert(1)", None),
        ("java\tscript:alert(1)", None),
        ("data:text/html,x", None),
        ("file:///x", None),
        ("/pad", None),
        ("#hier", None),
        ("", None),
        ("mailto:", None),
        ("https://", None),
        ("https:///", None),
        ("https://x.example:99999999/", None),
        ("https://a b.example/", None),
        ("https://" + "a" * LANGSTE_ADRES, None),
        ("https://" + "a." * 200 + "example", None),
        ("https://" + "\u00e9" * 100 + ".example", None),
    ],
)
def test_gives_the_address_as_it_may_be_followed(href: str, adres: str | None) -> None:
    assert veilig_adres(href) == adres


@given(
    st.text() | st.builds("{}:{}".format, st.sampled_from(["http", "https", "HTTP", "mailto", "tel", "javascript"]), st.text())
)
def test_any_text_is_no_address_or_a_safe_one(href: str) -> None:
    adres = veilig_adres(href)
    assert adres is None or (ADRES.fullmatch(adres) and adres.isascii() and adres.isprintable())


@given(st.text() | st.builds("https://{}".format, st.text()))
def test_a_safe_address_stays_the_same(href: str) -> None:
    adres = veilig_adres(href)
    assert adres is None or veilig_adres(adres) == adres


@pytest.mark.parametrize(
    ("text", "adres", "er_al"),
    [
        ("https://x.example/", "https://x.example", True),
        ("www.X.example", "http://x.example/", True),
        ("bank.example", "https://kwaad.example/bank.example", False),
        ("x.example/a", "https://x.example/b", False),
        ("Jan <jan@x.example>", "mailto:jan@x.example?subject=a", True),
        ("jan@bank.example", "mailto:piet@kwaad.example", False),
        ("020 - 123 45 67", "tel:+31201234567", True),
        ("14 020", "tel:09001234", False),
        ("caf\u00e9.example", "https://xn--caf-dma.example", False),
        ("https://caf\u00e9.example", "https://xn--caf-dma.example", True),
    ],
)
def test_knows_whether_the_text_says_where_a_link_leads(text: str, adres: str, er_al: bool) -> None:
    assert staat_er_al(text, adres) is er_al


def test_shortens_an_address_but_never_its_host() -> None:
    assert kort_adres("https://x.example/kort") == "https://x.example/kort"
    assert kort_adres(f"https://{'h' * 120}.example/{'p' * 50}") == f"https://{'h' * 120}.example/…"
    assert kort_adres(f"https://{'h' * 120}.example") == f"https://{'h' * 120}.example"
    assert kort_adres(f"https://x.example?{'p' * 100}") == f"https://x.example?{'p' * 62}…"
    assert kort_adres(f"{'j' * 100}@x.example?cc=a") == f"{'j' * 100}@x.example…"
