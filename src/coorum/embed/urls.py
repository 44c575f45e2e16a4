"""Addresses of this door: what operators' websites load."""

from django.urls import path

from coorum.embed.views import blocks, client

app_name = "embed"
urlpatterns = [
    path("community.js", client.script, name="script"),
    path("into.js", client.into_script, name="into_script"),
    path("frame.js", client.frame_script, name="frame_script"),
    path("colours/<slug:accent>.css", client.colours, name="colours"),
    path("frame/", blocks.frame, name="frame"),
    path("posts.json", blocks.posts, name="posts"),
]
