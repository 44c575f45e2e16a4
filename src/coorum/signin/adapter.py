"""How allauth does things in our house."""

from typing import Any, ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.utils import get_login_redirect_url
from allauth.core.exceptions import ImmediateHttpResponse
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext_lazy as _

from coorum.accounts import actions as accounts
from coorum.accounts import queries as people
from coorum.base.errors import Refused
from coorum.signin import ages, arrivals, devices, entering, epoch, letters, registration, way
from coorum.signin.counting import ensure_counted
from coorum.web.recent import is_own
from coorum.web.request import Request

#: What allauth says after the act, and how we say it; everything else it would say is on the page already.
SAID = {
    "account/messages/password_changed.txt": _(
        "Your password has been changed. Your other devices have been signed out."
    ),
    "account/messages/email_confirmation_failed.txt": _("This address cannot be used. Please start again."),
}


class Adapter(DefaultAccountAdapter):
    """allauth's account adapter."""

    error_messages: ClassVar[dict[str, Any]] = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": _("E-mail address or password is not right. Please check both."),
        "email_taken": _("This code can no longer be used. Please start again."),
        "enter_current_password": _("This is not your current password."),
        "incorrect_code": _("This code is not right. Please look at the letter again."),
        "incorrect_password": _("This password is not right."),
        "too_many_login_attempts": _("That was wrong several times. Please wait a few minutes and try again."),
        "rate_limited": _("Please wait a moment before you ask for another letter."),
    }

    # -- who may register, and what follows once an address is verified

    def is_open_for_signup(self, request: Request) -> bool:
        """Registration is for a site that takes members; which one, the way back says."""
        site = getattr(request, "brand", None)
        return site is not None and not hasattr(site, "suspension")

    def confirm_email(self, request: Any, email_address: Any) -> bool:
        """The code was right: the address is verified, and what was agreed to at registration is done."""
        if email_address.email != email_address.user.email:
            return self._change_address(request, email_address)
        if not email_address.can_set_verified():
            return False
        accounts.verify_address(email_address.user)
        email_address.verified = True
        request.session["_has_joined"] = registration.complete(email_address.user)
        return True

    def _change_address(self, request: Request, new: Any) -> bool:
        """The code came from the new address of somebody signed in; the old address is told."""
        person, old = new.user, new.user.email
        try:
            code = accounts.change_address(person, email=new.email, session_key=request.session.session_key or "")
        except Refused as refusal:
            messages.error(request, str(refusal))
            return False
        letters.post("email_changed", to=old, context={"back": code})
        entering.stay(request, person)
        messages.success(request, _("Your e-mail address has been changed. Your other devices have been signed out."))
        new.verified = True
        return True

    def get_email_verification_redirect_url(self, email_address: Any) -> str:  # noqa: ARG002  allauth's signature
        return way.to("account")

    def respond_email_verification_sent(self, request: Request, user: Any) -> HttpResponse:
        """On to the page for the code; the same for an address that was known already (`user` is None)."""
        epoch.begin(request, user)
        return HttpResponseRedirect(way.to("verify", next=way.back_of(request)))

    # -- opening and closing the session

    def get_login_stages(self) -> list[str]:
        """The steps after the first proof, in order."""
        return [
            "allauth.account.stages.EmailVerificationStage",
            "coorum.signin.stages.SecondFactor",
            "coorum.signin.stages.NewPasskey",
        ]

    def pre_login(self, request: Request, user: Any, **kwargs: Any) -> HttpResponse | None:
        """The first step is done: what follows holds for the person as they are now."""
        epoch.begin_entry(request, user)
        response: HttpResponse | None = super().pre_login(request, user, **kwargs)
        return response

    def login(self, request: Request, user: Any) -> None:
        """Every step is done. Where the person's epoch ended meanwhile, they begin anew."""
        if not epoch.entry_holds(request, user):
            messages.error(request, _("Something about this account has changed meanwhile. Please sign in again."))
            raise ImmediateHttpResponse(HttpResponseRedirect(way.to("login", next=way.back_of(request))))
        methods = entering.methods_shown(request, user)
        browser = devices.browser_of(request).name
        entering.sign_in(request, user, browser=browser, methods=methods)
        arrivals.note_visit(request, user, browser)

    def logout(self, request: Request) -> None:
        entering.sign_out(request)

    def post_login(self, request: Request, user: Any, **kwargs: Any) -> HttpResponse:
        """Back to where the person came from, after registering by way of choosing a name; the browser is known now."""
        browser = devices.Browser(request.session["_browser"], devices.browser_of(request).known)
        url = get_login_redirect_url(request, kwargs["redirect_url"], signup=kwargs["signup"])
        if request.session.pop("_has_joined", False):
            elsewhere = request.brand is not None and request.brand != request.site
            url = way.after_joining(url, request.brand.home_url if elsewhere else "")
        elif request.site is not None and is_own(request):
            member = people.viewer_on_site(user).member
            url = ages.question_for(request.site, user, member, back=url) or url
        response: HttpResponse = super().post_login(request, user, **{**kwargs, "redirect_url": url})
        devices.remember(response, browser, user.email)
        return response

    # -- limits: counted before anything is compared (signin/counting.py)

    def pre_authenticate(self, request: Request, **credentials: Any) -> None:  # noqa: ARG002  allauth's signature
        if ensure_counted(request).wait is not None:
            raise self.validation_error("too_many_login_attempts")

    def authenticate(self, request: Request, **credentials: Any) -> Any:
        """The person these credentials are right for, or None. A right password was no guess: it is given back."""
        person = super().authenticate(request, **credentials)
        request.count.was_right = person is not None
        return person

    def _rollback_login_failed_rl_usage(self) -> None:
        """Nothing of allauth's was used."""

    def _delete_login_attempts_cached_email(self, request: Request, **credentials: Any) -> None:
        """Nobody's counter is cleared, by a recovery neither: a network would get its tries back by its own success."""

    # -- where to go

    def is_safe_url(self, url: str | None) -> bool:
        return bool(url) and way.safe_path(url, default="", longest=way.LONGEST_CARRIED) != ""

    def get_login_redirect_url(self, request: Request) -> str:
        return "/" if request.site else way.to("account")

    def get_signup_redirect_url(self, request: Request) -> str:
        return self.get_login_redirect_url(request)

    def get_password_change_redirect_url(self, request: Request) -> str:  # noqa: ARG002  allauth's signature
        return way.to("account")

    # -- what is said

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        letters.post(template_prefix.rpartition("/")[2], to=email, context=context)

    def add_message(
        self,
        request: Request,
        level: int,
        message_template: str | None = None,
        message_context: dict[str, Any] | None = None,  # noqa: ARG002
        extra_tags: str = "",
        message: str | None = None,
    ) -> None:
        text = message or SAID.get(message_template or "")
        if text:
            messages.add_message(request, level, text, extra_tags=extra_tags)
