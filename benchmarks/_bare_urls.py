"""The county's addresses and a bare one that writes one rating row: no look-up, no check, no audit."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt

from county.reviews.models import Rating
from county.site import urls


@csrf_exempt
def bare(request: HttpRequest) -> HttpResponse:
    now = timezone.now()
    Rating.objects.create(act_id=int(request.POST["act"]), grade=int(request.POST["grade"]), channel="web",
                          text=request.POST.get("text", ""), day=now.date(), made_at=now, agency="bare",
                          item_id=int(request.POST["item"]))
    return HttpResponse(status=303, headers={"Location": "/"})


urlpatterns = [path("bare/", bare), *urls.urlpatterns]
handler400, handler403, handler404, handler500 = urls.handler400, urls.handler403, urls.handler404, urls.handler500
