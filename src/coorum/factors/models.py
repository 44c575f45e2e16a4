"""What somebody has besides a password: an authenticator app, passkeys, recovery codes. They belong to no site."""

from django.db import models

from coorum.accounts.models import Person
from coorum.base.encryption import EncryptedTextField
from coorum.base.ids import new_id
from coorum.base.mail_codes import MailedCode


class App(models.Model):
    """The authenticator app of a person (RFC 6238). `used_step` is the time step of the last code that was taken: no code
    at or before it is taken again.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.OneToOneField(Person, on_delete=models.CASCADE, related_name="+")
    secret = EncryptedTextField()
    used_step = models.BigIntegerField(default=0)
    added_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)


class RecoveryCode(models.Model):
    """A code to write down, for the day the other factors are out of reach. The row holds its SHA-256, and goes with its use."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    code_hash = models.CharField(max_length=64)
    made_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "code_hash"], name="recovery_code_once")]


class Passkey(models.Model):
    """A key pair of one of the person's devices (WebAuthn): ours is the public half.

    `handle` is the random name the device knows the person by, the same for all their passkeys: nothing personal is in it.
    `uses` is the device's own counter; most passkeys keep it at 0.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="passkeys")
    name = models.CharField(max_length=40)
    credential = models.BinaryField(max_length=1023, unique=True)
    public_key = models.BinaryField()
    handle = models.BinaryField(max_length=64)
    uses = models.BigIntegerField(default=0)
    added_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)


class Loss(models.Model):
    """Somebody said that they lost their second factor. At `due_at` all their factors go, unless they take it back."""

    person = models.OneToOneField(Person, on_delete=models.CASCADE, primary_key=True, related_name="+")
    said_at = models.DateTimeField()
    due_at = models.DateTimeField()
    told_at = models.DateTimeField()


class LossCode(MailedCode):
    """The code by letter with which somebody says that they lost their second factor."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
