"""How long the openid room keeps what it needs for signing in on operators' websites."""

from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from coorum.base.retention import Period, Place, Rule, Whose, dated, lasting, register
from coorum.openid.models import Asking, Link, Token, Visit

QUARTER = Period(90)


def _over(limit: datetime) -> QuerySet[Visit]:
    """Sessions that ended before the limit, or began before it and hold no token any more."""
    living = Token.objects.filter(visit=OuterRef("id"))
    return Visit.objects.filter(Q(ended_at__lt=limit) | Q(ended_at=None, began_at__lt=limit) & ~Exists(living))


register(
    Rule(
        id="openid.links",
        dataset="openid.links",
        tables=["openid.Link"],
        what=_("Ended links to websites"),
        since=_("the end"),
        period=QUARTER,
        reason=_("Whoever links the same website again is known there as before."),
        overdue=dated(Link, "ended_at"),
        whose=Whose(person="person"),
        place=Place.SITE,
        shortest=Period(1),
    ),
    Rule(
        id="openid.visits",
        dataset="openid.links",
        tables=["openid.Visit", "openid.Code"],
        what=_("Sign-ins to websites that are over"),
        since=_("the end"),
        period=QUARTER,
        reason=_("So that a member can see where they were signed in."),
        overdue=_over,
        whose=Whose(person="link__person"),
        place=Place.SITE,
        shortest=Period(1),
    ),
    Rule(
        id="openid.tokens",
        dataset="openid.links",
        tables=["openid.Token"],
        what=_("Keys of websites that open nothing any more"),
        since=_("the end"),
        period=Period(1),
        reason=_("A key that comes back after it was exchanged shows that it was stolen."),
        overdue=dated(Token, "expires_at"),
        whose=Whose(person="visit__link__person"),
        place=Place.SITE,
        shortest=Period(1),
    ),
    Rule(
        id="openid.askings",
        dataset="openid.links",
        tables=["openid.Asking"],
        what=_("Requests of websites that led to nothing"),
        since=_("the request"),
        period=Period(1),
        reason=_("They are good for an hour."),
        overdue=dated(Asking, "asked_at"),
        whose=Whose(nobody=True),
        place=Place.SITE,
        shortest=Period(1),
    ),
)
lasting("openid.links", _("as long as the membership"))
lasting("openid.parties", _("as long as the website signs members in"))
