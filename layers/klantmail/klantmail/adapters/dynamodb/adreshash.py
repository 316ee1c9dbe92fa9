"""Addresses as they are kept where only sameness matters."""

import hmac
from hashlib import sha256

from klantmail.domain.mailadres import vergelijkvorm


def afzender_hash(hash_key: bytes, adres: str) -> str:
    """Keyed hash of an address, so that the index can be searched by address but not read as addresses."""
    return hmac.new(hash_key, vergelijkvorm(adres).encode(), sha256).hexdigest()
