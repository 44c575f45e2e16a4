from typing import Any
from urllib.parse import urlsplit

from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "coorum.web"
    label = "web"

    def ready(self) -> None:
        from django.conf import settings

        from coorum.base import probes
        from coorum.web import cookies, staff_pages

        def content_policy() -> dict[str, Any]:
            live = urlsplit(settings.COORUM_LIVE_URL)
            own = [f"{live.scheme}://{live.netloc}"] if live.netloc else []
            policy: dict[str, Any] = settings.SECURE_CSP
            given = {name: [str(source) for source in sources] for name, sources in policy.items()}
            return {"directives": given, "own_origins": own}

        probes.register("web.cookies", cookies.probe)
        probes.register("web.staff_pages", staff_pages.probe)
        probes.register("web.content_policy", content_policy)
        probes.register("web.referrer_policy", lambda: {"value": settings.SECURE_REFERRER_POLICY})
