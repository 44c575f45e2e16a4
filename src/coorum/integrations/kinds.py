"""What a key may be allowed, what can change, and how long things are good for. Apart from the tables, for doors."""

from datetime import timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _

ACCESS_LIFE = timedelta(hours=1)
#: How long the secret of before goes on working when a new one is made, unless it got out.
OVERLAP = timedelta(hours=24)
MOST_KEYS = 20


class Scope(models.TextChoices):
    """What a key may do. Nothing includes anything else."""

    BOARDS_READ = "boards:read", _("Read boards")
    BOARDS_WRITE = "boards:write", _("Open, change and remove boards")
    POSTS_READ = "posts:read", _("Read posts")
    POSTS_WRITE = "posts:write", _("Post for the community team, and take posts down")
    COMMENTS_READ = "comments:read", _("Read comments")
    COMMENTS_WRITE = "comments:write", _("Comment for the community team, and take comments down")
    REACTIONS_READ = "reactions:read", _("Read likes")
    MEMBERS_READ = "members:read", _("Read who members are, as far as each of them agreed")
    INVITATIONS_READ = "invitations:read", _("Read open invitations")
    INVITATIONS_WRITE = "invitations:write", _("Invite members, and withdraw invitations")
    CHANGES_READ = "changes:read", _("Follow what changes")


class Life(models.TextChoices):
    """How long a key is good for, in days."""

    MONTH = "30", _("30 days")
    QUARTER = "90", _("90 days")
    YEAR = "365", _("A year")


#: What a change is about, and the scope without which nobody is told of it.
TOLD_TO = {
    "board": Scope.BOARDS_READ,
    "post": Scope.POSTS_READ,
    "comment": Scope.COMMENTS_READ,
    "member": Scope.MEMBERS_READ,
}
#: What happened to it. `deleted`: it is not there any more, and what was kept of it is to be erased.
PUBLISHED, UPDATED, DELETED = "published", "updated", "deleted"
