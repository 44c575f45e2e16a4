"""Publishing a version of a document: one page, which desk and console share.

Nothing is kept before it is published: the texts live in the form. What is published is what was shown as read, word for
word; texts that changed since are shown again first.
"""

from dataclasses import dataclass
from datetime import date, datetime, time
from hashlib import sha256
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from coorum.base.errors import Refused
from coorum.base.events import Party
from coorum.consent import queries as consent
from coorum.consent.documents import canonical_text, from_json
from coorum.consent.kinds import ChangeClass, PolicyKind
from coorum.consent.next_version import NextVersion
from coorum.consent.reading import UnreadablePolicy
from coorum.consent.reading.encodings import decode
from coorum.promises.actions import draft_revision, publish_policy
from coorum.promises.drafts import Draft, draft_of
from coorum.promises.keeping import NOTHING, Unbound, is_kept
from coorum.promises.registry import promises
from coorum.promises.revisions import open_revision
from coorum.promises.rules import is_straight
from coorum.promises.templates import own_texts
from coorum.sites.queries import site_by_id
from coorum.web.forms import OnceForm

LANGUAGES = {"ja": gettext_lazy("Japanese"), "en": gettext_lazy("English")}
#: Fields that may be empty while reading and not when publishing: the page does not call them optional.
WANTED = ("text_ja", "number", "change_class", "summary_ja", "summary_en")
#: What a later version can be; the page offers those that the program allows (promises/classification.py).
LATER = [one for one in ChangeClass.choices if one[0] != ChangeClass.FIRST]


@dataclass(frozen=True)
class Bureau:
    """Where a version is published: which document, whose (None: the provider's), by whom, and the page around it.

    `revision` is the name of the address of a revision's page, which takes `shelf` and its id.
    """

    kind: PolicyKind
    actor: Party
    frame: str
    back: str
    here: str
    revision: str
    shelf: str
    site: Any = None

    @property
    def community_id(self) -> Any:
        return self.site.id if self.site else None

    def way_to(self, revision_id: UUID) -> str:
        """The page of one revision."""
        return reverse(self.revision, args=[self.shelf, revision_id])


