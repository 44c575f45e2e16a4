"""Every table of the organisation room."""

from coorum.organisation.models.processors import (
    CountryVersion,
    Processor,
    ProcessorAlarm,
    ProcessorPaper,
    ProcessorStep,
    ProcessorVersion,
)

__all__ = [
    "CountryVersion",
    "Processor",
    "ProcessorAlarm",
    "ProcessorPaper",
    "ProcessorStep",
    "ProcessorVersion",
]
