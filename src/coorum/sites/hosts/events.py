"""What can happen to a host of an operator's own."""

from coorum.base.events import Evidence, declare

HOST_CLAIMED = declare("sites.host.claimed", "A site claimed a host of its operator's.", Evidence.ACCESS)
HOST_PROVED = declare("sites.host.proved", "The DNS said that a host is the claiming site's.", Evidence.LEGAL)
HOST_OPENED = declare("sites.host.opened", "A site began to answer on a host of its own.", Evidence.LEGAL)
HOST_PREFERRED = declare("sites.host.preferred", "Another host became the primary one of a site.", Evidence.LEGAL)
HOST_FAILED = declare(
    "sites.host.failed", "The record that proves a host is gone; its owners are told.", Evidence.ACCESS
)
HOST_RECOVERED = declare("sites.host.recovered", "The record that proves a host is there again.", Evidence.ACCESS)
HOST_LOST = declare("sites.host.lost", "A site lost a host whose record stayed away for 72 hours.", Evidence.LEGAL)
HOST_REMOVED = declare("sites.host.removed", "A site let go of a host.", Evidence.LEGAL)
