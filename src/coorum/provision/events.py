"""What can happen in the provision room."""

from coorum.base.events import Evidence, declare

MEMBER_JOINED = declare("provision.member.joined", "A person became a member of a site.", Evidence.LEGAL)
MEMBER_STEPPED_ASIDE = declare(
    "provision.member.stepped_aside",
    "A member is about to leave a site: hidden, and nothing of theirs is used; they may still come back.",
    Evidence.LEGAL,
)
MEMBER_CAME_BACK = declare(
    "provision.member.came_back", "A member who was about to leave came back; their consents did not.", Evidence.LEGAL
)
MEMBER_LEFT = declare("provision.member.left", "A member left a site.", Evidence.LEGAL)
PROVISION_MADE = declare(
    "provision.provision.made", "A member's data was handed to the operator, on their consent.", Evidence.LEGAL
)
PROVISION_RENEWED = declare("provision.provision.renewed", "What an operator holds of a member was renewed.")
PROVISION_CLOSED = declare("provision.provision.closed", "An operator's view of a member was emptied.", Evidence.LEGAL)
MEMBERS_LOOKED_UP = declare("provision.members.looked_up", "Staff of the operator looked members up.", Evidence.ACCESS)
MEMBERS_EXPORTED = declare("provision.members.exported", "Staff of the operator exported members.", Evidence.LEGAL)
OPERATOR_ASKED = declare(
    "provision.operator.asked", "An operator was told to correct or to erase what it had received.", Evidence.LEGAL
)
OPERATOR_DID = declare("provision.operator.did", "An operator said that it had corrected or erased.", Evidence.LEGAL)
RECORDS_DOWNLOADED = declare(
    "provision.records.downloaded", "An operator downloaded its records of receipt.", Evidence.LEGAL
)
