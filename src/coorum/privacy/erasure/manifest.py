"""The signed paper: what was erased where, what stays by which rule until when. No word in it says who it was about.

It is a compact JWS (RFC 7515, EdDSA), like the receipts of consents: whoever holds it can check it offline against the
published keys, and find its digest in the evidence (docs/guide/erasure.md says how).
"""

from collections.abc import Iterable
from datetime import timedelta
from hashlib import sha256
from typing import Any

from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _

from coorum.base import clock
from coorum.base.ids import new_id
from coorum.base.scope import PROVIDER
from coorum.consent.signatures import sign
from coorum.privacy.erasure import rules, walk
from coorum.privacy.erasure.kinds import Result, Stage
from coorum.privacy.models import Erasure, ErasureAnswer, ErasureManifest
from coorum.sites import queries as sites

FORMAT = "coorum-erasure-proof/1"


def signed(erasure: Erasure, stage: Stage) -> ErasureManifest:
    """The paper of this stage, made and signed now."""
    paper = ErasureManifest(erasure=erasure, stage=stage, ledger_key=new_id(), made_at=clock.now())
    with translation.override(erasure.language):
        paper.document = _document(erasure, paper)
    paper.signed = sign(paper.document, kind="erasure-proof")
    paper.sha256 = sha256(paper.signed.encode()).hexdigest()
    paper.save(force_insert=True)
    return paper


def _document(erasure: Erasure, paper: ErasureManifest) -> dict[str, Any]:
    provider, answers = sites.provider(), list(erasure.answers.select_related("community").order_by("system"))
    told = {place.name: place for place in walk.places(erasure)}
    erased_at = erasure.erased_at or clock.now()
    return {
        "schema_version": FORMAT,
        "record_id": str(erasure.id),
        "stage": paper.stage,
        "scope": "site" if erasure.community else "account",
        "site": erasure.community.name if erasure.community else None,
        "posts": "left without a name" if erasure.keep_posts else "erased",
        "controller": _controller(provider) if provider else None,
        "asked_at": _moment(erasure.asked_at),
        "begun_at": _moment(erasure.begun_at or erased_at),
        "erased_at": _moment(erased_at),
        "systems": [_system(one, told) for one in answers],
        "residual": list(_residual(answers, told)),
        "shredded": {
            "salts": sum(one.erased for one in answers if one.system == "ledger"),
            "commitments_sha256": [one.proof for one in answers if one.proof],
        },
        "backups": {"days": rules.BACKUPS.days, "gone_by": _day(erased_at + rules.BACKUPS)},
        "made_at": _moment(paper.made_at),
        "ledger": {"chain": str(PROVIDER), "key": str(paper.ledger_key)},
    }


def _controller(provider: Any) -> dict[str, str]:
    return {
        "legal_name": provider.legal_name,
        "address": provider.address,
        "representative": provider.representative,
        "contact": provider.contact_email,
    }


def _system(answer: ErasureAnswer, told: dict[str, walk.Place]) -> dict[str, Any]:
    return {
        "name": answer.system,
        "title": str(told[answer.system].title) if answer.system in told else answer.system,
        "site": answer.community.name if answer.community else None,
        "result": answer.result,
        "erased": answer.erased,
        "masked": answer.masked,
        "kept": sum(one["rows"] for one in answer.kept),
        "answered_at": _moment(answer.answered_at),
    }


def _residual(answers: Iterable[ErasureAnswer], told: dict[str, walk.Place]) -> Iterable[dict[str, Any]]:
    for answer in answers:
        if answer.result == Result.HELD:
            yield _held(answer, told)
        for kept in answer.kept:
            place = told.get(answer.system)
            yield {
                "rule": kept["rule"],
                "what": str(place.title) if place else answer.system,
                "why": str(place.note) if place else "",
                "site": answer.community.name if answer.community else None,
                "rows": kept["rows"],
                "until": kept["until"],
            }


def _held(answer: ErasureAnswer, told: dict[str, walk.Place]) -> dict[str, Any]:
    """A hold is named by no more than that it is one: who asked for it may not be told (order of the APPI, 5)."""
    return {
        "rule": "hold",
        "what": str(told[answer.system].title) if answer.system in told else answer.system,
        "why": str(_("Something must be settled first. It is erased as soon as that is done.")),
        "site": answer.community.name if answer.community else None,
        "rows": None,
        "until": None,
    }


def _moment(moment: Any) -> str:
    return str(moment.isoformat(timespec="seconds"))


def _day(moment: Any) -> str:
    """The first day in Japan on which it is over for certain."""
    return str((timezone.localtime(moment) + timedelta(days=1)).date().isoformat())
