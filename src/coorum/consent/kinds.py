"""The kinds of documents, changes and consents. Apart from the tables, so that doors can name them."""

from uuid import UUID

from django.db import models
from django.utils.translation import gettext_lazy as _

#: What `given_by` of a receipt says where a guardian agreed; a receipt without it was given by the person.
GUARDIAN = "guardian"
#: The topic of a consent that is about nothing in particular: one of its kind is enough.
WHOLE = UUID(int=0)


class PolicyKind(models.TextChoices):
    """What a published document is. The provider's belong to no site; an operator's stand beside them."""

    PROVIDER_POLICY = "provider_policy", _("Privacy policy")
    PROVIDER_TERMS = "provider_terms", _("Terms of service")
    OPERATOR_POLICY = "operator_policy", _("The operator's privacy notice")
    OPERATOR_TERMS = "operator_terms", _("Community terms")


class ChangeClass(models.TextChoices):
    """How a version differs from the one before (obligations c-2)."""

    FIRST = "first", _("First version")
    N0 = "N0", _("Wording only")
    N1 = "N1", _("Change that needs announcing")
    N2 = "N2", _("Related purpose (APPI 17(2), 21(3))")
    N3 = "N3", _("Change that must be announced beforehand (APPI 27(6))")
    C = "C", _("Change that needs everybody's consent (APPI 18, 27, 28, 31)")


class ConsentKind(models.TextChoices):
    """What a person can agree to on a site, separately. To answering, once for each question: its id is the topic."""

    PROVISION = "provision", _("Provision of my information to the operator")
    ADVERTISING = "advertising", _("Advertising mail from the operator")
    FIELD = "field", _("An answer to a profile field of the operator's")


class ReceiptEvent(models.TextChoices):
    GIVEN = "given", _("Given")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class VersionChoice(models.TextChoices):
    """What a person says to a version that holds only for those who agree."""

    GRANTED = "granted", _("Agreed")
    REFUSED = "refused", _("Declined")
