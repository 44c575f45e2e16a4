"""Shapes of what people write: posts, comments, drafts. What is allowed is the action's question."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from coorum.web.forms import OnceForm, StrictForm


class WordsForm(OnceForm):
    """A text under a key of its own, so that sending it twice makes one. Texts come as typed: the action cleans them."""

    body = forms.CharField(
        label=_("Text"), required=False, strip=False, widget=forms.Textarea(attrs={"rows": 12, "class": "tall"})
    )
    revision = forms.IntegerField(required=False, min_value=1, widget=forms.HiddenInput)
    picture = forms.FileField(label=_("Picture in the text"), required=False)
    official = forms.BooleanField(label=_("Speak for the community team"), required=False)
    act = forms.ChoiceField(required=False, choices=[(act, act) for act in ("picture", "preview", "similar", "draft")])

    def __init__(self, *args: Any, may_be_official: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not may_be_official:
            del self.fields["official"]

    def words(self) -> dict[str, Any]:
        """What the action is given."""
        found = {"body": self.cleaned_data.get("body", ""), "key": self.key}
        if "official" in self.fields:
            found["official"] = self.cleaned_data.get("official", False)
        return found


class PostForm(WordsForm):
    """A post: title, text, cover."""

    title = forms.CharField(
        label=_("Title"), required=False, strip=False, widget=forms.TextInput(attrs={"maxlength": 320})
    )
    about = forms.CharField(required=False, max_length=500, widget=forms.HiddenInput)
    cover = forms.FileField(label=_("Cover picture"), required=False)
    cover_id = forms.UUIDField(required=False, widget=forms.HiddenInput)
    without_cover = forms.BooleanField(label=_("Take the cover picture away"), required=False)

    def words(self) -> dict[str, Any]:
        return {**super().words(), "title": self.cleaned_data.get("title", "")}


class DraftForm(PostForm):
    """What a composer saves while one types: any of its fields, whatever their state."""


class LikeForm(StrictForm):
    """`wanted`: 1 to like, 0 to take it back."""

    wanted = forms.TypedChoiceField(choices=[("1", "1"), ("0", "0")], coerce=lambda value: value == "1")


class RemovalForm(StrictForm):
    """Taking something away; staff may say why."""

    reason = forms.CharField(required=False, max_length=300)


class PictureForm(StrictForm):
    """One file, from the composer's cover or text."""

    cover = forms.FileField(required=False)
    picture = forms.FileField(required=False)

    @property
    def file(self) -> Any:
        return self.cleaned_data["picture"] or self.cleaned_data["cover"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not (cleaned.get("picture") or cleaned.get("cover")):
            raise forms.ValidationError(_("Please choose a picture."), code="empty")
        return cleaned
