import pytest
from django.urls import reverse

from hdnd_portal.accounts.roles import Role
from hdnd_portal.audit.models import Entry
from hdnd_portal.documents import wordings
from hdnd_portal.documents.models import Wording
from hdnd_portal.documents.released import Words, release_wording, tried, words_of
from hdnd_portal.documents.wordings import Phrase, Place, WordingRefused, check, fill
from tests.accounts.factories import CouncilFactory, user_with
from tests.racing import at_once

PHRASE = Phrase(
    "test.opening",
    "Giấy thử",
    "Câu mở đầu",
    "Kính mời {name}, {unit}.",
    {"name": Place("tên", "Ông A"), "unit": Place("nơi", "tỉnh B")},
    frozenset({"name"}),
)
KEY = "excerpt.opening"  # must name {item}
OWN = "Trích nội dung “{item}” như sau."


@pytest.mark.parametrize(
    ("text", "code", "names"),
    [
        (" ", "empty", []),
        ("a" * 1001, "long", []),
        ("Kính mời {name", "braces", []),
        ("Kính mời {name} {}", "braces", []),
        ("Kính mời {name.secret}", "braces", []),
        ("Kính mời {name} {Unit}", "braces", []),
        ("Kính mời {name} ở {place}, {day}", "unknown", ["day", "place"]),
        ("Kính mời Quý vị, {unit}", "missing", ["name"]),
    ],
)
def test_text_that_may_not_stand_is_refused(text, code, names):
    with pytest.raises(WordingRefused) as refused:
        check(PHRASE, text)
    assert (refused.value.code, refused.value.names) == (code, names)


def test_text_is_tried_on_examples():
    assert tried(PHRASE, " Mời  {name} ({unit}). ") == "Mời Ông A (tỉnh B)."
    with pytest.raises(WordingRefused) as refused:
        tried(PHRASE, "Kính mời {name} 🙂")
    assert (refused.value.code, refused.value.names) == ("letters", ["🙂"])


def test_values_are_never_read_as_places():
    assert fill("{name}, {unit}", {"name": "{unit}", "unit": "B"}) == "{unit}, B"


def test_every_sentence_can_stand_as_it_is_shipped():
    keys = [one.key for one in wordings.registered()]
    assert len(keys) == len(set(keys)) > 10
    assert [tried(one, str(one.default)) for one in wordings.registered()]


def test_release_that_no_longer_fits_gives_way_to_the_shipped_words():
    words = Words({KEY: "Về {another}."})
    assert words.say(KEY, item="Đường") == "Về nội dung: Đường."


@pytest.fixture
def council(db):
    return CouncilFactory()


@pytest.fixture
def officer(council, client):
    user = user_with(Role.OFFICER, council=council)
    client.force_login(user)
    return user


def release(council, officer, text=OWN):
    return release_wording(council, wordings.find(KEY), text, by=officer)


def test_last_release_holds_for_its_council_alone(council, officer):
    release(council, officer, "Về {item}.")
    row = release(council, officer)
    assert words_of(council).say(KEY, item="Đường") == "Trích nội dung “Đường” như sau."
    assert words_of(CouncilFactory()).say(KEY, item="Đường") == "Về nội dung: Đường."
    entry = Entry.objects.filter(event="wording.released").latest("pk")
    assert (entry.subject_id, entry.council_key, entry.actor_id) == (
        str(row.pk),
        council.pk,
        officer.pk,
    )
    with pytest.raises(WordingRefused, match="same"):
        release(council, officer)


def test_text_is_released_after_its_preview(council, officer, client):
    page = reverse("documents:wording", kwargs={"key": KEY})
    refused = client.post(page, {"text": "Về {ten}.", "do": "preview"})
    assert refused.status_code == 422
    assert "Không có chỗ điền {ten}" in refused.content.decode()
    refused = client.post(page, {"text": "Như sau.", "do": "release"})
    assert "Câu phải có chỗ điền {item}" in refused.content.decode()
    shown = client.post(page, {"text": OWN, "do": "preview"}).content.decode()
    assert "Trích nội dung “Kế hoạch đầu tư công năm 2027” như sau." in shown
    assert not Wording.objects.exists()
    assert client.post(page, {"text": OWN, "do": "release"}).status_code == 302
    assert Wording.objects.get().text == OWN
    assert OWN in client.get(reverse("documents:wordings")).content.decode()
    assert "Về nội dung: {item}." in client.get(page, {"goc": 1}).content.decode()


def test_queries_do_not_grow(council, officer, client, django_assert_max_num_queries):
    for text in ("Về {item}.", OWN):
        release(council, officer, text)
    for page in (
        reverse("documents:wordings"),
        reverse("documents:wording", kwargs={"key": KEY}),
    ):
        client.get(page)
        with django_assert_max_num_queries(8):
            assert client.get(page).status_code == 200


@pytest.mark.django_db(transaction=True)
def test_one_text_is_released_once(council, officer):
    acts = (lambda: release(council, officer), lambda: release(council, officer))
    assert at_once(Wording, *acts, refused=(WordingRefused,)) == ["done", "refused"]
    assert Wording.objects.count() == 1
