"""Moments as people say them."""

from datetime import date, datetime, timedelta
from functools import lru_cache

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _


def ago(moment: datetime) -> str:
    """`3 hours ago`; from a week on, the date."""
    past = timezone.now() - moment
    if past < timedelta(minutes=1):
        return _("just now")
    minutes, hours, days = int(past.total_seconds() // 60), int(past.total_seconds() // 3600), past.days
    if minutes < 60:
        return ngettext("%(n)s minute ago", "%(n)s minutes ago", minutes) % {"n": minutes}
    if hours < 24:
        return ngettext("%(n)s hour ago", "%(n)s hours ago", hours) % {"n": hours}
    if days < 7:
        return ngettext("%(n)s day ago", "%(n)s days ago", days) % {"n": days}
    return date_format(timezone.localtime(moment), "DATE_FORMAT")


def moment(value: datetime) -> str:
    """The exact date and minute, in the site's time zone."""
    return _written(value, "DATETIME_FORMAT", get_language() or "")


def day(value: date | str) -> str:
    """The date; of a datetime, the date in the site's time zone. A signed paper has it as text (ISO 8601)."""
    value = date.fromisoformat(value) if isinstance(value, str) else value
    return _written(value, "DATE_FORMAT", get_language() or "")


@lru_cache(maxsize=8192)
def _written(value: date, form: str, _language: str) -> str:
    """Kept, since a page of comments asks for twenty and the same page is asked for again."""
    return date_format(timezone.localtime(value) if isinstance(value, datetime) else value, form)
