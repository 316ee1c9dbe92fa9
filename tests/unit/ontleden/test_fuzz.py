"""A short run of `make fuzz-mail`, and a check that it would see what it looks for."""

from dataclasses import replace

from ontleden.lezen import ontleed
from tests.proofs.fuzz.fuzz_ontleden import defects, examples, mutations, run_all

_MAIL = b"Subject: x\r\nContent-Type: multipart/mixed; boundary=g\r\n\r\n--g\r\n\r\nhallo\r\n--g--\r\n"


def test_mutations_of_mails_are_read() -> None:
    outcome = run_all(examples(), 3000, seed=20)

    assert outcome.errors == []
    assert outcome.count == 3000


def test_the_same_seed_gives_the_same_mutations() -> None:
    assert list(mutations([_MAIL], 50, seed=1)) == list(mutations([_MAIL], 50, seed=1))
    assert list(mutations([_MAIL], 50, seed=1)) != list(mutations([_MAIL], 50, seed=2))


def test_what_must_never_happen_is_seen() -> None:
    goed = ontleed(_MAIL)
    part = goed.delen[0]
    piece = [
        replace(goed, onderwerp="a\nb"),
        replace(goed, onderwerp="\ud800"),
        replace(goed, inhoud="\0"),
        replace(goed, delen=(replace(part, sha256="0"),)),
        replace(goed, delen=(replace(part, einde=part.einde + 999),)),
        replace(goed, delen=(part, part)),
    ]

    assert defects(_MAIL, goed) == []
    assert all(defects(_MAIL, ontleding) for ontleding in piece)
