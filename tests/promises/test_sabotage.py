"""Whoever takes a control away turns its promise red: one thing is broken at a time, in a house to throw away.

There is no switch for this in the product: the database is changed by its superuser, code is patched from here.
"""

import os
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from typing import Any
from unittest import mock

import psycopg
import pytest
from django.db import connection
from django.http import HttpResponse
from django.urls import resolve

from coorum.accounts.models import DeskRole, Person
from coorum.accounts.queries import Viewer
from coorum.accounts.roles import Role
from coorum.api.v1 import API
from coorum.base import clock
from coorum.base.events import SYSTEM
from coorum.base.ids import new_id
from coorum.base.personal_data import datasets
from coorum.base.retention import rules
from coorum.base.scope import PROVIDER, provider_scope, site_scope
from coorum.consent import actions as consent
from coorum.consent.kinds import ConsentKind
from coorum.consent.purposes import PURPOSES
from coorum.integrations.models import Delivery
from coorum.integrations.queries import _credential as credential
from coorum.integrations.webhooks import actions as webhooks
from coorum.moderation.kinds import Ground
from coorum.privacy.fees import Price
from coorum.privacy.models import RightsRequest
from coorum.profiles.models import Answer
from coorum.promises import actions
from coorum.promises.models import Proof
from coorum.provision import actions as provision
from coorum.provision.actions import Told
from coorum.provision.models import ProvidedProfile
from coorum.signin.forms.signup import SignupForm
from coorum.web.cookies import Cookie
from tests.accounts.test_sessions import open_session
from tests.cast import Cast

Break = Callable[[Cast], AbstractContextManager[Any]]


def database(statement: str) -> Break:
    """Change the database as whoever owns the machine could."""

    def break_it(_cast: Cast) -> AbstractContextManager[Any]:
        address = psycopg.conninfo.make_conninfo(
            os.environ["COORUM_TEST_SUPERUSER"], dbname=connection.settings_dict["NAME"]
        )
        with psycopg.connect(address, autocommit=True) as superuser:
            superuser.execute("SET session_replication_role = replica")
            superuser.execute(statement)
        return nullcontext()

    return break_it


def code(target: str, replacement: Any) -> Break:
    """Change the program."""
    return lambda _cast: mock.patch(target, replacement)


def ticked() -> Any:
    fields = dict(SignupForm.base_fields)
    fields["advertising"] = type(fields["advertising"])(required=False, initial=True)
    return fields


def curious() -> Any:
    fields = dict(SignupForm.base_fields)
    fields["birthday"] = type(fields["email"])()
    return fields


def case(state: str, ago: str) -> str:
    """A request for disclosure that stands here, and arrived so long ago."""
    return (
        "INSERT INTO privacy_rightsrequest "
        "(id, kind, state, channel, form, address, language, words, postal_address, received_at) VALUES "
        f"(gen_random_uuid(), 'disclosure', '{state}', 'portal', 'electronic', 'x@x.example', 'ja', '', '', "
        f"now() - interval '{ago}');"
    )


def agent(kind: str, *, asks: str = "disclosure", state: str = "review") -> str:
    """Somebody asks for whoever's data is provided; their identity was taken for shown."""
    return (
        case(state, "1 day")
        + f"UPDATE privacy_rightsrequest SET kind = '{asks}' WHERE person_id IS NULL;"
        + "INSERT INTO privacy_agency (request_id, kind, agent_name, person_name, person_address, person_id, told_at) "
        f"SELECT r.id, '{kind}', '', '', 'x@x.example', v.person_id, now() "
        "FROM privacy_rightsrequest r, provision_provision v WHERE r.person_id IS NULL AND v.closed_at IS NULL LIMIT 1;"
        "INSERT INTO privacy_identification (request_id, method, level, verified_at) "
        "SELECT id, 'papers', 'mandate', now() FROM privacy_rightsrequest WHERE person_id IS NULL;"
    )


def letter(kind: str, purpose: str) -> str:
    """A letter that was put into the outbox by hand."""
    return (
        "INSERT INTO letter (id, key, site_id, kind, purpose, recipient, sender_name, subject, text, html, headers, written_at) "
        f"VALUES (gen_random_uuid(), gen_random_uuid(), '{PROVIDER}', '{kind}', '{purpose}', 'x@x.example', '', '', '', '', "
        "'{}', now())"
    )


def elsewhere(directive: str) -> Break:
    """Let pages reach a stranger."""
    return lambda _cast: mock.patch.dict(
        "django.conf.settings.SECURE_CSP", {directive: ["'self'", "https://tags.example"]}
    )


def advertised(_cast: Cast) -> AbstractContextManager[Any]:
    """Keep account data for advertising too."""
    name, dataset = next((one.name, one) for one in datasets() if one.name.startswith("accounts."))
    return mock.patch.dict(
        "coorum.base.personal_data._datasets", {name: replace(dataset, purposes=[*dataset.purposes, "advertise"])}
    )


def slipped(cast: Cast) -> AbstractContextManager[Any]:
    """Somebody got a session by the password alone, though they have a second factor."""
    open_session(cast.taro, _methods=["password"])
    return nullcontext()


def unasked(cast: Cast) -> AbstractContextManager[Any]:
    """The staff take the members along in a file, somebody withdraws, and nobody asks for the file to be erased."""
    with site_scope(cast.kissa.id):
        provision.export_members(Viewer(cast.owen, role=Role.OWNER))
        with mock.patch("coorum.provision.listeners.ask_to_erase", return_value=None):
            consent.withdraw_consent(cast.mika, kind=ConsentKind.PROVISION, by="test")
    return nullcontext()


def unended(cast: Cast) -> AbstractContextManager[Any]:
    """Somebody withdraws, and no website is told to stop."""
    with site_scope(cast.kissa.id), mock.patch("coorum.openid.listeners.end_link", return_value=None):
        consent.withdraw_consent(cast.mika, kind=ConsentKind.PROVISION, by="test")
    return nullcontext()


