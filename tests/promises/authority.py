"""A time-stamping authority of our own, for tests: it makes its certificates and tokens by hand, and can lie in every field."""

import os
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

SIGNED_DATA, TST_INFO = "1.2.840.113549.1.7.2", "1.2.840.113549.1.9.16.1.4"
CONTENT_TYPE, MESSAGE_DIGEST = "1.2.840.113549.1.9.3", "1.2.840.113549.1.9.4"
SIGNING_CERTIFICATE, SHA256, ECDSA = "1.2.840.113549.1.9.16.2.47", "2.16.840.1.101.3.4.2.1", "1.2.840.10045.4.3.2"
POLICY = "1.3.6.1.4.1.99999.1"


# --- DER, as little as is needed ---


def tlv(tag: int, *parts: bytes) -> bytes:
    body = b"".join(parts)
    size = len(body)
    if size < 128:
        return bytes([tag, size]) + body
    length = size.to_bytes((size.bit_length() + 7) // 8, "big")
    return bytes([tag, 0x80 | len(length)]) + length + body


def sequence(*parts: bytes) -> bytes:
    return tlv(0x30, *parts)


def integer(value: int) -> bytes:
    return tlv(0x02, value.to_bytes(value.bit_length() // 8 + 1, "big"))


def oid(dotted: str) -> bytes:
    first, second, *rest = map(int, dotted.split("."))
    body = bytes([first * 40 + second])
    for number in rest:
        digits = [number & 0x7F]
        while number := number >> 7:
            digits.insert(0, 0x80 | number & 0x7F)
        body += bytes(digits)
    return tlv(0x06, body)


def sorted_set(tag: int, parts: Iterable[bytes]) -> bytes:
    return tlv(tag, *sorted(parts))


def read(data: bytes, at: int = 0) -> tuple[int, bytes, int]:
    """Tag, content and end of the element at `at`."""
    size, start = data[at + 1], at + 2
    if size & 0x80:
        count = size & 0x7F
        size, start = int.from_bytes(data[start : start + count], "big"), start + count
    return data[at], data[start : start + size], start + size


def elements(data: bytes) -> list[tuple[int, bytes]]:
    found, at = [], 0
    while at < len(data):
        tag, content, at = read(data, at)
        found.append((tag, content))
    return found


# --- certificates ---


def certificate(
    name: str, signer: "tuple[x509.Certificate, ec.EllipticCurvePrivateKey] | None" = None, **how: Any
) -> tuple[x509.Certificate, ec.EllipticCurvePrivateKey]:
    """A certificate and its key; self-signed without a signer. `usage`, `critical`, `since` and `until` bend it."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    now = datetime.now(UTC)
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(signer[0].subject if signer else subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(how.get("since", now - timedelta(days=400)))
        .not_valid_after(how.get("until", now + timedelta(days=400)))
        .add_extension(x509.BasicConstraints(ca=signer is None, path_length=None), critical=True)
    )
    if signer:
        usage = x509.ExtendedKeyUsage([how.get("usage", ExtendedKeyUsageOID.TIME_STAMPING)])
        builder = builder.add_extension(usage, critical=how.get("critical", True))
    return builder.sign(signer[1] if signer else key, hashes.SHA256()), key


@dataclass
class FakeAuthority:
    """Stamps what it is sent. `lies` are fields of the answer that are not as they should be."""

    name: str = "Imaginary Time Stamps"
    lies: dict[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.root = certificate(f"{self.name} Root")
        self.signer = certificate(self.name, self.root, **self.lies.get("certificate", {}))

    @property
    def roots(self) -> bytes:
        return self.root[0].public_bytes(Encoding.PEM)

    def answer(self, query: bytes) -> bytes:
        """The TimeStampResp for a TimeStampReq."""
        if "status" in self.lies:
            return sequence(sequence(integer(self.lies["status"])))
        parts = elements(read(query)[1])
        imprint = elements(elements(parts[1][1])[1][1]) and elements(parts[1][1])
        digest = self.lies.get("digest", imprint[1][1])
        numbers = [content for tag, content in parts[2:] if tag == 0x02]
        nonce = self.lies.get("nonce", int.from_bytes(numbers[0], "big") if numbers else None)
        return sequence(sequence(integer(0)), self.token(digest, nonce))

    def token(self, digest: bytes, nonce: int | None) -> bytes:
        at: datetime = self.lies.get("at") or datetime.now(UTC)
        info = sequence(
            integer(1),
            oid(self.lies.get("policy", POLICY)),
            sequence(sequence(oid(SHA256), tlv(0x05)), tlv(0x04, digest)),
            integer(int.from_bytes(os.urandom(8), "big")),
            tlv(0x18, at.strftime("%Y%m%d%H%M%SZ").encode()),
            *([integer(nonce)] if nonce is not None else []),
        )
        chain = [one.public_bytes(Encoding.DER) for one in (self.signer[0], self.root[0])]
        return sequence(
            oid(SIGNED_DATA),
            tlv(
                0xA0,
                sequence(
                    integer(3),
                    sorted_set(0x31, [sequence(oid(SHA256))]),
                    sequence(oid(TST_INFO), tlv(0xA0, tlv(0x04, info))),
                    sorted_set(0xA0, chain),
                    sorted_set(0x31, [self.signer_info(info)]),
                ),
            ),
        )

    def signer_info(self, info: bytes) -> bytes:
        """Who signed what (RFC 5652, 5.3), with the attributes that RFC 3161 and RFC 5816 want."""
        der = self.signer[0].public_bytes(Encoding.DER)
        attributes = [
            sequence(oid(CONTENT_TYPE), tlv(0x31, oid(TST_INFO))),
            sequence(oid(MESSAGE_DIGEST), tlv(0x31, tlv(0x04, sha256(info).digest()))),
            sequence(
                oid(SIGNING_CERTIFICATE),
                tlv(0x31, sequence(sequence(sequence(tlv(0x04, sha256(der).digest()))))),
            ),
        ]
        signature = self.signer[1].sign(sorted_set(0x31, attributes), ec.ECDSA(hashes.SHA256()))
        if self.lies.get("signature"):
            signature = self.root[1].sign(b"something else", ec.ECDSA(hashes.SHA256()))
        issuer = self.signer[0].issuer.public_bytes()
        return sequence(
            integer(1),
            sequence(issuer, integer(self.signer[0].serial_number)),
            sequence(oid(SHA256)),
            sorted_set(0xA0, attributes),
            sequence(oid(ECDSA)),
            tlv(0x04, signature),
        )
