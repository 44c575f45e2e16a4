"""Having witnesses outside say what was published, and when: time stamps, looks from a second machine, stamped heads.

Everything here is done again until it succeeds: a sweep each minute takes what is still missing. Answers are asked for
outside the transaction, checked, and only then written down; an answer that does not hold is recorded as a doubt.
"""

import logging
from collections.abc import Callable
from datetime import timedelta
from hashlib import sha256
from typing import Any
from uuid import UUID

from coorum.base import clock, links
from coorum.base.actions import action
from coorum.base.calling import NoAnswer
from coorum.base.events import SYSTEM, Party, publish
from coorum.base.ids import new_id
from coorum.base.once import insert_once
from coorum.base.scope import PROVIDER, stepped_out
from coorum.consent.documents import from_json
from coorum.consent.models import PolicyVersion
from coorum.promises import publications, witnesses
from coorum.promises.clients.outside import Fetcher, NotSeen, Seen, fetcher
from coorum.promises.clients.tsa import authority
from coorum.promises.events import HEADS_ANCHORED, PUBLICATION_SEEN, PUBLICATION_STAMPED, WITNESS_DOUBTED
from coorum.promises.models import Anchor, Sight, Stamp
from coorum.promises.stamps import NotAStamp, Stamped
from coorum.sites import queries as sites

log = logging.getLogger(__name__)


def stamp_next() -> bool:
    """Have the next version stamped. Answers whether one was: then there may be more."""
    if not (stamper := authority()).is_set:
        return False
    for version in witnesses.unstamped():
        data = publications.publication_of(version)
        found = _asked("stamp", stamper.stamp, data) if _is_turn(version) else None
        if found is not None:
            return _keep_stamp(version, data, found)
    return False


def look_next() -> bool:
    """Have the next version looked at in one language. Answers whether one was seen: then there may be more."""
    if not (looker := fetcher()).is_set:
        return False
    for version, language in witnesses.unseen():
        address = address_of(version) if _is_turn(version) else None
        seen = _asked("look", _look, looker, address, version, language) if address else None
        if seen is not None:
            return _keep_sight(version, seen)
    return False


def anchor_heads() -> Stamp | None:
    """Have the heads that grew stamped under one root. None where nothing grew, no authority is set, or none answered."""
    heads = [head.as_json() for head in witnesses.heads_to_anchor()]
    if not heads or not (stamper := authority()).is_set:
        return None
    data = witnesses.anchored_text(witnesses.root_of(heads), len(heads))
    found = _asked("stamp", stamper.stamp, data)
    return _keep_anchors(heads, data, found) if found else None


def address_of(version: PolicyVersion) -> str | None:
    """Where anybody reads this version; None while its community is closed."""
    site = sites.site_by_id(version.community_id) if version.community_id else None
    if site is not None and (site.opened_at is None or site.is_suspended):
        return None
    origin = sites.origin_of(site) if site else sites.provider_origin()
    return f"{origin}{links.path_to('document', version.id)}"


def _is_turn(version: PolicyVersion) -> bool:
    """Each minute in its first hour, then four times an hour: whoever does not answer is not called without end."""
    now = clock.now()
    return now - version.announced_at < timedelta(hours=1) or now.minute % 15 == 0


def _look(looker: Fetcher, address: str, version: PolicyVersion, language: str) -> Seen:
    seen = looker.look(address, language)
    text = next(one for one in version.texts.all() if one.language == language)
    if not publications.is_said(from_json(text.document), seen.text):
        raise NotSeen("the page does not say what was published")
    return seen


def _asked[**Question, Answer](
    what: str, ask: Callable[Question, Answer], *args: Question.args, **kwargs: Question.kwargs
) -> Answer | None:
    """The witness's answer, or None; what is no answer or does not hold is told, and asked again in a minute."""
    try:
        with stepped_out():
            return ask(*args, **kwargs)
    except (NoAnswer, NotAStamp, NotSeen) as error:
        log.warning("no %s: %s", what, error)
        if not isinstance(error, NoAnswer):
            publish(WITNESS_DOUBTED, actor=SYSTEM, chain=PROVIDER, reason=str(error)[:300], payload={"what": what})
        return None


def _stamp(data: bytes, found: Stamped, version: UUID | None = None) -> Stamp:
    return Stamp(
        id=new_id(),
        version=version,
        digest=sha256(data).hexdigest(),
        at=found.at,
        by=found.by[:200],
        policy=found.policy[:100],
        serial=found.serial[:64],
        token=found.token,
        roots=found.roots,
        made_at=clock.now(),
    )


def facts_of(stamp: Stamp) -> dict[str, object]:
    """What the evidence says of a stamp: it cannot be exchanged later, and neither can whom we trusted."""
    return {
        "digest": stamp.digest,
        "at": stamp.at.isoformat(),
        "by": stamp.by,
        "token": sha256(bytes(stamp.token)).hexdigest(),
        "roots": sha256(stamp.roots.encode()).hexdigest(),
    }


@action
def _keep_stamp(version: PolicyVersion, data: bytes, found: Stamped) -> bool:
    stamp = _stamp(data, found, version.id)
    if not insert_once(stamp):
        return False
    about = Party("policy", version.id, version.id.hex)
    chain = version.community_id or PROVIDER
    publish(PUBLICATION_STAMPED, actor=SYSTEM, chain=chain, subject=about, payload=facts_of(stamp), key=stamp.id)
    return True


@action
def _keep_sight(version: PolicyVersion, seen: Seen) -> bool:
    names = ("language", "url", "sha256", "text", "at", "by", "nonce", "signature")
    facts = {name: getattr(seen, name) for name in names}
    sight = Sight(id=new_id(), version=version.id, made_at=clock.now(), **facts)
    if not insert_once(sight):
        return False
    told = {name: facts[name] for name in ("language", "url", "sha256", "by")} | {"at": seen.at.isoformat()}
    about = Party("policy", version.id, version.id.hex)
    chain = version.community_id or PROVIDER
    publish(PUBLICATION_SEEN, actor=SYSTEM, chain=chain, subject=about, payload=told, key=sight.id)
    return True


@action
def _keep_anchors(heads: list[dict[str, Any]], data: bytes, found: Stamped) -> Stamp:
    stamp = _stamp(data, found)
    stamp.save(force_insert=True)
    Anchor.objects.bulk_create(
        Anchor(stamp=stamp, position=position, chain=head["chain"], n=head["n"], head=head)
        for position, head in enumerate(heads)
    )
    facts = facts_of(stamp) | {"heads": len(heads), "root": witnesses.root_of(heads).hex()}
    publish(HEADS_ANCHORED, actor=SYSTEM, chain=PROVIDER, payload=facts, key=stamp.id)
    return stamp
