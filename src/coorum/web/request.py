"""A request as views get it: Django's, and what the hallway found out (middleware.py). For types only."""

from typing import Any

from django.http import HttpRequest

from coorum.sites.queries import Place


class Request(HttpRequest):
    """`place` is where it arrived. `site` is the site there, None on a host that is the provider's alone; `viewer` is who
    looks, None for a guest. Guards make sure of both before a view that needs them runs. `brand` is the site whose look a
    page of identity wears, where that is not the site there, and `carried` the query with which its links keep the way.
    `count` is what a try at a password was counted against (signin/counting.py); `form_targets` are the origins the forms of a
    page of identity may lead to."""

    place: Place
    site: Any
    duty: str | None
    brand: Any
    carried: str
    count: Any
    viewer: Any
    service_notices: Any
    form_targets: list[str]
