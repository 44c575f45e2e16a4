"""What can happen to a finding: on the provider's chain."""

from coorum.base.events import Evidence, declare

FINDING_MOVED = declare(
    "organisation.finding.moved", "Something was found wanting, worked on, mended or found again.", Evidence.LEGAL
)
