"""Who asks for somebody else, and the papers that show it (obligations b-4, P10.5; APPI 37(3), order 13)."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models

from coorum.base.encryption import EncryptedTextField
from coorum.base.ids import new_id
from coorum.privacy import words
from coorum.privacy.kinds import AgentKind, ProofChannel, ProofKind
from coorum.privacy.models.cases import RightsRequest


class Agency(models.Model):
    """Somebody asks for another. The case's `address` is the agent's; here stands for whom: name, and the address under
    which we hold their data. `person` is the account found there once the papers were accepted, `told_at` when they were
    told of it; a mandated agent gets nothing before `waits_until`.
    """

    request = models.OneToOneField(RightsRequest, on_delete=models.CASCADE, primary_key=True, related_name="agency")
    kind = models.CharField(max_length=10, choices=AgentKind)
    agent_name = EncryptedTextField()
    person_name = EncryptedTextField()
    person_address = models.EmailField(max_length=254)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    told_at = models.DateTimeField(null=True)
    waits_until = models.DateTimeField(null=True)


class AgencyObjection(models.Model):
    """The person says that nobody may ask for them."""

    agency = models.OneToOneField(Agency, on_delete=models.CASCADE, primary_key=True, related_name="objection")
    objected_at = models.DateTimeField()


class AgencyWaiver(models.Model):
    """An officer does not wait, or goes on in spite of an objection, and says why."""

    agency = models.OneToOneField(Agency, on_delete=models.CASCADE, primary_key=True, related_name="waiver")
    why = EncryptedTextField()
    waived_by = models.UUIDField(null=True)
    waived_at = models.DateTimeField()


class ProofPaper(models.Model):
    """A paper that shows who somebody is, or for whom they may speak. Uploaded (a sealed `file` until `gone_at`), or seen
    on paper. `why_gone` says that it was accepted, too old, or sent back with its reason.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    request = models.ForeignKey(RightsRequest, on_delete=models.CASCADE, related_name="proofs")
    kind = models.CharField(max_length=12, choices=ProofKind)
    channel = models.CharField(max_length=6, choices=ProofChannel)
    file = models.CharField(max_length=200, blank=True)
    media_type = models.CharField(max_length=40, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    received_at = models.DateTimeField()
    gone_at = models.DateTimeField(null=True)
    why_gone = models.CharField(max_length=200, blank=True)

    class Meta:
        indexes = [models.Index(fields=["received_at"], condition=models.Q(gone_at=None), name="proof_to_drop")]

    @property
    def reason_gone(self) -> str:
        """Why it is gone, as it is read."""
        return words.reason(self.why_gone)


class ProofCheck(models.Model):
    """An officer went through the checklist of a paper, point by point."""

    paper = models.OneToOneField(ProofPaper, on_delete=models.CASCADE, primary_key=True, related_name="check_made")
    points = ArrayField(models.CharField(max_length=20))
    checked_by = models.UUIDField(null=True)
    checked_at = models.DateTimeField()


class ProofLook(models.Model):
    """An officer opened a paper."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    paper = models.ForeignKey(ProofPaper, on_delete=models.CASCADE, related_name="looks")
    looked_by = models.UUIDField(null=True)
    looked_at = models.DateTimeField()
