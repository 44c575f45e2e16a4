"""A house in which every promise that can be measured has something to be measured on."""

from datetime import timedelta

from coorum.accounts import actions as accounts
from coorum.accounts.bands import Band
from coorum.accounts.models import Person
from coorum.accounts.queries import member_of, viewer_on_site
from coorum.accounts.references import address_mark
from coorum.accounts.roles import Duty
from coorum.base import clock, links
from coorum.base.events import SYSTEM, Party
from coorum.base.events import publish as tell
from coorum.base.ids import new_id
from coorum.base.ledger.heads import sign_heads
from coorum.base.scope import PROVIDER, provider_scope, site_scope
from coorum.community import actions as community
from coorum.consent.kinds import PolicyKind
from coorum.consent.notice import joining_notice
from coorum.customers import actions as customers
from coorum.customers.kinds import Kind as CustomerKind
from coorum.demo.loading.provider import publish
from coorum.enquiries import actions as enquiries
from coorum.enquiries.kinds import Kind as EnquiryKind
from coorum.enquiries.models import MailProbe
from coorum.factors import actions as factors
from coorum.factors import totp
from coorum.integrations import actions as systems
from coorum.integrations.kinds import Scope
from coorum.inviting import actions as inviting
from coorum.linking import actions as linking
from coorum.linking.queries import services
from coorum.moderation import actions as moderation
from coorum.moderation import subjects
from coorum.moderation.actions.deciding import Verdict
from coorum.moderation.kinds import Kind as ReportKind
from coorum.moderation.kinds import Outcome, Standard
from coorum.openid import actions as openid
from coorum.organisation import actions as organisation
from coorum.organisation import queries
from coorum.organisation.actions import improving, people, premises
from coorum.organisation.improvement import kinds as finding_kinds
from coorum.organisation.improvement.kinds import Gravity, Source
from coorum.organisation.kinds import CHECKLIST, CLAUSES
from coorum.organisation.people.kinds import DeviceKind
from coorum.privacy import actions as rights
from coorum.privacy.actions import erasing, guardians, incidents, merging, retention
from coorum.privacy.guardians.rules import mark_of
from coorum.privacy.incidents.kinds import Role, Step, Trigger
from coorum.privacy.kinds import Kind
from coorum.privacy.kinds import Step as Settling
from coorum.privacy.merging.preview import preview
from coorum.privacy.models import GuardianAsk
from coorum.profiles import actions as profiles
from coorum.provision import actions as provision
from coorum.signin import registration
from coorum.sites import actions as sites
from coorum.sites.events import SITE_CREATED
from coorum.sites.hosts import actions as hosts
from coorum.sites.hosts.kinds import Outcome as Looked
from coorum.sites.hosts.looking import Finding as Look
from tests.accounts.test_sessions import open_session
from tests.cast import Cast
from tests.profiles.steps import answer, wanted

#: Somebody's mail, half of which is kept apart.
ILL = "From: ill@people.example\r\nSubject: question\r\n\r\nうつ病で通院中です\r\n"


def furnish(cast: Cast) -> None:
    """Documents, two officers, a member whose data is provided, an open incident, a processor. Heads are signed."""
    with provider_scope():
        _name_service()
        publish(PolicyKind.PROVIDER_POLICY)
        _link(cast.hana)
        publish(PolicyKind.PROVIDER_TERMS)
        for name in ("officer", "second"):
            accounts.appoint_officer(SYSTEM, email=f"{name}@people.example", duty=Duty.PRIVACY_OFFICER, password=None)
        Person.objects.update(password="")
        _leak()
        _enquiries()
        _entrust()
        _teach()
    _keep_periods(cast)
    _join(cast, cast.mika, advertising=True)
    _customer(cast)
    _website(cast)
    _system(cast)
    _hosts(cast)
    _asked(cast)
    _leave_long_ago(cast)
    _ask_ages(cast)
    _report(cast)
    _invite(cast)
    _merge(cast)
    with provider_scope():
        _paid(cast.mika)
        _protect(cast.taro)
        _put_right(cast.mika)
    sign_heads()


def _name_service() -> None:
    """A service is set up, and the policy is to name it."""
    given = {"slug": "mizuumi", "name": "みずうみID", "issuer": "https://id.mizuumi.example", "client_id": "coorum"}
    more = {"client_secret": "x" * 32, "company": "みずうみ株式会社", "country": "JP"}
    service = linking.set_up_service(SYSTEM, kind="openid", **given, **more)
    linking.announce_service(SYSTEM, service=service, is_announced=True)


