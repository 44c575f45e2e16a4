"""What can happen in the privacy room."""

from coorum.base.events import Evidence, declare

REQUEST_ASKED = declare("privacy.request.asked", "Somebody asked for a right over their data.", Evidence.LEGAL)
REQUEST_MOVED = declare("privacy.request.moved", "A request went one step further.", Evidence.LEGAL)
REQUEST_WITHDRAWN = declare("privacy.request.withdrawn", "Somebody took a request back.", Evidence.LEGAL)
CARE_MEANT = declare(
    "privacy.care.meant", "Somebody said that they mean to send what calls for special care.", Evidence.LEGAL
)
IDENTITY_VERIFIED = declare("privacy.identity.verified", "It was made sure who asks.", Evidence.LEGAL)
FEE_QUOTED = declare("privacy.fee.quoted", "The fee of a request was told, before it is paid.", Evidence.LEGAL)
FEE_PAID = declare("privacy.fee.paid", "The fee of a request was paid.", Evidence.LEGAL)
FEE_WAIVED = declare("privacy.fee.waived", "The fee of a request was waived, for the stated reason.", Evidence.LEGAL)
FEE_REFUNDED = declare("privacy.fee.refunded", "The fee of a request was paid back.", Evidence.LEGAL)
DATA_COLLECTED = declare("privacy.data.collected", "Every system was searched for a request.", Evidence.LEGAL)
PART_REDACTED = declare("privacy.part.redacted", "A part of a disclosure was left out, on a ground.", Evidence.LEGAL)
CASE_READ = declare("privacy.case.read", "An officer opened somebody's request.", Evidence.ACCESS)
DECISION_PROPOSED = declare("privacy.decision.proposed", "An officer proposed what to answer.", Evidence.LEGAL)
DECISION_SENT_BACK = declare("privacy.decision.sent_back", "A second officer did not agree.", Evidence.LEGAL)
REQUEST_DECIDED = declare("privacy.request.decided", "It was decided what is answered.", Evidence.LEGAL)
PACKAGE_DELIVERED = declare("privacy.package.delivered", "The answer to a request was handed over.", Evidence.LEGAL)
PACKAGE_DOWNLOADED = declare("privacy.package.downloaded", "Somebody fetched their package.", Evidence.LEGAL)
PACKAGE_DROPPED = declare("privacy.package.dropped", "A package that had expired was destroyed.", Evidence.LEGAL)
PAPER_ISSUED = declare("privacy.paper.issued", "A receipt or invoice about a fee was issued.", Evidence.LEGAL)
ISSUING_SET = declare("privacy.issuing.set", "It was set how receipts and invoices are issued.", Evidence.LEGAL)
AGENT_ACCEPTED = declare("privacy.agent.accepted", "The papers of an agent were accepted.", Evidence.LEGAL)
PERSON_TOLD_OF_AGENT = declare(
    "privacy.agent.person_told", "Somebody was told that another asked for them.", Evidence.LEGAL
)
AGENT_OBJECTED = declare("privacy.agent.objected", "Somebody did not want another to ask for them.", Evidence.LEGAL)
AGENT_WAIVED = declare(
    "privacy.agent.waived", "An officer did not wait for an objection, and said why.", Evidence.LEGAL
)
PROOF_RECEIVED = declare("privacy.proof.received", "A paper came that shows who asks.", Evidence.LEGAL)
PROOF_SEEN = declare("privacy.proof.seen", "An officer opened a paper that shows who asks.", Evidence.LEGAL)
PROOF_CHECKED = declare("privacy.proof.checked", "An officer checked a paper that shows who asks.", Evidence.LEGAL)
PROOF_DELETED = declare("privacy.proof.deleted", "A paper that shows who asks was destroyed.", Evidence.LEGAL)
FACT_CORRECTED = declare("privacy.fact.corrected", "A fact about somebody was put right.", Evidence.LEGAL)
