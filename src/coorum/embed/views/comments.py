"""Writing and liking under a page of the operator's website, without leaving it."""

from django.http import HttpResponse
from django.utils.translation import gettext as _

from coorum.accounts.queries import Viewer
from coorum.base.errors import Refused
from coorum.community import actions
from coorum.community import queries as community
from coorum.embed.access import by_member, in_talk
from coorum.embed.forms import LikeForm, TalkForm
from coorum.embed.showing import block
from coorum.embed.wishes import Wish
from coorum.web.errors import STATUS
from coorum.web.request import Request


@by_member
def create(request: Request, wish: Wish, viewer: Viewer) -> HttpResponse:
    """Say something about the page."""
    form, status = TalkForm(request.POST), 400
    if form.is_valid():
        try:
            board = community.board_for_words(wish.board)
            actions.speak_about_page(viewer, board=board, address=wish.address, **form.words())
            return block(request, wish, viewer, said=_("Your comment is posted."))
        except Refused as refusal:
            form.take_refusal(refusal)
            status = STATUS.get(refusal.code, 403)
    return block(request, wish, viewer, form=form, status=status)


@by_member
def like(request: Request, wish: Wish, viewer: Viewer) -> HttpResponse:
    """Like the talk or one of its comments, or take it back."""
    form = LikeForm(request.POST)
    if not form.is_valid():
        return HttpResponse(status=400)
    subject, wanted = in_talk(wish, viewer, form.cleaned_data["subject"]), form.cleaned_data["wanted"]
    try:
        (actions.like if wanted else actions.unlike)(viewer, subject=subject)
    except Refused as refusal:
        return block(request, wish, viewer, said=str(refusal), status=STATUS.get(refusal.code, 403))
    return block(request, wish, viewer, said=_("You like this.") if wanted else _("You took your like back."))
