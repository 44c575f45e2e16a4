from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "coorum.portal"
    label = "portal"

    def ready(self) -> None:
        from coorum.base import probes as proofs
        from coorum.portal import addresses, probes

        addresses.register()
        proofs.register("portal.guest_reads", probes.guest_reads)
