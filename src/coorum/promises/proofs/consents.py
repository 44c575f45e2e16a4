"""Whether everything an operator holds rests on a consent, and is written down (P0.2, P3.1, P9.1, P9.3)."""

from django.utils.translation import gettext_noop as _

from coorum.base.errors import Refused
from coorum.base.scope import site_scope
from coorum.consent.items import items_never_provided
from coorum.consent.models import Receipt
from coorum.consent.purposes import PURPOSES
from coorum.consent.signatures import opened
from coorum.promises.findings import Finding, Verdict, none_of, number, quoted
from coorum.promises.proofs import follows, looks, tries
from coorum.promises.proofs.canaries import invented_member
from coorum.promises.stretches import Stretch
from coorum.provision.actions.providing import hand_over
from coorum.sites import queries as sites

#: How many receipts are opened each time: the newest, and as many drawn by lot.
RECEIPTS = 200
WITHOUT_CONSENT = """
SELECT count(*) FROM provision_provision p
LEFT JOIN consent_consent c ON c.site_id = p.site_id AND c.person_id = p.person_id AND c.topic = p.topic
  AND c.kind = CASE WHEN p.topic <> '00000000-0000-0000-0000-000000000000' THEN 'field'
                    WHEN p.purpose = 'advertise' THEN 'advertising' ELSE 'provision' END
WHERE p.closed_at IS NULL
AND (c.id IS NULL OR c.receipt_id <> p.receipt_id OR NOT c.purposes @> ARRAY[p.purpose] OR NOT c.items @> p.items)
"""
WITHOUT_RECEIPT = """
SELECT count(*) FROM provision_provision p LEFT JOIN consent_receipt r ON r.site_id = p.site_id AND r.id = p.receipt_id
WHERE p.id >= :first_id AND (r.id IS NULL OR r.event <> 'given' OR r.person_id <> p.person_id OR r.made_at > p.first_at)
"""
SEEN = """(
  SELECT site_id, id, provision_id, member_id, 'provide' AS purpose FROM provision_providedprofile
  UNION ALL SELECT site_id, id, provision_id, member_id, 'advertise' FROM provision_providedwish)"""
VIEWS_WITHOUT_RECORD = f"""
SELECT (SELECT count(*) FROM {SEEN} f
        LEFT JOIN provision_provision p ON p.site_id = f.site_id AND p.id = f.provision_id
        WHERE f.id >= :first_id AND (
          p.id IS NULL OR p.closed_at IS NOT NULL OR p.member_id <> f.member_id OR p.purpose <> f.purpose))
     + (SELECT count(*) FROM provision_provision p
        JOIN {SEEN} f ON f.site_id = p.site_id AND f.provision_id = p.id
        WHERE p.closed_at >= :since AND f.id < :first_id)
"""  # noqa: S608  tables of ours
INCOMPLETE = """
SELECT count(*) FROM provision_provision p
WHERE p.id >= :first_id AND (coalesce(p.recipient->>'legal_name', '') = '' OR coalesce(p.recipient->>'address', '') = ''
OR coalesce(p.recipient->>'representative', '') = '' OR cardinality(p.items) = 0 OR p.last_at < p.first_at)
"""
WITHOUT_EVIDENCE = """
SELECT count(*) FROM provision_provision p
WHERE p.id >= :first_id AND NOT EXISTS (
    SELECT 1 FROM ledger_entry e WHERE e.site_id = p.site_id AND e.key = p.id AND e.kind = 'provision.provision.made'
)
"""
STILL_OPEN = """
SELECT count(*) FROM consent_receipt r JOIN provision_provision p ON p.site_id = r.site_id AND p.person_id = r.person_id
WHERE r.id >= :first_id AND r.event = 'withdrawn' AND p.first_at < r.made_at
AND CASE r.kind WHEN 'provision' THEN true WHEN 'advertising' THEN p.purpose = 'advertise' ELSE p.topic = r.topic END
AND (p.closed_at IS NULL OR p.closed_at > r.made_at + interval '1 second')
"""
UNTOLD = """
SELECT count(*) FROM consent_receipt r WHERE r.id >= :first_id AND r.event = 'given' AND (
  coalesce(r.document->'notice'->>'fingerprint', '') = '' OR r.document->'notice'->>'language' NOT IN ('ja', 'en')
  OR jsonb_array_length(r.document->'purposes') = 0 OR jsonb_array_length(r.document->'data_items') = 0
  OR coalesce(r.document->'recipients'->0->>'legal_name', '') = ''
)
"""
LOOKS_WITHOUT_NAMES = """
SELECT count(*) FROM provision_lookup l WHERE l.id >= :first_id AND l.rows <>
  (SELECT count(*) FROM provision_lookedup s WHERE s.site_id = l.site_id AND s.look_up_id = l.id)
"""


@looks("P0.2", "P9.1")
def what_operators_hold_rests_on_consent() -> Finding:
    """Every open provision has a consent in force that names its purpose and each of its items."""
    return none_of(
        WITHOUT_CONSENT,
        kept=_("Each of %(all)s provisions to operators rests on a consent in force."),
        broken=_("%(count)s provisions to operators rest on no consent."),
        all=number("SELECT count(*) FROM provision_provision WHERE closed_at IS NULL"),
    )


@follows("P0.2", "P9.1")
def every_provision_followed_a_receipt(stretch: Stretch) -> Finding:
    """Each provision, closed ones too, names a receipt of the same person that was signed before it."""
    return none_of(
        WITHOUT_RECEIPT,
        kept=_("Every provision names a receipt that the person was given before it."),
        broken=_("%(count)s provisions have no receipt of the person they are about."),
        stretch=stretch,
    )


