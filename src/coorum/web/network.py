"""From where a request comes: what its budgets are counted by."""

from allauth.core.internal import ratelimit
from django.core.exceptions import ImproperlyConfigured, PermissionDenied

from coorum.web.request import Request


def network_of(request: Request) -> str:
    """The visitor's address (IPv6: its /64). Where no trusted proxy names one, all of them share a budget."""
    try:
        return str(ratelimit.get_ip(request))
    except (PermissionDenied, ImproperlyConfigured):
        return ""
