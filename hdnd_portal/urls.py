"""The paths of the portal: unaccented Vietnamese, one prefix per app."""

from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path

from hdnd_portal.health import healthz
from hdnd_portal.search.views import Search, ShowUnit
from hdnd_portal.worklist.calendar_views import CalendarPage, CloseCalendar, Feed, RenewCalendar
from hdnd_portal.worklist.digest_views import DigestPage, DigestPreview, StopDigest
from hdnd_portal.worklist.views import Home

urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", healthz, name="healthz"),
    path("", Home.as_view(), name="home"),
    path("lich/", CalendarPage.as_view(), name="calendar"),
    path("lich/cap/", RenewCalendar.as_view(), name="renew_calendar"),
    path("lich/thu-hoi/", CloseCalendar.as_view(), name="close_calendar"),
    path("lich/<str:token>.ics", Feed.as_view(), name="calendar_feed"),
    path("ban-tin/", DigestPage.as_view(), name="digest"),
    path("ban-tin/xem-thu/", DigestPreview.as_view(), name="digest_preview"),
    path("ban-tin/thoi/<str:token>/", StopDigest.as_view(), name="stop_digest"),
    path("giao-dien/", include("hdnd_portal.ui.urls")),
    path("van-ban/", include("hdnd_portal.documents.urls")),
    path("viec-nen/", include("hdnd_portal.reports.urls")),
    path("ky-hop/", include("sessions.urls")),
    path("tiep-xuc-cu-tri/", include("voters.urls")),
    path("giam-sat/", include("oversight.urls")),
    path("kien-nghi/cong-van/", include("hdnd_portal.answer_letters.urls")),
    path("kien-nghi/", include("hdnd_portal.commitments.urls")),
    path("tim-kiem/", Search.as_view(), name="search"),
    path("tim-kiem/don-vi/<int:unit>/", ShowUnit.as_view(), name="search_unit"),
    path("thong-bao/", include("hdnd_portal.notices.urls")),
    path("thu-gui-di/", include("hdnd_portal.notices.letter_urls")),
    path("thu-da-giu/", include("hdnd_portal.notices.caught_urls")),
    path("tai-khoan/", include("hdnd_portal.accounts.urls")),
    path("ban-giao/", include("hdnd_portal.handovers.urls")),
    path("dai-bieu/", include("hdnd_portal.shell.directory.urls")),
    path("quy-tac/", include("hdnd_portal.legal.urls")),
    path("quan-tri/", admin.site.urls),
]
