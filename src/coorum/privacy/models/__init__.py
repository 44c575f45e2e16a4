"""The tables of the privacy room: cases, and what was paid, found, decided and handed over for them."""

from coorum.privacy.models.agents import Agency, AgencyObjection, AgencyWaiver, ProofCheck, ProofLook, ProofPaper
from coorum.privacy.models.answers import Correction, Decision, Delivery, Download, Finding, Package, Redaction, Review
from coorum.privacy.models.cases import Identification, MailCode, RightsRequest, Transition
from coorum.privacy.models.closings import Closing, ClosingStep
from coorum.privacy.models.erasures import Erasure, ErasureAnswer, ErasureManifest, ErasureStep, OwnCopy
from coorum.privacy.models.fees import Fee, Payment, Refund, Waiver
from coorum.privacy.models.guardians import GuardianAsk, GuardianCode, GuardianProof
from coorum.privacy.models.holds import HoldLifting, LegalHold
from coorum.privacy.models.incidents import (
    Incident,
    IncidentAlarm,
    IncidentAssessment,
    IncidentNotice,
    IncidentPerson,
    IncidentReport,
    IncidentStep,
    IncidentText,
)
from coorum.privacy.models.merges import Merge, MergeMove
from coorum.privacy.models.papers import FeePaper, Issuing, Series
from coorum.privacy.models.retention import PeriodChange, RetentionCount, RetentionRun
from coorum.privacy.models.unused import UnusedNotice

__all__ = [
    "Agency",
    "AgencyObjection",
    "AgencyWaiver",
    "Closing",
    "ClosingStep",
    "Correction",
    "Decision",
    "Delivery",
    "Download",
    "Erasure",
    "ErasureAnswer",
    "ErasureManifest",
    "ErasureStep",
    "Fee",
    "FeePaper",
    "Finding",
    "GuardianAsk",
    "GuardianCode",
    "GuardianProof",
    "HoldLifting",
    "Identification",
    "Incident",
    "IncidentAlarm",
    "IncidentAssessment",
    "IncidentNotice",
    "IncidentPerson",
    "IncidentReport",
    "IncidentStep",
    "IncidentText",
    "Issuing",
    "LegalHold",
    "MailCode",
    "Merge",
    "MergeMove",
    "OwnCopy",
    "Package",
    "Payment",
    "PeriodChange",
    "ProofCheck",
    "ProofLook",
    "ProofPaper",
    "Redaction",
    "Refund",
    "RetentionCount",
    "RetentionRun",
    "Review",
    "RightsRequest",
    "Series",
    "Transition",
    "UnusedNotice",
    "Waiver",
]
