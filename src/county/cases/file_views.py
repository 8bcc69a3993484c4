"""Files of a case, given out as they were sent, never shown inside a page."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from county import files
from county.accounts.may import actor_in, refused
from county.cases import selectors
from county.cases.may import sees
from county.cases.procedures import running


@require_safe
def download(request: HttpRequest, case_id: UUID, file_id: int) -> HttpResponse:
    """The bytes, as an attachment. 404: the case has no such file, or somebody took it from the disk."""
    case = selectors.one(case_id)
    if case is None or not sees(actor_in(request), case, [one.who for one in case.concerns.all()], running(case)):
        return refused(request, _("这个办件不在您的单位，您的职务不能看它的文件。"))
    kept = case.files.filter(pk=file_id).first()
    try:
        data = files.read(kept.sha256) if kept else None
    except FileNotFoundError:
        data = None
    if kept is None or data is None:
        raise Http404
    response = HttpResponse(data, content_type=kept.kind)
    response["Content-Disposition"] = content_disposition_header(True, kept.name) or "attachment"
    response["X-Content-Type-Options"] = "nosniff"
    return response
