"""What can happen to an enquiry and to the mailbox: on the provider's chain, without a word of what was written."""

from coorum.base.events import Evidence, declare

CASE_OPENED = declare("enquiries.case.opened", "Somebody wrote, and a case was opened.", Evidence.LEGAL)
CASE_MOVED = declare("enquiries.case.moved", "An enquiry went one step further.", Evidence.LEGAL)
CARE_MEANT = declare(
    "enquiries.care.meant", "A writer said that they mean to send what calls for special care.", Evidence.LEGAL
)
HELD = declare("enquiries.care.held", "Something that calls for special care was kept apart.", Evidence.LEGAL)
HELD_ASKED = declare("enquiries.care.asked", "The writer was asked whether they mean us to have it.", Evidence.LEGAL)
HELD_SEEN = declare("enquiries.care.seen", "An officer looked into what is kept apart, for a purpose.", Evidence.LEGAL)
HELD_DECIDED = declare("enquiries.care.decided", "What was kept apart was given back or erased.", Evidence.LEGAL)
CASE_READ = declare("enquiries.case.read", "An officer opened an enquiry.", Evidence.ACCESS)
ATTACHMENT_FETCHED = declare(
    "enquiries.attachment.fetched", "An officer downloaded what came with an enquiry.", Evidence.ACCESS
)
ANSWER_RATED = declare("enquiries.answer.rated", "A writer said how helpful an answer was.", Evidence.NONE)
DEADLINE_PASSED = declare("enquiries.deadline.passed", "The target for an answer passed without one.", Evidence.LEGAL)
BLOCK_EDITED = declare("enquiries.block.edited", "A text block for answers was written or edited.", Evidence.ACCESS)
LETTER_BOUNCED = declare("enquiries.letter.bounced", "A letter of ours came back.", Evidence.LEGAL)
MAILBOX_TROUBLED = declare("enquiries.mailbox.troubled", "Something is wrong with the mailbox.", Evidence.LEGAL)
MAILBOX_RECOVERED = declare("enquiries.mailbox.recovered", "The mailbox works again.", Evidence.LEGAL)
PROBE_SENT = declare("enquiries.probe.sent", "A probe was sent to the published address.", Evidence.LEGAL)
PROBE_ARRIVED = declare("enquiries.probe.arrived", "The probe arrived.", Evidence.LEGAL)
