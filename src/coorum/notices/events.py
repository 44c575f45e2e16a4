"""What can happen in the notices room."""

from coorum.base.events import Evidence, declare

NOTICE_ANNOUNCED = declare(
    "notices.notice.announced", "An important matter was announced to everybody concerned.", Evidence.LEGAL
)
NOTICE_TOLD = declare(
    "notices.notice.told", "Letters about an announced matter began to go to everybody concerned.", Evidence.LEGAL
)
CHOICES_MADE = declare("notices.choices.made", "A member chose what to be told, and how.")
MAIL_STOPPED = declare("notices.mail.stopped", "A member stopped all letters about notices.", Evidence.ACCESS)
MAIL_RESUMED = declare("notices.mail.resumed", "A member took the stop of letters about notices back.", Evidence.ACCESS)