def _link(person: Person) -> None:
    """The policy names the service: it is switched on, and somebody links their account there."""
    (service,) = services()
    linking.switch_service(SYSTEM, service=service, is_on=True)
    taken = {"scopes": ["openid", "email"], "claims_kept": ["sub"]}
    linking.link_account(person, service=service, subject="mizuumi-0001", **taken)


def _ask_ages(cast: Cast) -> None:
    """Kiri asks how old people are: a child takes part by their guardian's consent, another waits for one, a youth joined."""
    fingerprint = joining_notice(cast.kiri, "ja").fingerprint
    agreed = {"fingerprint": fingerprint, "language": "ja", "advertising": False}
    with provider_scope():
        sites.begin_asking_ages(SYSTEM, cast.kiri)
        for child in ("aoi", "rin"):
            addresses = {"child": f"{child}@people.example", "guardian": f"{child}@family.example"}
            guardians.ask_guardian(site=cast.kiri, language="ja", **addresses)
        asked = GuardianAsk.objects.get(child_mark=mark_of("aoi@people.example"))
        guardians.agree(asked, **agreed)
        asked.refresh_from_db()
        registration.register_child(asked, password=None, language="ja")
        youth = accounts.register_person(email="nagi@people.example", password=None, language="ja")
        accounts.verify_address(youth)
    with site_scope(cast.kiri.id):
        provision.join(youth, **agreed, band=Band.YOUTH)


def _invite(cast: Cast) -> None:
    """A list was declared and invited; somebody asked for no more."""
    with site_scope(cast.kissa.id):
        for kind in ("invitation", "stop_invitations"):
            links._builders.setdefault(kind, lambda one, kind=kind: f"/{kind}/{one}/")
        owen, told = viewer_on_site(cast.owen), "当店のお客さまです。"
        facts = {"source": "customers", "ground": "agreed", "told": told}
        batch = inviting.declare_list(owen, content=b"yes@post.example\nno@post.example", **facts)
        inviting.begin(owen, batch=batch)
        assert not inviting.invite_next(batch.id)
        accounts.stop_invitations(address_mark(cast.kissa.id, "no@post.example"))


def _customer(cast: Cast) -> None:
    """Kissa's operator says who its customers are, and Mika linked her customer ID."""
    with site_scope(cast.kissa.id):
        owen = viewer_on_site(cast.owen)
        given = {"name": "こもれび商店", "address": "https://shop.example/sso"}
        directory = customers.set_up_directory(owen, kind=CustomerKind.PAYLOAD, **given)
        customers.make_secret(owen, directory)
        customers.note_trial(owen, directory)
        customers.switch_directory(owen, directory, is_on=True)
        taken = {"subject": "C-0001", "scopes": [], "claims_kept": ["sub"]}
        customers.link_customer(cast.mika, directory=directory, **taken)


def _website(cast: Cast) -> None:
    """A shop of Kissa's operator signs members in; Mika ticked one of the two items that it asked for."""
    with site_scope(cast.kissa.id):
        owen, asked = viewer_on_site(cast.owen), ["display_name", "email"]
        at = {"website": "https://shop.example/", "redirect_uris": ["https://shop.example/back"]}
        party = openid.register_party(owen, name="こもれび商店", items=asked, **at)
        link = openid.agree(member_of(cast.mika), party=party, asked=asked, items=["display_name"])
        facts = {"scope": "openid profile email", "browser": "", "signed_in_at": clock.now(), "nonce": ""}
        openid.begin_visit(link, redirect_uri=party.redirect_uris[0], challenge="c" * 43, code="code", **facts)


def _system(cast: Cast) -> None:
    """A system of Kissa's operator has a key."""
    with site_scope(cast.kissa.id):
        systems.make_key(viewer_on_site(cast.owen), name="会員メール配信", scopes=[Scope.MEMBERS_READ])


def _hosts(cast: Cast) -> None:
    """Where the sites are is in the evidence; Kissa answers on a host of its operator's, too."""
    for site in (cast.kissa, cast.kiri, cast.souko):
        with site_scope(site.id):
            told = {"slug": site.slug, "host": f"{site.slug}.test"}
            tell(SITE_CREATED, actor=SYSTEM, chain=site.id, subject=Party("site", site.id, site.id.hex), payload=told)
    with site_scope(cast.kissa.id):
        claim = hosts.claim_host(SYSTEM, cast.kissa, host="talk.shop.example")
        hosts.open_host(SYSTEM, hosts.note_finding(SYSTEM, claim, Look(Looked.RIGHT)))


