"""The ledger's tables, for reading. They are made, and written, by SQL (migrations/): Django never saves these.

Row-level security shows the open scope's chain only. docs/evidence.md says what the columns mean.
"""

from django.db import models


class Recorded(models.Model):
    """What an entry and a leaf have in common. `refs` is the canonical text of a JSON object."""

    site_id = models.UUIDField()
    kind = models.TextField()
    version = models.IntegerField()
    at = models.DateTimeField()
    actor = models.TextField()
    subject = models.TextField(null=True)
    refs = models.TextField()
    commitment = models.BinaryField(null=True)
    hash = models.BinaryField()

    class Meta:
        abstract = True


class Chain(models.Model):
    """The last entry of a chain: what appending locks."""

    site_id = models.UUIDField(primary_key=True)
    n = models.BigIntegerField()
    hash = models.BinaryField()
    leaves = models.BigIntegerField()

    class Meta:
        managed = False
        db_table = "ledger_chain"


class Entry(Recorded):
    """An entry of the legal stream."""

    pk = models.CompositePrimaryKey("site_id", "n")
    n = models.BigIntegerField()
    key = models.UUIDField(null=True)
    prev = models.BinaryField()

    class Meta:
        managed = False
        db_table = "ledger_entry"
        ordering = ["site_id", "n"]


class Leaf(Recorded):
    """An entry of the access stream; `seal` is the entry of the chain that holds it, once there is one."""

    pk = models.CompositePrimaryKey("site_id", "id")
    id = models.UUIDField()
    seal = models.BigIntegerField(null=True)
    number = models.BigIntegerField(null=True)

    class Meta:
        managed = False
        db_table = "ledger_leaf"
        ordering = ["site_id", "number"]


class Opening(models.Model):
    """What a commitment stands for, until it is erased."""

    pk = models.CompositePrimaryKey("site_id", "commitment")
    site_id = models.UUIDField()
    commitment = models.BinaryField()
    salt = models.BinaryField()
    payload = models.JSONField()

    class Meta:
        managed = False
        db_table = "ledger_opening"


class Key(models.Model):
    """A public key that signed heads."""

    id = models.TextField(primary_key=True)
    public = models.BinaryField()
    since = models.DateTimeField()

    class Meta:
        managed = False
        db_table = "ledger_key"


class Head(models.Model):
    """A signed head of a chain."""

    pk = models.CompositePrimaryKey("site_id", "n")
    site_id = models.UUIDField()
    n = models.BigIntegerField()
    root = models.BinaryField()
    hash = models.BinaryField()
    at = models.DateTimeField()
    key = models.ForeignKey(Key, on_delete=models.DO_NOTHING, db_index=False)
    signature = models.BinaryField()

    class Meta:
        managed = False
        db_table = "ledger_head"
        ordering = ["site_id", "n"]
