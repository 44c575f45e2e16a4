"""What can happen in the promises room."""

from coorum.base.events import Evidence, declare

LEDGER_VERIFIED = declare(
    "promises.ledger.verified", "A chain of the evidence was checked from its columns.", Evidence.LEGAL
)
PROMISES_PROVED = declare(
    "promises.promises.proved", "Promises were proved: what was found of each, and its digest.", Evidence.LEGAL
)
REVISION_MOVED = declare("promises.revision.moved", "A revision of a document reached another state.", Evidence.LEGAL)
RELATION_TESTED = declare(
    "promises.relation.tested", "A changed purpose was compared with the original one.", Evidence.LEGAL
)
REVISION_REVIEWED = declare("promises.revision.reviewed", "A second officer approved a revision.", Evidence.LEGAL)
REVIEW_WAIVED = declare(
    "promises.review.waived", "A revision went without a second officer, since there is none.", Evidence.LEGAL
)
VERSION_TOLD = declare(
    "promises.version.told",
    "Everybody concerned is told of a version by mail: how many, under one root.",
    Evidence.LEGAL,
)
PUBLICATION_STAMPED = declare(
    "promises.publication.stamped", "An authority outside stamped when a version was published.", Evidence.LEGAL
)
PUBLICATION_SEEN = declare(
    "promises.publication.seen", "A second machine saw a version at its public address.", Evidence.LEGAL
)
HEADS_ANCHORED = declare(
    "promises.heads.anchored", "An authority outside stamped the signed heads of the evidence.", Evidence.LEGAL
)
WITNESS_DOUBTED = declare(
    "promises.witness.doubted", "A witness outside gave an answer that does not hold.", Evidence.ACCESS
)
REGISTERS_CHANGED = declare(
    "promises.registers.changed", "The registers say something new: the digest of the whole set.", Evidence.LEGAL
)