class VersionForm(OnceForm):
    """The texts, pasted or as files; when they were read, what is announced with them."""

    text_ja = forms.CharField(
        label=gettext_lazy("Japanese text (the binding one)"), required=False, strip=False, widget=forms.Textarea
    )
    file_ja = forms.FileField(label=gettext_lazy("or as a file"), required=False)
    text_en = forms.CharField(label=gettext_lazy("English text"), required=False, strip=False, widget=forms.Textarea)
    file_en = forms.FileField(label=gettext_lazy("or as a file"), required=False)
    step = forms.ChoiceField(choices=[("read", ""), ("publish", "")])
    seen = forms.CharField(required=False, max_length=64)
    number = forms.CharField(label=gettext_lazy("Version"), max_length=11, required=False)
    change_class = forms.ChoiceField(
        label=gettext_lazy("What kind of change is it?"), choices=LATER, required=False, widget=forms.RadioSelect
    )
    summary_ja = forms.CharField(
        label=gettext_lazy("What changed, in Japanese"),
        max_length=400,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    summary_en = forms.CharField(
        label=gettext_lazy("What changed, in English"),
        max_length=400,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    effective_on = forms.DateField(
        label=gettext_lazy("In effect from (at once where empty)"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
    )
    sure = forms.BooleanField(
        label=gettext_lazy("I have read it as shown above. Publishing cannot be undone."), required=False
    )

    use_required_attribute = False

    def clean(self) -> dict[str, Any]:
        for name in [name for name in self.data if name.startswith("keeps-")]:
            self.fields[name] = forms.CharField(required=False, max_length=8)
        cleaned = super().clean()
        for language in LANGUAGES:
            given = cleaned.get(f"file_{language}")
            if given:
                cleaned[f"text_{language}"] = self._text_of(f"file_{language}", given)
        return cleaned

    def bind(self, sentences: list[Unbound]) -> None:
        """Ask for each sentence that is not ours which promise of the book keeps it."""
        language = get_language() or "ja"
        known = [("", "—"), (NOTHING, _("It promises nothing"))]
        known += [(one.id, f"{one.id} {one.words(language)[:60]}") for one in promises().values() if is_kept(one.id)]
        for one in sentences:
            field = forms.ChoiceField(label=one.words[:160], choices=known, required=False)
            field.help_text = one.place(language)
            field.initial = self.data.get(f"keeps-{one.anchor}") or one.suggestion
            self.fields[f"keeps-{one.anchor}"] = field

    def bound(self) -> list[Any]:
        """The fields that `bind` added."""
        return [self[name] for name in self.fields if name.startswith("keeps-")]

    def keeps(self) -> dict[str, str]:
        """Anchor of a sentence to the promise that keeps it, as the author said."""
        return {
            name.removeprefix("keeps-"): value
            for name, value in self.data.items()
            if name.startswith("keeps-") and value
        }

    def texts(self) -> dict[str, str]:
        return {language: self.cleaned_data.get(f"text_{language}", "") for language in LANGUAGES}

    def _text_of(self, field: str, given: Any) -> str:
        try:
            return decode(given.read())[0]
        except UnreadablePolicy as error:
            self.add_error(field, _(str(error.unreadable[0].why)))
        return ""


def publish(request: HttpRequest, bureau: Bureau) -> HttpResponse:
    """Read, look, publish. Texts to begin with: what is published, or (`?from=template`) our own, filled in."""
    if request.method != "POST":
        return _page(request, bureau, _beginning(request, bureau))
    form = VersionForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, bureau, form, status=400)
    texts = form.texts()
    draft = draft_of(bureau.kind, texts, bureau.community_id)
    asked = form.cleaned_data["step"] == "publish"
    if asked and (
        twin := consent.version_sent(form.key, bureau.kind, form.cleaned_data["number"], bureau.community_id)
    ):
        return _told(request, bureau, twin)
    if asked and draft.is_ready and form.cleaned_data["seen"] == seen_of(texts):
        if answer := _sent(request, form, draft, bureau):
            return answer
        return _page(request, bureau, form, draft, texts, status=400)
    if asked:
        messages.warning(request, _("The texts changed since they were read. Please look at them once more."))
    return _page(request, bureau, _shown(form, draft, texts), draft, texts)


def _told(request: HttpRequest, bureau: Bureau, version: Any) -> HttpResponse:
    messages.success(request, _("Version %(number)s is published.") % {"number": version.number})
    return redirect(bureau.back)


def seen_of(texts: dict[str, str]) -> str:
    """What stands for the texts that were shown: SHA-256, line ends aside."""
    whole = "\0".join(f"{language}\0{_lines(text)}" for language, text in sorted(texts.items()))
    return sha256(whole.encode("utf-8", "surrogatepass")).hexdigest()


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


def _beginning(request: HttpRequest, bureau: Bureau) -> VersionForm:
    newest = next(iter(consent.versions(bureau.kind, bureau.community_id)), None)
    texts: dict[str, str] = {}
    if request.GET.get("from") == "template" and newest is None:
        texts = own_texts(bureau.kind, site_by_id(bureau.site.id) if bureau.site else None)
    elif newest is not None:
        texts = {one.language: canonical_text(from_json(one.document), one.language) for one in newest.texts.all()}
    return VersionForm(initial={f"text_{language}": text for language, text in texts.items()})


def _shown(form: VersionForm, draft: Draft, texts: dict[str, str]) -> VersionForm:
    """The form after reading: what came as a file stands in the text fields, and the next number is proposed."""
    kept = {name: form.cleaned_data.get(name) for name in ("change_class", "summary_ja", "summary_en", "effective_on")}
    first = {"summary_ja": "最初の版です。", "summary_en": "The first version."} if draft.before is None else {}
    told = {name: kept[name] or first.get(name, "") for name in kept}
    number = form.cleaned_data.get("number") or draft.number
    return VersionForm(initial={**told, "number": number, **{f"text_{key}": text for key, text in texts.items()}})


def _sent(request: HttpRequest, form: VersionForm, draft: Draft, bureau: Bureau) -> HttpResponse | None:
    """On to what was published, or to the revision that waits for a second officer; None with the reason in the form."""
    given = form.cleaned_data
    change = ChangeClass.FIRST if draft.before is None else given["change_class"]
    if not change:
        form.add_error("change_class", _("Say what kind of change it is."))
    for language in draft.documents:
        if not given[f"summary_{language}"]:
            form.add_error(f"summary_{language}", _("Say in a sentence or two what changed: it is announced."))
    if not given["sure"]:
        form.add_error("sure", _("Please confirm that you have read it."))
    if form.errors:
        return None
    new = NextVersion(
        kind=bureau.kind,
        number=given["number"],
        texts=draft.documents,
        change_class=ChangeClass(change),
        summary={language: given[f"summary_{language}"] for language in draft.documents},
        community_id=bureau.community_id,
        effective_at=_morning(given["effective_on"]),
    )
    try:
        if is_straight(new.change_class, draft.proposal.lowest, is_first=draft.before is None):
            version = publish_policy(bureau.actor, new, keeps=form.keeps(), key=form.key)
            return _told(request, bureau, version)
        return redirect(bureau.way_to(draft_revision(bureau.actor, new, keeps=form.keeps(), key=form.key).id))
    except Refused as refusal:
        form.take_refusal(refusal)
    return None


def _morning(day: date | None) -> datetime | None:
    return timezone.make_aware(datetime.combine(day, time.min)) if day else None


def _page(
    request: HttpRequest,
    bureau: Bureau,
    form: VersionForm,
    draft: Draft | None = None,
    texts: dict[str, str] | None = None,
    status: int = 200,
) -> HttpResponse:
    for name in WANTED:
        form.fields[name].required = True
    if draft:
        form.bind(draft.unbound)
    if draft and draft.before:
        kinds: Any = form.fields["change_class"]
        kinds.choices = [(one.value, one.label) for one in draft.classes]
    context = {
        "bureau": bureau,
        "form": form,
        "draft": draft,
        "seen": seen_of(texts) if texts else "",
        "languages": LANGUAGES,
        "under_way": open_revision(bureau.kind, bureau.community_id),
        "newest": next(iter(consent.versions(bureau.kind, bureau.community_id)), None),
    }
    return render(request, "documents/publish.html", context, status=status)
