"""The end of an operator's contract (obligations c-6)."""
