"""Every table of the organisation room."""

from coorum.organisation.models.improvement import ControlRun, Finding, FindingStep
from coorum.organisation.models.people import (
    Attendance,
    Course,
    CourseEnd,
    Device,
    DeviceCheck,
    DeviceReturn,
    Reminder,
    RoleSnapshot,
)
from coorum.organisation.models.premises import Safeguard, SafeguardCheck, SafeguardEnd
from coorum.organisation.models.processors import (
    CountryVersion,
    Processor,
    ProcessorAlarm,
    ProcessorPaper,
    ProcessorStep,
    ProcessorVersion,
)

__all__ = [
    "Attendance",
    "ControlRun",
    "CountryVersion",
    "Course",
    "CourseEnd",
    "Device",
    "DeviceCheck",
    "DeviceReturn",
    "Finding",
    "FindingStep",
    "Processor",
    "ProcessorAlarm",
    "ProcessorPaper",
    "ProcessorStep",
    "ProcessorVersion",
    "Reminder",
    "RoleSnapshot",
    "Safeguard",
    "SafeguardCheck",
    "SafeguardEnd",
]
