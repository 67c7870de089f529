"""Garbage in every address and every form: a sentence, a refusal or nothing found, never a 500.

The pages are those of `tests/<app>/route_cases.py`; their forms are found in the HTML, as a browser
would find them.
"""

from __future__ import annotations

import base64
import json
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import quote_plus, urljoin, urlsplit

import pytest
from django.db import transaction
from django.test import Client, RequestFactory
from django.urls import NoReverseMatch, resolve, reverse
from django_filters import RangeFilter
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from hdnd_portal.accounts.roles import Role
from hdnd_portal.ui.lists import ListPage
from tests.everybody import Everybody, as_before
from tests.route_cases import Case, found_in_the_apps
from tests.test_routes import ROUTES, view_class

CASES, _WITHOUT_PERMISSION = found_in_the_apps()
GET = [case for case in CASES if case.method == "get"]
POST = [case for case in CASES if case.method == "post"]
HUGE = "9" * 30
# Whatever once broke a page here or elsewhere.
WORDS = [
    "",
    "\x00",
    "Tờ\x00trình",
    "\ud800",
    "0",
    "-1",
    HUGE,
    f"-{HUGE}",
    "9" * 5000,
    "١٢",
    "1.5",
    "1e999",
    "nan",
    "31/02/2026",
    "29/02/2026",
    "00/00/0000",
    "31/12/9999",
    "01/01/0001",
    "9999-12-31",
    "0001-01-01",
    "2026-13-45",
    "25:61",
    "<script>alert(1)</script>",
    "' OR 1=1 --",
    "%",
    "\\",
    "../../etc/passwd",
    "{0.__class__}",
    "ố" * 600,
    "[" * 1500,
]
MARKS = [
    None, True, [], {}, "", "\x00", "\ud800", "x", 10**30, -1, 1e308, float("inf"), float("nan"),
    "9999-12-31", "0001-01-01T00:00:00+14:00", "9" * 5000,
]  # fmt: skip
FURTHER = ["items", "order", "chon", "page", "next"]
NAMES = ["q", "sau", "truoc", "sap_xep", "xuat", "dang", "trang", "page", "loai", "nam", "tu"]


def packed(value: object) -> str:
    """Something as a mark of a page is written."""
    return base64.urlsafe_b64encode(json.dumps(value).encode()).decode().rstrip("=")


MARKED = [
    *(packed([value, key]) for value, key in zip(MARKS, reversed(MARKS), strict=True)),
    *(packed(["", key]) for key in MARKS),
    packed(1),
    packed([1]),
    packed("[" * 3000),
    "ấ",
    base64.urlsafe_b64encode(b"[" * 2500).decode(),
    base64.urlsafe_b64encode(b"[" * 90_000).decode(),
]
EVERYTHING = [*WORDS, *MARKED]
words = st.one_of(st.sampled_from(EVERYTHING), st.text(max_size=8))


def turn(*place: object) -> int:
    """Where to begin in the lists above: another place for each field, the same in each run."""
    return zlib.crc32(repr(place).encode())


def one_of(choices: list[str], *place: object) -> str:
    """The choice of the place."""
    return choices[turn(*place) % len(choices)]


@dataclass
class Form:
    """A form as a page shows it: where it is sent, and what it would send untouched."""

    action: str
    fields: dict[str, list[str]] = field(default_factory=dict)


class Forms(HTMLParser):
    """The forms of a page that are sent by POST."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[Form] = []
        self._form: Form | None = None
        self._select = self._text = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A tag opens."""
        given = {name: value or "" for name, value in attrs}
        name = given.get("name", "")
        if tag == "form" and given.get("method", "get").lower() == "post":
            self._form = Form(given.get("action", ""))
            self.found.append(self._form)
        if self._form is None or name == "csrfmiddlewaretoken":
            return
        if tag == "option" and self._select and ("selected" in given or given.get("value")):
            values = self._form.fields[self._select]
            if not values or "selected" in given:
                values[:] = [given.get("value", "")]
        if not name:
            return
        values = self._form.fields.setdefault(name, [])
        self._select, self._text = name if tag == "select" else "", ""
        if tag == "textarea":
            self._text = name
        elif tag in {"input", "button"} and not values:
            values.append(given.get("value", "on"))

    def handle_data(self, data: str) -> None:
        """Words of a text area."""
        if self._form is not None and self._text:
            self._form.fields[self._text] = [data.strip()]

    def handle_endtag(self, tag: str) -> None:
        """A tag closes."""
        if tag == "form":
            self._form = None
        if tag == "textarea":
            self._text = ""

    def different(self) -> list[Form]:
        """One form of each kind; a row of a list has the form of its neighbour."""
        kinds = {tuple(form.fields): form for form in self.found if form.fields}
        return list(kinds.values())


