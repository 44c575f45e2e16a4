from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "coorum.portal"
    label = "portal"

    def ready(self) -> None:
        from coorum.base import probes as proofs
        from coorum.portal import addresses, probes
        from coorum.portal.views.provider import block_shown

        addresses.register()
        proofs.register("portal.guest_reads", probes.guest_reads)
        proofs.register("portal.provider_block", block_shown)
