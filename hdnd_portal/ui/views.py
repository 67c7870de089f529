"""The page that keeps the settings of the screen."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.decorators import method_decorator
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.generic.base import View

from hdnd_portal.ui.preferences import PREFERENCES, store


@method_decorator(login_not_required, name="dispatch")
class SetPreferences(View):
    """Keeps text size, light or dark and language in cookies; open to all, it touches no record."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        """Store every known field with an allowed value, and go back to where one was."""
        target = request.POST.get("next", "")
        if not url_has_allowed_host_and_scheme(target, {request.get_host()}, request.is_secure()):
            target = "/"
        response = HttpResponseRedirect(target)
        for preference in PREFERENCES:
            value = request.POST.get(preference.name, "")
            if preference.allows(value):
                store(response, preference, value)
        return response
