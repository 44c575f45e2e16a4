"""What a time stamp says (RFC 3161), once it was checked. Pure: an answer in, a moment out.

rfc3161-client checks the signature, the chain up to a trusted root at the moment of the stamp, the number used once, the
policy, and that the certificate is for time stamping and nothing else (critical extended key usage).
"""

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import TYPE_CHECKING

from cryptography import x509
from cryptography.x509.oid import NameOID

if TYPE_CHECKING:
    from rfc3161_client import TimeStampResponse

SHA256_OID = "2.16.840.1.101.3.4.2.1"


class NotAStamp(ValueError):  # noqa: N818  says what is the matter
    """The answer is no time stamp over what was sent, by somebody whom we trust."""


@dataclass(frozen=True, slots=True)
class Trust:
    """Whom we believe: certificates of roots and of those between, and the policy under which stamps must be made, if any."""

    pem: str
    roots: tuple[x509.Certificate, ...]
    between: tuple[x509.Certificate, ...]
    policy: x509.ObjectIdentifier | None

    @classmethod
    def from_pem(cls, pem: bytes | str, *, policy: str = "") -> "Trust":
        """ValueError where there is no root among the certificates."""
        data = pem.encode() if isinstance(pem, str) else pem
        found = x509.load_pem_x509_certificates(data)
        roots = tuple(one for one in found if one.issuer == one.subject)
        if not roots:
            raise ValueError("there is no self-signed certificate among those to be trusted")
        between = tuple(one for one in found if one not in roots)
        return cls(data.decode(), roots, between, x509.ObjectIdentifier(policy) if policy else None)


@dataclass(frozen=True, slots=True)
class Stamped:
    """A stamp that holds: when, by whom (the certificate's name), under which policy and number, and the answer itself."""

    at: datetime
    by: str
    policy: str
    serial: str
    token: bytes
    roots: str


def check_stamp(answer: bytes, data: bytes, trust: Trust, *, nonce: int | None = None) -> Stamped:
    """The stamp over `data` in the answer of an authority. Raises `NotAStamp`."""
    from rfc3161_client import VerificationError, decode_timestamp_response  # loaded only where there is an authority

    try:
        response = decode_timestamp_response(answer)
        if response.status != 0:
            raise NotAStamp(f"the authority refused: {', '.join(response.status_string) or response.status}")
        _verify(response, data, trust, nonce)
        said = response.tst_info
        return Stamped(
            said.gen_time, _name(response), said.policy.dotted_string, f"{said.serial_number:x}", answer, trust.pem
        )
    except (VerificationError, ValueError, x509.ExtensionNotFound) as error:
        raise error if isinstance(error, NotAStamp) else NotAStamp(str(error)) from error


def _verify(response: "TimeStampResponse", data: bytes, trust: Trust, nonce: int | None) -> None:
    from rfc3161_client import VerifierBuilder

    imprint = response.tst_info.message_imprint
    if imprint.hash_algorithm.dotted_string != SHA256_OID or imprint.message != sha256(data).digest():
        raise NotAStamp("it stamps something else")
    verifier = VerifierBuilder(
        policy_id=trust.policy, roots=list(trust.roots), intermediates=list(trust.between), nonce=nonce
    )
    verifier.build().verify_message(response, data)


def _name(response: "TimeStampResponse") -> str:
    """The name in the certificate that signed."""
    (signer,) = response.signed_data.signer_infos
    for der in response.signed_data.certificates:
        certificate = x509.load_der_x509_certificate(der)
        if (certificate.issuer, certificate.serial_number) == (signer.issuer, signer.serial_number):
            names = certificate.subject.get_attributes_for_oid(NameOID.COMMON_NAME)
            return str(names[0].value) if names else certificate.subject.rfc4514_string()
    raise NotAStamp("the certificate that signed is not in the answer")
