"""How allauth does things in our house."""

from allauth.account.adapter import DefaultAccountAdapter


class Adapter(DefaultAccountAdapter):
    """allauth's account adapter."""
