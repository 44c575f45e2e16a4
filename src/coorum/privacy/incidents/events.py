"""What can happen to an incident: all of it on the provider's chain, without a word about anybody."""

from coorum.base.events import Evidence, declare

INCIDENT_SUSPECTED = declare("privacy.incident.suspected", "Somebody noticed what may be a breach.", Evidence.LEGAL)
INCIDENT_MOVED = declare("privacy.incident.moved", "A step was taken about an incident.", Evidence.LEGAL)
INCIDENT_ASSESSED = declare(
    "privacy.incident.assessed",
    "It was assessed what makes an incident one to report, and whose it is.",
    Evidence.LEGAL,
)
INCIDENT_REPORTED = declare(
    "privacy.incident.reported", "A report was filed with the commission; its digest is kept.", Evidence.LEGAL
)
OPERATOR_TOLD = declare("privacy.incident.operator_told", "An operator was told of an incident.", Evidence.LEGAL)
PERSONS_TOLD = declare(
    "privacy.incident.persons_told", "So many persons were told of an incident, so many could not be.", Evidence.LEGAL
)
DEADLINE_PASSED = declare(
    "privacy.incident.deadline_passed", "A deadline of an incident passed without its step.", Evidence.LEGAL
)
