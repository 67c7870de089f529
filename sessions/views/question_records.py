"""The page of one question."""

from typing import Any

from django.http import HttpRequest, HttpResponse

from sessions.views.question_base import QuestionRecord


class QuestionPage(QuestionRecord):
    """Một chất vấn: what was asked, answered and promised, and what may be done now."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show it. It was read among those the user may see, which is all its permission asks."""
        return self.render_to_response(self.get_context_data())
