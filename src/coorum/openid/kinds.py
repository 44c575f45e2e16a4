"""Words of OpenID Connect that doors name, too, and how long things are good for."""

from datetime import timedelta

from django.db import models

#: What a scope asks for, by the ids of consent items; and as which claims they are told (OpenID Connect Core 5.1, 5.4).
SCOPES = {
    "openid": (),
    "profile": ("display_name", "user_id", "avatar"),
    "email": ("email",),
    "offline_access": (),
}
#: Whatever a relying party can ask for.
ITEMS = tuple(item for items in SCOPES.values() for item in items)
CLAIMS = ("sub", "name", "preferred_username", "picture", "email", "email_verified")

CODE_LIFE = timedelta(seconds=60)
ASKING_LIFE = timedelta(hours=1)
ACCESS_LIFE = timedelta(minutes=10)
REFRESH_LIFE = timedelta(days=30)
ID_TOKEN_LIFE = timedelta(minutes=10)
LOGOUT_TOKEN_LIFE = timedelta(minutes=2)  # at most two: Back-Channel Logout 1.0, 2.4


class TokenKind(models.TextChoices):
    """What a token is for."""

    ACCESS = "access"
    REFRESH = "refresh"
