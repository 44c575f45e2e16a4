"""Whether personal data serve the purposes of the policy and no others (P3.1, P3.3)."""

from collections.abc import Callable, Iterator

from django.template import TemplateDoesNotExist
from django.template.loader import get_template
from django.utils.translation import gettext_noop as _

from coorum.accounts.contact import address_of
from coorum.accounts.models import Person
from coorum.base import mail
from coorum.base.errors import Refused
from coorum.base.gates import PURPOSE
from coorum.base.personal_data import Subject, datasets
from coorum.base.scope import provider_scope
from coorum.base.uses import Decision, hand_out
from coorum.consent.items import ITEMS
from coorum.consent.purposes import PURPOSES
from coorum.notices.rules import advertising_in
from coorum.promises.findings import Finding, Verdict, none_of, number
from coorum.promises.proofs import follows, looks, tries
from coorum.promises.stretches import Stretch

NO_PURPOSE = ("", "profiling")


@tries("P3.1")
def a_purpose_that_is_not_theirs_is_refused() -> Finding:
    """For somebody made up, every item of article 2 is asked for under every purpose that is not its own, and under none."""
    with provider_scope():
        person = Person.objects.create(email="canary@canary.invalid")
        attempts = [*_attempts(person)]
        open_ = [name for name, attempt in attempts if not _is_refused(attempt)]
    facts = {"all": len(attempts), "open": ", ".join(open_[:5]), "count": len(open_)}
    if open_:
        return Finding(Verdict.BROKEN, _("Data were handed out for a purpose that is not theirs (%(open)s)."), facts)
    return Finding(
        Verdict.KEPT, _("Data were asked for under %(all)s purposes that are not theirs, and refused each time."), facts
    )


def _attempts(person: Person) -> Iterator[tuple[str, Callable[[], object]]]:
    subject = Subject(person.id)
    for item in ITEMS:
        for purpose in [*(one.id for one in PURPOSES), *NO_PURPOSE]:
            if purpose not in {*item.purposes, *item.provided_for}:
                yield f"{item.id}/{purpose}", lambda what=item.id, why=purpose: PURPOSE.ensure(why, what, subject)  # type: ignore[misc]
    for purpose in (*NO_PURPOSE, "advertise", "provide"):
        yield f"address/{purpose}", lambda why=purpose: address_of(person, why)  # type: ignore[misc]
    for data in datasets():
        if data.keeper is not None:
            yield f"{data.name}/profiling", lambda one=data: hand_out(one, subject, purpose="profiling")  # type: ignore[misc]
    yield "letter", lambda: mail.send("nobody_declared_this", to=person.email, subject="-", text="-")


def _is_refused(attempt: Callable[[], object]) -> bool:
    try:
        attempt()
    except Refused:
        return True
    return False


OVERRIDES = "SELECT count(*) FROM ledger_entry WHERE kind = 'base.use.overridden'"


@looks("P3.1")
def what_went_beyond_a_purpose_is_in_the_evidence() -> Finding:
    """Each use beyond its purpose named its ground in law, and stands in the evidence."""
    rows = Decision.objects.filter(is_override=True)
    facts = {
        "all": rows.count(),
        "entries": number(OVERRIDES),
        "refused": Decision.objects.filter(is_override=False).count(),
    }
    if facts["all"] > facts["entries"] or rows.exclude(why__startswith="18-3-").exists():
        return Finding(
            Verdict.BROKEN, _("Data were used beyond their purpose, and the evidence does not say why."), facts
        )
    return Finding(
        Verdict.KEPT,
        _("Of all uses, %(refused)s were refused, and %(all)s went beyond the purpose on a ground that the law names."),
        facts,
    )


@follows("P3.3")
def every_letter_says_what_it_is_for(stretch: Stretch) -> Finding:
    """Each letter carries the purpose of its kind. Letters from before purposes were written down carry none."""
    kinds = ", ".join(f"('{kind}', '{purpose}')" for kind, purpose in mail.declared().items())
    return none_of(
        f"""
        SELECT count(*) FROM letter l LEFT JOIN (VALUES {kinds}) known (kind, purpose) ON known.kind = l.kind
        WHERE l.id >= :first_id AND l.purpose IS DISTINCT FROM known.purpose
        AND (l.purpose <> '' OR l.written_at > (SELECT min(written_at) FROM letter WHERE purpose <> ''))
        """,  # noqa: S608  names of ours
        kept=_("Every letter was written for a purpose of the policy; there are %(kinds)s kinds."),
        broken=_("%(count)s letters were written for no purpose, or for another than theirs."),
        kinds=len(mail.declared()),
        stretch=stretch,
    )


@looks("P3.3")
def no_letter_advertises() -> Finding:
    """No words of advertising stand in a letter whose purpose is not advertising."""
    texts = {kind: _words(kind) for kind, purpose in mail.declared().items() if purpose != "advertise"}
    astray = sorted(kind for kind, text in texts.items() if advertising_in(text))
    facts = {"all": len(texts), "astray": ", ".join(astray)}
    if astray:
        return Finding(Verdict.BROKEN, _("These letters advertise: %(astray)s."), facts)
    return Finding(Verdict.KEPT, _("None of %(all)s kinds of letters has advertising mixed in."), facts)


def _words(kind: str) -> str:
    """A letter's template as it is written; nothing where its words are made elsewhere."""
    try:
        found = [
            get_template(f"mail/{kind}/{part}", using="django") for part in ("subject.txt", "body.txt", "body.html")
        ]
    except TemplateDoesNotExist:
        return ""
    return "\n".join(one.template.source for one in found)  # type: ignore[attr-defined]
