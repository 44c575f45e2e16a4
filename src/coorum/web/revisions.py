"""One revision under way: read it, answer the ten questions, approve it or drop it. Desk and console share the page."""

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coorum.base.errors import Refused
from coorum.promises import actions, revisions
from coorum.promises.kinds import Answer
from coorum.promises.relation import QUESTIONS
from coorum.promises.revisions import Standing
from coorum.web.documents import Bureau


class TestForm(forms.Form):
    """An answer for each question that decides, and the sentence."""

    use_required_attribute = False
    reason = forms.CharField(
        label=gettext_lazy("In one sentence: why could an ordinary user foresee it?"),
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *given: object) -> None:
        super().__init__(*given)  # type: ignore[arg-type]
        for number, question in QUESTIONS.items():
            self.fields[f"q{number}"] = forms.ChoiceField(
                label=question, choices=Answer.choices, widget=forms.RadioSelect
            )
        self.order_fields([*(f"q{number}" for number in QUESTIONS), "reason"])

    def answers(self) -> dict[int, Answer]:
        return {number: Answer(self.cleaned_data[f"q{number}"]) for number in QUESTIONS}


class WaiverForm(forms.Form):
    why = forms.CharField(label=gettext_lazy("Why nobody else can look at it"), max_length=400)


def show(request: HttpRequest, bureau: Bureau, revision_id: UUID) -> HttpResponse:
    """The revision, and one step further."""
    found = revisions.standing(revision_id, bureau.kind, bureau.community_id)
    if found is None:
        raise Http404
    form, waiver = TestForm(), WaiverForm()
    if request.method == "POST":
        step = request.POST.get("step")
        if step == "test":
            form = TestForm(request.POST)
        elif step == "waive":
            waiver = WaiverForm(request.POST)
        if (step != "test" or form.is_valid()) and (step != "waive" or waiver.is_valid()):
            return _go(request, bureau, found, step, form, waiver)
    context = {
        "bureau": bureau,
        "found": found,
        "form": form,
        "waiver": waiver,
        "may_review": revisions.may_review(bureau.actor.id, found),
        "others": revisions.other_reviewers(found.revision.drafted_by, bureau.community_id),
    }
    return render(request, "documents/revision.html", context, status=400 if form.errors or waiver.errors else 200)


def _go(
    request: HttpRequest, bureau: Bureau, found: Standing, step: str | None, form: TestForm, waiver: WaiverForm
) -> HttpResponse:
    revision_id = found.revision.id
    try:
        if step == "test":
            actions.answer_relation_test(
                bureau.actor,
                revision_id=revision_id,
                answers=form.answers(),
                reason=form.cleaned_data["reason"],
            )
            return redirect(bureau.way_to(revision_id))
        if step == "drop":
            actions.drop_revision(bureau.actor, revision_id=revision_id)
            messages.success(request, _("The revision is dropped. Nothing was published."))
            return redirect(bureau.back)
        if step == "waive":
            version = actions.waive_review(bureau.actor, revision_id=revision_id, reason=waiver.cleaned_data["why"])
        else:
            version = actions.approve_revision(bureau.actor, revision_id=revision_id)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect(bureau.way_to(revision_id))
    messages.success(request, _("Version %(number)s is announced.") % {"number": version.number})
    return redirect(bureau.back)
