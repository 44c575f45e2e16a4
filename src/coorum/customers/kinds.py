"""How an operator's website says who its customer is, and the lengths of its words."""

from django.db import models
from django.utils.translation import gettext_lazy as _

#: The website of an operator that says who somebody is begins the name of a session's method (accounts/methods.py).
LONGEST_SUBJECT = 255
#: What may be kept of an answer (P2.2); everything else is dropped as it is read.
ALLOWED_CLAIMS = ("sub", "email")
#: Two secrets are good at once, so that one can be changed without a gap.
MOST_SECRETS = 2


class Kind(models.TextChoices):
    """The way of asking."""

    OPENID = "openid", _("OpenID Connect")
    PAYLOAD = "payload", _("Signed payload")


class Algorithm(models.TextChoices):
    """How a provider signs. One is chosen: a token signed in another way is none of its."""

    RS256 = "RS256", "RS256"
    PS256 = "PS256", "PS256"
    ES256 = "ES256", "ES256"
    EDDSA = "EdDSA", "EdDSA"
