"""Addresses of this door: `/console/` on the site's host."""

from django.urls import path

from coorum.console.views import (
    activity,
    boards,
    documents,
    embedding,
    hosts,
    invitations,
    keys,
    legal,
    look,
    members,
    opening,
    overview,
    received,
    reports,
    services,
    staff,
    websites,
)

app_name = "console"
urlpatterns = [
    path("", overview.index, name="overview"),
    # the way to an open community, one step after the other; each stays reachable afterwards
    path("site/", opening.words, name="words"),
    path("legal/", legal.edit, name="legal"),
    path("documents/", documents.index, name="documents"),
    path("documents/<slug:shelf>/", documents.publish, name="publish"),
    path("documents/<slug:shelf>/revisions/<uuid:revision_id>/", documents.revision, name="revision"),
    path("look/", look.edit, name="look"),
    path("look/colours/", look.preview, name="preview"),
    path("opening/", opening.edit, name="opening"),
    path("services/", services.edit, name="services"),
    path("embedding/", embedding.edit, name="embedding"),
    # signing in on the operator's websites
    path("websites/", websites.index, name="websites"),
    path("websites/new/", websites.create, name="new_website"),
    path("websites/<uuid:party_id>/", websites.edit, name="website"),
    path("websites/<uuid:party_id>/secrets/", websites.make_secret, name="make_website_secret"),
    path(
        "websites/<uuid:party_id>/secrets/<uuid:secret_id>/withdrawal/",
        websites.withdraw_secret,
        name="withdraw_website_secret",
    ),
    path("websites/<uuid:party_id>/halt/", websites.halt, name="halt_website"),
    path("websites/<uuid:party_id>/removal/", websites.remove, name="remove_website"),
    # systems of the operator's
    path("keys/", keys.index, name="keys"),
    path("keys/new/", keys.create, name="new_key"),
    path("keys/<uuid:key_id>/", keys.edit, name="key"),
    path("keys/<uuid:key_id>/secret/", keys.roll_over, name="roll_key_over"),
    path("keys/<uuid:key_id>/removal/", keys.revoke, name="revoke_key"),
    # hosts of its own
    path("hosts/", hosts.index, name="hosts"),
    path("hosts/primary/", hosts.prefer_given, name="prefer_given_host"),
    path("hosts/<uuid:claim_id>/", hosts.show, name="host"),
    path("hosts/<uuid:claim_id>/look/", hosts.look, name="look_at_host"),
    path("hosts/<uuid:claim_id>/opening/", hosts.open_, name="open_host"),
    path("hosts/<uuid:claim_id>/primary/", hosts.prefer, name="prefer_host"),
    path("hosts/<uuid:claim_id>/removal/", hosts.remove, name="remove_host"),
    # boards
    path("boards/", boards.index, name="boards"),
    path("boards/new/", boards.create, name="new_board"),
    path("boards/order/", boards.order, name="order_boards"),
    path("boards/<uuid:board_id>/", boards.edit, name="board"),
    path("boards/<uuid:board_id>/closing/", boards.close, name="close_board"),
    path("boards/<uuid:board_id>/reopening/", boards.reopen, name="reopen_board"),
    path("boards/<uuid:board_id>/removal/", boards.remove, name="remove_board"),
    path("boards/<uuid:board_id>/restoring/", boards.restore, name="restore_board"),
    # people
    path("members/", members.index, name="members"),
    path("members/file/", members.export, name="export_members"),
    path("members/advertising/file/", members.export_wishes, name="export_wishes"),
    path("members/<uuid:member_id>/", members.show, name="member"),
    path("received/", received.index, name="received"),
    path("received/file/", received.records, name="received_file"),
    path("received/<uuid:task_id>/done/", received.confirm, name="confirm_task"),
    path("invitations/", invitations.index, name="invitations"),
    path("invitations/<uuid:invitation_id>/withdrawal/", invitations.withdraw, name="withdraw_invitation"),
    path("staff/", staff.index, name="staff"),
    path("staff/<uuid:person_id>/role/", staff.change, name="change_role"),
    path("staff/<uuid:person_id>/removal/", staff.remove, name="remove_staff"),
    # reports
    path("reports/", reports.index, name="reports"),
    path("reports/<uuid:case_id>/", reports.show, name="report"),
    path("reports/<uuid:case_id>/<slug:deed>/", reports.act, name="act_on_report"),
    path("reports/taking-down/<slug:kind>/<uuid:spoken>/", reports.take_down, name="take_down"),
    path("activity/", activity.index, name="activity"),
]
