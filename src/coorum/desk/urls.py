"""Addresses of this door: `/desk/` on the provider's host."""

from django.urls import path

from coorum.desk.views import (
    authorities,
    closings,
    documents,
    enquiries,
    erasures,
    fees,
    incidents,
    ledger,
    notices,
    overview,
    privacy,
    processors,
    promises,
    proofs,
    provider,
    retention,
    sites,
)

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
    path("sites/<slug:slug>/end/", closings.show, name="closing"),
    path("sites/<slug:slug>/end/notice/", closings.begin, name="begin_closing"),
    path("sites/<slug:slug>/end/calling-off/", closings.call_off, name="call_off_closing"),
    path("sites/<slug:slug>/end/return/", closings.confirm_return, name="confirm_return"),
    path("sites/<slug:slug>/end/certificate/", closings.certificate, name="closing_certificate"),
    # what everybody is told
    path("notices/", notices.index, name="notices"),
    path("notices/new/", notices.create, name="new_notice"),
    path("notices/<uuid:notice_id>/", notices.show, name="notice"),
    path("notices/<uuid:notice_id>/taking-back/", notices.take_back, name="take_back_notice"),
    # the provider's documents
    path("documents/", documents.index, name="documents"),
    path("documents/<slug:shelf>/", documents.publish, name="publish"),
    path("documents/<slug:shelf>/revisions/<uuid:revision_id>/", documents.revision, name="revision"),
    # our word, and whether it is kept
    path("promises/", promises.index, name="promises"),
    path("promises/uses/", promises.uses, name="uses"),
    path("promises/proof/", promises.prove, name="prove"),
    # requests of people about their data
    path("requests/", privacy.index, name="requests"),
    path("requests/fees/", fees.index, name="fees"),
    path("requests/fees/file/", fees.table, name="fees_file"),
    path("requests/fees/issuing/", fees.issuing, name="issuing"),
    path("requests/fees/<slug:number>/", fees.show, name="paper"),
    path("requests/fees/<slug:number>/file/", fees.file, name="paper_file"),
    path("requests/<uuid:request_id>/", privacy.show, name="request"),
    path("requests/<uuid:request_id>/papers/<uuid:paper_id>/", proofs.show, name="proof"),
    path("requests/<uuid:request_id>/<slug:deed>/", privacy.act, name="act_on_request"),
    # what people write to us
    path("enquiries/", enquiries.index, name="enquiries"),
    path("enquiries/figures/", enquiries.figures, name="enquiry_figures"),
    path("enquiries/blocks/", enquiries.blocks, name="blocks"),
    path("enquiries/blocks/<uuid:block_id>/", enquiries.blocks, name="block"),
    path("enquiries/<uuid:enquiry_id>/", enquiries.show, name="enquiry"),
    path("enquiries/<uuid:enquiry_id>/files/<uuid:attachment_id>/", enquiries.attachment, name="enquiry_attachment"),
    path("enquiries/<uuid:enquiry_id>/<slug:deed>/", enquiries.act, name="act_on_enquiry"),
    # what authorities ask
    path("authorities/", authorities.index, name="inquiries"),
    path("authorities/new/", authorities.create, name="new_inquiry"),
    path("authorities/<uuid:inquiry_id>/", authorities.show, name="inquiry"),
    path("authorities/<uuid:inquiry_id>/<slug:deed>/", authorities.act, name="act_on_inquiry"),
    # erasures
    path("erasures/", erasures.index, name="erasures"),
    path("erasures/<uuid:erasure_id>/", erasures.show, name="erasure"),
    path("erasures/<uuid:erasure_id>/retry/", erasures.retry, name="retry_erasure"),
    # how long things are kept
    path("retention/", retention.index, name="retention"),
    path("retention/holds/new/", retention.place, name="new_hold"),
    path("retention/holds/<uuid:hold_id>/", retention.hold, name="hold"),
    path("retention/rules/<str:rule_id>/", retention.rule, name="retention_rule"),
    # incidents
    path("incidents/", incidents.index, name="incidents"),
    path("incidents/new/", incidents.create, name="new_incident"),
    path("incidents/<uuid:incident_id>/", incidents.show, name="incident"),
    path("incidents/<uuid:incident_id>/report/", incidents.report, name="incident_report"),
    path("incidents/<uuid:incident_id>/report/<uuid:step_id>/", incidents.report, name="filed_report"),
    path("incidents/<uuid:incident_id>/<slug:deed>/", incidents.act, name="act_on_incident"),
    # who handles data for us
    path("processors/", processors.index, name="processors"),
    path("processors/new/", processors.create, name="new_processor"),
    path("processors/countries/", processors.describe, name="describe_country"),
    path("processors/<uuid:processor_id>/", processors.show, name="processor"),
    path("processors/<uuid:processor_id>/abroad/", processors.answer, name="processor_abroad"),
    path("processors/<uuid:processor_id>/papers/<uuid:step_id>/", processors.paper, name="processor_paper"),
    path("processors/<uuid:processor_id>/<slug:deed>/", processors.act, name="act_on_processor"),
    # the evidence
    path("ledger/", ledger.index, name="ledger"),
    path("ledger/verification/", ledger.verify, name="verify_ledger"),
]
