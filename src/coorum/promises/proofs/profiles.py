"""Whether operators learn answers on the consent to each field only, and ask nothing that they may not (P2.5, P3.1, P9.1)."""

from django.utils.translation import gettext_noop as _

from coorum.base import clock
from coorum.base.errors import Refused
from coorum.base.ids import new_id
from coorum.base.scope import site_scope
from coorum.base.screening import ensure_may_be_asked
from coorum.consent.asking import names_answers
from coorum.profiles.models import Answer, Field
from coorum.profiles.rules import ASKABLE
from coorum.promises.findings import Finding, Verdict, none_of, number, quoted
from coorum.promises.proofs import looks, tries
from coorum.promises.proofs.canaries import invented_member
from coorum.provision.actions.answers import provide_answer, provided_answers
from coorum.sites import queries as sites

#: Answers without a consent in force to this very field, for this very purpose.
ALONE = """
SELECT count(*) FROM profiles_answer a
JOIN profiles_field f ON f.site_id = a.site_id AND f.id = a.field_id
JOIN accounts_member m ON m.site_id = a.site_id AND m.id = a.member_id
WHERE NOT EXISTS (SELECT FROM consent_consent c WHERE c.site_id = a.site_id AND c.person_id = m.person_id
                  AND c.kind = 'field' AND c.topic = a.field_id AND c.purposes = ARRAY[f.purpose]::varchar[])
"""
ANSWERS = "SELECT count(*) FROM profiles_answer"
FIELDS = "SELECT count(*) FROM profiles_field"
#: Fields for a purpose that lets nothing go to an operator, or that do not say in both languages what they are for.
PURPOSELESS = """
SELECT count(*) FROM profiles_field WHERE purpose NOT IN ({purposes})
OR label_ja = '' OR label_en = '' OR why_ja = '' OR why_en = ''
"""
WORDS = ("label_ja", "label_en", "hint_ja", "hint_en", "why_ja", "why_en")


@looks("P9.1", "P3.1")
def every_answer_rests_on_its_own_consent() -> Finding:
    """Each answer to an operator's field has a consent in force that names that field and its purpose."""
    return none_of(
        ALONE,
        kept=_("Each of %(all)s answers to operators' profile fields rests on a consent of its own."),
        broken=_("%(count)s answers to operators' profile fields rest on no consent."),
        all=number(ANSWERS),
    )


@looks("P3.1")
def every_field_says_what_for() -> Finding:
    """Each field names a purpose of the list that needs consent, and says in both languages what it is for."""
    return none_of(
        PURPOSELESS.format(purposes=quoted(ASKABLE)),
        kept=_("Each of %(all)s profile fields of operators names its purpose and says what it is for."),
        broken=_("%(count)s profile fields of operators do not say what they are for."),
        all=number(FIELDS),
    )


@looks("P2.5")
def nobody_asks_what_may_not_be_asked() -> Finding:
    """No field asks for sensitive information or numbers, and the policy in force names what fields are answered with."""
    asked = list(Field.objects.all())
    wrong = [one.name for one in asked if not _may_be_asked(one)]
    facts = {"all": len(asked), "count": len(wrong), "names": ", ".join(wrong[:5])}
    if wrong:
        return Finding(Verdict.BROKEN, _("%(count)s profile fields ask what may not be asked: %(names)s."), facts)
    if asked and not names_answers():
        return Finding(
            Verdict.BROKEN, _("Operators ask in profile fields, and the policy in force does not say so."), facts
        )
    return Finding(Verdict.KEPT, _("None of %(all)s profile fields asks for sensitive information or numbers."), facts)


def _may_be_asked(field: Field) -> bool:
    choices = [text for one in field.options for text in (one["ja"], one["en"])]
    try:
        for text in [*(getattr(field, name) for name in WORDS), *choices]:
            ensure_may_be_asked(text)
    except Refused:
        return False
    return True


@tries("P9.1", "P3.1")
def an_answer_without_consent_is_shown_to_nobody() -> Finding:
    """A field and an answer to it are invented, without a consent: it must be neither handed over nor shown."""
    place = next(iter(sites.all_sites()), None)
    if place is None:
        return Finding(Verdict.NOT_MEASURED, _("There is no community yet."))
    with site_scope(place.id):
        words = {"label_ja": "試し", "label_en": "Trial", "why_ja": "確かめるため", "why_en": "to check"}
        now, facts = clock.now(), {"kind": "line", "purpose": "provide", "audience": "staff", "position": 1}
        field = Field.new(name=f"c{new_id().hex[:12]}", added_at=now, **words, **facts)
        field.save()
        answer = Answer.new(field=field, member=invented_member(), value="x", answered_at=now)
        answer.save()
        if provided_answers().filter(id=answer.id).exists() or _is_handed_over(answer):
            return Finding(Verdict.BROKEN, _("An answer to which nobody agreed was shown to an operator."))
    return Finding(Verdict.KEPT, _("An answer to which nobody agreed was to be shown to an operator, and was not."))


def _is_handed_over(answer: Answer) -> bool:
    try:
        provide_answer(answer.id)
    except Refused as refusal:
        return refusal.code != "no_consent"
    return True
