"""The province's sign-on: a small OpenID Connect provider that answers over HTTP."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

import jwt
import pytest
from allauth.mfa.totp.internal.auth import TOTP
from allauth.socialaccount.models import SocialAccount
from cryptography.hazmat.primitives.asymmetric import rsa
from django.core.cache import cache
from django.urls import reverse

from hdnd_portal.accounts import services
from hdnd_portal.accounts.models import User
from hdnd_portal.accounts.roles import Role
from tests.accounts.factories import UserFactory, user_with

pytestmark = pytest.mark.django_db
CLIENT, SECRET = "cong-hdnd", "bi-mat-cua-cong"


class Provider(ThreadingHTTPServer):
    """Discovery, keys, token and userinfo of the province; `claims` is whoever signs in."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Pages)
        self.address = f"http://127.0.0.1:{self.server_port}"
        self.key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        self.claims: dict[str, Any] = {}
        self.bent: dict[str, Any] = {}
        self.asked: list[dict[str, str]] = []

    def answer(self, path: str, sent: dict[str, str]) -> dict[str, Any] | None:
        """What the page holds; None for a page that is not there."""
        if path == "/.well-known/openid-configuration":
            return {
                "issuer": self.address,
                "authorization_endpoint": f"{self.address}/authorize",
                "token_endpoint": f"{self.address}/token",
                "userinfo_endpoint": f"{self.address}/userinfo",
                "jwks_uri": f"{self.address}/jwks",
                "token_endpoint_auth_methods_supported": ["client_secret_post"],
            }
        if path == "/jwks":
            own = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(self.key.public_key()))
            return {"keys": [{**own, "kid": "1", "use": "sig"}]}
        if path == "/token":
            self.asked.append(sent)
            return {"access_token": "vao-cua", "token_type": "Bearer", "id_token": self.id_token()}
        return self.claims if path == "/userinfo" else None

    def id_token(self) -> str:
        """Who signed in, signed."""
        now = int(time.time())
        usual = {"iss": self.address, "aud": CLIENT, "iat": now, "exp": now + 300}
        token = {**usual, **self.claims, **self.bent}
        return jwt.encode(token, self.key, algorithm="RS256", headers={"kid": "1"})


class Pages(BaseHTTPRequestHandler):
    """Hands the requests to the provider."""

    server: Provider

    def do_GET(self) -> None:
        """Answer."""
        length = int(self.headers.get("Content-Length") or 0)
        form = parse_qs(self.rfile.read(length).decode())
        sent = {name: values[0] for name, values in form.items()}
        found = self.server.answer(urlsplit(self.path).path, sent)
        body = json.dumps(found).encode()
        self.send_response(200 if found is not None else 404)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_POST(self) -> None:
        """Answer."""
        self.do_GET()

    def log_message(self, *args: object) -> None:
        """Say nothing."""


@pytest.fixture
def provider(settings) -> Iterator[Provider]:
    """The provider at work, and the portal set to it."""
    cache.clear()
    with Provider() as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        app = {
            "provider_id": "tinh",
            "name": "Đăng nhập một lần của tỉnh",
            "client_id": CLIENT,
            "secret": SECRET,
            "settings": {"server_url": server.address},
        }
        settings.SOCIALACCOUNT_PROVIDERS = {
            "openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": [app]}
        }
        settings.OIDC_USERNAME_CLAIM = ""
        yield server
        server.shutdown()
        thread.join()


def sign_in(client, provider: Provider, **claims: Any):
    """Go there and come back with these claims; the portal's answer to the return."""
    provider.claims = {"sub": "0123456789", **claims}
    login = client.post(reverse("openid_connect_login", args=["tinh"]))
    there = urlsplit(login.url)
    assert f"{there.scheme}://{there.netloc}{there.path}" == f"{provider.address}/authorize"
    query = {name: values[0] for name, values in parse_qs(there.query).items()}
    assert query["code_challenge_method"] == "S256"
    back = reverse("openid_connect_callback", args=["tinh"])
    return client.get(back, {"code": "mot-lan", "state": query["state"]})


def signed_in(client) -> User | None:
    """Who the portal takes the visitor for."""
    key = client.session.get("_auth_user_id")
    return User.objects.get(pk=key) if key else None


