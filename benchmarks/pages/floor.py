"""The floor: a bare Django view, one indexed query, 20 rows through a compiled template."""

import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.urls import path
from jinja2 import Environment
from psycopg.conninfo import conninfo_to_dict

given = conninfo_to_dict(os.environ["FLOOR_DATABASE_URL"])
settings.configure(
    ALLOWED_HOSTS=["*"],
    ROOT_URLCONF=__name__,
    SECRET_KEY="the floor keeps no secret of anybody, so this one may be read",
    DATABASES={
        "default": {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": given["dbname"],
            "USER": given["user"],
            "HOST": given["host"],
            "CONN_MAX_AGE": None,
        }
    },
)

PAGE = Environment(autoescape=True).from_string(
    "<!doctype html><title>floor</title><ul>{% for title, name, at in rows %}"
    "<li><a href='/{{ loop.index }}'>{{ title }}</a> {{ name }} <time>{{ at }}</time></li>{% endfor %}</ul>"
)
QUERY = "SELECT title, name, at FROM floor_row WHERE board = %s ORDER BY at DESC LIMIT 20"


def page(_request: HttpRequest) -> HttpResponse:
    with connection.cursor() as cursor:
        cursor.execute(QUERY, [3])
        return HttpResponse(PAGE.render(rows=cursor.fetchall()))


urlpatterns = [path("", page)]
application = get_wsgi_application()
