"""The worker's heartbeat: one row, so that anybody can tell whether tasks are being done."""

from datetime import datetime

from django.db import models

from coorum.base import clock


class Heartbeat(models.Model):
    """When a worker last showed itself."""

    name = models.CharField(primary_key=True, max_length=40)
    at = models.DateTimeField()

    class Meta:
        app_label = "base"
        db_table = "heartbeat"


def beat(name: str = "worker") -> None:
    """Say that the worker is alive."""
    Heartbeat.objects.update_or_create(name=name, defaults={"at": clock.now()})


def last_beat(name: str = "worker") -> datetime | None:
    """When the worker last showed itself, or None."""
    return Heartbeat.objects.filter(name=name).values_list("at", flat=True).first()
