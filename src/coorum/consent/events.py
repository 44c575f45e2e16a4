"""What can happen in the consent room."""

from coorum.base.events import Evidence, declare

CONSENT_GIVEN = declare("consent.consent.given", "A person agreed to something on a site.", Evidence.LEGAL)
CONSENT_WITHDRAWN = declare("consent.consent.withdrawn", "A person took back a consent.", Evidence.LEGAL)
POLICY_PUBLISHED = declare("consent.policy.published", "A version of a document was published.", Evidence.LEGAL)
VERSION_ANSWERED = declare(
    "consent.version.answered", "A person agreed to a version that needs consent, or declined it.", Evidence.LEGAL
)
