"""Papers that show who asks: downloaded by an officer, and each time written down."""

from uuid import UUID

from django.http import Http404, HttpResponse

from coorum.base import files
from coorum.desk import access
from coorum.privacy import actions
from coorum.web.files import download
from coorum.web.request import Request

ENDINGS = {"application/pdf": "pdf", "image/webp": "webp"}


@access.at_the_desk
def show(request: Request, request_id: UUID, paper_id: UUID) -> HttpResponse:
    """The file, always as a download: nothing of it runs or is shown inside our pages."""
    one = access.rights_request(request_id)
    try:
        content, media_type = actions.open_proof(access.officer(request), paper=access.proof(one, paper_id))
    except files.Missing:
        raise Http404 from None
    return download(content, f"{one.label}-{paper_id.hex[-6:]}.{ENDINGS.get(media_type, 'bin')}", media_type)
