"""Registering, verifying, signing in: allauth's flows with our forms and pages."""

from typing import Any, cast

from allauth.account import views as allauth
from allauth.account.internal.flows.email_verification_by_code import EMAIL_VERIFICATION_CODE_SESSION_KEY as WAITING
from allauth.account.internal.stagekit import clear_login
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from coorum.accounts import actions as accounts
from coorum.accounts import queries as people
from coorum.accounts import strength
from coorum.base.scope import site_scope
from coorum.consent.notice import joining_notice
from coorum.customers import queries as customers
from coorum.factors import queries as factors
from coorum.linking import queries as linking
from coorum.signin import ages, passkeys, way
from coorum.signin.counting import Act, counted
from coorum.signin.forms.codes import CodeForm
from coorum.signin.forms.factors import FactorForm
from coorum.signin.forms.login import AgainForm, LoginForm
from coorum.signin.forms.signup import SignupForm
from coorum.signin.frame import identity_page
from coorum.web.request import Request


class _Stopping:
    """Says by its status that too many tries came before, and when the next will be looked at."""

    request: Request

    def form_invalid(self, form: Any) -> HttpResponse:
        response: HttpResponse = super().form_invalid(form)  # type: ignore[misc]
        if form.is_stopped:
            response.status_code = 429
            response["Retry-After"] = str(self.request.count.seconds)
        return response


class Login(_Stopping, allauth.LoginView):
    """Address and password, a passkey, or a linked service."""

    form_class = LoginForm

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        more = {"asked": passkeys.ask(passkeys.ENTER), "back": way.back_of(self.request)}
        more["services"] = linking.offered_on(self.request.brand)
        more["directory"] = customers.directory_of(self.request.brand)
        return {**super().get_context_data(**kwargs), **more}

    def form_valid(self, form: Any) -> HttpResponse:
        """Whoever comes in by a password that leaked elsewhere is told so first."""
        leaked = strength.is_leaked(form.cleaned_data["password"])
        response: HttpResponse = super().form_valid(form)
        is_in = leaked and self.request.user.is_authenticated
        return redirect(way.to("leaked", next=response.headers["Location"])) if is_in else response


class Signup(allauth.SignupView):
    """Registering for the site one came from, in full knowledge of who gets what."""

    form_class = SignupForm

    def dispatch(self, request: Request, *args: Any, **kwargs: Any) -> HttpResponse:
        site, code = request.brand, way.invitation_of(request)
        if site is not None and site.is_by_invitation and not request.user.is_authenticated:
            with site_scope(site.id):
                invitation = people.invitation_with(code)
            if invitation is None:
                return render(request, "signin/by_invitation.html", status=403)
            self.initial = {"email": invitation.email}
        is_new = site is not None and not request.user.is_authenticated
        first = ages.ask_first(request, site, to="signup") if is_new else None
        return first or super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        site = self.request.brand
        return {
            **super().get_form_kwargs(),
            "site": site,
            "notice": joining_notice(site, get_language() or "ja"),
            "invitation": way.invitation_of(self.request),
            "band": ages.said(self.request),
        }

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        documents = f"{self.request.brand.home_url}{reverse('portal:documents')}"
        site = self.request.brand
        ways = {"services": linking.offered_on(site), "directory": customers.directory_of(site)}
        return {**super().get_context_data(**kwargs), "documents": documents, **ways}

    def form_invalid(self, form: Any) -> HttpResponse:
        response: HttpResponse = super().form_invalid(form)
        if form.unknown:
            accounts.refuse_fields(form.unknown)
            response.status_code = 422
        return response


class Verify(allauth.ConfirmEmailVerificationCodeView):
    """The code that shows an address is one's own."""

    def dispatch(self, request: Request, *args: Any, **kwargs: Any) -> HttpResponse:
        was_waiting = WAITING in request.session
        response: HttpResponse = super().dispatch(request, *args, **kwargs)
        if was_waiting and self._process is None:
            messages.warning(request, _("The code has run out. Please sign in; we will send you a new one."))
        return response

    form_class = CodeForm

    def _resend_form_valid(self, form: Any) -> HttpResponse:
        """Where the address is somebody's, they are told so again: without that letter the answer would come sooner."""
        if self._process.user is None:
            send = self._process.send
            self._process.send = lambda **_but: send()
        response: HttpResponse = super()._resend_form_valid(form)
        return response

    def get_form_kwargs(self) -> dict[str, Any]:
        kwargs: dict[str, Any] = super().get_form_kwargs()
        if self._action == "verify":
            kwargs = {key: value for key, value in kwargs.items() if key not in ("user", "email")}
            kwargs |= {"person": self._process.user, "process": str(self._process.state["at"])}
        return kwargs


class _VerifyForm(CodeForm):
    """allauth draws it once without arguments, for a page on which something else is asked."""

    def __init__(self, *args: Any, person: Any = None, process: str = "", **kwargs: Any) -> None:
        super().__init__(*args, person=person, process=process, **kwargs)


class Again(_Stopping, allauth.ReauthenticateView):
    """The password once more, or a factor, before something that matters; a code from a letter for who has neither."""

    def dispatch(self, request: Request, *args: Any, **kwargs: Any) -> HttpResponse:
        person = cast(Any, request.user)
        if person.is_authenticated and not person.has_usable_password() and not factors.factors_of(person).is_second:
            return redirect(way.to("again_letter", next=way.back_of(request)))
        response: HttpResponse = super().dispatch(request, *args, **kwargs)
        return response

    form_class = AgainForm

    def _check_reauthentication_method_available(self, request: Request) -> None:
        """Everybody has a way: see the page."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        person = cast(Any, self.request.user)
        found = factors.factors_of(person)
        asked = passkeys.ask(passkeys.AGAIN, person) if found.passkeys else None
        more = {"factors": found, "asked": asked, "factor_form": FactorForm(), "back": way.back_of(self.request)}
        return {**super().get_context_data(**kwargs), **more, "has_password": person.has_usable_password()}

    def get_reauthentication_alternatives(self) -> list[dict[str, Any]]:
        """None of allauth's: the page has them."""
        return []


@require_POST
@identity_page
def start_over(request: Request) -> HttpResponse:
    """Forget the registration, or the new address, that waits for a code, or the sign-in that waits for a factor."""
    was_registering = request.session.pop(WAITING, None) is not None
    if request.user.is_authenticated:
        return redirect("signin:address")
    clear_login(request)
    return redirect("signin:signup" if was_registering else "signin:login")


signup = counted(Act.SIGN_UP)(identity_page(Signup.as_view()))
login = counted(Act.SIGN_IN)(identity_page(Login.as_view()))
verify = identity_page(Verify.as_view())
again = counted(Act.AGAIN)(identity_page(Again.as_view()))
inactive = identity_page(allauth.account_inactive)
