"""What questioning tells the floor: search, the sources of promises, tones."""

from django.utils.translation import gettext_lazy as _

from hdnd_portal.commitments import sources
from hdnd_portal.search.registry import Source, register
from hdnd_portal.ui.tones import register_tones
from sessions import question_labels as labels
from sessions.models import Interpellation
from sessions.services.question_rows import page_of

register(
    Source(
        key="question",
        label=_("Chất vấn"),
        model=Interpellation,
        visible=Interpellation.objects.visible_to,
        title=lambda question: question.title,
        url=page_of,
        note=lambda question: f"{question.get_state_display()}, {question.post.person.name}",
        text=lambda question: f"{question.text}\n{question.mandate.person.name}",
        day=lambda question: question.asked_on,
        rows=Interpellation.objects.for_list,
    )
)
sources.register(Interpellation, url=page_of, visible=Interpellation.objects.visible_to)
register_tones("sessions.question", labels.QUESTION_TONES)
register_tones("sessions.question_group", labels.GROUP_TONES)
register_tones("sessions.rating", labels.RATING_TONES)
