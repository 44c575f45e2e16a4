"""A suspension is told of by itself, and so is its end."""

from coorum.base.events import Envelope, listen
from coorum.notices.actions import tell
from coorum.notices.kinds import About
from coorum.sites.events import SITE_SUSPENDED, SUSPENSION_LIFTED
from coorum.sites.queries import site_by_id

OPEN_AGAIN = {
    "ja": "コミュニティを再開しました。これまでどおりご利用いただけます。",
    "en": "The community is open again. Everything is as it was.",
}


def tell_of_suspension(envelope: Envelope) -> None:
    """Members read the reason as the officer wrote it."""
    reason = str(envelope.payload["why"])
    _tell(envelope, About.SUSPENDED, {"ja": reason, "en": reason})


def tell_of_reopening(envelope: Envelope) -> None:
    _tell(envelope, About.REOPENED, OPEN_AGAIN)


def _tell(envelope: Envelope, about: About, words: dict[str, str]) -> None:
    tell(envelope.actor, about=about, community=site_by_id(envelope.chain), words=words)


listen(SITE_SUSPENDED, tell_of_suspension)
listen(SUSPENSION_LIFTED, tell_of_reopening)
