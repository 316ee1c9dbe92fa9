"""Every spelling of an address is one mailbox."""

import os
import subprocess
import sys
import unicodedata
from collections.abc import Callable
from typing import Final

import idna
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from klantmail.adapters.dynamodb.adreshash import afzender_hash
from klantmail.domain.mailadres import vergelijkvorm
from klantmail.opstellen.kopregels import postadres
from tests.support.template import PROJECT

_LETTERS: Final = "abcxyz0189äéïöüßøåłñπжяあ漢"
_LABELS: Final = st.text(st.sampled_from(_LETTERS), min_size=1, max_size=12)
_SPELLINGS: Final[dict[str, Callable[[str], str]]] = {
    "A-labels": lambda domain: idna.encode(domain, uts46=True).decode(),
    "A-labels in capitals": lambda domain: idna.encode(domain, uts46=True).decode().upper(),
    "capitals": lambda domain: domain.replace("ß", "ẞ").upper(),
    "letters and accents apart": lambda domain: unicodedata.normalize("NFD", domain),
    "ideographic full stops": lambda domain: domain.replace(".", "。"),
    "one label as A-label": lambda domain: idna.encode(domain.partition(".")[0]).decode() + "." + domain.partition(".")[2],
}


@given(
    lokaal=st.text(st.sampled_from("abcXYZ.-_1"), min_size=1, max_size=12),
    labels=st.lists(_LABELS, min_size=1, max_size=3),
    spelling=st.sampled_from(sorted(_SPELLINGS)),
)
def test_any_spelling_of_a_domain_gives_one_hash(lokaal: str, labels: list[str], spelling: str) -> None:
    domain = ".".join([*labels, "example"])
    try:
        spelled = _SPELLINGS[spelling](domain)
    except idna.IDNAError:
        assume(False)
    one, other = f"{lokaal}@{domain}", f" {lokaal.swapcase()}@{spelled}"
    assert afzender_hash(b"k", other) == afzender_hash(b"k", one)
    assert vergelijkvorm(other) == vergelijkvorm(vergelijkvorm(one)) == f"{lokaal.lower()}@{_SPELLINGS['A-labels'](domain)}"


def test_the_form_is_that_of_the_address_to_which_an_answer_goes() -> None:
    for adres in ("Jan@müller.example", "jan@Straße.example", "jan@burger.example"):
        assert vergelijkvorm(adres) == postadres("Het adres", adres).lower()


@pytest.mark.parametrize("lokaal", ["jan..jansen", "Jan.", ".jan", "jan"])
def test_quotation_marks_around_a_local_part_are_a_way_of_writing_it(lokaal: str) -> None:
    adres = f"{lokaal}@burger.example"
    for other in (f'"{lokaal}"@burger.example', postadres("Het adres", adres)):
        assert vergelijkvorm(other) == vergelijkvorm(adres) == adres.lower()


@pytest.mark.parametrize("lokaal", ['"jan jansen"', '"jan@thuis"', r'"jan\"s"', '"', '""', '"jan', 'jan"'])
def test_a_local_part_that_needs_its_quotation_marks_keeps_them(lokaal: str) -> None:
    assert vergelijkvorm(f"{lokaal}@burger.example") == f"{lokaal}@burger.example"


def test_another_domain_is_another_mailbox() -> None:
    domains = ("müller.example", "muller.example", "mueller.example", "straße.example", "strasse.example")
    assert len({afzender_hash(b"k", f"jan@{domain}") for domain in domains}) == len(domains)


@pytest.mark.parametrize("adres", ["", "jan", "@", "jan@", "@ü", "jan@ü..example", "jan@-ü", "jan@ü_b", "jan@" + "ü" * 300])
def test_what_is_no_domain_name_stays_as_it_is(adres: str) -> None:
    assert vergelijkvorm(adres.upper().replace("Ü", "ü")) == vergelijkvorm(adres)
    assert vergelijkvorm(vergelijkvorm(adres)) == vergelijkvorm(adres)


def test_an_ordinary_domain_loads_no_codec() -> None:
    program = (
        "import sys; from klantmail.domain.mailadres import vergelijkvorm; "
        "vergelijkvorm('Jan@Burger.example'), vergelijkvorm('jan@xn--mller-kva.example'); "
        "print({'idna', 'encodings.idna', 'stringprep'} & set(sys.modules))"
    )
    done = subprocess.run(  # noqa: S603
        [sys.executable, "-c", program],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONPATH": str(PROJECT / "layers" / "klantmail")},
    )
    assert done.stdout.strip() == "set()"
