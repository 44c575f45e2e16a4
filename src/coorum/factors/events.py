"""What can happen in the factors room. Sign-in belongs to no site: all of it is on the provider's chain."""

from coorum.base.events import Evidence, declare

FACTOR_ADDED = declare("factors.factor.added", "A person added an authenticator app or a passkey.", Evidence.ACCESS)
FACTOR_REMOVED = declare(
    "factors.factor.removed", "A person removed an authenticator app or a passkey.", Evidence.ACCESS
)
PASSKEY_NAMED = declare("factors.passkey.named", "A person gave a passkey another name.")
CODES_MADE = declare("factors.codes.made", "A person made new recovery codes; earlier ones are void.", Evidence.ACCESS)
CODE_USED = declare("factors.code.used", "A person used a recovery code up.", Evidence.ACCESS)
LOSS_SAID = declare(
    "factors.loss.said", "A person said that they lost their second factor; a wait of three days began.", Evidence.LEGAL
)
LOSS_TAKEN_BACK = declare(
    "factors.loss.taken_back", "A person showed the second factor that was said to be lost.", Evidence.LEGAL
)
FACTORS_RESET = declare(
    "factors.factors.reset", "All factors of a person went at once; their account began a new epoch.", Evidence.LEGAL
)
