"""Addresses of this door: `/desk/` on the provider's host."""

from django.urls import path

from coorum.desk.views import documents, ledger, overview, promises, provider, sites

app_name = "desk"
urlpatterns = [
    path("", overview.index, name="overview"),
    path("provider/", provider.edit, name="provider"),
    # sites
    path("sites/", sites.index, name="sites"),
    path("sites/new/", sites.create, name="new_site"),
    path("sites/<slug:slug>/", sites.show, name="site"),
    path("sites/<slug:slug>/owner/", sites.invite_owner, name="invite_owner"),
    path("sites/<slug:slug>/suspension/", sites.suspend, name="suspend"),
    path("sites/<slug:slug>/suspension/lifting/", sites.lift, name="lift"),
    # the provider's documents
    path("documents/", documents.index, name="documents"),
    path("documents/<slug:shelf>/", documents.publish, name="publish"),
    # our word, and whether it is kept
    path("promises/", promises.index, name="promises"),
    path("promises/proof/", promises.prove, name="prove"),
    # the evidence
    path("ledger/", ledger.index, name="ledger"),
    path("ledger/verification/", ledger.verify, name="verify_ledger"),
]
