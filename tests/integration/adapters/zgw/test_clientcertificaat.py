"""The client certificate, against a real server on loopback that demands one in its handshake."""

import json
import ssl
import tempfile
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path

import pytest
import urllib3

from klantmail.adapters.zgw.clientcertificaat import PoolMetCertificaat
from klantmail.adapters.zgw.zaaksysteem import ZgwZaaksysteem
from klantmail.adapters.zgw.zgw import ZgwClient, ZgwGeheim
from klantmail.domain.tijd import nu
from klantmail.ports.zaaksysteem import Gemaakt, NietGemaakt
from tests.support.builders import ORGANISATIE, zaak
from tests.support.tls import Authority
from tests.support.zgw_server import CLIENT_ID, GEHEIM, ZgwServer, zgw_server

AUTHORITY = Authority("Gezag van de test")
OF_ANOTHER = Authority("Een ander").signed("klantmail")
OURS = AUTHORITY.signed("klantmail")


@pytest.fixture
def zgw(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[ZgwServer]:
    """A server that demands a certificate, under an authority that this machine trusts for now."""
    root = tmp_path / "root.pem"
    root.write_text(AUTHORITY.root())
    monkeypatch.setenv("SSL_CERT_FILE", str(root))
    with zgw_server(AUTHORITY.server(tmp_path)) as server:
        yield server


def zaaksysteem(zgw: ZgwServer, *secrets: str) -> ZgwZaaksysteem:
    """A client whose secret holds these texts, one after another; the last one stays."""
    texts = list(secrets)
    return _met(zgw, PoolMetCertificaat(lambda: texts.pop(0) if len(texts) > 1 else texts[0], **_OPTIONS))


def _met(zgw: ZgwServer, pool: urllib3.PoolManager) -> ZgwZaaksysteem:
    geheim = ZgwGeheim(lambda: json.dumps({"clientId": CLIENT_ID, "secret": GEHEIM}))
    client = ZgwClient(pool, geheim, nu)
    return ZgwZaaksysteem(client, zaken=zgw.zaken_api, documenten="", rsin=ORGANISATIE.rsin, communicatiekanaal="")


_OPTIONS = {"retries": False, "timeout": urllib3.Timeout(connect=5, read=20)}


@pytest.mark.parametrize("secret", [OURS, AUTHORITY.signed("klantmail", password="een wachtwoord")])
def test_a_zaak_is_made_where_a_certificate_is_demanded(zgw: ZgwServer, secret: Mapping[str, str]) -> None:
    made = zaaksysteem(zgw, json.dumps(secret)).maak_zaak(zaak(), herhaling=False)
    assert made == Gemaakt(zgw.zaken[0]["url"])


@pytest.mark.parametrize(
    "pool", [partial(urllib3.PoolManager), partial(PoolMetCertificaat, lambda: json.dumps(OF_ANOTHER))], ids=["none", "another's"]
)
def test_without_the_right_certificate_the_zaak_waits(zgw: ZgwServer, pool: Callable[..., urllib3.PoolManager]) -> None:
    made = _met(zgw, pool(**_OPTIONS)).maak_zaak(zaak(), herhaling=False)
    assert isinstance(made, NietGemaakt)
    assert made.tijdelijk
    assert zgw.zaken == []


def test_a_certificate_that_was_replaced_is_read_after_the_old_one_was_refused(zgw: ZgwServer) -> None:
    client = zaaksysteem(zgw, json.dumps(OF_ANOTHER), json.dumps(OURS))
    assert isinstance(client.maak_zaak(zaak(), herhaling=False), NietGemaakt)
    assert isinstance(client.maak_zaak(zaak(), herhaling=True), Gemaakt)


@pytest.mark.parametrize(
    "secret",
    [
        "geen JSON",
        "{}",
        "[]",
        json.dumps(OURS | {"privateKey": "geen sleutel"}),
        json.dumps(OURS | {"certificate": 7}),
        json.dumps(OURS | {"privateKey": OF_ANOTHER["privateKey"]}),
        json.dumps({**AUTHORITY.signed("klantmail", password="een wachtwoord"), "privateKeyPassword": "een ander"}),
    ],
)
def test_a_secret_that_holds_no_certificate_is_for_a_person_and_the_zaak_waits(zgw: ZgwServer, secret: str) -> None:
    made = zaaksysteem(zgw, secret).maak_zaak(zaak(), herhaling=False)
    assert isinstance(made, NietGemaakt)
    assert made.tijdelijk
    assert made.reden.startswith("Het clientcertificaat voor ZGW kan niet worden gelezen: ")
    assert not set(made.reden.split()) & set(secret.split()), "nothing of the secret may be told"


def test_the_key_stands_in_a_file_of_this_user_alone_and_is_gone_afterwards(
    zgw: ZgwServer, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    seen: list[tuple[Path, int]] = []
    load = ssl.SSLContext.load_cert_chain

    def look(context: ssl.SSLContext, certfile: str, keyfile: str | None = None, password: str | None = None) -> None:
        seen.append((Path(certfile), Path(certfile).stat().st_mode & 0o777))
        load(context, certfile, keyfile, password)

    (tmp_path / "tijdelijk").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "tijdelijk"))
    monkeypatch.setattr(ssl.SSLContext, "load_cert_chain", look)
    assert isinstance(zaaksysteem(zgw, json.dumps(OURS)).maak_zaak(zaak(), herhaling=False), Gemaakt)
    ((file, mode),) = seen
    assert mode == 0o600
    assert file.parent == tmp_path / "tijdelijk"
    assert list(file.parent.iterdir()) == []
