"""What can happen in the integrations room."""

from coorum.base.events import Evidence, declare

KEY_MADE = declare("integrations.key.made", "An owner made a key for a system of the operator's.", Evidence.LEGAL)
KEY_CHANGED = declare("integrations.key.changed", "An owner changed the name or the scopes of a key.", Evidence.LEGAL)
KEY_ROLLED_OVER = declare("integrations.key.rolled_over", "An owner gave a key a new secret.", Evidence.LEGAL)
KEY_REVOKED = declare("integrations.key.revoked", "An owner revoked a key.", Evidence.LEGAL)
TOKEN_MADE = declare("integrations.token.made", "A system exchanged its key for an access token.", Evidence.ACCESS)
