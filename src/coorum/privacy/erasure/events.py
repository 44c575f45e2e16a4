"""What can happen to an erasure: all of it on the provider's chain, without a word about anybody."""

from coorum.base.events import Evidence, declare

ERASURE_MOVED = declare("privacy.erasure.moved", "A step was taken towards an erasure, or back.", Evidence.LEGAL)
ERASURE_FAILED = declare(
    "privacy.erasure.failed", "A system did not answer while somebody's data was being erased.", Evidence.LEGAL
)
ERASURE_SIGNED = declare(
    "privacy.erasure.signed",
    "It was signed what was erased where, and what stays until when; the digest is kept.",
    Evidence.LEGAL,
)
OPERATOR_ASKED = declare(
    "privacy.erasure.operator_asked",
    "An operator was asked to erase what it had copied of a member who left.",
    Evidence.LEGAL,
)
OWN_COPY_FETCHED = declare(
    "privacy.own_copy.fetched", "A person downloaded their own data, without a case.", Evidence.ACCESS
)
