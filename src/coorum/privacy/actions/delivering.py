"""Handing the answer over: one sealed file, fetched after signing in once more, gone after a fortnight."""

from django.utils.translation import gettext_lazy as _

from coorum.accounts import cooling
from coorum.accounts import queries as people
from coorum.accounts.models import Person
from coorum.base import clock, files
from coorum.base.actions import action
from coorum.base.errors import Refused
from coorum.base.events import SYSTEM, Party
from coorum.base.scope import PROVIDER
from coorum.privacy import calendar, letters, package, proofs, queries
from coorum.privacy.actions.moving import locked, move, tell
from coorum.privacy.events import PACKAGE_DELIVERED, PACKAGE_DOWNLOADED
from coorum.privacy.kinds import Form, State, Step
from coorum.privacy.merging.persons import persons_of
from coorum.privacy.models import Delivery, Download, Package, RightsRequest


@action
def deliver(actor: Party, *, request: RightsRequest, proof: str = "") -> RightsRequest:
    """Make the package, if there is none, and hand it over: on the page, or by post with the number of the letter as proof."""
    request = locked(request.id)
    proofs.ensure_person_had_time(request)
    made = queries.package_of(request) or _make(request)
    is_paper = request.form == Form.PAPER
    if is_paper and request.person is not None:
        cooling.ensure_cool(request.person)
    if is_paper and not proof.strip():
        raise Refused("proof_needed", _("Enter the number of the registered letter."), field="proof")
    request = move(request.id, Step.DELIVER, actor=actor)
    method = "post" if is_paper else "download"
    Delivery.objects.create(request=request, method=method, proof=proof, delivered_at=clock.now())
    told = {"method": method, "sha256": made.sha256, "size": made.size}
    tell(PACKAGE_DELIVERED, request, actor=actor, payload=told)
    letters.write("posted" if is_paper else "ready", request)
    return request


@action
def fetch_package(person: Person, *, request: RightsRequest) -> bytes:
    """The package as a ZIP file; the download is written down. Raises `Refused`: `cooling`, `expired`."""
    cooling.ensure_cool(person)
    if request.person not in persons_of(person):
        raise _gone()
    return hand_out(request, to=people.person_party(person))


def hand_out(request: RightsRequest, *, to: Party) -> bytes:
    """The package, for somebody who has shown who they are."""
    proofs.ensure_person_had_time(request)
    made = queries.package_of(request)
    if made is None or not made.file or made.expires_at <= clock.now():
        raise _gone()
    content = package.as_zip(package.opened(made))
    Download.objects.create(package=made, downloaded_at=clock.now())
    tell(PACKAGE_DOWNLOADED, request, actor=to, payload={"sha256": made.sha256})
    return content


def _gone() -> Refused:
    return Refused("expired", _("This package has expired and was destroyed. You can ask for it again."))


@action
def take_back(officer: Party, *, request: RightsRequest, why: str) -> RightsRequest:
    """The delivery did not arrive: it is made once more."""
    return move(request.id, Step.BOUNCE, actor=officer, why=why)


@action
def close_case(officer: Party, *, request: RightsRequest) -> RightsRequest:
    """Close a case that was delivered."""
    return move(request.id, Step.CLOSE, actor=officer)


@action
def close_delivered() -> int:
    """Close the cases delivered a fortnight ago about which nobody said a word. Returns how many."""
    done = queries.standing_since(State.DELIVERED, calendar.PACKAGE)
    for request in done:
        move(request.id, Step.CLOSE, actor=SYSTEM, why="delivered a fortnight ago")
    return len(done)


def _make(request: RightsRequest) -> Package:
    now = clock.now()
    made = Package(request=request, made_at=now, expires_at=now + calendar.PACKAGE, size=0)
    blob = package.sealed(made, package.contents_of(request))
    ref = files.put(PROVIDER, blob, "application/octet-stream")
    made.file, made.sha256, made.size = ref.key, ref.sha256, ref.size
    made.save(force_insert=True)
    return made
