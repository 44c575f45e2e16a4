"""Where changes are sent to, how far that has gone, and what became of each."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from coorum.base.encryption import EncryptedTextField
from coorum.base.models import SiteForeignKey, SiteOwned
from coorum.integrations.places import Place
from coorum.integrations.webhooks.kinds import EventType, Miss, Reason, State


class Endpoint(SiteOwned):
    """An address of the operator's that is told of changes. `made_by`, a person's id, answers for it while they are staff.

    `server` … `read_at`: how far it has read in the change feed. `failures` in a row since `failing_since`; until
    `waits_until` nothing is tried. `holder` sends now, and is believed to until `held_until`; `again`: somebody else wanted to.
    `looks_at`: when a task looks after it next.
    """

    name = models.CharField(max_length=60)
    address = models.CharField(max_length=500)
    types = ArrayField(models.CharField(max_length=20, choices=EventType), default=list)
    made_by = models.UUIDField()
    made_at = models.DateTimeField()
    server = models.BigIntegerField()
    transaction = models.BigIntegerField()
    change = models.UUIDField()
    read_at = models.DateTimeField()
    failures = models.PositiveSmallIntegerField(default=0)
    failing_since = models.DateTimeField(null=True)
    waits_until = models.DateTimeField(null=True)
    holder = models.UUIDField(null=True)
    held_until = models.DateTimeField(null=True)
    again = models.BooleanField(default=False)
    looks_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["site", "name"], name="endpoint_name_once")]

    @property
    def place(self) -> Place:
        return Place(self.server, self.transaction, self.change, self.read_at)

    @place.setter
    def place(self, place: Place) -> None:
        self.server, self.transaction, self.change, self.read_at = place.server, place.transaction, place.id, place.at


class EndpointSecret(SiteOwned):
    """What signs; sealed, since it must be used. The one of before signs too, until `ends_at`."""

    endpoint = SiteForeignKey(Endpoint, on_delete=models.CASCADE, related_name="secrets")
    secret = EncryptedTextField()
    ends_in = models.CharField(max_length=4)
    made_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["site", "endpoint"], name="endpoint_secret_of")]


class Stop(SiteOwned):
    """Nothing is sent any more: why, since when, and by whom (a person's id), where somebody did it."""

    endpoint = SiteForeignKey(Endpoint, on_delete=models.CASCADE, related_name="stops")
    reason = models.CharField(max_length=8, choices=Reason)
    stopped_by = models.UUIDField(null=True)
    stopped_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["site", "endpoint"], name="endpoint_stop_once")]


class Delivery(SiteOwned):
    """One change on its way to one endpoint; its id is the `webhook-id`, the same each time. It holds no words and no names.

    `change` … `happened_at` are those of the change. `failures` since it was made or asked for again decide when it is due;
    `attempts` are all. The last one: when, its status (0: no answer), why it came to nothing, and how long it took.
    """

    endpoint = SiteForeignKey(Endpoint, on_delete=models.CASCADE, related_name="deliveries")
    change = models.UUIDField()
    subject = models.CharField(max_length=12)
    subject_id = models.UUIDField()
    what = models.CharField(max_length=12)
    happened_at = models.DateTimeField()
    made_at = models.DateTimeField()
    state = models.CharField(max_length=9, choices=State, default=State.WAITING)
    due_at = models.DateTimeField(null=True)
    failures = models.PositiveSmallIntegerField(default=0)
    attempts = models.PositiveIntegerField(default=0)
    tried_at = models.DateTimeField(null=True)
    status = models.PositiveSmallIntegerField(default=0)
    miss = models.CharField(max_length=8, choices=Miss, blank=True)
    milliseconds = models.PositiveIntegerField(default=0)

    class Meta:
        indexes = [
            models.Index(fields=["site", "endpoint", "due_at", "id"], name="delivery_due"),
            models.Index(fields=["site", "endpoint", "-made_at"], name="delivery_newest"),
            models.Index(fields=["site", "subject_id"], name="delivery_of_subject"),
            models.Index(fields=["site", "made_at"], name="delivery_oldest"),
        ]

    @property
    def type(self) -> str:
        return f"{self.subject}.{self.what}"
