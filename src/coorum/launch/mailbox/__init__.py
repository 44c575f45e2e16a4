"""The mailbox of a development machine: every letter that coorum sends lands here."""
