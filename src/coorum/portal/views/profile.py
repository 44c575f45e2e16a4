"""My profile: how the others see me."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from coorum.accounts import actions as accounts
from coorum.base import files
from coorum.base.errors import Refused
from coorum.base.pictures.kinds import AVATAR
from coorum.base.pictures.studio import Picture, examine_and_encode
from coorum.portal.forms.profile import ProfileForm, UserIdForm
from coorum.web.guards import member_required
from coorum.web.request import Request


@member_required
def edit(request: Request) -> HttpResponse:
    """Display name, a few words, a picture."""
    member = request.viewer.member
    shown = {"display_name": member.display_name, "bio": member.bio}
    form = ProfileForm(request.POST or None, request.FILES or None, initial=shown)
    if request.method == "POST" and form.is_valid() and _saved(request, form):
        messages.success(request, _("Saved."))
        return redirect("portal:profile")
    return render(request, "portal/accounts/profile.html", {"form": form, "id_form": UserIdForm()})


@require_POST
@member_required
def choose_id(request: Request) -> HttpResponse:
    """Choose the user ID, once."""
    form = UserIdForm(request.POST)
    if form.is_valid():
        try:
            accounts.choose_user_id(request.viewer.member, user_id=form.cleaned_data["user_id"])
        except Refused as refusal:
            form.take_refusal(refusal)
        else:
            messages.success(request, _("Saved."))
            return redirect("portal:profile")
    member = request.viewer.member
    shown = ProfileForm(initial={"display_name": member.display_name, "bio": member.bio})
    return render(request, "portal/accounts/profile.html", {"form": shown, "id_form": form})


def _saved(request: Request, form: ProfileForm) -> bool:
    """The picture first: while it is encoded nothing is written yet, so nothing is locked."""
    member, given = request.viewer.member, form.cleaned_data
    try:
        avatar = examine_and_encode(given["avatar"], kind=AVATAR) if given["avatar"] else None
        accounts.change_profile(member, display_name=given["display_name"], bio=given["bio"], openly=given["openly"])
        if avatar or given["no_avatar"]:
            accounts.choose_avatar(member, avatar_key=_stored(request, avatar) if avatar else "")
    except Refused as refusal:
        form.take_refusal(refusal)
        return False
    return True


def _stored(request: Request, picture: Picture) -> str:
    """The key under which the picture's middle size is kept."""
    middle = picture.sizes[min(1, len(picture.sizes) - 1)]
    return files.put(request.site.id, middle.data, middle.media_type).key