def unanswered(row: Any) -> Any:
    """A key of which nobody answers for any more opens what it opened before."""
    return credential({**row, "role": row["role"] or Role.OWNER}) if row else None


def unlocked(_cast: Cast) -> AbstractContextManager[Any]:
    """One address of the interface for systems asks for no key."""
    paths = (path for router in API._get_bound_routers() for path in router.path_operations.values())
    operation = next(one for path in paths for one in path.operations if one.auth_callbacks)
    return mock.patch.object(operation, "auth_callbacks", [])


def unstopped(cast: Cast) -> AbstractContextManager[Any]:
    """The staff look who wants advertising, somebody changes their mind, and nobody tells the staff."""
    with site_scope(cast.kissa.id):
        provision.list_members(Viewer(cast.owen, role=Role.OWNER), wanting=True)
        with mock.patch("coorum.provision.listeners.ask_to_stop", return_value=None):
            consent.withdraw_consent(cast.mika, kind=ConsentKind.ADVERTISING, by="test")
    return nullcontext()


def told(cast: Cast) -> AbstractContextManager[Any]:
    """A webhook told the operator of a member of whom nothing is provided."""
    with site_scope(cast.kissa.id):
        given = {"name": "店", "address": "https://shop.example/", "types": ["member.updated"]}
        endpoint, _secret = webhooks.add_endpoint(Viewer(cast.owen, role=Role.OWNER), **given)
        now = clock.now()
        facts = {"change": new_id(), "subject": "member", "subject_id": new_id(), "what": "updated", "happened_at": now}
        Delivery.new(endpoint=endpoint, made_at=now, attempts=1, tried_at=now, **facts).save()
    return nullcontext()


