"""What can happen to a report. On the site's chain, without a word of what was written; rooms upstairs hide and show."""

from coorum.base.events import Evidence, declare

REPORT_FILED = declare("moderation.report.filed", "Somebody reported words.", Evidence.LEGAL)
REPORT_CONFIRMED = declare("moderation.report.confirmed", "A guest showed that the address is theirs.", Evidence.LEGAL)
CASE_MOVED = declare("moderation.case.moved", "A report went one step further.", Evidence.LEGAL)
CASE_READ = declare("moderation.case.read", "Somebody of the staff opened a report.", Evidence.ACCESS)
DEADLINE_PASSED = declare(
    "moderation.deadline.passed", "The day for an answer to a report passed without one.", Evidence.LEGAL
)
CONTENT_HIDDEN = declare(
    "moderation.content.hidden", "Words were taken off the pages, so that they can come back.", Evidence.LEGAL
)
CONTENT_SHOWN = declare("moderation.content.shown", "Words that a report had hidden came back.", Evidence.LEGAL)
CONTENT_REMOVED = declare(
    "moderation.content.removed", "A removal became final: the words go with the usual time.", Evidence.LEGAL
)
