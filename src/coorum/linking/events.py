"""What can happen in the linking room. Sign-in belongs to no site: but for a site's choice, all is on the provider's chain."""

from coorum.base.events import Evidence, declare

SERVICE_SET_UP = declare(
    "linking.service.set_up", "A linked service was set up, or its settings were changed.", Evidence.LEGAL
)
SERVICE_ANNOUNCED = declare(
    "linking.service.announced",
    "The policy is to name a service before it is switched on, or not any more.",
    Evidence.LEGAL,
)
SERVICE_SWITCHED = declare(
    "linking.service.switched", "A linked service was switched on or off for the deployment.", Evidence.LEGAL
)
OFFERINGS_CHANGED = declare(
    "linking.offerings.changed", "A site chose which linked services it shows, and in which order.", Evidence.LEGAL
)
ACQUIRED = declare(
    "linking.acquisition",
    "Somebody linked an account of another service: which, the scopes it granted, and the claims that were kept.",
    Evidence.LEGAL,
)
UNLINKED = declare(
    "linking.account.unlinked", "An account of another service no longer opens somebody's account here.", Evidence.LEGAL
)
SCOPES_DIFFERED = declare(
    "linking.scopes.differed", "A service granted other scopes than were asked for.", Evidence.ACCESS
)
ANSWER_REFUSED = declare(
    "linking.answer.refused",
    "What a service answered did not hold, or it did not answer; nobody was signed in.",
    Evidence.ACCESS,
)