def test_verified_address_signs_in_who_has_an_account(client, provider):
    user = UserFactory(email="lan@vanphong.example", name="Nguyễn Thị Lan")
    told = {"email": "Lan@vanphong.example", "email_verified": True, "name": "Tên khác"}
    assert sign_in(client, provider, **told).url == "/"
    assert signed_in(client) == user
    # The office's own name and address stay; the code was proven by secret and verifier.
    user.refresh_from_db()
    assert (user.name, user.email) == ("Nguyễn Thị Lan", "lan@vanphong.example")
    assert provider.asked[0]["client_secret"] == SECRET
    assert provider.asked[0]["code_verifier"]
    # The second time the identity itself is known, whatever address it has by then.
    client.post(reverse("account_logout"))
    assert sign_in(client, provider, email="khac@tinh.example").url == "/"
    assert signed_in(client) == user


@pytest.mark.parametrize("verified", [False, None, "true"])
def test_address_that_is_not_verified_signs_nobody_in(client, provider, verified):
    UserFactory(email="lan@vanphong.example")
    response = sign_in(client, provider, email="lan@vanphong.example", email_verified=verified)
    assert response.status_code == 403
    assert "chưa có tài khoản nào của Cổng gắn với danh tính này" in response.content.decode()
    assert signed_in(client) is None
    assert not SocialAccount.objects.exists()


def test_claim_of_the_settings_names_the_account_and_the_address_no_longer(
    client, provider, settings
):
    settings.OIDC_USERNAME_CLAIM = "ma_can_bo"
    user = UserFactory(username="cb-0042", email="lan@vanphong.example")
    told = {"email": "lan@vanphong.example", "email_verified": True}
    assert sign_in(client, provider, **told).status_code == 403
    assert sign_in(client, provider, ma_can_bo="cb-9999", **told).status_code == 403
    assert sign_in(client, provider, ma_can_bo="CB-0042").url == "/"
    assert signed_in(client) == user


def test_nobody_without_an_account_gets_one(client, provider):
    before = User.objects.count()
    response = sign_in(client, provider, email="la@xau.example", email_verified=True)
    assert response.status_code == 403
    assert User.objects.count() == before
    assert signed_in(client) is None


def test_closed_account_stays_closed_also_when_the_identity_is_known(client, provider):
    user = UserFactory(email="lan@vanphong.example")
    told = {"email": "lan@vanphong.example", "email_verified": True}
    sign_in(client, provider, **told)
    client.post(reverse("account_logout"))
    services.deactivate(user, by=None, reason="left")
    sign_in(client, provider, **told)
    assert signed_in(client) is None
    SocialAccount.objects.all().delete()
    assert sign_in(client, provider, **told).status_code == 403
    assert signed_in(client) is None


@pytest.mark.parametrize(
    "bent",
    [
        {"aud": "cong-khac"},
        {"iss": "https://xau.example"},
        {"exp": 1_700_000_000},
    ],
)
def test_token_for_somebody_else_or_of_yesterday_is_refused(client, provider, bent):
    UserFactory(email="lan@vanphong.example")
    provider.bent = bent
    response = sign_in(client, provider, email="lan@vanphong.example", email_verified=True)
    assert response.status_code < 500
    assert signed_in(client) is None


def test_return_without_the_state_of_this_visitor_is_refused(client, provider):
    UserFactory(email="lan@vanphong.example")
    provider.claims = {"sub": "1", "email": "lan@vanphong.example", "email_verified": True}
    back = reverse("openid_connect_callback", args=["tinh"])
    response = client.get(back, {"code": "mot-lan", "state": "của người khác"})
    assert response.status_code < 500
    assert signed_in(client) is None
    assert provider.asked == []


def test_second_factor_is_asked_all_the_same(client, provider, settings):
    settings.SECOND_FACTOR_REQUIRED = True
    head = user_with(Role.OFFICE_HEAD)
    told = {"email": head.email, "email_verified": True}
    # Without one: led to set it up, and nowhere else.
    sign_in(client, provider, **told)
    assert client.get("/").url == reverse("mfa_index")
    client.post(reverse("account_logout"))
    TOTP.activate(head, "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP")
    assert sign_in(client, provider, **told).url == reverse("mfa_authenticate")
    assert signed_in(client) is None
