"""A short run of `make fuzz-mail`, and a check that it would see what it looks for."""

from dataclasses import replace

from ontleden.lezen import ontleed
from tests.proofs.fuzz.fuzz_ontleden import gebreken, mutaties, voer_uit, voorbeelden

_MAIL = b"Subject: x\r\nContent-Type: multipart/mixed; boundary=g\r\n\r\n--g\r\n\r\nhallo\r\n--g--\r\n"


def test_mutations_of_mails_are_read() -> None:
    uitslag = voer_uit(voorbeelden(), 3000, zaad=20)

    assert uitslag.fouten == []
    assert uitslag.aantal == 3000


def test_the_same_seed_gives_the_same_mutations() -> None:
    assert list(mutaties([_MAIL], 50, zaad=1)) == list(mutaties([_MAIL], 50, zaad=1))
    assert list(mutaties([_MAIL], 50, zaad=1)) != list(mutaties([_MAIL], 50, zaad=2))


def test_what_must_never_happen_is_seen() -> None:
    goed = ontleed(_MAIL)
    deel = goed.delen[0]
    stuk = [
        replace(goed, onderwerp="a\nb"),
        replace(goed, onderwerp="\ud800"),
        replace(goed, inhoud="\0"),
        replace(goed, delen=(replace(deel, sha256="0"),)),
        replace(goed, delen=(replace(deel, einde=deel.einde + 999),)),
        replace(goed, delen=(deel, deel)),
    ]

    assert gebreken(_MAIL, goed) == []
    assert all(gebreken(_MAIL, ontleding) for ontleding in stuk)
