"""Hosts of an operator's own: claimed, proved by DNS, served, lost and removed (README.md)."""
