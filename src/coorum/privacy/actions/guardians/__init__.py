"""Every write between a child and their guardian."""

from coorum.privacy.actions.guardians.answering import agree, refuse
from coorum.privacy.actions.guardians.asking import ask_again, ask_guardian
from coorum.privacy.actions.guardians.joining import complete
from coorum.privacy.actions.guardians.stopping import come_back, send_code, stop

__all__ = ["agree", "ask_again", "ask_guardian", "come_back", "complete", "refuse", "send_code", "stop"]
