"""The client certificate that a Zaken API asks for, from Secrets Manager."""

import json
import ssl
from collections.abc import Callable
from tempfile import NamedTemporaryFile
from typing import Any

import urllib3
from botocore.exceptions import BotoCoreError, ClientError
from urllib3.exceptions import ProtocolError, SSLError

from klantmail.adapters.zgw.zgw import NoResponse


class PoolMetCertificaat(urllib3.PoolManager):
    """A pool whose connections show a client certificate.

    It is read for the first connection, and again after one that failed: the municipality replaces it without a
    deployment.

    Args:
        lees: reads the text of a secret from AWS that holds `certificate` (with the certificates between it and its
            root behind it), `privateKey`, both as PEM, and `privateKeyPassword` when the key has one. Lambda itself
            asks for a secret of this form where it shows a certificate (Apache Kafka as an event source).
        opties: those of the pool.
    """

    def __init__(self, lees: Callable[[], str], **opties: Any) -> None:
        super().__init__(**opties)
        self._lees = lees

    def urlopen(  # type: ignore[override]  # that of PoolManager has its parameters too
        self, method: str, url: str, redirect: bool = True, **opties: Any
    ) -> urllib3.BaseHTTPResponse:
        """Make a call.

        Raises: HTTPError; NoResponse (the certificate cannot be read, or is not what it should be).
        """
        if "ssl_context" not in self.connection_pool_kw:
            self.connection_pool_kw["ssl_context"] = _context(self._lees)
        try:
            return super().urlopen(method, url, redirect, **opties)
        except (SSLError, ProtocolError):
            self.connection_pool_kw.pop("ssl_context", None)
            self.clear()
            raise


def _context(lees: Callable[[], str]) -> ssl.SSLContext:
    """TLS that trusts what this machine trusts, and shows the certificate. OpenSSL reads that from a file only.

    The file is of this user alone (mode 0600), and there for as long as it is read.

    Raises: NoResponse.
    """
    try:
        geheim = json.loads(lees())
        context = ssl.create_default_context()
        with NamedTemporaryFile("w", suffix=".pem") as bestand:
            bestand.write(f"{geheim['certificate']}\n{geheim['privateKey']}\n")
            bestand.flush()
            # A key without its password would make OpenSSL ask for one on a terminal.
            context.load_cert_chain(bestand.name, password=str(geheim.get("privateKeyPassword", "")))
    except (BotoCoreError, ClientError, OSError, ValueError, KeyError, TypeError, AttributeError) as fout:
        raise NoResponse(f"Het clientcertificaat voor ZGW kan niet worden gelezen: {type(fout).__name__}") from fout
    return context
