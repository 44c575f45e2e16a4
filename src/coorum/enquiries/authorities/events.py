"""What can happen to the inquiry of an authority: on the provider's chain, without a word about whom it concerns."""

from coorum.base.events import Evidence, declare

INQUIRY_RECEIVED = declare("enquiries.inquiry.received", "An authority asked for data.", Evidence.LEGAL)
INQUIRY_MOVED = declare("enquiries.inquiry.moved", "An inquiry of an authority went one step further.", Evidence.LEGAL)
INQUIRY_READ = declare("enquiries.inquiry.read", "An officer opened the inquiry of an authority.", Evidence.ACCESS)
DATA_GIVEN = declare(
    "enquiries.inquiry.given",
    "Data was given to an authority: which items, on which ground, and the digest of what went out.",
    Evidence.LEGAL,
)
