"""Every "find by id for this viewer, or 404" of this door."""

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.core.signing import BadSignature, Signer, TimestampSigner
from django.http import Http404, HttpResponse

from coorum.accounts import queries as people
from coorum.base.errors import Refused
from coorum.base.events import Party
from coorum.base.ids import from_short
from coorum.base.scope import provider_scope
from coorum.community import queries as community
from coorum.consent import campaign
from coorum.consent import queries as consent
from coorum.consent.kinds import PolicyKind
from coorum.enquiries import queries as enquiries
from coorum.enquiries.care import queries as care
from coorum.moderation import queries as moderation
from coorum.moderation import subjects
from coorum.moderation.subjects import Matter
from coorum.openid import queries as openid
from coorum.portal.addresses import care_links, erasure_links, letter_links, rating_links, way_on
from coorum.privacy import calendar, papers, proofs
from coorum.privacy import queries as privacy
from coorum.privacy.erasure import queries as erasures
from coorum.privacy.merging.persons import persons_of
from coorum.profiles import queries as profiles
from coorum.sites import queries as sites
from coorum.web.guards import on_providers_host
from coorum.web.request import Request

if TYPE_CHECKING:
    from coorum.accounts.models import Member
    from coorum.community.models import Board, Comment, Draft, Picture, Post
    from coorum.consent.campaign import Ask
    from coorum.consent.models import PolicyVersion, Receipt, VersionAnswer
    from coorum.enquiries.models import Enquiry, Message
    from coorum.moderation.models import Case, Report
    from coorum.openid.models import Link
    from coorum.privacy.models import Agency, Erasure, ErasureManifest, FeePaper, OwnCopy, Package, RightsRequest
    from coorum.profiles.models import Field

_packages = TimestampSigner(salt="coorum.portal.package")
#: The page after the form says the number; the page after the code shows what was written, for half an hour.
sent_links = TimestampSigner(salt="coorum.portal.enquiry_sent")
#: After the form of a report: where its code is given.
reported_links = TimestampSigner(salt="coorum.portal.reported")
reading_links = TimestampSigner(salt="coorum.portal.enquiry_read")
HALF_AN_HOUR = 30 * 60


def link(request: Request, link_id: UUID) -> "Link":
    """A website where this member signs in with the community."""
    found = openid.links_of(request.viewer.member).filter(id=link_id).first()
    if found is None:
        raise Http404
    return found


def whose_letters(token: str) -> "Member | None":
    """The member of this site whose letters have this link; None where they left. Http404 for no link of ours."""
    try:
        return people.member_by_id(UUID(letter_links.unsign(token)))
    except (BadSignature, ValueError):
        raise Http404 from None


def member(_request: Request, user_id: str) -> "Member":
    """A member of this site, by the name in addresses; nobody who left or is about to."""
    return _found(people.member_named(user_id))


def profile_field(request: Request, field_id: UUID) -> "Field":
    """A profile field that this member is asked."""
    return _found(next((one for one in profiles.fields_for(request.viewer.member) if one.id == field_id), None))


def page_asked(request: Request) -> str:
    """The page of the operator's website that somebody wants to talk about; empty where it is on none that was listed."""
    address = request.POST.get("about") or request.GET.get("about", "")
    try:
        return sites.page_on_listed_site(request.site.id, address) if address else ""
    except Refused:
        return ""


def _owner(request: Request, kind: PolicyKind) -> UUID | None:
    """Whose document it is: the provider's (None), or this site's operator's."""
    if kind in {PolicyKind.PROVIDER_POLICY, PolicyKind.PROVIDER_TERMS}:
        return None
    if request.site is None:
        raise Http404
    return request.site.id


def versions(request: Request, kind: PolicyKind) -> "list[PolicyVersion]":
    """All versions of a document, newest first; none on a host that has no such document."""
    try:
        return consent.versions(kind, _owner(request, kind))
    except Http404:
        return []


def version(request: Request, kind: PolicyKind, number: str) -> "PolicyVersion":
    """The version with this number, or the one in force."""
    owner = _owner(request, kind)
    found = consent.version(kind, number, owner) if number else consent.version_in_force(kind, owner)
    if found is None:
        raise Http404
    return found


def version_before(request: Request, version: "PolicyVersion") -> "PolicyVersion":
    """The version that `version` replaced."""
    older = [one for one in versions(request, PolicyKind(version.kind)) if one.announced_at < version.announced_at]
    if not older:
        raise Http404
    return older[0]


