"""What can happen in the inviting room."""

from coorum.base.events import Evidence, declare

LIST_DECLARED = declare(
    "inviting.list.declared",
    "An operator declared from where it has a list of people, and on which ground it invites them.",
    Evidence.LEGAL,
)
LIST_BEGUN = declare("inviting.list.begun", "Invitations to the people of a list began to be sent.", Evidence.LEGAL)
LIST_DONE = declare("inviting.list.done", "Everybody on a list was invited, or it was said why not.", Evidence.ACCESS)
LIST_DROPPED = declare("inviting.list.dropped", "A list was deleted before anybody was invited.", Evidence.ACCESS)
