"""The words for people, courses and devices."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class How(models.TextChoices):
    """How somebody learned."""

    READ = "read", _("Read the text at the desk")
    CLASS = "class", _("Took part in a class")
    TEST = "test", _("Passed a test")
    OTHER = "other", _("In another way")


class DeviceKind(models.TextChoices):
    """What a device is."""

    LAPTOP = "laptop", _("Laptop")
    DESKTOP = "desktop", _("Desktop computer")
    PHONE = "phone", _("Phone or tablet")
    MEDIUM = "medium", _("Storage medium")


class Charge(models.TextChoices):
    """What somebody is reminded of."""

    TERM = "term", _("Renew the role at the desk")
    COURSE = "course", _("Take the course again")
    DEVICE = "device", _("Check the device")
    SAFEGUARD = "safeguard", _("Look at the measure")
    FINDING = "finding", _("Mend what was found")
