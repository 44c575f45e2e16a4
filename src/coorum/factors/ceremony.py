"""The ceremonies of WebAuthn: what a browser is asked, and whether its answer holds. The library does the checking.

A passkey of ours is kept by the device (discoverable) and asks who holds it (user verification), so it is two factors in one.
A challenge is kept by the door, for one answer.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from secrets import token_bytes
from typing import Any

from django.utils.translation import gettext_lazy as _
from fido2 import cbor
from fido2.cose import CoseKey
from fido2.server import Fido2Server
from fido2.utils import websafe_decode
from fido2.webauthn import (
    Aaguid,
    AttestedCredentialData,
    AuthenticationResponse,
    PublicKeyCredentialDescriptor,
    PublicKeyCredentialRpEntity,
    PublicKeyCredentialType,
    PublicKeyCredentialUserEntity,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from coorum.base.errors import Refused
from coorum.factors.models import Passkey

HANDLE = 32
WRONG = _("This passkey could not be checked. Please try again, or sign in another way.")


@dataclass(frozen=True)
class NewKey:
    """What a device answered to `begin_adding`: ready to be kept."""

    credential: bytes
    public_key: bytes
    handle: bytes
    uses: int


@dataclass(frozen=True)
class Host:
    """The host all passkeys are for, and the origin pages have there. `name` is what devices show."""

    id: str
    origin: str
    name: str

    @property
    def server(self) -> Fido2Server:
        entity = PublicKeyCredentialRpEntity(name=self.name, id=self.id)
        return Fido2Server(entity, verify_origin=lambda origin: origin == self.origin)


def begin_adding(host: Host, *, account: str, standing: Sequence[Passkey]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Options for `navigator.credentials.create`, and what must be kept to check the answer. `account` is shown by the device."""
    handle = bytes(standing[0].handle) if standing else token_bytes(HANDLE)
    options, state = host.server.register_begin(
        PublicKeyCredentialUserEntity(name=account, id=handle, display_name=account),
        credentials=[_descriptor(one) for one in standing],
        resident_key_requirement=ResidentKeyRequirement.REQUIRED,
        user_verification=UserVerificationRequirement.REQUIRED,
    )
    return dict(options), {**state, "handle": handle.hex()}


def finish_adding(host: Host, *, state: Mapping[str, Any], answer: Mapping[str, Any]) -> NewKey:
    """The key the device made. Raises `Refused("passkey_wrong")` where the answer does not hold."""
    try:
        made = host.server.register_complete(dict(state), answer)
    except (ValueError, TypeError, KeyError) as error:
        raise _wrong() from error
    if made.credential_data is None:
        raise _wrong()
    return NewKey(
        credential=made.credential_data.credential_id,
        public_key=cbor.encode(made.credential_data.public_key),
        handle=bytes.fromhex(state["handle"]),
        uses=made.counter,
    )


def begin_showing(host: Host, *, passkeys: Sequence[Passkey] = ()) -> tuple[dict[str, Any], dict[str, Any]]:
    """Options for `navigator.credentials.get`, and what must be kept. Without `passkeys` the device offers those it has."""
    options, state = host.server.authenticate_begin(
        credentials=[_descriptor(one) for one in passkeys] or None,
        user_verification=UserVerificationRequirement.REQUIRED,
    )
    return dict(options), dict(state)


def finish_showing(host: Host, *, state: Mapping[str, Any], answer: Mapping[str, Any], passkey: Passkey) -> int:
    """The device's counter, where the answer is signed by this passkey. Raises `Refused("passkey_wrong")`."""
    public_key: Any = cbor.decode(bytes(passkey.public_key))
    key = AttestedCredentialData.create(Aaguid.NONE, bytes(passkey.credential), CoseKey.parse(public_key))
    try:
        host.server.authenticate_complete(dict(state), [key], answer)
        response = AuthenticationResponse.from_dict(answer).response
    except (ValueError, TypeError, KeyError) as error:
        raise _wrong() from error
    if response.user_handle not in (None, b"", bytes(passkey.handle)):
        raise _wrong()
    return int(response.authenticator_data.counter)


def credential_in(answer: Mapping[str, Any]) -> bytes:
    """Which credential an answer says it is of. Raises `Refused("passkey_wrong")`."""
    try:
        return websafe_decode(str(answer["rawId"]))
    except (ValueError, TypeError, KeyError) as error:
        raise _wrong() from error


def _descriptor(passkey: Passkey) -> PublicKeyCredentialDescriptor:
    return PublicKeyCredentialDescriptor(type=PublicKeyCredentialType.PUBLIC_KEY, id=bytes(passkey.credential))


def _wrong() -> Refused:
    return Refused("passkey_wrong", WRONG)
