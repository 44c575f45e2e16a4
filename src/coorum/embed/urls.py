"""Addresses of this door: what operators' websites load."""

from django.urls import path

from coorum.embed.views import widget

app_name = "embed"
urlpatterns = [
    path("community.js", widget.script, name="script"),
    path("frame.js", widget.frame_script, name="frame_script"),
    path("frame/", widget.frame, name="frame"),
]
