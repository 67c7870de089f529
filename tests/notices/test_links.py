"""Signed links: one record, one purpose, up to a day."""

from datetime import date

import pytest

from hdnd_portal.notices import links


def test_a_link_opens_its_record_up_to_its_last_day():
    token = links.make("invitation.answer", 12, until=date(2026, 12, 8))
    assert links.read("invitation.answer", token, on=date(2026, 12, 8)) == 12
    with pytest.raises(links.LinkExpired):
        links.read("invitation.answer", token, on=date(2026, 12, 9))


@pytest.mark.parametrize("purpose", ["invitation", "invitation.answer.x", "agency.reply"])
def test_a_link_opens_nothing_else(purpose):
    token = links.make("invitation.answer", 12, until=date(2026, 12, 8))
    with pytest.raises(links.LinkInvalid):
        links.read(purpose, token, on=date(2026, 12, 1))


def test_a_changed_link_is_refused():
    token = links.make("invitation.answer", 12, until=date(2026, 12, 8))
    content, _, signature = token.partition(":")
    other, _, _ = links.make("invitation.answer", 13, until=date(2026, 12, 8)).partition(":")
    assert content != other
    for changed in ("", "abc", f"{other}:{signature}", token[:-1], f"{token}x"):
        with pytest.raises(links.LinkInvalid):
            links.read("invitation.answer", changed, on=date(2026, 12, 1))
