"""What can happen in the integrations room."""

from coorum.base.events import Evidence, declare

KEY_MADE = declare("integrations.key.made", "An owner made a key for a system of the operator's.", Evidence.LEGAL)
KEY_CHANGED = declare("integrations.key.changed", "An owner changed the name or the scopes of a key.", Evidence.LEGAL)
KEY_ROLLED_OVER = declare("integrations.key.rolled_over", "An owner gave a key a new secret.", Evidence.LEGAL)
KEY_REVOKED = declare("integrations.key.revoked", "An owner revoked a key.", Evidence.LEGAL)
TOKEN_MADE = declare("integrations.token.made", "A system exchanged its key for an access token.", Evidence.ACCESS)
ENDPOINT_ADDED = declare("integrations.endpoint.added", "An owner had a system told of changes.", Evidence.LEGAL)
ENDPOINT_CHANGED = declare(
    "integrations.endpoint.changed", "An owner changed where a system is told of changes, or of which.", Evidence.LEGAL
)
ENDPOINT_SECRET_ROLLED = declare(
    "integrations.endpoint.secret_rolled",
    "An owner changed the secret that signs what a system is told.",
    Evidence.LEGAL,
)
ENDPOINT_STOPPED = declare("integrations.endpoint.stopped", "A system is told nothing any more.", Evidence.LEGAL)
ENDPOINT_RESUMED = declare(
    "integrations.endpoint.resumed", "An owner had a system told of changes again.", Evidence.LEGAL
)
ENDPOINT_REMOVED = declare("integrations.endpoint.removed", "An owner removed an endpoint.", Evidence.LEGAL)
DELIVERIES_REPLAYED = declare(
    "integrations.deliveries.replayed", "An owner had a system told something once more.", Evidence.ACCESS
)
TEST_SENT = declare("integrations.test.sent", "An owner sent a test event to a system.", Evidence.ACCESS)