BOARD = "community_board"
SABOTAGE: dict[str, tuple[str, Break]] = {
    # the walls between communities
    "a wall is switched off": ("P6.1", database(f"ALTER TABLE {BOARD} DISABLE ROW LEVEL SECURITY")),
    "a wall is not forced": ("P6.1", database(f"ALTER TABLE {BOARD} NO FORCE ROW LEVEL SECURITY")),
    "the policy of a wall is gone": ("P6.1", database(f"DROP POLICY site ON {BOARD}")),
    "the policy of a wall lets everything through": (
        "P6.1",
        database(f"DROP POLICY site ON {BOARD}; CREATE POLICY site ON {BOARD} USING (true) WITH CHECK (true)"),
    ),
    "a second policy opens a hole": ("P6.1", database(f"CREATE POLICY hole ON {BOARD} FOR SELECT USING (true)")),
    "the view across sites may write": (
        "P6.1",
        database(
            f"DROP POLICY every_site ON {BOARD}; CREATE POLICY every_site ON {BOARD} TO coorum_every_site USING (true)"
        ),
    ),
    # ways out
    "statistics are given away": (
        "P9.5",
        database("UPDATE provision_provision SET purpose = 'statistics' WHERE purpose = 'provide'"),
    ),
    "data go out on no consent": ("P9.6", database("UPDATE provision_provision SET receipt_id = gen_random_uuid()")),
    "guests are turned away": (
        "P7.4",
        code("coorum.web.middleware.BeforeOpening.__call__", lambda _self, _request: HttpResponse(status=403)),
    ),
    "people without an account are put off": (
        "P1.1",
        code("coorum.promises.proofs.requests.ask_as_guest", lambda *_given, **_more: RightsRequest(id=new_id())),
    ),
    # what calls for special care
    "a profile takes an illness unasked": (
        "P5.2",
        code("coorum.accounts.actions.profiles.noticed_in", lambda _text: []),
    ),
    "a profile takes any number": (
        "P5.2",
        code("coorum.accounts.actions.profiles.ensure_no_numbers", lambda _text, field: None),
    ),
    "a mail's numbers are kept": ("P5.2", code("coorum.enquiries.inbound.apart.without_numbers", lambda text: text)),
    "a mail's illness lies open": ("P5.2", code("coorum.enquiries.inbound.apart.noticed_in", lambda _text: [])),
    "a file nobody looked into is handed out": (
        "P5.2",
        code("coorum.enquiries.care.queries.is_closed", lambda _file: False),
    ),
    "what is kept apart is forgotten": (
        "P5.2",
        database("UPDATE enquiries_held SET held_at = now() - interval '40 days', asked_at = NULL"),
    ),
    "what was decided is kept all the same": (
        "P5.2",
        database(
            "INSERT INTO enquiries_helddecision (held_id, outcome, is_late, made_at)"
            " SELECT id, 'erased', false, now() FROM enquiries_held"
        ),
    ),
    "what was emptied can be filled again": ("P5.2", database("DROP TRIGGER emptied_stays ON enquiries_held")),
    "the form takes an illness unasked": ("P5.2", code("coorum.enquiries.actions.asking.meant", lambda **_texts: [])),
    # important matters
    "a suspension is told to nobody": ("P3.4", code("coorum.notices.actions._write", lambda _actor, _notice: None)),
    "important notices may advertise": ("P3.4", code("coorum.notices.rules.advertising_in", lambda _text: "")),
    "an operator whose contract ended goes on": (
        "P3.4",
        database(
            "INSERT INTO privacy_closing (id, community_id, phase, given_by, reason, words, ends_at, certificate, begun_at)"
            " SELECT gen_random_uuid(), id, 'export', 'operator', '', '{}', now() - interval '2 hours', '', "
            "now() - interval '60 days' FROM sites_site LIMIT 1"
        ),
    ),
    "only some are told": (
        "P3.4",
        code("coorum.notices.rounds.everybody", lambda: Person.objects.none()),
    ),
    # evidence
    "an entry of evidence is rewritten": (
        "P12.2",
        database("UPDATE ledger_entry SET kind = 'nothing.was.here' WHERE n = 1"),
    ),
    "an entry of evidence is cut out": ("P12.2", database("DELETE FROM ledger_entry WHERE n = 1")),
    "a payload is exchanged": (
        "P12.2",
        database("UPDATE ledger_opening SET payload = '{}' WHERE payload <> '{}'"),
    ),
    "the guard of the evidence is dropped": ("P12.2", database("DROP TRIGGER append_only ON ledger_entry")),
    "the guard of the evidence is asleep": ("P12.2", database("ALTER TABLE ledger_entry DISABLE TRIGGER append_only")),
    "the program may delete evidence": ("P12.2", database("GRANT DELETE ON ledger_entry TO coorum_app")),
    # publishing
    "a published text is edited": (
        "P13.1",
        database("UPDATE consent_policytext SET document = jsonb_set(document, '{title}', '\"New\"')"),
    ),
    "a published text is edited with its hash": (
        "P13.1",
        database(
            "UPDATE consent_policytext SET document = jsonb_set(document, '{title}', '\"New\"'), sha256 = repeat('0', 64)"
        ),
    ),
    "the guard of published texts is dropped": ("P13.1", database("DROP TRIGGER final ON consent_policytext")),
    "a version takes effect for the past": (
        "P13.4",
        database(
            "ALTER TABLE consent_policyversion DROP CONSTRAINT policy_version_never_retroactive;"
            "UPDATE consent_policyversion SET effective_at = announced_at - interval '1 day'"
        ),
    ),
    "a version is not announced with what changed": (
        "P13.3",
        database("UPDATE consent_policyversion SET summary = '{}'"),
    ),
    "a version loses a language": ("P4.2", database("DELETE FROM consent_policytext WHERE language = 'en'")),
    "a purpose is missing from the policy": (
        "P3.6",
        database(
            "UPDATE consent_policytext SET document = replace(document::text, '広告・宣伝のメール', 'メール')::jsonb"
        ),
    ),
    # purposes
    "the gate of purposes stands open": (
        "P3.1",
        code("coorum.accounts.uses.allowed", lambda _item: {"", "profiling", *(one.id for one in PURPOSES)}),
    ),
    "nobody guards the purposes": ("P3.1", code("coorum.base.gates.PURPOSE._guard", lambda *_question: None)),
    "a use beyond its purpose leaves no evidence": (
        "P3.1",
        database(
            "INSERT INTO purpose_decision (id, at, purpose, item, what, why, is_override) "
            "VALUES (gen_random_uuid(), now(), 'profiling', 'email', 'shell', '18-3-1', true)"
        ),
    ),
    "a letter is written for nothing": ("P3.3", database(letter("service_notice", "profiling"))),
    "a letter pretends to be a notice": ("P3.3", database(letter("greeting", "notify"))),
    "advertising slips into a letter": (
        "P3.3",
        code("coorum.promises.proofs.uses._words", lambda _kind: "いまだけ50%オフのクーポン"),
    ),
    # witnesses outside
    "a time stamp is exchanged": (
        "P4.2",
        database("UPDATE promises_stamp SET token = '\\x30' WHERE version IS NOT NULL"),
    ),
    "a time stamp is antedated": ("P13.3", database("UPDATE promises_stamp SET at = at - interval '1 day'")),
    "a time stamp disappears": ("P13.3", database("DELETE FROM promises_stamp WHERE version IS NOT NULL")),
    "a look from outside is invented": (
        "P13.3",
        database("UPDATE promises_sight SET text = text || 'x', sha256 = encode(sha256((text || 'x')::bytea), 'hex')"),
    ),
    "a stamped head is cut off": (
        "P12.2",
        database("DELETE FROM ledger_head h USING promises_anchor a WHERE (h.site_id, h.n) = (a.chain, a.n)"),
    ),
    # consent and provision
    "a consent disappears": ("P9.1", database("DELETE FROM consent_consent")),
    "a consent names less than was provided": ("P0.2", database("UPDATE consent_consent SET items = ARRAY['email']")),
    "a provision borrows another's receipt": (
        "P9.1",
        database(
            "UPDATE consent_receipt SET person_id = (SELECT id FROM accounts_person ORDER BY id LIMIT 1) WHERE event = 'given'"
        ),
    ),
    "a receipt is rewritten": (
        "P9.1",
        database('UPDATE consent_receipt SET document = document || \'{"jurisdiction": "XX"}\''),
    ),
    "the console's rows outlive their record": ("P9.1", database("UPDATE provision_provision SET closed_at = now()")),
    "a withdrawal is not heeded": (
        "P10.3",
        database("UPDATE consent_receipt SET event = 'withdrawn', made_at = now() WHERE kind = 'provision'"),
    ),
    "a record forgets the recipient": ("P9.3", database("UPDATE provision_provision SET recipient = '{}'")),
    "a record has no evidence": ("P9.3", database("UPDATE ledger_entry SET key = gen_random_uuid()")),
    "the gate for ids stands open": ("P9.3", code("coorum.base.gates.TIE._guard", lambda *_question: None)),
    "nobody looks for ids": ("P9.3", code("coorum.base.outside.marks_in", lambda *_texts: frozenset())),
    "an id went out unasked": ("P9.3", database("UPDATE provision_provision SET route = 'APPI 31'")),
    "something is provided for another purpose": (
        "P3.1",
        database("UPDATE provision_provision SET purpose = 'profiling' WHERE purpose = 'provide'"),
    ),
    "a webhook tells of whoever did not agree": ("P9.1", told),
    "the gateway does not ask": (
        "P9.1",
        code("coorum.provision.actions.providing.ensure_purpose", lambda consent, _purpose: consent),
    ),
    "a notice is not recorded": (
        "P5.1",
        database("UPDATE consent_receipt SET document = jsonb_set(document, '{notice,fingerprint}', '\"\"')"),
    ),
    "a list is invited whose source nobody declared": (
        "P5.1",
        database("UPDATE inviting_batch SET told = ''"),
    ),
    "who stopped invitations is invited": (
        "P5.1",
        database("UPDATE accounts_invitation SET invited_at = now() + interval '1 second', email = 'no@post.example'"),
    ),
    # operators' websites and systems
    "a website reads more than was ticked": ("P9.1", database("UPDATE openid_link SET items = asked")),
    "a website is told what was not ticked": (
        "P9.1",
        code(
            "coorum.promises.proofs.openid.claims.userinfo",
            lambda visit: {"sub": visit.link.sub, "email": "x@x.example"},
        ),
    ),
    "the gateway tells a website all the same": (
        "P9.1",
        code("coorum.openid.claims.provision.tell_website", lambda *_given, **_facts: {"email": "x@x.example"}),
    ),
    "a website goes on after the withdrawal": ("P9.1", unended),
    "a sign-in outlives its link": ("P9.1", database("UPDATE openid_link SET ended_at = now(), items = '{}'")),
    "a website that was switched off goes on": (
        "P9.1",
        database(
            "INSERT INTO openid_halt (site_id, id, party_id, reason, halted_by, halted_at, is_providers) SELECT site_id, "
            "gen_random_uuid(), id, '', gen_random_uuid(), now() + interval '1 hour', true FROM openid_relyingparty"
        ),
    ),
    "a system reads what was not agreed to": (
        "P9.1",
        code(
            "coorum.provision.actions.systems._told", lambda row: Told(row["member_id"], row["id"], {"shoe_size": 25})
        ),
    ),
    "a system goes on reading after a withdrawal": (
        "P9.1",
        code("coorum.provision.actions.systems.entitled_profiles", lambda: ProvidedProfile.objects.all()),
    ),
    "a system is not seen": ("P9.3", code("coorum.provision.actions.systems._note", lambda _system, _members: None)),
    "a key opens though nobody answers for it": ("P6.1", code("coorum.integrations.queries._credential", unanswered)),
    "an address for systems asks for no key": ("P6.1", unlocked),
    "a key is kept in the clear": (
        "P6.1",
        database("UPDATE integrations_keysecret SET secret_hash = 'coorum_key_' || left(secret_hash, 40)"),
    ),
    # hosts
    "a host answers that nobody proved": ("P6.1", database("DELETE FROM sites_hostproof")),
    "a host is slipped in": (
        "P6.1",
        database(
            "INSERT INTO sites_domain (host, community_id, is_primary) SELECT 'stray.example', id, false FROM sites_site LIMIT 1"
        ),
    ),
    "a host whose record is gone goes on": (
        "P6.1",
        database(
            "INSERT INTO sites_hostfailing (site_id, id, claim_id, since) "
            "SELECT site_id, gen_random_uuid(), id, now() - interval '5 days' FROM sites_hostclaim"
        ),
    ),
    "a host is opened without a proof": ("P6.1", code("coorum.sites.hosts.rules.ensure_stands", lambda _state: None)),
    # advertising
    "somebody stands on a list unasked": ("X1", database("DELETE FROM consent_consent WHERE kind = 'advertising'")),
    "the consent to be provided stands for advertising too": (
        "X1",
        database(
            "UPDATE provision_provision p SET receipt_id = r.receipt_id FROM provision_provision r "
            "WHERE p.purpose = 'advertise' AND r.member_id = p.member_id AND r.purpose = 'provide'"
        ),
    ),
    "whoever left a community is advertised to": (
        "X1",
        database("DELETE FROM consent_consent WHERE kind = 'provision'"),
    ),
    "the gateway lets a wish go without its consent": (
        "X1",
        code("coorum.promises.proofs.advertising.hand_over", lambda _member, purpose: purpose),
    ),
    "the gate of letters stands open": ("X1", code("coorum.base.gates.LETTER._guard", lambda *_question: None)),
    "a change of mind is not heeded": (
        "X1",
        database(
            "UPDATE consent_receipt SET event = 'withdrawn', made_at = now() WHERE kind = 'advertising';"
            "UPDATE provision_provision SET first_at = first_at - interval '1 day'"
        ),
    ),
    "an operator is not told to stop": ("X1", unstopped),
    "letters about notices go on after a stop": (
        "X1",
        code("coorum.notices.inbox.rules.mail_at", lambda _mail, _times, now: now),
    ),
    "letters about notices sell something": (
        "X1",
        code("coorum.notices.inbox.letters.advertising_in", lambda _text: ""),
    ),
    "we advertise ourselves": ("X1", database(letter("service_notice", "advertise"))),
    "advertising is ticked beforehand": ("X1", lambda _cast: mock.patch.object(SignupForm, "base_fields", ticked())),
    "the list is provided on another consent": (
        "P9.1",
        database("UPDATE provision_providedwish SET provision_id = gen_random_uuid()"),
    ),
    # requests
    "a request is left lying": ("P10.1", database(case("collecting", "20 days"))),
    "a stranger is answered": ("P10.5", database(case("review", "1 day"))),
    "data are handed out right after a change": (
        "P10.5",
        code("coorum.accounts.cooling.cools_until", lambda _person: None),
    ),
    "an agent is answered without papers": ("P10.5", database(agent("lawyer"))),
    "a document outlives its check": (
        "P10.5",
        database(
            "INSERT INTO privacy_proofpaper (id, request_id, kind, channel, file, media_type, sha256, received_at, why_gone) "
            "SELECT gen_random_uuid(), id, 'person_id', 'upload', 'x', '', '', now() - interval '40 days', '' "
            "FROM privacy_rightsrequest LIMIT 1"
        ),
    ),
    "one officer overrules a ward alone": (
        "P10.5",
        database(
            agent("parent", asks="erase", state="closed")
            + "INSERT INTO privacy_agencyobjection (agency_id, objected_at) "
            "SELECT request_id, now() - interval '1 hour' FROM privacy_agency;"
            "INSERT INTO privacy_agencywaiver (agency_id, why, waived_by, waived_at) "
            "SELECT request_id, '', request_id, now() FROM privacy_agency;"
            "INSERT INTO privacy_decision (id, request_id, outcome, ground, reason, decided_by, decided_at) "
            "SELECT gen_random_uuid(), request_id, 'erase', '', '', request_id, now() FROM privacy_agency"
        ),
    ),
    "a guardian is not heard": (
        "X5",
        database(
            agent("parent", asks="stop", state="closed")
            + "INSERT INTO privacy_transition (id, request_id, step, before, after, actor, why, made_at) "
            "SELECT gen_random_uuid(), id, 'stop', 'ground_check', 'stopped', 'officer', '', now() "
            "FROM privacy_rightsrequest WHERE person_id IS NULL"
        ),
    ),
    "a proof of a guardian's consent is lost": ("X5", database("DELETE FROM privacy_guardianproof")),
    "a child takes part alone": (
        "X5",
        database(
            "UPDATE accounts_age SET band = 'under_16' WHERE band = 'under_18';"
            "UPDATE accounts_member m SET is_private = true FROM accounts_age a WHERE a.person_id = m.person_id"
        ),
    ),
    "somebody joined unasked": ("X5", database("DELETE FROM accounts_age WHERE band = 'under_18'")),
    "a question to a guardian lies about": (
        "X5",
        database("UPDATE privacy_guardianask SET expires_at = now() - interval '1 day'"),
    ),
    "a minor's profile is open": ("X5", database("UPDATE accounts_member SET is_private = false")),
    "an operator is not told of a correction": ("P10.2", database("DELETE FROM provision_operatortask")),
    "an operator is told of another item": (
        "P10.2",
        database("UPDATE provision_operatortask SET items = ARRAY['email']"),
    ),
    "an operator is not told of a correction for whom an agent asked": (
        "P10.2",
        database(
            "INSERT INTO privacy_agency (request_id, kind, agent_name, person_name, person_address, person_id) "
            "SELECT c.request_id, 'lawyer', '', '', 'x@x.example', r.person_id FROM privacy_correction c "
            "JOIN privacy_rightsrequest r ON r.id = c.request_id;"
            "UPDATE privacy_rightsrequest SET person_id = NULL, address = 'x@x.example' "
            "WHERE id IN (SELECT request_id FROM privacy_correction);"
            "DELETE FROM provision_operatortask"
        ),
    ),
    "a correction leaves no evidence": (
        "P10.2",
        database("UPDATE ledger_entry SET kind = 'nothing.was.here' WHERE kind = 'privacy.fact.corrected'"),
    ),
    "another case's evidence stands for a correction": (
        "P10.2",
        database(
            "UPDATE ledger_entry SET refs = replace(refs, (SELECT replace(request_id::text, '-', '') "
            "FROM privacy_correction), repeat('0', 32)) WHERE kind = 'privacy.fact.corrected'"
        ),
    ),
    "nobody wrote down what was put right": ("P10.2", database("DELETE FROM privacy_correction")),
    # what operators keep
    "a record does not say on which ground": ("X8", database("UPDATE provision_provision SET route = ''")),
    "a record does not name who received": (
        "X8",
        database("UPDATE provision_provision SET recipient = recipient - 'address'"),
    ),
    "a record does not name who provided": ("X8", database("UPDATE sites_provider SET representative = ''")),
    "a record rests on no consent": ("X8", database("UPDATE provision_provision SET receipt_id = gen_random_uuid()")),
    "a record is about nobody": ("X8", database("UPDATE provision_provision SET member_id = gen_random_uuid()")),
    "a record names no items": ("X8", database("UPDATE provision_provision SET items = '{}'")),
    "a record's days are wrong": (
        "X8",
        database("UPDATE provision_provision SET last_at = first_at - interval '1 day'"),
    ),
    "a record does not say how it was obtained": ("X8", code("coorum.provision.receipts.OBTAINED", "")),
    "an operator is not asked to erase": ("X8", unasked),
    "a refusal is decided alone": (
        "P10.6",
        database(
            case("decided", "1 day")
            + "INSERT INTO privacy_decision (id, request_id, outcome, ground, reason, decided_at) "
            "SELECT gen_random_uuid(), id, 'refused', 'rights', 'No', now() FROM privacy_rightsrequest "
            "WHERE person_id IS NULL"
        ),
    ),
    # incidents
    "a breach is not reported in time": (
        "P6.3",
        database(
            "DELETE FROM privacy_incidentreport; DELETE FROM privacy_incidentstep WHERE step = 'file_preliminary'"
        ),
    ),
    "the persons are not told": ("P6.3", database("DELETE FROM privacy_incidentstep WHERE step = 'publish'")),
    "a breach is closed without a step": ("P6.3", database("UPDATE privacy_incident SET phase = 'closed'")),
    "the steps about an incident may be edited": ("P6.3", database("DROP TRIGGER stays ON privacy_incidentstep")),
    "a report leaves no evidence": (
        "P6.3",
        database("UPDATE ledger_entry SET kind = 'nothing.was.here' WHERE kind = 'privacy.incident.reported'"),
    ),
    "the clock forgets the days": (
        "P6.3",
        lambda _cast: mock.patch("coorum.privacy.incidents.clock.FINAL_DAY_IMPROPER", 5),
    ),
    "the steps of a case may be edited": ("P10.6", database("DROP TRIGGER stays ON privacy_transition")),
    "the bound on fees is dropped": ("P10.7", database("ALTER TABLE privacy_fee DROP CONSTRAINT fee_lawful_kind")),
    "a person does not find their records": ("P10.4", database("DELETE FROM provision_reach")),
    "a payment has no receipt": (
        "P10.8",
        database(
            case("scoped", "1 day")
            + "INSERT INTO privacy_fee (request_id, kind, amount, tax_rate, tax, cost_basis, quoted_at, lapses_at) "
            "SELECT id, kind, 3000, 10, 1, '2026', now(), now() FROM privacy_rightsrequest WHERE person_id IS NULL;"
            "INSERT INTO privacy_payment (id, fee_id, method, reference, payer, paid_at) "
            "SELECT gen_random_uuid(), id, 'bank', 'x', '', now() FROM privacy_rightsrequest WHERE person_id IS NULL"
        ),
    ),
    "a receipt is edited": (
        "P10.8",
        database("UPDATE privacy_feepaper SET amount = 1"),
    ),
    "a receipt's number is left out": ("P10.8", database("UPDATE privacy_series SET last = last + 1")),
    "the books may be edited": ("P10.8", database("DROP TRIGGER stays ON privacy_feepaper")),
    "payments may be edited": ("P10.8", database("ALTER TABLE privacy_payment DISABLE TRIGGER stays")),
    "members write to each other in secret": ("X3", database("CREATE TABLE direct_message (id int)")),
    # registration, accounts, pages
    "the form asks for more": ("P0.1", lambda _cast: mock.patch.object(SignupForm, "base_fields", curious())),
    "a consent is ticked beforehand": ("P0.1", lambda _cast: mock.patch.object(SignupForm, "base_fields", ticked())),
    "the form takes what it did not ask for": (
        "P0.1",
        lambda _cast: mock.patch("coorum.signin.forms.signup.FRAME", {"surname"}),
    ),
    "more is kept of a service's answer": (
        "P2.2",
        database("UPDATE linking_link SET claims_kept = array_append(claims_kept, 'birthdate')"),
    ),
    "a link has no evidence": ("P2.2", database("UPDATE linking_link SET linked_at = now() + interval '1 hour'")),
    "the policy is silent about a service": ("P2.2", database("UPDATE linking_service SET name = 'みなとID'")),
    "a forged answer is believed": ("P2.2", code("coorum.promises.proofs.linking.read", lambda *_given: {})),
    "more is kept of a customer": (
        "P2.2",
        database("UPDATE customers_link SET claims_kept = array_append(claims_kept, 'birthdate')"),
    ),
    "an answer stays after its consent": ("P9.1", database("DELETE FROM consent_consent WHERE kind = 'field'")),
    "an answer serves another purpose": ("P3.1", database("UPDATE profiles_field SET purpose = 'advertise'")),
    "a field does not say what for": ("P3.1", database("UPDATE profiles_field SET why_ja = ''")),
    "a field asks for an illness": ("P2.5", database("UPDATE profiles_field SET label_ja = '持病はありますか'")),
    "answers are shown without consent": (
        "P9.1",
        code("coorum.promises.proofs.profiles.provided_answers", lambda: Answer.objects.all()),
    ),
    "a customer's link has no evidence": (
        "P2.2",
        database("UPDATE customers_link SET linked_at = now() + interval '1 hour'"),
    ),
    "a forged payload is believed": ("P2.2", code("coorum.promises.proofs.customers.payload.read", lambda *_given: {})),
    "passwords are kept in the clear": ("P2.1", database("UPDATE accounts_person SET password = 'plain$secret'")),
    "pages may load from elsewhere": ("P8.1", elsewhere("script-src")),
    "nothing takes cookies off": ("P7.1", code("coorum.web.cookies._NAMES", {"stray"})),
    "any cookie gets through": ("P7.2", code("coorum.web.cookies.OnlyRegistered", lambda get_response: get_response)),
    "the register has an advertiser": (
        "P2.4",
        code("coorum.web.cookies.REGISTER", (Cookie("uid", "advertising", "", ""),)),  # type: ignore[arg-type]
    ),
    "a tracking module may be reached": ("P8.2", elsewhere("connect-src")),
    "an image of a third party counts visits": ("P7.3", elsewhere("img-src")),
    "guessing is not limited": ("X4", lambda _cast: mock.patch("django.conf.settings.ACCOUNT_RATE_LIMITS", False)),
    "guessable passwords are taken": ("X4", lambda _cast: mock.patch("coorum.accounts.strength.GOOD", 0)),
    "passwords are looked at before they are counted": (
        "X4",
        lambda _cast: mock.patch("coorum.signin.probing.COUNT", "coorum.nobody.CountsFirst"),
    ),
    "a page of the desk takes a password for enough": (
        "P6.1",
        lambda _cast: mock.patch.object(resolve("/desk/").func, "asks_second", False),
    ),
    "a session went past a second factor": ("X4", slipped),
    "a recovery code is kept in the clear": (
        "X4",
        database("UPDATE factors_recoverycode SET code_hash = 'abcde-' || right(id::text, 9)"),
    ),
    "an authenticator's key is kept in the clear": (
        "X4",
        database("UPDATE factors_app SET secret = convert_to(repeat('A', 80), 'UTF8')"),
    ),
    "account data are used for advertising": ("P3.2", advertised),
    "links tell where one came from": (
        "P14.1",
        lambda _cast: mock.patch("django.conf.settings.SECURE_REFERRER_POLICY", "unsafe-url"),
    ),
    # data, organisation
    "a column nobody declared": ("P1.2", database("ALTER TABLE accounts_person ADD COLUMN blood_type text")),
    "a column keeps what the policy does not list": (
        "P2.5",
        lambda _cast: mock.patch(
            "coorum.promises.columns.matched", return_value={("accounts.Person", "email"): "shoe_size"}
        ),
    ),
    "a table nobody declared": ("P2.5", database("CREATE TABLE shadow (id int, birthday date)")),
    "what should be gone is kept": (
        "X6",
        database(
            "UPDATE accounts_person SET created_at = now() - interval '1 year'; UPDATE account_emailaddress SET verified = false"
        ),
    ),
    "nobody looks whether something is due": (
        "X6",
        database(
            "UPDATE privacy_retentionrun SET began_at = began_at - interval '3 days', ended_at = ended_at - interval '3 days';"
            "UPDATE ledger_entry SET at = at - interval '3 days'"
        ),
    ),
    "a rule is taken away": (
        "X6",
        code(
            "coorum.promises.proofs.periods.rules",
            lambda: [one for one in rules() if one.id != "privacy.fees"],
        ),
    ),
    "a rule fails": (
        "X6",
        database("UPDATE privacy_retentioncount SET fault = 'DataError' WHERE rule = 'base.letters'"),
    ),
    "old letters are kept": (
        "X6",
        database("UPDATE letter SET sent_at = now() - interval '92 days', written_at = now() - interval '92 days'"),
    ),
    "why something was removed is never forgotten": (
        "P3.5",
        code("coorum.promises.proofs.periods.rules", list),
    ),
    "what was done about a report is rewritten": (
        "P3.5",
        database("UPDATE moderation_case SET state = 'triaged'"),
    ),
    "a report keeps an address that is not needed": (
        "P3.5",
        database("UPDATE moderation_report SET address = 'taro@people.example'"),
    ),
    "a report lies about": (
        "X2",
        database("UPDATE moderation_case SET state = 'triaged', due_at = now() - interval '10 days'"),
    ),
    "something was taken away without a decision": ("X2", database("DELETE FROM moderation_decision")),
    "whoever decided decided again": (
        "X2",
        database("UPDATE moderation_decision SET decided_by = '00000000-0000-7000-8000-000000000001'"),
    ),
    "anybody may decide again": ("X2", database("DROP TRIGGER other_eyes ON moderation_decision")),
    "silence that was none was a ground": ("X2", database("UPDATE moderation_decision SET ground = 'silent'")),
    "an author is not heard": (
        "X2",
        code("coorum.promises.proofs.moderation.grounds_open", lambda *_given, **_facts: {Ground.SILENT}),
    ),
    "a decision needs no reason": (
        "X2",
        code("coorum.promises.proofs.moderation.ensure_decidable", lambda *_given, **_facts: None),
    ),
    "the law may be undercut": (
        "X6",
        code("coorum.base.retention.Period.is_shorter_than", lambda _self, _other: False),
    ),
    "the representative changed and nobody says so": (
        "P14.2",
        database("UPDATE sites_provider SET representative = '代表取締役 別人'"),
    ),
    "a fee is raised behind the policy's back": ("P14.2", code("coorum.promises.registers.PRICE", Price(amount=5000))),
    "the public page leaves a register out": (
        "P14.2",
        code("coorum.promises.public.lines", lambda _one: ["どこにもない言葉"]),
    ),
    "somebody who left is not erased": (
        "X6",
        database("UPDATE privacy_erasure SET state = 'grace', rested_at = now() - interval '16 days'"),
    ),
    "a system never let go": ("P10.3", database("UPDATE privacy_erasureanswer SET result = 'error'")),
    "a name is left of somebody who was erased": (
        "X6",
        database("UPDATE accounts_member SET bio = 'gone' WHERE display_name = '—'"),
    ),
    "an address comes back": (
        "X6",
        database("UPDATE accounts_person SET email = 'gone@people.example' WHERE email LIKE '%@erased.invalid'"),
    ),
    "a proof of erasure is rewritten": (
        "P10.3",
        database("UPDATE privacy_erasuremanifest SET document = jsonb_set(document, '{posts}', '\"kept\"')"),
    ),
    "the operator says nothing of itself": ("P14.2", database("UPDATE sites_operator SET representative = ''")),
    "a version is called less than it is": (
        "P4.1",
        database(
            "UPDATE consent_policyversion SET change_class = 'N1' WHERE kind = 'provider_policy';"
            "UPDATE promises_revision SET lowest = 'C' WHERE kind = 'provider_policy'"
        ),
    ),
    "nobody is told of a change that matters": (
        "P13.3",
        database("UPDATE consent_policyversion SET change_class = 'N3' WHERE kind = 'provider_terms'"),
    ),
    "silence is taken for a yes": (
        "P13.2",
        code("coorum.consent.campaign._granted", lambda _person, versions: {one.id for one in versions}),
    ),
    "an answer is invented": (
        "P13.2",
        database(
            "INSERT INTO consent_versionanswer (id, version_id, person_id, answer, document, signed, ledger_key, made_at)"
            " SELECT gen_random_uuid(), v.id, p.id, 'granted', '{}', '', gen_random_uuid(), now()"
            " FROM consent_policyversion v, accounts_person p LIMIT 1"
        ),
    ),
    # our people
    "grants do not end": (
        "P6.2",
        code("coorum.accounts.queries.desk_roles", lambda: DeskRole.objects.select_related("person")),
    ),
    "somebody renewed their own grant": (
        "P6.2",
        database(
            "ALTER TABLE accounts_deskrole DROP CONSTRAINT desk_role_by_another; "
            "UPDATE accounts_deskrole SET confirmed_by = person_id"
        ),
    ),
    "training is years old": (
        "P6.2",
        database("UPDATE organisation_attendance SET happened_on = happened_on - 800"),
    ),
    "nobody looks at the devices": (
        "P6.2",
        database("UPDATE organisation_devicecheck SET checked_on = checked_on - 500"),
    ),
    "nobody looks at the premises": (
        "P6.2",
        database("UPDATE organisation_safeguardcheck SET looked_on = looked_on - 500"),
    ),
    "whoever looked at the premises attests it": (
        "P6.2",
        database(
            "ALTER TABLE organisation_safeguardcheck DROP CONSTRAINT safeguard_attested_by_another; "
            "UPDATE organisation_safeguardcheck SET recorded_by = looked_by"
        ),
    ),
    "records of training may be edited": ("P6.2", database("DROP TRIGGER stays ON organisation_attendance")),
    "the duties are not written down for months": (
        "P12.1",
        database("UPDATE organisation_rolesnapshot SET month = month - interval '3 months'"),
    ),
    "everybody's term has ended": (
        "P12.1",
        database("UPDATE accounts_deskrole SET expires_at = now() WHERE duty = 'privacy_officer'"),
    ),
    "a processor was approved by its own author": (
        "P12.1",
        database(
            "UPDATE organisation_processorstep s SET actor_id = (SELECT c.actor_id FROM organisation_processorstep c "
            "WHERE c.step = 'contract' AND c.processor_id = s.processor_id) WHERE s.step = 'activate'"
        ),
    ),
    "a hold was lifted by whoever placed it": (
        "P12.1",
        database(
            "WITH h AS (INSERT INTO privacy_legalhold (id, person, dataset, ground, why, review_on, placed_by, placed_at) "
            "SELECT gen_random_uuid(), id, '', 'court', '', now(), id, now() FROM accounts_person LIMIT 1 "
            "RETURNING id, placed_by) INSERT INTO privacy_holdlifting (hold_id, why, waived, lifted_by, lifted_at) "
            "SELECT id, '', false, placed_by, now() FROM h"
        ),
    ),
    # what was found wanting
    "a finding is closed by hand": (
        "P12.2",
        database("DELETE FROM organisation_findingstep WHERE step = 'agree'"),
    ),
    "a broken promise is followed by nobody": (
        "P12.2",
        database(
            "WITH p AS (INSERT INTO promises_proof (id, round, promise, verdict, findings, measured_at, digest) "
            "VALUES (gen_random_uuid(), gen_random_uuid(), 'P9.9', 'broken', '[]', now(), '') RETURNING round) "
            "INSERT INTO organisation_controlrun (id, kept, not_measured, at_risk, broken, made_at) "
            "SELECT round, 0, 0, 0, 1, now() FROM p"
        ),
    ),
    "the steps about findings may be edited": ("P12.2", database("DROP TRIGGER stays ON organisation_findingstep")),
    # processors
    "the egress gate is open to all": ("P6.4", code("coorum.base.gates.EGRESS._guard", lambda _service: None)),
    "letters do not ask the gate": ("P6.4", code("coorum.base.outside.is_own", lambda _host: True)),
    "a contract is exchanged": (
        "P6.4",
        database("UPDATE ledger_opening SET payload = payload || '{\"sha256\": \"0\"}' WHERE payload ? 'sha256'"),
    ),
    "a processor is used without a contract": (
        "P6.4",
        database(
            "DELETE FROM organisation_processorpaper; DELETE FROM organisation_processorstep WHERE step = 'contract'"
        ),
    ),
    "one officer approves what they entered": (
        "P6.4",
        database(
            "UPDATE organisation_processorstep s SET actor_id = (SELECT c.actor_id FROM organisation_processorstep c "
            "WHERE c.step = 'contract') WHERE s.step = 'activate'"
        ),
    ),
    "a review is forgotten": (
        "P6.5",
        database("UPDATE organisation_processorstep SET happened_on = happened_on - 380"),
    ),
    "a deletion is not certified": (
        "P6.5",
        database(
            "INSERT INTO organisation_processorstep (id, processor_id, step, before, after, actor, is_alone, why, facts, "
            "happened_on, made_at) SELECT gen_random_uuid(), id, 'end', 'active', 'ended', 'officer', false, '', '{}', "
            "now()::date - 40, now() FROM organisation_processor; UPDATE organisation_processor SET state = 'ended'"
        ),
    ),
    "the steps about processors may be edited": ("P6.5", database("DROP TRIGGER stays ON organisation_processorstep")),
    "a processor moves abroad": (
        "P6.6",
        database("UPDATE organisation_processorversion SET country = 'US', route = 'equal'"),
    ),
    "another country is used behind the policy's back": (
        "P6.6",
        database("UPDATE promises_revision SET registers = jsonb_set(registers, '{countries}', '[\"US\"]')"),
    ),
    "a sub-processor abroad is added": (
        "P6.6",
        database(
            "UPDATE organisation_processorversion SET subprocessors = "
            """'[{"name": "x", "country": "SG", "work": "y", "approved": true}]'"""
        ),
    ),
    # enquiries
    "a mail is passed over": (
        "P0.3",
        database("UPDATE enquiries_enquiry SET state = state; DELETE FROM enquiries_message"),
    ),
    "the probe never arrives": (
        "P0.3",
        database("UPDATE enquiries_mailprobe SET arrived_at = NULL, sent_at = now() - interval '3 hours'"),
    ),
    "nobody answers for weeks": ("P11.1", database("UPDATE enquiries_enquiry SET due_on = now() - interval '20 days'")),
    "an enquiry is closed without a step": ("P11.1", database("UPDATE enquiries_enquiry SET state = 'closed'")),
    "more than was asked can be given": ("P9.2", database("DROP TRIGGER as_asked ON enquiries_inquiryproposal")),
    "the secrecy of communications is forgotten": ("P9.2", code("coorum.enquiries.authorities.rules.SECRET", ())),
    "something was given out of turn": (
        "P9.2",
        database(
            "INSERT INTO enquiries_inquiry (id, phase, authority, reference, document, secrecy, asked, words, received_at)"
            " VALUES (gen_random_uuid(), 'given', 'x', '', 'voluntary', 'ordinary', '{account}', '', now())"
        ),
    ),
    "nobody is responsible": ("P12.1", database("DELETE FROM accounts_deskrole")),
}
#: In every run; all of them with `--slow`.
SAMPLE = {
    "the policy of a wall lets everything through",
    "an entry of evidence is rewritten",
    "a published text is edited with its hash",
    "a consent disappears",
    "the gateway does not ask",
    "the form asks for more",
    "somebody stands on a list unasked",
    "the gate for ids stands open",
    "a column nobody declared",
}


def prove(promise: str) -> Proof:
    with provider_scope():
        (proof,) = actions.run_proofs(SYSTEM, ids=[promise], whole=True)
    return proof


@pytest.mark.parametrize(
    "name", [pytest.param(name, marks=[] if name in SAMPLE else [pytest.mark.slow]) for name in SABOTAGE]
)
def test_breaking_a_control_turns_its_promise_red(name: str, house: Cast) -> None:
    promise, break_it = SABOTAGE[name]
    before = {one["verdict"] for one in prove(promise).findings}
    assert "kept" in before <= {"kept", "not-measured"}, "before anything is broken"
    with break_it(house):
        assert prove(promise).verdict == "broken"


def test_every_promise_that_can_be_measured_is_sabotaged() -> None:
    from coorum.promises.proofs import checks

    measured = {one for check in checks() for one in check.promises}
    assert sorted(measured - {promise for promise, _ in SABOTAGE.values()}) == []
