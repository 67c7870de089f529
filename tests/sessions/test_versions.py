"""A reader sees what changed in a paper that was replaced, and a link that never breaks."""

import pytest
from django.urls import reverse

from hdnd_portal.accounts.roles import Role
from tests.route_cases import World
from tests.sessions.version_route_cases import replaced


@pytest.fixture
def world(db):
    return World()


@pytest.fixture
def papers(world):
    return replaced(world)


def url(name, of, **more):
    here = {"session": of.freeze.session_id, **more}
    return reverse(f"sessions:{name}", kwargs=here)


def test_a_delegate_sees_the_changed_lines(world, papers, client):
    _old, new = papers
    client.force_login(world.user(Role.DELEGATE))

    reader = client.get(url("read_paper", new, paper=new.pk)).content.decode()
    assert url("compare_paper", new, paper=new.pk) in reader
    page = client.get(url("compare_paper", new, paper=new.pk)).content.decode()

    assert "<del>Chi 10 tỷ đồng</del>" in page
    assert "<ins>Chi 12 tỷ đồng</ins>" in page


def test_a_paper_that_replaces_nothing_has_no_comparison(world, papers, client):
    old, _new = papers
    client.force_login(world.user(Role.DELEGATE))

    assert client.get(url("compare_paper", old, paper=old.pk)).status_code == 404
    reader = client.get(url("read_paper", old, paper=old.pk)).content.decode()
    assert "khac-biet" not in reader


def test_whoever_may_not_open_the_files_sees_nothing_of_them(world, papers, client):
    _old, new = papers
    stranger = World().user(Role.DELEGATE)

    for user, status in ((stranger, 404), (world.user(Role.AGENCY), 403)):
        client.force_login(user)
        for address in (
            url("compare_paper", new, paper=new.pk),
            url("latest_paper", new, file=new.version.file_id),
        ):
            assert client.get(address).status_code == status


def test_the_link_of_a_file_leads_to_its_newest_version(world, papers, client):
    old, new = papers
    client.force_login(world.user(Role.DELEGATE))
    address = url("latest_paper", old, file=old.version.file_id)

    assert client.get(address).url == url("read_paper", new, paper=new.pk)
    assert client.get(url("latest_paper", old, file=0)).status_code == 404
