"""What the enquiries room keeps about people: what they wrote to us, and what authorities asked about them."""

from django.utils.translation import gettext_lazy as _

from coorum.base.personal_data import Dataset, Erasure, Table, register
from coorum.enquiries.keeper import Inquiries, Written

register(
    Dataset(
        name="enquiries.enquiries",
        title=_("What you wrote to us"),
        tables=[
            Table(
                "enquiries.Enquiry",
                personal="person address name subject",
                none="id number kind state channel language community linked_to request received_at due_on",
            ),
            Table(
                "enquiries.Message",
                personal="sender words",
                related="written_by mail_id digest authentication",
                none="id enquiry direction is_automatic is_cut at",
            ),
            Table("enquiries.Attachment", personal="name", related="sha256 file", none="id message media_type size"),
            Table("enquiries.Held", personal="content kinds", none="id message attachment due_on held_at asked_at"),
            Table("enquiries.HeldLook", related="officer_id", none="id held purpose made_at"),
            Table("enquiries.HeldDecision", related="officer_id", none="held outcome is_late made_at"),
            Table(
                "enquiries.EnquiryStep",
                personal="why",
                related="actor_id",
                none="id enquiry step before after actor is_alone made_at",
            ),
            Table("enquiries.EnquiryAlarm", none="id enquiry due_on has_passed raised_at"),
            Table("enquiries.EnquiryCode", related="code_hash", none="id enquiry guesses sent_at used_at"),
            Table("enquiries.Rating", personal="words", none="answer score given_at"),
            Table("enquiries.TextBlock", related="edited_by", none="id title language words edited_at retired_at"),
            Table("enquiries.Arrival", related="mail_id", none="id place outcome enquiry message arrived_at taken_at"),
            Table("enquiries.Bounce", personal="address", related="letter", none="id arrival status is_lasting at"),
            Table("enquiries.MailboxTrouble", none="id kind words since seen_at ended_at"),
            Table("enquiries.MailProbe", none="id address sent_at arrived_at"),
        ],
        purposes=["guide", "prove"],
        erasure=Erasure.KEEP,
        erasure_note=_("Kept three years as proof of how the enquiry was answered, then destroyed."),
        keeper=Written(),
        merging=(),
    )
)
register(
    Dataset(
        name="enquiries.inquiries",
        title=_("Inquiries of authorities about you"),
        tables=[
            Table(
                "enquiries.Inquiry",
                personal="person words",
                related="reference",
                none="id phase authority document secrecy asked community enquiry answer_by received_at",
            ),
            Table(
                "enquiries.InquiryStep",
                personal="why",
                related="actor_id",
                none="id inquiry step before after actor is_alone made_at",
            ),
            Table("enquiries.InquiryVerification", related="number spoke_to", none="step found_in made_at"),
            Table("enquiries.InquiryProposal", personal="reason", none="step inquiry reply ground asked given made_at"),
            Table(
                "enquiries.InquiryAnswer",
                related="sha256 file",
                none="step inquiry proposal size method may_tell tell_from told_at given_at",
            ),
        ],
        purposes=["prove"],
        erasure=Erasure.KEEP,
        erasure_note=_("Kept five years as proof of what was asked and given, then destroyed."),
        keeper=Inquiries(),
        merging=(),
    )
)
