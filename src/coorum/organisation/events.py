"""What can happen in the organisation room: all of it on the provider's chain."""

from coorum.base.events import Evidence, declare

PROCESSOR_MOVED = declare(
    "organisation.processor.moved",
    "A step was taken about a processor; digests of its papers are kept.",
    Evidence.LEGAL,
)
PROCESSOR_DESCRIBED = declare(
    "organisation.processor.described", "The register says something new of a processor.", Evidence.LEGAL
)
COUNTRY_DESCRIBED = declare(
    "organisation.country.described", "It was written down how a country protects personal information.", Evidence.LEGAL
)
PROCESSOR_OVERDUE = declare(
    "organisation.processor.overdue", "A day passed by which something about a processor was due.", Evidence.LEGAL
)
