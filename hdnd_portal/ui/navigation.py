"""The entries of the left rail. Apps register theirs in `ready()`; nothing is imported upwards."""

from dataclasses import dataclass, replace
from typing import Any

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse

from hdnd_portal.ui.choices import Label


@dataclass(frozen=True, slots=True)
class NavItem:
    """One entry of the rail.

    `permission` is asked of the user without a record; empty means whoever is signed in.
    `phone` puts the entry into the bottom bar of a phone while there is room (four entries).
    `match` names the URL namespaces that belong to the entry, besides that of `url_name`.
    """

    label: Label
    url_name: str
    icon: str
    permission: str = ""
    order: int = 100
    phone: bool = True
    match: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ShownItem:
    """An entry as the frame shows it."""

    label: Label
    url: str
    icon: str
    current: bool
    phone: bool


_items: dict[str, NavItem] = {}
_account_items: dict[str, NavItem] = {}
PHONE_ENTRIES = 4


def register(item: NavItem) -> None:
    """Enter an item; the last one with the same `url_name` stands."""
    _items[item.url_name] = item


def register_account_item(item: NavItem) -> None:
    """Enter an item of the menu behind the person's name; as `register`."""
    _account_items[item.url_name] = item


def shown_items(request: HttpRequest, user: Any) -> list[ShownItem]:
    """The entries of the rail that the user may use, in order, the present one marked."""
    return _shown(_items, request, user)


def shown_account_items(request: HttpRequest, user: Any) -> list[ShownItem]:
    """The entries of the account menu that the user may use, in order."""
    return _shown(_account_items, request, user)


def _shown(items: dict[str, NavItem], request: HttpRequest, user: Any) -> list[ShownItem]:
    shown = []
    for item in sorted(items.values(), key=lambda item: (item.order, item.url_name)):
        if item.permission and not user.has_perm(item.permission):
            continue
        try:
            url = reverse(item.url_name)
        except NoReverseMatch:
            continue  # the app has no such page yet
        current = _is_current(request, item, url)
        shown.append(ShownItem(item.label, url, item.icon, current, item.phone))
    return _nearest_marked(shown, request.path)


def _nearest_marked(shown: list[ShownItem], path: str) -> list[ShownItem]:
    """Of several entries of one app only that with the longest address above the page is marked."""
    above = [item.url for item in shown if item.current and path.startswith(item.url)]
    if not above:
        return shown
    nearest = max(above, key=len)
    return [replace(item, current=item.current and item.url == nearest) for item in shown]


def _is_current(request: HttpRequest, item: NavItem, url: str) -> bool:
    if request.path == url:
        return True
    match = request.resolver_match
    if match is None or not match.namespace:
        return False
    own = item.url_name.rpartition(":")[0]
    return match.namespace in {own, *item.match}