@follows("P9.1")
def what_operators_see_is_what_was_recorded(stretch: Stretch) -> Finding:
    """No row the console reads stands without an open record of provision."""
    return none_of(
        VIEWS_WITHOUT_RECORD,
        kept=_("The console shows no member without an open record of provision."),
        broken=_("The console would show %(count)s members without a record."),
        stretch=stretch,
    )


@follows("P9.3")
def records_of_provision_are_complete(stretch: Stretch) -> Finding:
    """Each record has what the law asks: recipient with address and representative, whom it is about, the items."""
    return none_of(
        INCOMPLETE,
        kept=_("All %(all)s records of provision are complete."),
        broken=_("%(count)s records of provision lack what the law asks for."),
        all=number("SELECT count(*) FROM provision_provision"),
        stretch=stretch,
    )


@follows("P9.3")
def records_of_provision_stand_in_the_evidence(stretch: Stretch) -> Finding:
    """Each record has its entry in the chain of its site."""
    return none_of(
        WITHOUT_EVIDENCE,
        kept=_("Every record of provision has its entry in the evidence."),
        broken=_("%(count)s records of provision have no entry in the evidence."),
        stretch=stretch,
    )


@follows("P9.3")
def every_look_names_whom_it_showed(stretch: Stretch) -> Finding:
    """Whenever staff looked members up, each member shown can see it."""
    return none_of(
        LOOKS_WITHOUT_NAMES,
        kept=_("Every look-up by an operator's staff is shown to each member it concerned."),
        broken=_("%(count)s look-ups do not say whom they showed."),
        stretch=stretch,
    )


@follows("P3.1")
def nothing_goes_out_for_an_unknown_purpose(stretch: Stretch) -> Finding:
    """Purposes of consents, provisions and look-ups are those of article 3; items that never go out did not."""
    purposes = quoted(one.id for one in PURPOSES)
    never = quoted(one.id for one in items_never_provided())
    return none_of(
        f"""
        WITH listed AS (SELECT ARRAY[{purposes}]::varchar[] AS purposes, ARRAY[{never}]::varchar[] AS never)
        SELECT (SELECT count(*) FROM provision_provision p, listed
                WHERE p.id >= :first_id AND (p.purpose <> ALL(listed.purposes) OR p.items && never))
             + (SELECT count(*) FROM provision_lookup l, listed
                WHERE l.id >= :first_id AND l.purpose <> ALL(listed.purposes))
             + (SELECT count(*) FROM consent_consent c, listed
                WHERE c.id >= :first_id AND (NOT c.purposes <@ listed.purposes OR c.items && never))
        """,  # noqa: S608  ids of ours
        kept=_("Every consent, provision and look-up names a purpose that the policy lists."),
        broken=_("%(count)s records name a purpose or an item that the policy does not allow."),
        stretch=stretch,
    )


@follows("P10.3", "P0.2")
def a_withdrawal_stops_the_provision_at_once(stretch: Stretch) -> Finding:
    """Each withdrawal closed every provision that rested on the consent, in the same second."""
    return none_of(
        STILL_OPEN,
        kept=_("Each of %(all)s withdrawals ended the provision in the same second."),
        broken=_("%(count)s provisions went on after the consent was withdrawn."),
        all=number("SELECT count(*) FROM consent_receipt WHERE event = 'withdrawn'"),
        stretch=stretch,
    )


@follows("P5.1", "P2.1")
def everybody_was_told_before_they_agreed(stretch: Stretch) -> Finding:
    """Each receipt of a consent says which notice was shown, in which language, for which purposes, and who receives what."""
    return none_of(
        UNTOLD,
        kept=_("Each of %(all)s consents was given to a notice that named purposes, items and recipient."),
        broken=_("%(count)s consents do not say what was shown before."),
        all=number("SELECT count(*) FROM consent_receipt WHERE event = 'given'"),
        stretch=stretch,
    )


@looks("P0.2", "P9.1")
def receipts_are_as_they_were_signed() -> Finding:
    """The newest receipts, and others drawn by lot, open with a published key and say what the row says."""
    # Drawn by their ids alone, which an index holds: the documents of all would have to be read and sorted.
    ids = {
        id_ for order in ("-id", "?") for id_ in Receipt.objects.order_by(order).values_list("id", flat=True)[:RECEIPTS]
    }
    forged = [one.id for one in Receipt.objects.filter(id__in=ids) if opened(one.signed) != one.document]
    facts = {"count": len(forged), "checked": len(ids)}
    if forged:
        return Finding(Verdict.BROKEN, _("%(count)s receipts are not as they were signed."), facts)
    return Finding(Verdict.KEPT, _("%(checked)s receipts open with a published key and say what they said."), facts)


@tries("P0.2", "P9.1")
def without_consent_nothing_is_handed_over() -> Finding:
    """A member who agreed to nothing is invented, and handed over: the gateway must refuse."""
    place = next(iter(sites.all_sites()), None)
    if place is None:
        return Finding(Verdict.NOT_MEASURED, _("There is no community yet."))
    with site_scope(place.id):
        try:
            hand_over(invented_member())
        except Refused as refusal:
            if refusal.code == "no_consent":
                return Finding(Verdict.KEPT, _("A member who agreed to nothing was to be handed over, and was not."))
            raise
    return Finding(Verdict.BROKEN, _("A member who agreed to nothing was handed over to an operator."))
