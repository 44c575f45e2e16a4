"""Records signed so that their holder can check them anywhere: compact JWS (RFC 7515) with EdDSA (RFC 8037)."""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as Base64Error
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from coorum.base import keys


def sign(document: dict[str, Any], *, kind: str) -> str:
    """The document as a compact JWS; `kind` becomes its media type (`typ`)."""
    key = keys.signing_key()
    header = {"alg": "EdDSA", "kid": key.id, "typ": f"{kind}+jws"}
    message = f"{_encoded(header)}.{_encoded(document)}"
    return f"{message}.{_base64(key.sign(message.encode()))}"


def opened(signed: str) -> dict[str, Any] | None:
    """The document inside, or None where the signature is not one of ours or the text is no JWS."""
    try:
        header, payload, signature = signed.strip().split(".")
        key_id = json.loads(_bytes(header))["kid"]
        public = Ed25519PublicKey.from_public_bytes(keys.public_keys()[key_id])
        public.verify(_bytes(signature), f"{header}.{payload}".encode())
        document = json.loads(_bytes(payload))
    except (ValueError, KeyError, TypeError, Base64Error, InvalidSignature):
        return None
    return document if isinstance(document, dict) else None


def _encoded(value: dict[str, Any]) -> str:
    return _base64(json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode())


def _base64(data: bytes) -> str:
    return urlsafe_b64encode(data).rstrip(b"=").decode()


def _bytes(text: str) -> bytes:
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))