def _asked(cast: Cast) -> None:
    """Kissa asks which roast its members like, and Mika answered."""
    with site_scope(cast.kissa.id):
        mika = viewer_on_site(cast.mika).member
        assert mika
        answer(mika, profiles.add_field(viewer_on_site(cast.owen), wanted()), "2")


def _keep_periods(cast: Cast) -> None:
    """A full run, for the provider and each site."""
    for chain in (PROVIDER, cast.kissa.id, cast.kiri.id, cast.souko.id):
        with site_scope(chain):
            run = retention.begin_run(is_full=True)
            assert not retention.go_on(run.id)


def _report(cast: Cast) -> None:
    """Taro reported a post of Hana's; it was removed, and looked at again by the provider."""
    for kind in ("own_report", "report_about_me", "console_report", "desk_reports"):
        links._builders.setdefault(kind, lambda one, kind=kind: f"/{kind}/{one}/")
    with site_scope(cast.kissa.id):
        hana, taro, owen = (viewer_on_site(one) for one in (cast.hana, cast.taro, cast.owen))
        board = community.open_board(owen, name="おしゃべり", slug="reported")
        post = community.write_post(hana, board=board, title="広告", body="買ってください", key=new_id())
        matter = subjects.find("post", post.id)
        assert matter
        case = moderation.report(taro, matter=matter, kind=ReportKind.TERMS, words="広告です").case
        moderation.decide(owen, case=case, verdict=Verdict(Outcome.REMOVED, "許しのない広告", Standard.PROMOTION))
        moderation.appeal(hana, case=case, words="広告ではありません")
        officer = Party("officer", cast.desk.id, cast.desk.ledger_ref)
        again = Verdict(Outcome.REMOVED, "やはり広告です", Standard.PROMOTION)
        moderation.decide_again(officer, case=case, verdict=again)


def _protect(person: Person) -> None:
    """Somebody has an authenticator app and recovery codes, and is signed in with them."""
    secret = totp.new_secret()
    factors.add_app(person, secret=secret, code=totp.code_at(secret, totp.step_at(clock.now())))
    factors.make_codes(person)
    open_session(person, _methods=["password", "totp"])


def _paid(person: Person) -> None:
    """Somebody asked for their data and paid the fee; nothing is searched yet."""
    request = rights.ask(person, kind=Kind.DISCLOSURE, words="すべて")
    rights.confirm_identity(person, request=request)
    rights.record_transfer(SYSTEM, request=request, reference="0042", payer="ミカ")


def _put_right(person: Person) -> None:
    """Somebody's name was wrong; an officer put it right, and the operators were told."""
    request = rights.ask(person, kind=Kind.CORRECTION, words="名前の読みが違います")
    request = rights.confirm_identity(person, request=request)
    officer, _second = _officers()
    rights.record_correction(officer, request=request, item="display_name", before="ミ力", after="ミカ")
    rights.decide(officer, request=request, outcome=Settling.FIX, reason="直しました")


def _officers() -> list[Party]:
    people = Person.objects.filter(id__in=queries.officers()).order_by("email")
    return [Party("officer", one.id, one.ledger_ref) for one in people]


def _entrust() -> None:
    """The servers are run by a processor: entered by the first officer, approved by the second."""
    first, second = _officers()
    details = organisation.Details(
        name="架空データセンター株式会社",
        address="東京都架空区1-1-1",
        representative="代表取締役 架空 一郎",
        service="サーバーの設置",
        items=("email",),
        access="管理用の回線",
        incident_contact="noc@datacentre.example",
    )
    one = organisation.propose(first, details=details, serves="hosting")
    organisation.check_security(first, processor=one, met=CHECKLIST, why="確認した")
    organisation.file_contract(
        first,
        processor=one,
        name="契約書.pdf",
        content=b"%PDF-1.7",
        starts_on=queries.today(),
        ends_on=queries.today() + timedelta(days=300),
        clauses=CLAUSES,
    )
    organisation.activate(second, processor=one)


def _enquiries() -> None:
    """Somebody wrote an hour ago, and the probe of the mailbox arrived."""
    then = clock.now() - timedelta(hours=1)
    with clock.held_at(then):
        kind, words = EnquiryKind.QUESTION, "いつ開きますか"
        enquiries.write_to_us(None, kind=kind, subject="質問", words=words, address="guest@people.example")
        enquiries.receive_mail(ILL.encode(), place="house:1", claimed_at=then)
    MailProbe.objects.create(address="privacy@provider.example", sent_at=then, arrived_at=then)


