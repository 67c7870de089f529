"""Papers that were replaced, or whose item has left the session, in a delegate's reading."""

import io

import pytest
from django.urls import reverse

from sessions.models import AgendaItem
from sessions.reading_list import reading_list
from sessions.services import bundling, freezing, reading
from sessions.services.freezing import Addition
from tests.documents import material
from tests.sessions import dossiers as make

pytestmark = pytest.mark.django_db


def test_notes_on_a_replaced_paper_stand_beside_the_new_one(client):
    scene = make.complete()
    freeze = freezing.freeze_dossiers(scene.session, by=scene.officer)
    old = freeze.files.first()
    for user, words in ((scene.delegate, "Hỏi biểu 3"), (scene.officer, "Của người khác")):
        reading.write_note(scene.session, text=words, by=user, version=old.version, page=2)
    mended = Addition(
        part=scene.part(), data=io.BytesIO(material.pdf(8)), name="Sửa.pdf", replaces=old
    )
    made = freezing.supplement(scene.session, [mended], reason="Sửa", by=scene.officer)
    new = made.files.get()
    papers = [p for item in reading_list(scene.session, scene.delegate) for p in item.papers]
    assert [p.notes for p in papers if p.file == new] == [1]
    client.force_login(scene.delegate)
    target = {"session": scene.session.pk}
    page = client.get(reverse("sessions:read_paper", kwargs={**target, "paper": new.pk}))
    shown = page.content.decode()
    assert "Hỏi biểu 3" in shown
    assert "Của người khác" not in shown
    assert reverse("sessions:read_paper", kwargs={**target, "paper": old.pk}) in shown


@pytest.mark.parametrize("state", ["withdrawn", "deferred"])
def test_papers_of_an_item_that_left_are_neither_listed_nor_bundled(state):
    scene = make.complete()
    freezing.freeze_dossiers(scene.session, by=scene.officer)
    AgendaItem.objects.filter(pk=scene.report.pk).update(state=state)
    assert [row.item for row in reading_list(scene.session, scene.delegate)] == [scene.resolution]
    bundle = bundling.bundle_papers(
        scene.session, kind="pdf", by=scene.delegate, step=lambda done, total: None
    )
    assert bundle.pages == 1 + 2 + 1
