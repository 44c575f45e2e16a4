"""What was checked of our promises, and with which result."""

from django.db import models

from coorum.base.ids import new_id
from coorum.consent.kinds import ChangeClass, PolicyKind
from coorum.promises.findings import Verdict
from coorum.promises.kinds import RevisionState


class Verification(models.Model):
    """One check of one chain of the evidence, asked for at the desk: waiting until `finished_at`.

    `fault` is the sentence that names the first thing that does not hold; empty where everything does.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    chain = models.UUIDField()
    asked_by = models.UUIDField(null=True)
    asked_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)
    entries = models.BigIntegerField(default=0)
    fault = models.TextField(blank=True)

    class Meta:
        indexes = [models.Index(fields=["chain", "-asked_at"], name="verification_newest")]


class Proof(models.Model):
    """What was found of one promise in one round. Append-only (a trigger sees to it); `digest` stands in the evidence.

    `findings`: for each check its name, verdict, sentence (a message), facts and query.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    round = models.UUIDField()
    promise = models.CharField(max_length=8)
    verdict = models.CharField(max_length=12, choices=[(one.value, one.value) for one in Verdict])
    findings = models.JSONField()
    measured_at = models.DateTimeField()
    digest = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["round", "promise"], name="proof_once_a_round")]
        indexes = [models.Index(fields=["promise", "-measured_at"], name="proof_newest")]


class Revision(models.Model):
    """A text on its way to being the next version, whose id it shares. Append-only, as all rows about it are.

    `texts` by language as consent/documents writes them, `registers` as they were (promises/registers.py), `keeps` which
    promise keeps a sentence that is not ours, `before` the version it was compared with, `lowest` the least class the
    program allows, `asked` the class its author gave it.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    kind = models.CharField(max_length=20, choices=PolicyKind)
    community_id = models.UUIDField(null=True)
    number = models.CharField(max_length=12)
    texts = models.JSONField()
    summary = models.JSONField()
    registers = models.JSONField()
    keeps = models.JSONField(default=dict)
    before = models.UUIDField(null=True)
    lowest = models.CharField(max_length=6, choices=ChangeClass)
    asked = models.CharField(max_length=6, choices=ChangeClass)
    effective_at = models.DateTimeField(null=True)
    drafted_by = models.UUIDField(null=True)
    drafted_at = models.DateTimeField()


class RegisterEdition(models.Model):
    """What the registers said from this moment on (promises/registers.py). Append-only; `sha256` stands in the evidence."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    number = models.PositiveIntegerField(unique=True)
    content = models.JSONField()
    sha256 = models.CharField(max_length=64)
    since = models.DateTimeField()


class RevisionStep(models.Model):
    """A state that a revision reached: when, and through whom (None: by itself)."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    revision = models.ForeignKey(Revision, on_delete=models.PROTECT, related_name="steps")
    state = models.CharField(max_length=12, choices=RevisionState)
    by = models.UUIDField(null=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["revision", "state"], name="revision_state_once")]


class RelationTest(models.Model):
    """Whether a changed purpose belongs to the original one, question by question (APPI 17(2), obligations b-8).

    `original` is the version compared with: the first, or the last to which everybody was asked to agree; `hops` how many
    related changes there were since.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    revision = models.OneToOneField(Revision, on_delete=models.PROTECT, related_name="test")
    original = models.UUIDField()
    hops = models.PositiveSmallIntegerField()
    answers = models.JSONField()
    reason = models.CharField(max_length=400)
    is_related = models.BooleanField()
    by = models.UUIDField(null=True)
    at = models.DateTimeField()


class Review(models.Model):
    """The second look at a revision; `waived` says why there was none, where one officer is all there is."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    revision = models.OneToOneField(Revision, on_delete=models.PROTECT, related_name="review")
    waived = models.CharField(max_length=400, blank=True)
    by = models.UUIDField(null=True)
    at = models.DateTimeField()


class Stamp(models.Model):
    """A time stamp of somebody outside over what we published (RFC 3161). Append-only.

    Over `version`, as promises/publications.py writes it, or over signed heads (`Anchor`) where there is none. `digest` is
    the SHA-256 that was stamped, `at` and `by` what the stamp says, `token` the answer as it came, `roots` whom we trusted.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    version = models.UUIDField(null=True, unique=True)
    digest = models.CharField(max_length=64)
    at = models.DateTimeField()
    by = models.CharField(max_length=200)
    policy = models.CharField(max_length=100)
    serial = models.CharField(max_length=64)
    token = models.BinaryField()
    roots = models.TextField()
    made_at = models.DateTimeField()


class Anchor(models.Model):
    """A signed head that a stamp covers: the leaf at `position` of the stamped tree is over the head as it is published."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    stamp = models.ForeignKey(Stamp, on_delete=models.PROTECT, related_name="anchors")
    position = models.PositiveIntegerField()
    chain = models.UUIDField()
    n = models.BigIntegerField()
    head = models.JSONField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["chain", "n"], name="anchor_once")]


class Sight(models.Model):
    """What a second machine saw at the public address of a version, in its own words and under its signature. Append-only.

    `text` is the page as people read it; `at` the moment by the clock of `by`, the witness's key.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    version = models.UUIDField()
    language = models.CharField(max_length=2)
    url = models.CharField(max_length=400)
    sha256 = models.CharField(max_length=64)
    text = models.TextField()
    at = models.DateTimeField()
    by = models.CharField(max_length=64)
    nonce = models.CharField(max_length=32)
    signature = models.CharField(max_length=128)
    made_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["version", "language"], name="sight_once")]
