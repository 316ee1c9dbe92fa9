"""A certificate authority of a test, what it signs, and TLS for a server that asks its clients for a certificate."""

import ssl
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path
from typing import Final

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

HOST: Final = "127.0.0.1"
_PEM: Final = serialization.Encoding.PEM
_DAY: Final = timedelta(days=1)
_SIGNS: Final = x509.KeyUsage(
    digital_signature=False,
    content_commitment=False,
    key_encipherment=False,
    data_encipherment=False,
    key_agreement=False,
    key_cert_sign=True,
    crl_sign=True,
    encipher_only=False,
    decipher_only=False,
)


@dataclass(frozen=True, slots=True)
class Authority:
    """An authority with a key of its own."""

    name: str
    key: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))

    def root(self) -> str:
        """Its own certificate, as PEM."""
        return self._sign(self.name, self.key, x509.BasicConstraints(ca=True, path_length=None), _SIGNS)

    def signed(self, name: str, password: str = "") -> dict[str, str]:
        """A certificate and its key as PEM, in the form of the secret that a client of ours has."""
        key = ec.generate_private_key(ec.SECP256R1())
        certificate = self._sign(name, key, x509.SubjectAlternativeName([x509.IPAddress(ip_address(HOST))]))
        secret = serialization.BestAvailableEncryption(password.encode()) if password else serialization.NoEncryption()
        private = key.private_bytes(_PEM, serialization.PrivateFormat.PKCS8, secret).decode()
        return {"certificate": certificate, "privateKey": private} | ({"privateKeyPassword": password} if password else {})

    def server(self, directory: Path) -> ssl.SSLContext:
        """TLS of a server under this authority, which demands a certificate of it from each client."""
        own = self.signed("server")
        file = directory / "server.pem"
        file.write_text(own["certificate"] + own["privateKey"])
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(file)
        context.load_verify_locations(cadata=self.root())
        context.verify_mode = ssl.CERT_REQUIRED
        return context

    def _sign(self, name: str, key: ec.EllipticCurvePrivateKey, *extensions: x509.ExtensionType) -> str:
        now = datetime.now(UTC)
        builder = (
            x509.CertificateBuilder()
            .subject_name(_named(name))
            .issuer_name(_named(self.name))
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(now - _DAY)
            .not_valid_after(now + _DAY)
            .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
            .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(self.key.public_key()), critical=False)
        )
        for extension in extensions:
            builder = builder.add_extension(extension, critical=not isinstance(extension, x509.SubjectAlternativeName))
        return builder.sign(self.key, hashes.SHA256()).public_bytes(_PEM).decode()


def _named(name: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
