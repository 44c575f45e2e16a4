"""What can happen in the customers room."""

from coorum.base.events import Evidence, declare

DIRECTORY_SET_UP = declare(
    "customers.directory.set_up",
    "An operator said where its customers are known, or changed how we ask there; it is off until a trial went well.",
    Evidence.LEGAL,
)
DIRECTORY_TRIED = declare(
    "customers.directory.tried", "An operator's owner tried the way in by customer ID.", Evidence.ACCESS
)
DIRECTORY_SWITCHED = declare(
    "customers.directory.switched", "The way in by customer ID was switched on or off for a site.", Evidence.LEGAL
)
SECRET_MADE = declare("customers.secret.made", "A secret for signed payloads was made, and shown once.", Evidence.LEGAL)
SECRET_WITHDRAWN = declare(
    "customers.secret.withdrawn", "A secret for signed payloads signs nothing any more.", Evidence.LEGAL
)
ACQUIRED = declare(
    "customers.acquisition",
    "A member's customer ID was linked: from which website, the scopes it granted, and the claims that were kept.",
    Evidence.LEGAL,
)
LINK_ENDED = declare(
    "customers.link.ended", "A customer ID no longer opens a member's account: who ended it, and why.", Evidence.LEGAL
)
LINK_LOOKED_UP = declare(
    "customers.link.looked_up",
    "Staff looked a customer ID up whose member's data is not provided to the operator: they saw that it is linked.",
    Evidence.ACCESS,
)
VISIT_ENDED = declare(
    "customers.visit.ended", "The operator's website said that somebody signed out there, and so they did here."
)
CHANGE_TOLD = declare(
    "customers.change.told",
    "The operator's website said that a customer's name or address has changed: which of them, not the words.",
    Evidence.ACCESS,
)
ANSWER_REFUSED = declare(
    "customers.answer.refused",
    "What an operator's website said did not hold, or it did not answer; nobody was signed in.",
    Evidence.ACCESS,
)
