"""Addresses of this door: what systems of operators ask, on the site's host."""

from django.urls import path

from coorum.api.description import openapi
from coorum.api.v1 import API

app_name = "api"
urlpatterns = [
    path("v1/openapi.json", openapi, name="openapi"),
    path("v1/", API.urls),
]
