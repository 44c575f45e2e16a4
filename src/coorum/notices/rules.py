"""What a notice that nobody can switch off may say, and when. Pure."""

import re
from collections.abc import Mapping
from datetime import datetime, timedelta

from django.utils.translation import gettext_lazy as _

from coorum.base.errors import Refused
from coorum.notices.models import ServiceNotice

LONGEST = 2000
#: An interruption that began is told of, too; one of yesterday is not.
LATE = timedelta(hours=12)
#: Words by which a notice shows that it wants to sell something. A service notice with advertising in it is advertising
#: (特定電子メール法 2(2)), and that goes only to those who agreed to it.
_ADVERTISING = re.compile(
    r"キャンペーン|セール|クーポン|割引|値引|特価|お買い?得|プレゼント|無料体験|新発売|期間限定|ポイント\d+倍|\d+\s*[%]\s*(?:off|オフ|引)"
    r"|\b(?:sale|discount|coupon|voucher|promo(?:tion)?|special offer|buy now|limited[- ]time|free trial|\d+\s*% off)\b",
    re.IGNORECASE,
)


def advertising_in(text: str) -> str:
    """The first word that advertises, or ""."""
    found = _ADVERTISING.search(text)
    return found[0] if found else ""


def ensure_words(words: Mapping[str, str]) -> None:
    """Raises `Refused` where a language is missing, or where the words advertise."""
    for language in ("ja", "en"):
        text = words.get(language, "").strip()
        field = f"words_{language}"
        if not text:
            raise Refused("no_words", _("Write it in both languages: people read the one they chose."), field=field)
        if len(text) > LONGEST:
            raise Refused("too_long", _("Keep it under %(most)s characters."), field=field, most=LONGEST)
        if word := advertising_in(text):
            message = _("This notice reaches people who want no advertising. Leave this out: %(word)s")
            raise Refused("advertises", message, field=field, word=word)


def ensure_times(begins_at: datetime | None, ends_at: datetime | None, now: datetime) -> None:
    """Raises `Refused` for what is over already, or ends before it begins."""
    if begins_at and begins_at < now - LATE:
        raise Refused("long_ago", _("This began long ago. Check the date."), field="begins_at")
    if ends_at and ends_at <= (begins_at or now):
        raise Refused("ends_first", _("The end must come after the beginning."), field="ends_at")


def ensure_open(notice: ServiceNotice, now: datetime) -> None:
    """Raises `Refused` where there is nothing left to take back."""
    if notice.takes_back_id or (notice.ends_at and notice.ends_at < now):
        raise Refused("over", _("This notice is over: there is nothing left to take back."))
