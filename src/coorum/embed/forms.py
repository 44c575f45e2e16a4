"""What a frame sends."""

from typing import Any

from django import forms

from coorum.web.forms import OnceForm, StrictForm

#: A SHA-256, or 32 random bytes, in base64url.
_SHAPE = r"[A-Za-z0-9_-]{43}"


class EnterForm(StrictForm):
    """On the way to sign-in: the challenge of the frame's verifier (PKCE, S256), its state, and the page to come back to."""

    challenge = forms.RegexField(rf"^{_SHAPE}\Z", strip=False)
    state = forms.RegexField(rf"^{_SHAPE}\Z", strip=False)
    back = forms.CharField(max_length=1000, strip=False)


class ExchangeForm(StrictForm):
    """On the way back: state and code."""

    state = forms.RegexField(rf"^{_SHAPE}\Z", strip=False)
    code = forms.RegexField(rf"^{_SHAPE}\Z", strip=False, required=False)


class TalkForm(OnceForm):
    """What somebody says about a page; the first gives it a title. Texts come as typed: the action cleans them."""

    title = forms.CharField(required=False, strip=False)
    body = forms.CharField(required=False, strip=False)

    def words(self) -> dict[str, Any]:
        """What the action is given."""
        return {"title": self.cleaned_data["title"], "body": self.cleaned_data["body"], "key": self.key}


class LikeForm(StrictForm):
    """`subject`: "post", or the id of a comment; `wanted`: 1 to like, 0 to take it back."""

    subject = forms.CharField(max_length=36)
    wanted = forms.TypedChoiceField(choices=[("1", "1"), ("0", "0")], coerce=lambda value: value == "1")
