"""Rules of passwords, each beside the clause it comes from."""

import pytest
from django.contrib.auth.hashers import make_password
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from hdnd_portal.accounts.models import PasswordRecord
from hdnd_portal.accounts.passwords import classes_of, is_like
from hdnd_portal.accounts.roles import Role
from tests.accounts.factories import UserFactory, user_with
from tests.accounts.test_second_factor import give_authenticator_app


def codes(password, user=None):
    """Why the password is refused."""
    try:
        validate_password(password, user)
    except ValidationError as refused:
        return {error.code for error in refused.error_list}
    return set()


@pytest.mark.parametrize(
    ("password", "expected"),
    [
        ("Sông-Hồng-chảy-99", set()),
        ("Sông-Hồng-9", {"password_too_short"}),
        ("sông-hồng-chảy-99", {"password_lacks_class"}),
        ("SÔNG-HỒNG-CHẢY-99", {"password_lacks_class"}),
        ("Sông-Hồng-chảy-xa", {"password_lacks_class"}),
        ("SôngHồngchảy1999", {"password_lacks_class"}),
        ("password", {"password_too_short", "password_lacks_class", "password_too_common"}),
        ("!!Password123456!!", {"password_too_common"}),
    ],
)
def test_passwords_without_a_second_factor(password, expected):
    """TCVN 14423:2026, level 3: at least 14 characters of four classes."""
    assert codes(password) == expected


@pytest.mark.django_db
def test_a_second_factor_allows_twelve_characters():
    user = UserFactory()
    assert codes("Sông-Hồng-99", user) == {"password_too_short"}
    give_authenticator_app(user)
    del user.has_second_factor
    assert codes("Sông-Hồng-99", user) == set()
    assert codes("Sông-Hồng-9", user) == {"password_too_short"}


@pytest.mark.django_db
def test_password_like_the_user_is_refused():
    user = UserFactory(username="lan.nguyenthi", name="Nguyễn Thị Lan", email="lan@vp.example")
    assert codes("Lan.NguyenThi9", user) == {"password_too_similar"}
    assert codes("Nguyễn-Thị-Lan1", user) == {"password_too_similar"}


@pytest.mark.django_db
def test_administrators_last_ten_passwords_are_not_used_again():
    """QCVN 12:2026/BCA and TCVN 14423:2026: the last ten of an administrator."""
    admin, officer = user_with(Role.ADMIN), user_with(Role.OFFICER)
    for number in range(11):
        for user in (admin, officer):
            PasswordRecord.objects.create(
                user=user, password=make_password(f"Sông-Hồng-chảy-{number:02}")
            )
    assert codes("Sông-Hồng-chảy-01", admin) == {"password_used_before"}
    assert codes("Sông-Hồng-chảy-00", admin) == set()
    assert codes("Sông-Hồng-chảy-10", officer) == set()


@given(st.text())
def test_classes_are_among_the_four_and_every_character_has_one(text):
    found = classes_of(text)
    assert found <= {"lower", "upper", "digit", "special"}
    assert bool(found) == bool(text)


@given(st.text(min_size=3))
def test_a_password_is_like_itself(text):
    assert is_like(text, text)