def unlike(forms: list[Form], page: str, seen: set[tuple[str, ...]]) -> list[Form]:
    """Those that no page before had: every page bears the same frame, a record's pages its acts."""
    new = []
    for form in forms:
        kind = (resolve(urlsplit(urljoin(page, form.action)).path).view_name, *form.fields)
        if kind not in seen:
            seen.add(kind)
            new.append(form)
    return new


def encoded(fields: dict[str, list[str]]) -> str:
    """As a browser that checks nothing would send it; a lone surrogate goes as its three bytes."""
    return "&".join(
        f"{quote_plus(name)}={quote_plus(value.encode('utf-8', 'surrogatepass'))}"
        for name, values in fields.items()
        for value in values
    )


def parameters(case: Case) -> list[str]:
    """What the page may be asked for in its address."""
    view = view_class(ROUTES[case.route])
    filters = getattr(view, "filterset_class", None)
    names = list(NAMES)
    if filters is not None:
        for name, one in filters.base_filters.items():
            names.append(name)
            if isinstance(one, RangeFilter):
                names += [f"{name}_{end}" for end in ("min", "max", "after", "before")]
    return names


@contextmanager
def insider(case: Case, everybody: Everybody) -> Iterator[Client]:
    """Somebody to whom the page opens; what is done inside has never happened."""
    client = everybody.clients[next(iter(sorted(case.roles)), Role.ADMIN)]
    with as_before(client), pytest.MonkeyPatch.context() as patch:
        patch.setattr(client, "raise_request_exception", False)
        yield client


def status(client: Client, method: str, address: str, fields: dict[str, list[str]]) -> int:
    """The answer to the request, which leaves nothing behind."""
    with transaction.atomic():
        if method == "get":
            response = client.get(f"{address}?{encoded(fields)}")
        else:
            kind = "application/x-www-form-urlencoded"
            response = client.post(address, encoded(fields), content_type=kind)
        # The live channel never ends; a file does.
        b"".join(response) if response.streaming and not response.is_async else b""
        transaction.set_rollback(True)
    return response.status_code


def each(cases: list[Case]) -> list[object]:
    """Parameters with a readable name."""
    return [pytest.param(case, id=f"{case.route}-{case.state}") for case in cases]


GARBAGE_KEYS = ("\x00", HUGE, "9" * 5000, "\ud800")
LIST_ACTS = ["save_filter", "delete_filter", "columns", "bulk:x"]
LISTS = [case for case in GET if issubclass(view_class(ROUTES[case.route]) or object, ListPage)]


@pytest.fixture(scope="module")
def seen() -> set[tuple[str, ...]]:
    """Kinds of forms that got their garbage."""
    return set()


@pytest.mark.django_db
@pytest.mark.parametrize("case", each(GET))
def test_garbage_in_the_address_and_the_forms_of_a_page(
    everybody: Everybody, case: Case, seen: set[tuple[str, ...]]
) -> None:
    with insider(case, everybody) as client:
        made = case.make(everybody.world)
        address = reverse(case.route, kwargs=made.kwargs)
        names = parameters(case)
        asked = [{name: [one_of(EVERYTHING, case.route, name)] for name in names}]
        if case in LISTS:
            asked += [{name: [one_of(WORDS, case.route, name)]} for name in names]
            asked += [{name: [mark]} for name in ("sau", "truoc") for mark in MARKED[::3]]
        sent = [("get", address, fields) for fields in asked]
        page = client.get(address, made.data)
        text = "" if page.streaming else page.content.decode(errors="replace")
        for form in unlike(Forms(text).different(), address, seen):
            for name in form.fields:
                # One field at a time: a form with two mistakes never comes to the second one.
                garbage = one_of(WORDS, case.route, form.action, name)
                where = urljoin(address, form.action)
                sent.append(("post", where, {**form.fields, name: [garbage]}))
        broken = [one for one in sent if status(client, *one) >= 500]
        assert broken == []


