"""What can happen in the notices room."""

from coorum.base.events import Evidence, declare

NOTICE_ANNOUNCED = declare(
    "notices.notice.announced", "An important matter was announced to everybody concerned.", Evidence.LEGAL
)
NOTICE_TOLD = declare(
    "notices.notice.told", "Letters about an announced matter began to go to everybody concerned.", Evidence.LEGAL
)
