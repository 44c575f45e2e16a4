"""One line a door."""

from django.urls import include, path

from coorum.signin.views.websites.machines import discovery
from coorum.web import health

urlpatterns = [
    path(".well-known/openid-configuration", discovery),
    path("readyz", health.ready),
    path("signin/", include("coorum.signin.urls")),
    path("signin/", include("coorum.signin.allauth_urls")),
    path("console/", include("coorum.console.urls")),
    path("desk/", include("coorum.desk.urls")),
    path("embed/", include("coorum.embed.urls")),
    path("api/", include("coorum.api.urls")),
    path("", include("coorum.portal.urls")),
]

handler400 = "coorum.web.errors.bad_request"
handler403 = "coorum.web.errors.forbidden"
handler404 = "coorum.web.errors.not_found"
handler500 = "coorum.web.errors.server_error"
