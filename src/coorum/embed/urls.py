"""Addresses of this door: what operators' websites load."""

from django.urls import path

from coorum.embed.views import blocks, client, comments, entering, sessions

app_name = "embed"
urlpatterns = [
    path("community.js", client.script, name="script"),
    path("into.js", client.into_script, name="into_script"),
    path("frame.js", client.frame_script, name="frame_script"),
    path("member.js", client.member_script, name="member_script"),
    path("colours/<slug:accent>.css", client.colours, name="colours"),
    path("frame/", blocks.frame, name="frame"),
    path("posts.json", blocks.posts, name="posts"),
    # the member who is signed in in a frame
    path("enter/", entering.enter, name="enter"),
    path("enter/confirmation/", entering.confirm, name="confirm"),
    path("session/begin/", sessions.begin, name="begin_session"),
    path("session/", sessions.create, name="session"),
    path("session/end/", sessions.end, name="end_session"),
    path("comments/", comments.create, name="comment"),
    path("likes/", comments.like, name="like"),
]
