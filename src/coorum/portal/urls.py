"""Addresses of this door."""

from django.urls import path, register_converter

from coorum.portal.views import (
    boards,
    comments,
    consents,
    documents,
    drafts,
    home,
    likes,
    look,
    membership,
    pictures,
    posts,
    profile,
    provider,
    provisions,
)
from coorum.web.converters import ShortId

register_converter(ShortId, "short")

app_name = "portal"
urlpatterns = [
    # talking
    path("", home.index, name="home"),
    path("b/", boards.index, name="boards"),
    path("b/<slug:board>/", boards.show, name="board"),
    path("b/<slug:board>/write/", posts.write, name="write_post"),
    path("b/<slug:board>/<short:post>/", posts.show, name="post"),
    path("b/<slug:board>/<short:post>/edit/", posts.edit, name="edit_post"),
    path("b/<slug:board>/<short:post>/removal/", posts.remove, name="remove_post"),
    path("b/<slug:board>/<short:post>/restoration/", posts.restore, name="restore_post"),
    path("b/<slug:board>/<short:post>/like/", likes.post, name="like_post"),
    path("b/<slug:board>/<short:post>/comments/", comments.create, name="post_comment"),
    path("b/<slug:board>/<short:post>/since/<int:number>/", posts.since, name="since"),
    path("p/<short:post>/", posts.link, name="post_link"),
    path("c/<short:comment>/", comments.show, name="comment"),
    path("c/<short:comment>/reply/", comments.reply, name="reply"),
    path("c/<short:comment>/edit/", comments.edit, name="edit_comment"),
    path("c/<short:comment>/removal/", comments.remove, name="remove_comment"),
    path("c/<short:comment>/restoration/", comments.restore, name="restore_comment"),
    path("c/<short:comment>/like/", likes.comment, name="like_comment"),
    path("pictures/", pictures.create, name="add_picture"),
    path("media/<path:key>", pictures.show, name="media"),
    path("theme/<slug:theme_hash>.css", look.theme, name="theme"),
    path("language/", membership.language, name="language"),
    # documents, and who answers
    path("policy/", documents.policy, name="policy"),
    path("terms/", documents.terms, name="terms"),
    path("documents/", documents.index, name="documents"),
    path("documents/<slug:shelf>/", documents.show, name="document"),
    path("documents/<slug:shelf>/<str:number>/", documents.show, name="document_version"),
    path("documents/<slug:shelf>/<str:number>/changes/", documents.changes, name="document_changes"),
    path("about/", provider.operator, name="operator"),
    path("contact/", provider.contact, name="contact"),
    path("announcements/", provider.announcements, name="announcements"),
    path(".well-known/coorum/heads.json", provider.signed_heads, name="heads"),
    # my page
    path("my/", membership.index, name="my"),
    path("my/profile/", profile.edit, name="profile"),
    path("my/profile/id/", profile.choose_id, name="choose_user_id"),
    path("my/posts/", posts.mine, name="my_posts"),
    path("my/drafts/", drafts.index, name="drafts"),
    path("my/drafts/save/", drafts.save, name="save_draft"),
    path("my/drafts/<uuid:key>/", drafts.show, name="draft"),
    path("my/drafts/<uuid:key>/removal/", drafts.discard, name="discard_draft"),
    path("my/data/", provisions.index, name="my_data"),
    path("my/consents/", consents.index, name="consents"),
    path("my/consents/<str:kind>/withdrawal/", consents.withdraw, name="withdraw_consent"),
    path("my/consents/<str:kind>/consent/", consents.give, name="give_consent"),
    path("my/receipts/<uuid:receipt_id>/", consents.receipt, name="receipt"),
    path("my/receipts/<uuid:receipt_id>/file/", consents.download, name="receipt_file"),
    path("receipts/check/", consents.check, name="check_receipt"),
    path("my/leave/", membership.leave, name="leave"),
]
