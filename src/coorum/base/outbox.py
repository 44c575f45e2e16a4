"""The outbox's table (see base/mail.py)."""

from django.db import models

from coorum.base.ids import new_id


class Letter(models.Model):
    """One letter to one recipient. `site_id` is the nil UUID for letters of the provider; words are emptied once sent.

    `purpose` is that of its kind (base/mail.py); none for letters from before purposes were written down. `held_at`: since
    when it waits, because nothing may leave for the mail server (base/outside.py).
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    key = models.UUIDField(unique=True)
    site_id = models.UUIDField()
    kind = models.CharField(max_length=60)
    purpose = models.CharField(max_length=20, blank=True)
    recipient = models.EmailField(max_length=254)
    sender_name = models.CharField(max_length=200, blank=True)
    subject = models.TextField(blank=True)
    text = models.TextField(blank=True)
    html = models.TextField(blank=True)
    headers = models.JSONField(default=dict)
    written_at = models.DateTimeField(auto_now_add=True)
    sent_at = models.DateTimeField(null=True)
    held_at = models.DateTimeField(null=True)

    class Meta:
        app_label = "base"
        db_table = "letter"
