"""A meeting whose voters spoke, fields with their agencies, and what was taken out of it."""

from __future__ import annotations

from hdnd_portal.accounts.roles import Role
from hdnd_portal.council.models import Field, FieldDesk
from tests.factories import AgencyFactory, UserFactory
from tests.voters.records import Held
from voters.models import Opinion, VoterRecommendation
from voters.services import sorting
from voters.services.sorting import Place
from voters.sorting import Competence
from voters.spans import Span, sentences

SPEECH = "Kênh mương thôn Đông bồi lắng. Đề nghị nạo vét trước vụ xuân. Trạm y tế xã thiếu bác sĩ."


class Sorted(Held):
    """Held, with what sorting needs."""

    def __init__(self) -> None:
        super().__init__()
        self.water = Field.objects.create(code="TL", name="Thủy lợi", topics="kênh mương\nnạo vét")
        self.health = Field.objects.create(code="YT", name="Y tế", topics="trạm y tế\nbác sĩ")
        self.farming = AgencyFactory(council=self.council, name="Sở Nông nghiệp và Môi trường")
        self.hospital = AgencyFactory(council=self.council, name="Sở Y tế")
        for field, agency in ((self.water, self.farming), (self.health, self.hospital)):
            FieldDesk.objects.create(council=self.council, field=field, agency=agency)
        self.chair = UserFactory(role=Role.CHAIR, role__council=self.council)
        self.place = Place(self.water, Competence.PROVINCE, self.farming)

    def taken(self, opinion: Opinion | None = None, *numbers: int, **more) -> VoterRecommendation:
        """A recommendation of the sentences with these numbers; of all of them, if none is said."""
        opinion = opinion or self.say(SPEECH)
        found = sentences(opinion.text)
        spans = [found[number] for number in numbers] or [Span(0, len(opinion.text))]
        return sorting.take(opinion, spans, **{"by": self.officer, **more})

    def sorted(self, *args, **more) -> VoterRecommendation:
        """The same with its place."""
        return self.taken(*args, **{"place": self.place, **more})
