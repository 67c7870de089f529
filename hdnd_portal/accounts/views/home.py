"""The switch of council."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme

from hdnd_portal.accounts import councils
from hdnd_portal.accounts.views.base import StaffView


class ChooseCouncilView(StaffView):
    """Chọn HĐND: POST `council` (key) and `next`."""

    permission_required = "accounts.open_portal"
    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        """Remember the council; one that is not the user's is not there."""
        mine = {str(council.pk): council for council in councils.councils_of(self.user)}
        council = mine.get(request.POST.get("council", ""))
        if council is None:
            raise Http404
        councils.choose_council(request, council)
        target = request.POST.get("next", "")
        if url_has_allowed_host_and_scheme(
            target, {request.get_host()}, require_https=request.is_secure()
        ):
            return HttpResponseRedirect(target)
        return redirect("home")
