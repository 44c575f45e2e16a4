"""Addresses of this door."""

from django.urls import path

from coorum.portal.views import consents, documents, look, membership, profile, provider, provisions

app_name = "portal"
urlpatterns = [
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
    path("my/data/", provisions.index, name="my_data"),
    path("my/consents/", consents.index, name="consents"),
    path("my/consents/<str:kind>/withdrawal/", consents.withdraw, name="withdraw_consent"),
    path("my/consents/<str:kind>/consent/", consents.give, name="give_consent"),
    path("my/receipts/<uuid:receipt_id>/", consents.receipt, name="receipt"),
    path("my/receipts/<uuid:receipt_id>/file/", consents.download, name="receipt_file"),
    path("receipts/check/", consents.check, name="check_receipt"),
    path("my/leave/", membership.leave, name="leave"),
]
