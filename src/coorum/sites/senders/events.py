"""What can happen to a community's own sender."""

from coorum.base.events import Evidence, declare

SENDER_BEGUN = declare("sites.sender.begun", "A community chose an address of its own to write from.", Evidence.LEGAL)
SENDER_ENDED = declare("sites.sender.ended", "A community writes from the provider's address again.", Evidence.LEGAL)
KEY_MADE = declare("sites.sender_key.made", "A key was made that signs a community's letters.", Evidence.ACCESS)
KEY_PROVED = declare(
    "sites.sender_key.proved", "The DNS shows the key that signs a community's letters.", Evidence.ACCESS
)
KEY_FAILED = declare(
    "sites.sender_key.failed", "The DNS does not show the key any more; its owners are told.", Evidence.ACCESS
)