def asked(request: Request, version_id: UUID) -> "Ask":
    """What the viewer is asked about this version."""
    version = consent.version_by_id(version_id)
    found = campaign.ask_of(request.viewer.person, version) if version else None
    if found is None or found.version.community_id not in (None, request.site.id):
        raise Http404
    return found


def own_receipt(request: Request, receipt_id: UUID) -> "Receipt":
    """A receipt of the person who looks, under whichever account they had it."""
    found = (consent.receipt(one.id, receipt_id) for one in persons_of(request.viewer.person))
    return _found(next((one for one in found if one is not None), None))


def own_answer(request: Request, answer_id: UUID) -> "VersionAnswer":
    """What the person who looks answered about a version, under whichever account."""
    found = (campaign.own_answer(one.id, answer_id) for one in persons_of(request.viewer.person))
    return _found(next((one for one in found if one is not None), None))


def readable_board(request: Request, slug: str) -> "Board":
    """A board the viewer may read."""
    return _found(community.board_named(request.viewer, slug))


def readable_post(request: Request, post_id: UUID) -> "Post":
    """A post the viewer may read, with board, author and cover."""
    return _found(community.post_to_show(request.viewer, post_id))


def readable_comment(request: Request, comment_id: UUID) -> "Comment":
    """A comment the viewer may read, with its post and board."""
    return _found(community.comment_to_show(request.viewer, comment_id))


def own_post(request: Request, post_id: UUID) -> "Post":
    """A post that the viewer may change."""
    return _found(community.post_of(request.viewer, post_id))


def removable_post(request: Request, post_id: UUID) -> "Post":
    """A post that the viewer may remove and, where it was removed, restore."""
    return _found(community.post_of(request.viewer, post_id, moderating=True))


def own_comment(request: Request, comment_id: UUID) -> "Comment":
    """A comment that the viewer may change."""
    return _found(community.comment_of(request.viewer, comment_id))


def removable_comment(request: Request, comment_id: UUID) -> "Comment":
    """A comment that the viewer may remove and, where it was removed, restore."""
    return _found(community.comment_of(request.viewer, comment_id, moderating=True))


def own_draft(request: Request, key: UUID) -> "Draft":
    """A draft of the person who looks."""
    return _found(community.draft_of(request.viewer, key))


def _found[T](row: T | None) -> T:
    if row is None:
        raise Http404
    return row


def cover(request: Request, picture_id: object, *, on: "Post | None" = None) -> "Picture | None":
    """A picture of the person who looks, or the one that the post shows already; None where there is none (yet)."""
    try:
        id_ = UUID(str(picture_id)) if picture_id else None
    except ValueError:
        return None
    if id_ is None:
        return None
    return on.cover if on and on.cover_id == id_ else community.picture_of(request.viewer.person.id, id_)


def key_in(text: str) -> UUID:
    """A form's key as it stands in an address."""
    try:
        return UUID(text)
    except ValueError:
        raise Http404 from None


def place_of_words(kind: str, at: str) -> dict[str, Any]:
    """Where a draft of this kind is meant to go; `at` is a board's slug or a short id. A place that is gone is None."""
    if kind == "post":
        return {"kind": kind, "board": community.board_for_words(at)}
    try:
        id_ = from_short(at)
    except ValueError:
        raise Http404 from None
    if kind in {"comment", "post_edit"}:
        post = community.post_for_words(id_)
        return {"kind": kind, "board": post and post.board, "post": post}
    if kind not in {"reply", "comment_edit"}:
        raise Http404
    comment = community.comment_for_words(id_)
    post = comment.post if comment else None
    return {"kind": kind, "board": post and post.board, "post": post, "comment": comment}


def way_on_with(request: Request, draft: "Draft") -> str:
    """Where the viewer can go on writing the draft; "" where its place is gone or closed to them."""
    if draft.kind == "post":
        board = draft.board and community.board_named(request.viewer, draft.board.slug)
        return way_on(draft) if board and community.may_write(request.viewer, board) else ""
    post = draft.post_id and community.post_to_show(request.viewer, draft.post_id)
    return way_on(draft) if post and not post.closed_at else ""  # type: ignore[attr-defined]  # a column the query adds


