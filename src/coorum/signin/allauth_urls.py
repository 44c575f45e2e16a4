"""The names under which allauth looks for its pages, on the same addresses as ours."""

from django.urls import path

from coorum.signin.views import identity, recovery, sessions

urlpatterns = [
    path("login/", identity.login, name="account_login"),
    path("logout/", sessions.logout, name="account_logout"),
    path("signup/", identity.signup, name="account_signup"),
    path("verify/", identity.verify, name="account_email_verification_sent"),
    path("inactive/", identity.inactive, name="account_inactive"),
    path("again/", identity.again, name="account_reauthenticate"),
    path("account/", sessions.account, name="account_email"),
    path("password/", recovery.change_password, name="account_change_password"),
    path("recover/", recovery.recover, name="account_set_password"),
    path("recover/", recovery.recover, name="account_reset_password"),
    path("recover/code/", recovery.recover_code, name="account_confirm_password_reset_code"),
    path("recover/password/", recovery.recover_password, name="account_complete_password_reset"),
    path("login/", identity.login, name="account_password_reset_completed"),
]
