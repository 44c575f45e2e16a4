"""Telling everybody concerned: rounds of letters, and notices that cannot be switched off."""

from collections.abc import Mapping
from datetime import datetime
from uuid import NAMESPACE_URL, UUID, uuid5

from coorum.accounts.actions.announcing import write_to
from coorum.base import clock
from coorum.base.actions import action
from coorum.base.events import SYSTEM, Party, publish
from coorum.base.ids import new_id
from coorum.base.ledger.merkle import Frontier
from coorum.base.once import insert_once, made_once
from coorum.base.scope import PROVIDER, current, site_scope
from coorum.notices import rules
from coorum.notices.events import NOTICE_ANNOUNCED
from coorum.notices.kinds import About
from coorum.notices.models import Mailing, ServiceNotice
from coorum.notices.rounds import round_of
from coorum.sites.models import Site

BATCH = 500


@action
def begin_round(kind: str, *, about: UUID, occasion: str = "") -> Mailing | None:
    """Begin to tell everybody concerned in the open scope; None where that was begun before.

    However many are told, it is one entry of evidence: the Merkle root over the references of all, by their ids
    (base/ledger/merkle.py).
    """
    from coorum.notices.tasks import send_mailing

    way, chain = round_of(kind), current().site_id
    mailing = Mailing(kind=kind, about=about, occasion=occasion, chain=chain, count=0, started_at=clock.now())
    tree = Frontier()
    for reference in way.recipients(mailing).order_by("id").values_list("ledger_ref", flat=True).iterator():
        tree.push(reference.encode())
    mailing.root, mailing.count = tree.root().hex(), tree.size
    if not insert_once(mailing):
        return None
    publish(
        way.event,
        actor=SYSTEM,
        subject=Party(way.subject, about, about.hex),
        payload={"occasion": occasion, "root": mailing.root, "recipients": mailing.count},
        key=mailing.id,
    )
    send_mailing.later(str(mailing.id))
    return mailing


@action
def send_batch(mailing_id: UUID | str) -> bool:
    """Write the next letters of a round, in its scope. Answers whether there are more to write.

    A batch that is interrupted is done again, and nobody is told twice.
    """
    mailing = Mailing.objects.select_for_update().get(id=mailing_id)
    if mailing.finished_at is not None:
        return False
    way = round_of(mailing.kind)
    rows = way.recipients(mailing).order_by("id")
    people = list(rows.filter(id__gt=mailing.last)[:BATCH] if mailing.last else rows[:BATCH])
    context = way.context(mailing, people)
    for person in people:
        key = uuid5(NAMESPACE_URL, f"coorum:mailing:{mailing.id}:{person.id}")
        write_to(person, kind=mailing.kind, context=context[person.id], key=key)
    if people:
        mailing.last, mailing.sent = people[-1].id, mailing.sent + len(people)
    if len(people) < BATCH:
        mailing.finished_at = clock.now()
    mailing.save(update_fields=["last", "sent", "finished_at"])
    return mailing.finished_at is None


@action
def announce(
    officer: Party,
    *,
    about: About,
    community: Site | None,
    words: Mapping[str, str],
    begins_at: datetime | None = None,
    ends_at: datetime | None = None,
    key: UUID | None = None,
) -> ServiceNotice:
    """Tell everybody of a community (or of the service) of an important matter, by mail and on the pages.

    The same `key` again answers the same notice. Raises `Refused` for words that advertise, that are missing in a
    language, or for an end that does not follow its beginning.
    """
    rules.ensure_words(words)
    rules.ensure_times(begins_at, ends_at, clock.now())
    return tell(officer, about=about, community=community, words=words, begins_at=begins_at, ends_at=ends_at, key=key)


@action
def tell(
    actor: Party,
    *,
    about: About,
    community: Site | None,
    words: Mapping[str, str],
    begins_at: datetime | None = None,
    ends_at: datetime | None = None,
    key: UUID | None = None,
) -> ServiceNotice:
    """Announce what has happened already, or is decided elsewhere: whoever calls answers for the words."""
    now = clock.now()
    notice = ServiceNotice(
        id=key or new_id(),
        about=about,
        community=community,
        words={language: text.strip() for language, text in words.items()},
        begins_at=begins_at or now,
        ends_at=ends_at,
        announced_by=actor.id,
        announced_at=now,
    )
    made = made_once(notice, "about", "community_id", "words") or notice
    if made is notice:
        _write(actor, notice)
    return made


@action
def take_back(officer: Party, *, notice: ServiceNotice, words: Mapping[str, str]) -> ServiceNotice:
    """Tell everybody who was told that it does not happen after all. Taking back twice changes nothing."""
    rules.ensure_words(words)
    rules.ensure_open(notice, clock.now())
    back = ServiceNotice(
        about=About.CANCELLED,
        community=notice.community,
        words=dict(words),
        begins_at=clock.now(),
        takes_back=notice,
        announced_by=officer.id,
        announced_at=clock.now(),
    )
    if not insert_once(back):
        return ServiceNotice.objects.get(takes_back=notice)
    _write(officer, back)
    return back


def _write(officer: Party, notice: ServiceNotice) -> None:
    """Evidence on the chain of whom it concerns, and letters to them."""
    with site_scope(notice.community_id or PROVIDER):
        publish(
            NOTICE_ANNOUNCED,
            actor=officer,
            subject=Party("notice", notice.id, notice.id.hex),
            payload={
                "about": notice.about,
                "words": notice.words,
                "begins_at": notice.begins_at.isoformat(),
                "ends_at": notice.ends_at.isoformat() if notice.ends_at else None,
            },
            key=notice.id,
        )
        begin_round("service_notice", about=notice.id)
