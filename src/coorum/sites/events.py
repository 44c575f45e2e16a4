"""What can happen in the sites room."""

from coorum.base.events import Evidence, declare

PROVIDER_INTRODUCED = declare(
    "sites.provider.introduced", "The provider's legal block was set or changed.", Evidence.LEGAL
)
OPERATOR_CHANGED = declare("sites.operator.changed", "An operator's legal block was changed.", Evidence.LEGAL)
SITE_CREATED = declare("sites.site.created", "A site was created for an operator.", Evidence.LEGAL)
TEST_SITE_MADE = declare(
    "sites.test_site.made", "A test community was opened beside a community; nobody real joins it.", Evidence.LEGAL
)
SITE_OPENED = declare("sites.site.opened", "A site was opened to members.", Evidence.LEGAL)
SITE_CHANGED = declare("sites.site.changed", "Name, look or openness of a site was changed.", Evidence.ACCESS)
SITE_SUSPENDED = declare("sites.site.suspended", "The provider suspended a site.", Evidence.LEGAL)
SUSPENSION_LIFTED = declare("sites.suspension.lifted", "The provider lifted a suspension.", Evidence.LEGAL)
ENDING_BEGUN = declare(
    "sites.ending.begun", "The end of a community was decided; nobody joins any more.", Evidence.LEGAL
)
ENDING_CALLED_OFF = declare("sites.ending.called_off", "A community goes on after all.", Evidence.LEGAL)
SITE_GONE = declare(
    "sites.site.gone", "Everything on a site was deleted after the end of the contract.", Evidence.LEGAL
)
AGES_ASKED = declare("sites.ages.asked", "A site began to ask for age bands before registration.", Evidence.LEGAL)
AGES_NOT_ASKED = declare("sites.ages.not_asked", "A site stopped asking for age bands.", Evidence.LEGAL)
EMBED_ORIGINS_CHANGED = declare(
    "sites.embed_origins.changed", "The origins that may show the widget were changed.", Evidence.ACCESS
)
