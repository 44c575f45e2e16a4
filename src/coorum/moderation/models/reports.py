"""Reports: who says so, and where they are answered."""

from django.db import models

from coorum.base.encryption import EncryptedTextField
from coorum.base.mail_codes import MailedCode
from coorum.base.models import SiteForeignKey, SiteOwned
from coorum.moderation.models.cases import Case


class Report(SiteOwned):
    """Somebody reported it: a member, a guest by their address, or (neither) the staff by themselves.

    `staff` is the person's id where one of the staff acted. A guest's address counts once it was shown to be theirs
    (`confirmed_at`); until then it gets the first letter and no other.
    """

    case = SiteForeignKey(Case, on_delete=models.CASCADE, related_name="reports")
    member = SiteForeignKey("accounts.Member", on_delete=models.PROTECT, null=True, related_name="+")
    staff = models.UUIDField(null=True)
    address = models.EmailField(max_length=254, blank=True)
    words = EncryptedTextField()
    language = models.CharField(max_length=2, default="ja")
    filed_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["site", "case", "member"], condition=models.Q(member__isnull=False), name="report_member_once"
            ),
            models.UniqueConstraint(
                fields=["site", "case", "address"], condition=~models.Q(address=""), name="report_address_once"
            ),
        ]
        indexes = [
            models.Index(fields=["site", "case", "filed_at"], name="report_in_order"),
            models.Index(fields=["site", "member", "-filed_at"], name="report_of_member"),
            models.Index(fields=["site", "address", "-filed_at"], name="report_of_address"),
        ]


class ReportCode(MailedCode, SiteOwned):
    """A code that was sent to a guest who reports."""

    report = SiteForeignKey(Report, on_delete=models.CASCADE, related_name="codes")

    class Meta:
        indexes = [models.Index(fields=["site", "report", "-sent_at"], name="report_code_newest")]