@pytest.mark.django_db
@pytest.mark.parametrize("case", each(POST))
def test_garbage_in_what_is_sent(everybody: Everybody, case: Case) -> None:
    with insider(case, everybody) as client:
        made = case.make(everybody.world)
        address = reverse(case.route, kwargs=made.kwargs)
        whole = {name: [str(value)] for name, value in made.data.items()}
        sent = [
            ("post", address, {**whole, name: [one_of(WORDS, case.route, name, time)]})
            for name in whole
            for time in range(2)
        ]
        # What only some acts read, at once: most read none of it.
        further = {name: [one_of(WORDS, case.route, name)] for name in FURTHER}
        sent.append(("post", address, {**whole, **further}))
        assert [one for one in sent if status(client, *one) >= 500] == []


@pytest.mark.django_db
@pytest.mark.parametrize("case", each(LISTS))
def test_garbage_in_the_acts_of_a_list(everybody: Everybody, case: Case) -> None:
    with insider(case, everybody) as client:
        made = case.make(everybody.world)
        address = reverse(case.route, kwargs=made.kwargs)
        view = view_class(ROUTES[case.route])()
        view.request = RequestFactory().get(address)
        view.request.user = everybody.world.user(next(iter(sorted(case.roles)), Role.ADMIN))
        view.kwargs = made.kwargs
        acts = [*LIST_ACTS, *(f"bulk:{act.name}" for act in view.get_bulk_acts())]
        sent = [
            ("post", address, {"do": [act], name: [garbage], "confirm": ["1"]})
            for act in acts
            for name in ("name", "key", "column", "chon")
            for garbage in (
                one_of(list(GARBAGE_KEYS), case.route, act, name),
                one_of(WORDS, case.route, act, name),
            )
        ]
        assert [one for one in sent if status(client, *one) >= 500] == []


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["account_login", "account_reset_password"])
def test_garbage_before_the_sign_in(name: str) -> None:
    client = Client(raise_request_exception=False)
    address = reverse(name)
    forms = Forms(client.get(address).content.decode()).different()
    sent = [
        ("post", form.action or address, {**form.fields, name: [garbage]})
        for form in forms
        for name in form.fields
        for garbage in WORDS
    ]
    assert [one for one in sent if status(client, *one) >= 500] == []


@pytest.mark.django_db
@settings(
    max_examples=25,
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.generate],  # to make a long address shorter would take minutes
    suppress_health_check=list(HealthCheck),
)
@given(case=st.sampled_from(CASES), data=st.data())
def test_anything_anywhere(everybody: Everybody, case: Case, data: st.DataObject) -> None:
    with insider(case, everybody) as client:
        made = case.make(everybody.world)
        address = reverse(case.route, kwargs=made.kwargs)
        names = [*made.data, *parameters(case)]
        fields = {name: data.draw(st.lists(words, max_size=2)) for name in names}
        assert status(client, case.method, address, fields) < 500


def with_garbage(kwargs: dict[str, object], garbage: str) -> list[dict[str, object]]:
    """The arguments of the address, each in turn replaced by what the pattern still takes."""
    return [
        {**kwargs, name: int(HUGE) if isinstance(value, int) else garbage}
        for name, value in kwargs.items()
        if isinstance(value, int | str)
    ]


def address_of(route: str, kwargs: dict[str, object]) -> str:
    """The address; empty where its pattern has no place for such a key."""
    try:
        return reverse(route, kwargs=kwargs)
    except NoReverseMatch:
        return ""


@pytest.mark.django_db
@pytest.mark.parametrize("case", each([case for case in CASES if case.state == "any"]))
def test_keys_that_cannot_be(everybody: Everybody, case: Case) -> None:
    with insider(case, everybody) as client:
        made = case.make(everybody.world)
        addresses = {
            address
            for garbage in ("\x00", "ấ" * 300, "a%2F..")
            for kwargs in with_garbage(made.kwargs, garbage)
            if (address := address_of(case.route, kwargs))
        }
        whole = {name: [str(value)] for name, value in made.data.items()}
        assert [one for one in addresses if status(client, case.method, one, whole) >= 500] == []
