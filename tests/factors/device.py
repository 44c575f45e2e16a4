"""A device that keeps passkeys, as far as a server can tell: it makes keys and signs (WebAuthn level 3, ES256)."""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from hashlib import sha256
from secrets import token_bytes
from typing import Any

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from fido2 import cbor
from fido2.cose import ES256

PRESENT, VERIFIED, ATTESTED = 0x01, 0x04, 0x40


class Device:
    """One passkey of one device. `verifies`: whether it asks who holds it."""

    def __init__(
        self, *, origin: str = "http://provider.test", rp_id: str = "provider.test", verifies: bool = True
    ) -> None:
        self.origin, self.rp_id, self.verifies = origin, rp_id, verifies
        self.credential, self.key = token_bytes(32), ec.generate_private_key(ec.SECP256R1())
        self.uses, self.handle = 0, b""

    def make(self, options: dict[str, Any]) -> dict[str, Any]:
        """The answer to `navigator.credentials.create`."""
        self.handle = unpacked(options["user"]["id"])
        public = cbor.encode(ES256.from_cryptography_key(self.key.public_key()))
        length = len(self.credential).to_bytes(2, "big")
        told = self._data(ATTESTED) + bytes(16) + length + self.credential + public
        attestation = cbor.encode({"fmt": "none", "attStmt": {}, "authData": told})
        client = self._client("webauthn.create", options["challenge"])
        return self._answer(clientDataJSON=client, attestationObject=attestation)

    def sign(self, options: dict[str, Any], **instead: Any) -> dict[str, Any]:
        """The answer to `navigator.credentials.get`; `instead` puts something else into it."""
        client, data = self._client("webauthn.get", options["challenge"]), self._data(0)
        signature = self.key.sign(data + sha256(client).digest(), ec.ECDSA(hashes.SHA256()))
        told = {"clientDataJSON": client, "authenticatorData": data, "signature": signature, "userHandle": self.handle}
        return self._answer(**{**told, **instead})

    def _client(self, kind: str, challenge: str) -> bytes:
        return json.dumps({"type": kind, "challenge": challenge, "origin": self.origin}).encode()

    def _data(self, flags: int) -> bytes:
        told = PRESENT | (VERIFIED if self.verifies else 0) | flags
        return sha256(self.rp_id.encode()).digest() + bytes([told]) + self.uses.to_bytes(4, "big")

    def _answer(self, **response: bytes) -> dict[str, Any]:
        name = packed(self.credential)
        told = {key: packed(value) for key, value in response.items()}
        return {"id": name, "rawId": name, "type": "public-key", "response": told, "clientExtensionResults": {}}


def packed(raw: bytes) -> str:
    return urlsafe_b64encode(raw).rstrip(b"=").decode()


def unpacked(text: str) -> bytes:
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))
