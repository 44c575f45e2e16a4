"""The provider's staff through the years: renewed by one another, taught, equipped, and mending what is found."""

import tomllib
from datetime import datetime, timedelta
from importlib.resources import files
from typing import Any

from coorum.accounts import actions, queries
from coorum.accounts.models import Person
from coorum.base import clock
from coorum.base.events import Party
from coorum.base.scope import provider_scope
from coorum.demo.kinds import Plan
from coorum.organisation.actions import improving, people, premises
from coorum.organisation.improvement.kinds import Step
from coorum.organisation.people.kinds import How
from coorum.organisation.people.queries import today

#: They are renewed some weeks before their term ends, as the letter reminds them.
EARLY = timedelta(days=345)
MONTHS = 3


def renew(now: datetime) -> None:
    """Let everybody at the desk be there today, each for another term in each year."""
    with provider_scope():
        roles = list(queries.granted_desk_roles())
        for number, role in enumerate(roles):
            other = roles[number - 1].person
            at = role.granted_at + EARLY
            while at < now:
                with clock.held_at(at):
                    actions.renew_officer(_party(other), person=role.person)
                at += EARLY


def teach(plan: Plan, now: datetime) -> None:
    """Courses, devices, measures, findings and the duties of the last months, each on its day."""
    content = tomllib.loads((files("coorum.demo") / "content" / "staff.toml").read_text(encoding="utf-8"))
    with provider_scope():
        known = _known(plan)
    for told in content["course"]:
        _course(told, now, known)
    for told in content["device"]:
        _device(told, now, known)
    for told in content["measure"]:
        _measure(told, now, known)
    for told in content["finding"]:
        _finding(told, now, known)
    for month in range(MONTHS):
        with clock.held_at(now - timedelta(days=30 * (MONTHS - 1 - month))), provider_scope():
            people.snapshot_roles()


def _known(plan: Plan) -> dict[str, Person]:
    """The staff by their part: the first of two officers is `privacy_officer`, the other `second_officer`."""
    there = {one.email: one for one in Person.objects.filter(desk_role__isnull=False)}
    officers = [there[entry.person] for entry in plan.staff if entry.role == "privacy_officer" and not entry.site]
    others = [there[entry.person] for entry in plan.staff if entry.role == "operator_admin" and not entry.site]
    return {"privacy_officer": officers[0], "second_officer": officers[1], "operator_admin": others[0]}


def _course(told: dict[str, Any], now: datetime, known: dict[str, Person]) -> None:
    words = {name: told[name] for name in ("title_ja", "title_en", "text_ja", "text_en") if name in told}
    with clock.held_at(_ago(now, told["ago"])), provider_scope():
        course = people.make_course(
            _party(known["privacy_officer"]), duties=told["duties"], months=told["months"], **words
        )
    for who, days in told.get("read", {}).items():
        with clock.held_at(_ago(now, days)), provider_scope():
            people.confirm_reading(known[who], course=course)
    for who, days in told.get("class", {}).items():
        with clock.held_at(_ago(now, days)), provider_scope():
            people.record_attendance(
                _party(known["operator_admin"]),
                course=course,
                person=known[who],
                happened_on=today(),
                how=How.CLASS,
                evidence=told["evidence"],
            )


def _device(told: dict[str, Any], now: datetime, known: dict[str, Person]) -> None:
    with clock.held_at(_ago(now, told["ago"])), provider_scope():
        people.register_device(
            _party(known["operator_admin"]),
            label=told["label"],
            kind=told["kind"],
            holder=known[told["holder"]],
            is_encrypted=True,
            is_locked=True,
            words=told["words"],
        )


def _measure(told: dict[str, Any], now: datetime, known: dict[str, Person]) -> None:
    """Entered by an administrator, who also writes down what the officers saw."""
    officer = _party(known["operator_admin"])
    with clock.held_at(_ago(now, told["ago"])), provider_scope():
        words = {name: told[name] for name in ("field", "place", "what", "months")}
        measure = premises.enter_safeguard(officer, **words)
    for look in told["look"]:
        with clock.held_at(_ago(now, look["ago"])), provider_scope():
            premises.attest_look(
                officer,
                safeguard=measure,
                looked_by=known[look["who"]],
                looked_on=today(),
                is_met=True,
                words=look["words"],
            )


def _finding(told: dict[str, Any], now: datetime, known: dict[str, Person]) -> None:
    said = {name: told[name] for name in ("title", "words", "source", "gravity")}
    owner, other = known[told["owner"]], _party(known["privacy_officer"])
    with clock.held_at(_ago(now, told["ago"])), provider_scope():
        finding = improving.open_finding(other, **said)
    with clock.held_at(_ago(now, told["ago"]) + timedelta(hours=3)), provider_scope():
        improving.take_finding(other, finding=finding, owner=owner)
    for name, step, who in (("done", Step.DO, _party(owner)), ("agreed", Step.AGREE, other)):
        if name in told:
            days, words = told[name]
            with clock.held_at(_ago(now, days)), provider_scope():
                improving.work_on_finding(who, finding=finding, step=step, words=words)


def _party(person: Person) -> Party:
    return Party("officer", person.id, person.ledger_ref)


def _ago(now: datetime, days: int) -> datetime:
    return now - timedelta(days=days)
