"""Where things of the community are found on this door."""

from typing import TYPE_CHECKING
from uuid import UUID

from django.core.signing import Signer
from django.http import Http404
from django.urls import reverse

from coorum.base import links
from coorum.community import queries as community
from coorum.consent import queries as consent

if TYPE_CHECKING:
    from coorum.community.models import Comment, Draft, Post

#: Links that are sent by mail only: to the page of a guest's request. The pages that ask for the code have links of their own.
guest_links = Signer(salt="coorum.portal.guest_request")
stop_links = Signer(salt="coorum.portal.stop_agent")
erasure_links = Signer(salt="coorum.portal.erasure")
code_links = Signer(salt="coorum.portal.guest_code")
enquiry_links = Signer(salt="coorum.portal.guest_enquiry")
care_links = Signer(salt="coorum.portal.enquiry_care")
#: To the page of a guest's report: sent to their address only.
report_links = Signer(salt="coorum.portal.guest_report")
rating_links = Signer(salt="coorum.portal.rating")
#: In every letter about notices: who has it may stop them, without signing in (RFC 8058).
letter_links = Signer(salt="coorum.portal.stop_letters")


def address_of_post(post: "Post") -> str:
    """The page of a post."""
    return reverse("portal:post", args=[post.board.slug, post.id])


def address_of_comment(comment: "Comment") -> str:
    """The page of the post that holds the comment, and the place on it. One or two queries."""
    after = community.page_with(comment)
    return f"{address_of_post(comment.post)}{f'?after={after}' if after else ''}#c{comment.number}"


def way_on(draft: "Draft") -> str:
    """Where one goes on writing a draft: an address, or "" where its place is gone."""
    query = f"?draft={draft.key}"
    if draft.kind in {"reply", "comment_edit"}:
        name = "reply" if draft.kind == "reply" else "edit_comment"
        return reverse(f"portal:{name}", args=[draft.comment_id]) + query if draft.comment_id else ""
    if draft.kind == "post":
        return reverse("portal:write_post", args=[draft.board.slug]) + query if draft.board else ""
    if draft.post is None:
        return ""
    if draft.kind == "comment":
        return f"{address_of_post(draft.post)}#composer"
    return reverse("portal:edit_post", args=[draft.post.board.slug, draft.post_id]) + query


def _permalink(name: str) -> links.Builder:
    def build(subject_id: UUID) -> str:
        return reverse(f"portal:{name}", args=[subject_id])

    return build


def guest_page(request_id: UUID) -> str:
    """The page of a request for somebody without an account: whoever has the link from the letter."""
    return reverse("portal:guest_request", args=[guest_links.sign(request_id.hex)])


def address_of_document(version_id: UUID) -> str:
    """The public page of one version; Http404 where there is none."""
    from coorum.portal.views.documents import SHELVES

    version = consent.version_by_id(version_id)
    if version is None:
        raise Http404
    shelf = next(word for word, kind in SHELVES.items() if kind == version.kind)
    return reverse("portal:document_version", args=[shelf, version.number])


def _signed(name: str, signer: Signer) -> links.Builder:
    def build(subject_id: UUID) -> str:
        return reverse(f"portal:{name}", args=[signer.sign(subject_id.hex)])

    return build


def erasure_page(erasure_id: UUID) -> str:
    """The page of an erasure: for whoever has the link from the letter, since the account will be gone."""
    return reverse("portal:erasure", args=[erasure_links.sign(erasure_id.hex)])


def care_page(message_id: UUID) -> str:
    """Where a writer says whether they mean us to have what is kept apart."""
    return reverse("portal:enquiry_care", args=[care_links.sign(message_id.hex)])


def register() -> None:
    """Tell the rooms where posts and comments are found, without their board; and the pages of a request."""
    links.register("post", _permalink("post_link"))
    links.register("comment", _permalink("comment"))
    links.register("version", _permalink("version"))
    links.register("document", address_of_document)
    links.register("rights_request", _permalink("rights_request"))
    links.register("guest_request", guest_page)
    links.register("own_enquiry", _permalink("own_enquiry"))
    links.register("guest_enquiry", _signed("guest_enquiry", enquiry_links))
    links.register("enquiry_care", care_page)
    links.register("rating", _signed("rate", rating_links))
    links.register("own_report", _permalink("own_report"))
    links.register("guest_report", _signed("guest_report", report_links))
    links.register("report_about_me", _permalink("report_about_me"))
    links.register("stop_notices", _signed("stop_letters", letter_links))
    links.register("notices", lambda _member: reverse("portal:notices"))
    links.register("notice_choices", lambda _member: reverse("portal:notice_choices"))
    links.register("stop_agent", lambda one: reverse("portal:stop_agent", args=[stop_links.sign(one.hex)]))
    links.register("erasure_proof", erasure_page)
    links.register("sandbox_payment", _permalink("sandbox_payment"))
    links.register("ask_to_stop", lambda _incident: reverse("portal:ask_request", args=["stop"]))
