"""A new password: by a code from a letter, or after the current one."""

from typing import Any

from allauth.account import views as allauth
from allauth.account.internal.flows.password_reset_by_code import PASSWORD_RESET_VERIFICATION_SESSION_KEY as WAITING
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from coorum.signin import way
from coorum.signin.forms.codes import CodeForm
from coorum.signin.forms.passwords import ChangePasswordForm, NewPasswordForm, RecoverForm
from coorum.signin.frame import identity_page
from coorum.web.guards import signed_in
from coorum.web.request import Request


class Recover(allauth.PasswordResetView):
    """Where to send the code. The answer is the same for every address."""

    form_class = RecoverForm


class _OnTheWay:
    """A step after the letter: says so where the code has run out."""

    def dispatch(self, request: Request, **kwargs: Any) -> HttpResponse:
        was_waiting = WAITING in request.session
        response: HttpResponse = super().dispatch(request, **kwargs)  # type: ignore[misc]
        if was_waiting and self._process is None:  # type: ignore[attr-defined]
            messages.warning(request, _("The code has run out. Please ask for a new one."))
            return redirect("signin:recover")
        return response


class RecoverCode(_OnTheWay, allauth.ConfirmPasswordResetCodeView):
    """The code from the letter."""

    form_class = CodeForm

    def get_form_kwargs(self) -> dict[str, Any]:
        process = self._process
        return {**super().get_form_kwargs(), "person": process.user, "process": str(process.state["at"])}

    def form_valid(self, form: Any) -> HttpResponse:  # noqa: ARG002  Django's signature
        """The address counts as verified with the new password, not before: the old one may be a stranger's."""
        self._process.state["code_confirmed"] = True
        self._process.persist()
        return redirect("signin:recover_password")


class RecoverPassword(_OnTheWay, allauth.CompletePasswordResetView):
    """The new password; then one is signed in, here only."""

    form_class = NewPasswordForm


class ChangePassword(allauth.PasswordChangeView):
    """A new password after the current one."""

    form_class = ChangePasswordForm


@identity_page
@signed_in
@require_safe
def leaked(request: Request) -> HttpResponse:
    """The password one just came in by stands in lists that leaked elsewhere: now, or later."""
    return render(request, "signin/leaked.html", {"back": way.back_of(request) or way.to("account")})


recover = identity_page(Recover.as_view())
recover_code = identity_page(RecoverCode.as_view())
recover_password = identity_page(RecoverPassword.as_view())
change_password = identity_page(signed_in(ChangePassword.as_view()))
