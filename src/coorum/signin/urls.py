"""Addresses of this door. Those of identity answer on the provider's host, the others on every site's."""

from django.urls import path

from coorum.signin.views import (
    address,
    entry,
    factors,
    identity,
    joining,
    losing,
    passkeys,
    recovery,
    second_factor,
    sessions,
)
from coorum.signin.views.websites import machines, visitors

app_name = "signin"
urlpatterns = [
    # between hosts
    path("enter", entry.enter, name="enter"),
    path("pass/<slug:slug>/", entry.pass_on, name="pass"),
    path("return", entry.arrive, name="return"),
    # on a site's host
    path("join/", joining.join, name="join"),
    path("name/", joining.name, name="name"),
    path("invitations/<uuid:invitation_id>/", joining.invitation, name="invitation"),
    path("logout/", sessions.logout, name="logout"),
    path("everywhere/", sessions.everywhere, name="everywhere"),
    # on the provider's host
    path("signup/", identity.signup, name="signup"),
    path("login/", identity.login, name="login"),
    path("verify/", identity.verify, name="verify"),
    path("start-over/", identity.start_over, name="start_over"),
    path("again/", identity.again, name="again"),
    path("inactive/", identity.inactive, name="inactive"),
    path("recover/", recovery.recover, name="recover"),
    path("recover/code/", recovery.recover_code, name="recover_code"),
    path("recover/password/", recovery.recover_password, name="recover_password"),
    path("factor/", second_factor.second_factor, name="second_factor"),
    path("factor/lost/", losing.lost, name="factor_lost"),
    path("factor/lost/code/", losing.code, name="factor_lost_code"),
    path("again/factor/", second_factor.again, name="again_factor"),
    path("passkey/", passkeys.enter, name="passkey"),
    path("signup/passkey/", passkeys.signup, name="signup_passkey"),
    path("factors/", factors.index, name="factors"),
    path("factors/needed/", factors.needed, name="factor_needed"),
    path("factors/app/", factors.app, name="factor_app"),
    path("factors/app/removal/", factors.app_remove, name="factor_app_remove"),
    path("factors/codes/", factors.codes, name="factor_codes"),
    path("factors/passkeys/new/", passkeys.add, name="passkey_add"),
    path("factors/passkeys/<uuid:passkey_id>/", passkeys.edit, name="passkey_edit"),
    path("factors/passkeys/<uuid:passkey_id>/removal/", passkeys.remove, name="passkey_remove"),
    path("account/", sessions.account, name="account"),
    path("address/", address.change, name="address"),
    path("address/back/", address.take_back, name="address_back"),
    path("password/", recovery.change_password, name="password"),
    path("password/leaked/", recovery.leaked, name="leaked"),
    path("sessions/", sessions.index, name="sessions"),
    path("sessions/<str:device_id>/removal/", sessions.remove, name="session_remove"),
    # for websites of operators (OpenID Connect)
    path("openid/authorize", visitors.authorize, name="authorize"),
    path("openid/token", machines.token, name="token"),
    path("openid/userinfo", machines.userinfo, name="userinfo"),
    path("openid/revoke", machines.revoke, name="revoke"),
    path("openid/keys", machines.keys, name="keys"),
    path("openid/logout", visitors.end_session, name="end_session"),
    path("websites/<slug:slug>/<uuid:asking_id>/", visitors.website, name="website"),
]
