"""What can happen to two accounts of one person: on the provider's chain, and an entry on the chain of each site concerned."""

from coorum.base.events import Evidence, declare

MERGE_DONE = declare(
    "privacy.merge.done", "A person proved that two accounts are theirs, and made them one.", Evidence.LEGAL
)
MERGE_UNDONE = declare(
    "privacy.merge.undone", "Two accounts that had become one were taken apart again.", Evidence.LEGAL
)
MEMBER_MERGED = declare(
    "privacy.member.merged", "What a member had on a site went over to another account of theirs.", Evidence.LEGAL
)
MEMBER_PARTED = declare(
    "privacy.member.parted", "What a member had on a site went back to the account it came from.", Evidence.LEGAL
)
ROWS_WENT_OVER = declare(
    "privacy.rows.went_over", "Rows of one table say another account of the same person now; their ids are told inside."
)
