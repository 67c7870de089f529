"""Two people answer one question about a paper at the same moment."""

import pytest

from hdnd_portal.accounts.roles import Role
from sessions.models import PaperQuestion
from sessions.services import paper_questions
from sessions.services.refusals import MoveRefused
from tests.racing import at_once
from tests.route_cases import World
from tests.sessions import paper_questions as make


@pytest.mark.django_db(transaction=True)
def test_one_of_two_answers_at_once_is_given():
    world = World()
    question = make.asked(world)
    first, second = world.user(Role.AGENCY), world.user(Role.FRONT)

    def answer(by):
        return lambda: paper_questions.answer_about_paper(question, text="Có", by=by)

    done = at_once(PaperQuestion, answer(first), answer(second), refused=(MoveRefused,))

    assert done == ["done", "refused"]
    assert question.answers.count() == 1
