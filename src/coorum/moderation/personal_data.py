"""What the moderation room keeps about people: who reported what, and what was decided about whose words."""

from django.utils.translation import gettext_lazy as _

from coorum.base.merging import Move
from coorum.base.personal_data import Dataset, Erasure, Table, register
from coorum.moderation.keeper import Reports
from coorum.moderation.models import Case, Report

register(
    Dataset(
        name="moderation.cases",
        title=_("Reports, and what was decided"),
        tables=[
            Table(
                "moderation.Case",
                personal="author",
                related="subject_id handler",
                none="id site number subject_kind revision kind state is_hidden opened_at due_at",
            ),
            Table(
                "moderation.CaseStep",
                personal="why",
                related="actor_id",
                none="id site case step before after actor made_at",
            ),
            Table("moderation.CaseAlarm", none="id site case due_at what raised_at"),
            Table(
                "moderation.Report",
                personal="member address words",
                related="staff",
                none="id site case language filed_at confirmed_at",
            ),
            Table("moderation.ReportCode", related="code_hash", none="id site report guesses sent_at used_at"),
            Table(
                "moderation.Hearing",
                personal="words answer",
                related="asked_by",
                none="id site case in_election asked_at ends_at is_objection answered_at",
            ),
            Table(
                "moderation.Decision",
                personal="reason untold",
                related="decided_by",
                none="id site case place outcome ground standard at_desk on_appeal made_at",
            ),
            Table("moderation.Appeal", personal="words", none="id site decision report side filed_at"),
        ],
        purposes=["enforce"],
        erasure=Erasure.KEEP,
        erasure_note=_("Kept three years as proof of how a breach of the terms was dealt with, then destroyed."),
        keeper=Reports(),
        # Nothing is washed off: what was decided about somebody's words goes where the words go.
        merging=[Move(Case, "author_id"), Move(Report, "member_id", once_with="case_id")],
    )
)
