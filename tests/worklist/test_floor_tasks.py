"""Letters that were given up stand on the office's worklist."""

from datetime import date

from hdnd_portal.accounts.roles import Role
from hdnd_portal.notices import send
from hdnd_portal.worklist.floor_tasks import letters_given_up

TODAY = date(2026, 11, 20)


def test_letters_given_up_are_a_task_of_their_office(
    council, other_council, officer, make_user, client
):
    assert list(letters_given_up(officer, TODAY)) == []
    for _index in range(2):
        send.email("a.told", address="", name="K", subject="S", body="B", about=council)

    (task,) = letters_given_up(officer, TODAY)

    assert task.what == "Gọi điện hoặc gửi lại 2 thư không gửi được"
    client.force_login(officer)
    assert len(client.get(task.url).context["rows"]) == 2
    for other in (make_user("binh", Role.DELEGATE), make_user("c", Role.CLERK, of=other_council)):
        assert list(letters_given_up(other, TODAY)) == []
