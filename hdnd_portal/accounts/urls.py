"""Paths of sign-in, second factor, sessions and one's own account.

The names are django-allauth's, which reverses them; the paths are ours. What allauth has and the
portal does not want (sign-up, own e-mail addresses) has no path.
"""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as passkeys
from allauth.socialaccount import views as social
from allauth.socialaccount.providers.openid_connect import views as oidc
from allauth.usersessions import views as sessions
from django.contrib.auth.decorators import login_not_required
from django.urls import include, path, re_path

from hdnd_portal.accounts.views.deputies import DeputiesView, EndDeputyView
from hdnd_portal.accounts.views.home import ChooseCouncilView
from hdnd_portal.accounts.views.review import ReviewView

own = (
    [
        path("nguoi-thay/", DeputiesView.as_view(), name="deputies"),
        path("nguoi-thay/<int:pk>/thoi/", EndDeputyView.as_view(), name="end_deputy"),
        path("ra-soat/", ReviewView.as_view(), name="review"),
        path("chon-hdnd/", ChooseCouncilView.as_view(), name="choose_council"),
    ],
    "accounts",
)

urlpatterns = [
    path("", include(own)),
    path("dang-nhap/", account.login, name="account_login"),
    path("dang-xuat/", account.logout, name="account_logout"),
    path("tam-khoa/", account.account_inactive, name="account_inactive"),
    path("xac-nhan/", account.reauthenticate, name="account_reauthenticate"),
    path("mat-khau/doi/", account.password_change, name="account_change_password"),
    path("mat-khau/dat/", account.password_set, name="account_set_password"),
    path("mat-khau/quen/", account.password_reset, name="account_reset_password"),
    path("mat-khau/da-gui/", account.password_reset_done, name="account_reset_password_done"),
    re_path(
        r"^mat-khau/moi/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        account.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path(
        "mat-khau/da-dat/",
        account.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    path("bao-mat/", mfa.index, name="mfa_index"),
    path("ma-xac-thuc/", mfa.authenticate, name="mfa_authenticate"),
    path("bao-mat/xac-nhan/", mfa.reauthenticate, name="mfa_reauthenticate"),
    path("bao-mat/ung-dung/bat/", totp.activate_totp, name="mfa_activate_totp"),
    path("bao-mat/ung-dung/tat/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("bao-mat/ma-du-phong/", codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path(
        "bao-mat/ma-du-phong/tao/",
        codes.generate_recovery_codes,
        name="mfa_generate_recovery_codes",
    ),
    path(
        "bao-mat/ma-du-phong/tai/",
        codes.download_recovery_codes,
        name="mfa_download_recovery_codes",
    ),
    path("bao-mat/khoa/", passkeys.list_webauthn, name="mfa_list_webauthn"),
    path("bao-mat/khoa/them/", passkeys.add_webauthn, name="mfa_add_webauthn"),
    path(
        "bao-mat/khoa/xac-nhan/",
        passkeys.reauthenticate_webauthn,
        name="mfa_reauthenticate_webauthn",
    ),
    path("bao-mat/khoa/<int:pk>/go/", passkeys.remove_webauthn, name="mfa_remove_webauthn"),
    path("bao-mat/khoa/<int:pk>/doi-ten/", passkeys.edit_webauthn, name="mfa_edit_webauthn"),
    path(
        "dang-nhap/khoa/",
        # allauth leaves this one to LoginRequiredMiddleware, which would ask to sign in first.
        login_not_required(passkeys.login_webauthn),
        name="mfa_login_webauthn",
    ),
    path("phien/", sessions.list_usersessions, name="usersessions_list"),
    path("mot-lan/huy/", social.login_cancelled, name="socialaccount_login_cancelled"),
    path("mot-lan/loi/", social.login_error, name="socialaccount_login_error"),
    path("mot-lan/<str:provider_id>/", oidc.login, name="openid_connect_login"),
    path("mot-lan/<str:provider_id>/ve/", oidc.callback, name="openid_connect_callback"),
]
