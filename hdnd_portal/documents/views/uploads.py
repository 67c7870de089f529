"""Putting several files somewhere at once; what a draft or a dossier does with each is its own."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase, JsonResponse
from django.shortcuts import redirect
from django.utils.translation import ngettext

from hdnd_portal.accounts.views import StaffView
from hdnd_portal.documents.forms import FilesForm
from hdnd_portal.documents.services import Readable


class TakesFiles(StaffView):
    """A POST of files: each is taken or refused by itself; a script asks for JSON."""

    http_method_names = ["post"]
    # What `take` raises.
    refusals: tuple[type[Exception], ...] = ()

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Take the files; refusals name their file."""
        self.check(self.record())
        form = FilesForm(request.POST, request.FILES)
        said: list[str] = []
        taken = 0
        for upload in form.cleaned_data["files"] if form.is_valid() else []:
            try:
                self.take(upload, upload.name or "")
                taken += 1
            except self.refusals as refusal:
                said.append(self.sentence(refusal))
        said += [str(error) for errors in form.errors.values() for error in errors]
        if request.accepts("application/json") and not request.accepts("text/html"):
            return JsonResponse({"taken": taken, "refusals": said})
        for sentence in said:
            messages.error(request, sentence)
        if taken:
            messages.success(request, self.taken(taken))
        return redirect(self.page_of_files())

    def record(self) -> Any:
        """To what they are put; the permission is asked of it."""
        raise TypeError(f"{type(self).__name__} names no record")

    def take(self, upload: Readable, name: str) -> None:
        """Take one file: the one service call."""
        raise TypeError(f"{type(self).__name__} takes nothing")

    def sentence(self, refusal: Exception) -> str:
        """Why a file was not taken."""
        raise TypeError(f"{type(self).__name__} refuses nothing")

    def taken(self, count: int) -> str:
        """How many were."""
        said = ngettext("Đã nhận {count} tệp.", "Đã nhận {count} tệp.", count)
        return said.format(count=count)

    def page_of_files(self) -> str:
        """The address of the page that shows them."""
        raise TypeError(f"{type(self).__name__} leads nowhere")
