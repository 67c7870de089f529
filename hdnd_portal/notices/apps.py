"""The app `hdnd_portal.notices`."""

from django.apps import AppConfig
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _


class NoticesConfig(AppConfig):
    name = "hdnd_portal.notices"
    label = "notices"
    verbose_name = "Thông báo"

    def ready(self) -> None:
        """Enter permissions, the bell, the rail, words of the audit trail and colours."""
        from hdnd_portal.accounts import mail  # noqa: PLC0415 -- app ready
        from hdnd_portal.audit import wording  # noqa: PLC0415 -- app ready
        from hdnd_portal.notices import (  # noqa: PLC0415 -- app ready
            permissions,  # noqa: F401
            send,
            services,
        )
        from hdnd_portal.ui import frame, navigation  # noqa: PLC0415 -- app ready
        from hdnd_portal.ui.tones import Tone, register_tones  # noqa: PLC0415 -- app ready

        def unread(request: HttpRequest) -> int:
            return services.unread_count(request.user)  # type: ignore[arg-type]

        mail.register_sender(send.account_letter)
        navigation.register_account_item(
            navigation.NavItem(_("Đang theo dõi"), "notices:following", "bell-ringing", order=25)
        )
        frame.register_counter(
            frame.Counter("notices", _("Thông báo"), "bell", "notices:inbox", unread)
        )
        navigation.register(
            navigation.NavItem(
                _("Thư chưa gửi được"),
                "letters:list",
                "mail-exclamation",
                "notices.follow_letters",
                order=104,
                phone=False,
            )
        )
        navigation.register(
            navigation.NavItem(
                _("Thư đã giữ"),
                "caught_mail:list",
                "mail",
                "notices.read_caught_mail",
                order=106,
                phone=False,
            )
        )
        wording.register(
            {
                "delivery.sent_again": _("đã gửi lại thư"),
                "delivery.given_up": _("không gửi được thư sau nhiều lần"),
            }
        )
        register_tones(
            "notices.delivery",
            {
                "waiting": Tone.GREY,
                "sending": Tone.BLUE,
                "sent": Tone.GREEN,
                "failed": Tone.AMBER,
                "given_up": Tone.RED,
            },
        )