def _teach() -> None:
    """Both officers read a text and have a device; their duties are written down; what an audit found is mended."""
    first, second = Person.objects.filter(id__in=queries.officers()).order_by("email")
    parties = [Party("officer", one.id, one.ledger_ref) for one in (first, second)]
    course = people.make_course(
        parties[0], title_ja="基本", title_en="Basics", duties=[Duty.PRIVACY_OFFICER], text_ja="読む", text_en="Read"
    )
    for one in (first, second):
        people.confirm_reading(one, course=course)
        people.register_device(
            parties[0], label="PC", kind=DeviceKind.LAPTOP, holder=one, is_encrypted=True, is_locked=True
        )
    door = premises.enter_safeguard(parties[0], field="areas", place="執務室", what="施錠し、入退室を記録する")
    premises.attest_look(
        parties[0], safeguard=door, looked_by=second, looked_on=queries.today(), is_met=True, words="記録を確かめた"
    )
    people.snapshot_roles()
    finding = improving.open_finding(
        parties[0], source=Source.AUDIT, title="鍵", words="記録がない", gravity=Gravity.ORDINARY
    )
    improving.take_finding(parties[0], finding=finding, owner=first)
    improving.work_on_finding(parties[0], finding=finding, step=finding_kinds.Step.DO, words="記録を付けた")
    improving.work_on_finding(parties[1], finding=finding, step=finding_kinds.Step.AGREE, words="")


def _leak() -> None:
    """Twenty days ago somebody broke in; it was reported in time, and the final report is not due yet."""
    then = clock.now() - timedelta(days=20)
    with clock.held_at(then):
        facts = {"title": "不正アクセス", "words": "見慣れない接続", "department": "保守"}
        one = incidents.report_suspicion(SYSTEM, noticed_at=then, **facts)
    with clock.held_at(then + timedelta(minutes=1)):
        incidents.take_step(SYSTEM, incident=one, step=Step.TRIAGE, why="確認した")
    with clock.held_at(then + timedelta(minutes=2)):
        incidents.take_step(SYSTEM, incident=one, step=Step.KNOW, at=then)
    with clock.held_at(then + timedelta(minutes=3)):
        incidents.assess(SYSTEM, incident=one, triggers=[Trigger.IMPROPER], role=Role.OWN, least=1, most=9)
    with clock.held_at(then + timedelta(minutes=4)):
        incidents.file_report(SYSTEM, incident=one, step=Step.FILE_PRELIMINARY)
    with clock.held_at(then + timedelta(minutes=5)):
        incidents.take_step(SYSTEM, incident=one, step=Step.PUBLISH, why="お知らせのページ")


def _merge(cast: Cast) -> None:
    """Somebody registered twice, agreed to different things, and made one account of the two."""
    for kind in ("merging", "recover"):
        links._builders.setdefault(kind, lambda one, kind=kind: f"/{kind}/{one.hex}/")
    with provider_scope():
        twice = [
            accounts.register_person(email=f"{n}@people.example", password=None, language="ja") for n in ("a", "b")
        ]
        for person in twice:
            accounts.verify_address(person)
    going, staying = twice
    _join(cast, going)
    _join(cast, staying, advertising=True)
    with provider_scope():
        epochs, seen = (going.epoch, staying.epoch), preview(going, staying).digest
        merging.merge_accounts(staying, going=going, epochs=epochs, seen=seen)


def _leave_long_ago(cast: Cast) -> None:
    """Sixty days ago somebody closed their account; eleven days ago that was proven."""
    links._builders.setdefault("erasure_proof", lambda one: f"/erasures/{one.hex}/")
    now = clock.now()
    with clock.held_at(now - timedelta(days=90)):
        with provider_scope():
            gone = accounts.register_person(email="gone@people.example", password=None, language="ja")
            accounts.verify_address(gone)
        _join(cast, gone)
    with provider_scope():
        with clock.held_at(now - timedelta(days=60)):
            wish = erasing.ask_to_leave(gone, community=None, keep_posts=False)
            erasing.confirm(gone, erasure=wish)
        for days in (46, 11):
            with clock.held_at(now - timedelta(days=days)):
                erasing.watch()
                erasing.carry_on(wish.id)
                erasing.prove(wish.id)


def _join(cast: Cast, person: Person, *, advertising: bool = False) -> None:
    with site_scope(cast.kissa.id):
        fingerprint = joining_notice(cast.kissa, "ja").fingerprint
        provision.join(person, fingerprint=fingerprint, language="ja", advertising=advertising)
