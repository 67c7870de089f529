"""Language of the page."""

from collections.abc import Awaitable, Callable

from asgiref.sync import iscoroutinefunction, markcoroutinefunction
from django.http import HttpRequest, HttpResponseBase
from django.utils import translation
from django.utils.cache import patch_vary_headers

from hdnd_portal.ui.preferences import LANGUAGE

Answer = HttpResponseBase | Awaitable[HttpResponseBase]


class LanguageMiddleware:
    """Vietnamese unless the person has chosen English; the browser's own language is not asked.

    An office machine often runs an English browser; the terms of the portal are Vietnamese.
    """

    sync_capable = True
    async_capable = True

    def __init__(self, get_response: Callable[[HttpRequest], Answer]) -> None:
        self.get_response = get_response
        if iscoroutinefunction(get_response):
            markcoroutinefunction(self)

    def __call__(self, request: HttpRequest) -> Answer:
        """Activate the language for the rest of the request."""
        language = LANGUAGE.read(request)
        translation.activate(language)
        request.LANGUAGE_CODE = language
        answer = self.get_response(request)
        if isinstance(answer, HttpResponseBase):
            return _marked(answer, language)
        return _marked_later(answer, language)


async def _marked_later(answer: Awaitable[HttpResponseBase], language: str) -> HttpResponseBase:
    return _marked(await answer, language)


def _marked(response: HttpResponseBase, language: str) -> HttpResponseBase:
    response.headers.setdefault("Content-Language", language)
    patch_vary_headers(response, ["Cookie"])
    return response
