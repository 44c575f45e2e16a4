"""Websites of operators that let people sign in with the community (OpenID Connect)."""