def of_the_provider(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """On the provider's host and in its scope: what a person asks the provider belongs to no site."""

    @wraps(view)
    def inside(request: Request, *args: Any, **kwargs: Any) -> HttpResponse:
        with provider_scope():
            return view(request, *args, **kwargs)

    return on_providers_host(inside)


def own_request(request: Request, request_id: UUID) -> "RightsRequest":
    """A request that the person who looks has made."""
    return _found(privacy.request_of(request.viewer.person, request_id))


def own_erasure(request: Request, erasure_id: UUID) -> "Erasure":
    """A wish of the person who looks to leave."""
    return _found(erasures.own(request.viewer.person, erasure_id))


def erasure_with(token: str) -> "Erasure":
    """An erasure, by the link that was sent by mail."""
    try:
        erasure_id = UUID(hex=erasure_links.unsign(token))
    except (BadSignature, ValueError):
        raise Http404 from None
    return _found(erasures.by_id(erasure_id))


def erasure_paper(erasure: "Erasure") -> "ErasureManifest":
    """Its newest signed paper."""
    return _found(erasures.newest_paper(erasure))


def own_copy(request: Request, copy_id: UUID) -> "OwnCopy":
    """The newest copy of the person's own data, where it is this one."""
    copy = erasures.newest_copy(request.viewer.person)
    return _found(copy if copy and copy.id == copy_id else None)


def guests_request(token: str, links: Signer) -> "RightsRequest":
    """The request of somebody without an account, by a link of this kind."""
    try:
        request_id = UUID(hex=links.unsign(token))
    except (BadSignature, ValueError):
        raise Http404 from None
    found = _found(privacy.request_by_id(request_id))
    if found.person_id is not None:
        raise Http404
    return found


def person(request: Request) -> Party:
    """Who acts, for the evidence."""
    return people.person_party(request.viewer.person)


def papers_of(request: "RightsRequest") -> "list[FeePaper]":
    """The papers about the fee of a request; 404 where there is none."""
    found = list(papers.papers_of(request))
    if not found:
        raise Http404
    return found


def paper_of(request: "RightsRequest", number: str) -> "FeePaper":
    """One of them, by its number."""
    return _found(next((one for one in papers_of(request) if one.number == number), None))


def ensure_papers_awaited(request: "RightsRequest") -> None:
    """404 unless the address was shown to be theirs, and papers are awaited."""
    if not (proofs.is_waiting(request) and proofs.has_shown_address(request)):
        raise Http404


def agency_of(request: "RightsRequest") -> "Agency":
    """For whom somebody asks; 404 where they ask for themselves."""
    return _found(proofs.agency_of(request))


def package_token(package: "Package") -> str:
    """What the link to a package ends in: signed, and good as long as the package."""
    return _packages.sign(package.id.hex)


def ensure_package_token(request: "RightsRequest", token: str) -> None:
    """404 where the link is not ours, for another package, or too old."""
    package = privacy.package_of(request)
    try:
        named = _packages.unsign(token, max_age=calendar.PACKAGE)
    except BadSignature:
        raise Http404 from None
    if package is None or named != package.id.hex:
        raise Http404


def own_enquiry(request: Request, enquiry_id: UUID) -> "Enquiry":
    """An enquiry that the person who looks has made."""
    return _found(enquiries.enquiry_of(request.viewer.person, enquiry_id))


def enquiry_by(token: str, links: Signer) -> "Enquiry":
    """The enquiry of a link of this kind; one with a time on it is good for half an hour."""
    return _found(enquiries.enquiry_by_id(_named(token, links)))


def answer_by(token: str) -> "Message":
    """The answer that a link in its letter asks about."""
    return _found(enquiries.answer_by_id(_named(token, rating_links)))


def message_by(token: str) -> "Message":
    """The message about which its writer was asked whether they mean us to have all of it."""
    return _found(care.message_by_id(_named(token, care_links)))


def reportable(request: Request, kind: str, spoken_id: UUID) -> Matter:
    """A post or comment that the viewer may read, to be reported."""
    if kind == "post":
        readable_post(request, spoken_id)
    elif kind == "comment":
        readable_comment(request, spoken_id)
    else:
        raise Http404
    return _found(subjects.find(kind, spoken_id))


def report_by(token: str, links: Signer) -> "Report":
    """A guest's report, by a link of this kind; one with a time on it is good for half an hour."""
    found = _found(moderation.report_by_id(_named(token, links)))
    if not found.address:
        raise Http404
    return found


def own_report(request: Request, case_id: UUID) -> "Report":
    """What the viewer reported."""
    return _found(moderation.own_report(request.viewer, case_id))


def case_about(request: Request, case_id: UUID) -> "Case":
    """A report about what the viewer wrote, once they were told of it."""
    return _found(moderation.case_about(request.viewer, case_id))


def _named(token: str, links: Signer) -> UUID:
    try:
        is_short = isinstance(links, TimestampSigner)
        return UUID(hex=links.unsign(token, max_age=HALF_AN_HOUR) if is_short else links.unsign(token))  # type: ignore[call-arg]
    except (BadSignature, ValueError):
        raise Http404 from None
