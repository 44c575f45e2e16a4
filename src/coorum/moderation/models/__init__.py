"""The tables of the moderation room."""

from coorum.moderation.models.cases import Case, CaseAlarm, CaseStep, number_of
from coorum.moderation.models.decisions import Appeal, Decision, Hearing
from coorum.moderation.models.reports import Report, ReportCode

__all__ = ["Appeal", "Case", "CaseAlarm", "CaseStep", "Decision", "Hearing", "Report", "ReportCode", "number_of"]
