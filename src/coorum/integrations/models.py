"""An operator's systems: their keys, what they were answered, and what changed for them to fetch."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from coorum.base.encryption import EncryptedTextField
from coorum.base.models import SiteForeignKey, SiteOwned
from coorum.integrations.kinds import Scope


def scopes() -> ArrayField:
    return ArrayField(models.CharField(max_length=20, choices=Scope), default=list)


class ApiKey(SiteOwned):
    """A system of the operator's, and what it may do. It acts for `made_by`, a person's id, while they are staff."""

    name = models.CharField(max_length=60)
    scopes = scopes()
    made_by = models.UUIDField()
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["site", "name"], name="api_key_name_once")]


class KeySecret(SiteOwned):
    """What the system knows; kept as SHA-256. The one of before works until `ends_at`, so that nothing stands still meanwhile."""

    key = SiteForeignKey(ApiKey, on_delete=models.CASCADE, related_name="secrets")
    secret_hash = models.CharField(max_length=64)
    ends_in = models.CharField(max_length=4)
    made_at = models.DateTimeField()
    ends_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["site", "secret_hash"], name="key_secret_once")]
        indexes = [models.Index(fields=["site", "key"], name="key_secret_of_key")]


class AccessToken(SiteOwned):
    """A secret exchanged for an hour (RFC 6749 4.4), perhaps for fewer scopes. Kept as SHA-256; it ends with its secret."""

    secret = SiteForeignKey(KeySecret, on_delete=models.CASCADE, related_name="tokens")
    token_hash = models.CharField(max_length=64)
    scopes = scopes()
    expires_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["site", "token_hash"], name="access_token_once")]
        indexes = [
            models.Index(fields=["site", "secret"], name="access_token_of_secret"),
            models.Index(fields=["site", "expires_at"], name="access_token_oldest"),
        ]


class Answer(SiteOwned):
    """What a write with an `Idempotency-Key` was answered: said again to the same request, without doing it again."""

    key = SiteForeignKey(ApiKey, on_delete=models.CASCADE, related_name="+")
    name_hash = models.CharField(max_length=64)
    request_hash = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField(default=0)
    headers = models.JSONField(default=dict)
    body = EncryptedTextField(default="")
    answered_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["site", "key", "name_hash"], name="api_answer_once")]
        indexes = [models.Index(fields=["site", "answered_at"], name="api_answer_oldest")]


class Change(SiteOwned):
    """Something became different: `subject` and its id, and what happened to it (kinds.py).

    `transaction` is the number of the transaction that did it, in the database server named by `server`: rows below the
    oldest one under way are complete, and no later one can come before them.
    """

    server = models.BigIntegerField()
    transaction = models.BigIntegerField()
    subject = models.CharField(max_length=12)
    subject_id = models.UUIDField()
    what = models.CharField(max_length=12)
    happened_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["site", "transaction", "id"], name="change_order"),
            models.Index(fields=["site", "happened_at"], name="change_oldest"),
        ]


from coorum.integrations.webhooks.models import Delivery, Endpoint, EndpointSecret, Stop  # noqa: E402

__all__ = [
    "AccessToken",
    "Answer",
    "ApiKey",
    "Change",
    "Delivery",
    "Endpoint",
    "EndpointSecret",
    "KeySecret",
    "Stop",
]
