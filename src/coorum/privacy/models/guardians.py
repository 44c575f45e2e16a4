"""Guardians of those who are 15 or younger: the question put to one, and what shows that they agreed (X5)."""

from django.conf import settings
from django.db import models

from coorum.base.encryption import EncryptedTextField
from coorum.base.ids import new_id
from coorum.base.mail_codes import MailedCode
from coorum.privacy.models.erasures import Erasure


class GuardianAsk(models.Model):
    """A child wants to join `community`, and a guardian is asked. Nobody is registered by it: `person` stands only where
    the child had an account already, who then gave no address.

    Both addresses are sealed; the hashes find an ask of the same address. The codes travel by letter only, as SHA-256 here.
    Once agreed, `fingerprint`, `language` and `advertising` say to what; `child_hash` is the child's way to go on.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    community = models.ForeignKey("sites.Site", on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, related_name="+")
    child_address = EncryptedTextField()
    guardian_address = EncryptedTextField()
    child_mark = models.CharField(max_length=64)
    guardian_mark = models.CharField(max_length=64)
    code_hash = models.CharField(max_length=64, unique=True)
    child_hash = models.CharField(max_length=64, blank=True)
    language = models.CharField(max_length=2)
    invitation = models.CharField(max_length=80, blank=True)
    fingerprint = models.CharField(max_length=64, blank=True)
    advertising = models.BooleanField(default=False)
    asked_at = models.DateTimeField()
    agreed_at = models.DateTimeField(null=True)
    expires_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["community", "child_mark"], name="guardian_ask_once")]
        indexes = [models.Index(fields=["expires_at"], name="guardian_ask_ends")]


class GuardianProof(models.Model):
    """That a guardian agreed, and how: kept until the child is 18 by what was last answered, and a year longer.

    `commitment` is a keyed hash of the guardian's address with `salt`: it says whether an address is theirs, and is none.
    `receipt` is the consent it speaks of, `code_hash` the way to stop it, `erasure` what followed where they did.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    community = models.ForeignKey("sites.Site", on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    receipt = models.UUIDField(unique=True)
    salt = models.CharField(max_length=32)
    commitment = models.CharField(max_length=64)
    fingerprint = models.CharField(max_length=64)
    code_hash = models.CharField(max_length=64, unique=True)
    language = models.CharField(max_length=2)
    agreed_at = models.DateTimeField()
    of_age_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)
    erasure = models.ForeignKey(Erasure, on_delete=models.SET_NULL, null=True, related_name="ordered_by_guardian")

    class Meta:
        indexes = [models.Index(fields=["person"], name="guardian_proof_of_person")]


class GuardianCode(MailedCode):
    """A code to the guardian's address, before they stop it or take that back."""

    proof = models.ForeignKey(GuardianProof, on_delete=models.CASCADE, related_name="codes")
