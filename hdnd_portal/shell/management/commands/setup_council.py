"""`manage.py setup_council CODE --term 2026-2031`: the empty council of a real province, ready."""

import json
import re
from datetime import date
from typing import Any

from django.core.management.base import CommandError, CommandParser
from django.db import transaction
from django.utils import timezone

from hdnd_portal.accounts.models import RoleAssignment, User
from hdnd_portal.accounts.passwords import made_password
from hdnd_portal.accounts.roles import Role
from hdnd_portal.audit import log
from hdnd_portal.commands import SentenceCommand
from hdnd_portal.council.models import AdministrativeUnit, Council, UnitChange, UnitKind
from hdnd_portal.council.services import load_units, set_up_council
from hdnd_portal.legal.seats import SeatsRefused, seats_for

# Election day of term 2026–2031 (STR-21); the term runs from the council's first session (STR-20),
# whose day the administrator enters when it is known.
TERM_STARTS = {"2026-2031": date(2026, 3, 15)}
SPECIAL = {"01": "hanoi", "79": "hcmc"}


class Command(SentenceCommand):
    help = "Thiết lập HĐND của một tỉnh, thành phố: đơn vị, nhiệm kỳ, Ban, Tổ, cơ quan, quản trị."

    def add_arguments(self, parser: CommandParser) -> None:
        """The province by its code of today; everything else has a default."""
        parser.add_argument("code", help="mã tỉnh, thành phố, ví dụ 51")
        parser.add_argument("--term", required=True, help="nhiệm kỳ, ví dụ 2026-2031")
        parser.add_argument("--ordinal", default="", help="khóa, ví dụ XI")
        parser.add_argument("--start", help="ngày khai mạc kỳ họp thứ nhất, ví dụ 2026-03-30")
        parser.add_argument("--population", type=int, help="dân số, để tính số đại biểu")
        parser.add_argument("--ethnic", action="store_true", help="có Ban Dân tộc")
        parser.add_argument("--groups", type=int, default=10, help="số Tổ đại biểu")
        parser.add_argument("--admin", default="quantri", help="tên đăng nhập của quản trị")
        parser.add_argument("--admin-name", default="Quản trị hệ thống", help="họ tên quản trị")
        parser.add_argument("--admin-email", default="", help="thư điện tử của quản trị")
        parser.add_argument("--json", action="store_true", help="in JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        """Create what is missing. Exit 2 with a sentence where an input is wrong."""
        term, starts = self._term(options)
        if not 1 <= options["groups"] <= 60:
            raise CommandError("Số Tổ đại biểu phải từ 1 đến 60.", returncode=2)
        if not UnitChange.objects.filter(loader_key__isnull=False).exists():
            load_units()
        unit = self._unit(options["code"])
        seats, note = self._seats(unit, options["population"])
        with transaction.atomic():
            council, _term, added = set_up_council(
                unit,
                term_name=term.replace("-", "–"),
                ordinal=options["ordinal"],
                valid_from=starts,
                seats=seats,
                has_ethnic=options["ethnic"],
                groups=options["groups"],
                by=None,
            )
            password = self._admin(council, options)
        communes = (
            AdministrativeUnit.objects.communes_of(unit).in_force(timezone.localdate()).count()
        )
        if options["json"]:
            self.stdout.write(
                json.dumps(
                    {
                        "council": council.name,
                        "code": council.code,
                        "term": term,
                        "created": added,
                        "communes": communes,
                        "seats": seats,
                        "note": note,
                        "admin": {"username": options["admin"], "password": password}
                        if password
                        else None,
                    },
                    ensure_ascii=False,
                    indent=2,
                )
            )
            return
        self.stdout.write(
            f"{'Đã thiết lập' if added else 'Đã có sẵn'}: {council.name}, nhiệm kỳ {term}, "
            f"{communes} xã, phường, đặc khu, {seats} đại biểu."
        )
        self.stdout.write(note)
        if password:
            self.stdout.write(
                f"Tài khoản quản trị: {options['admin']}  mật khẩu: {password}\n"
                "Mật khẩu chỉ hiện một lần và phải đổi khi đăng nhập."
            )
        else:
            self.stdout.write("HĐND này đã có tài khoản quản trị; không tạo thêm.")

    def _term(self, options: dict[str, Any]) -> tuple[str, date]:
        term = options["term"].replace("–", "-")
        found = re.fullmatch(r"(\d{4})-(\d{4})", term)
        if not found or int(found[2]) - int(found[1]) != 5:
            raise CommandError(
                f"Nhiệm kỳ “{options['term']}” phải ghi hai năm cách nhau 5 năm: 2026-2031.",
                returncode=2,
            )
        if options["start"]:
            try:
                return term, date.fromisoformat(options["start"])
            except ValueError as error:
                raise CommandError(
                    f"Không đọc được ngày “{options['start']}”; hãy ghi như 2026-03-30.",
                    returncode=2,
                ) from error
        return term, TERM_STARTS.get(term, date(int(found[1]), 7, 1))

    def _unit(self, code: str) -> AdministrativeUnit:
        unit = (
            AdministrativeUnit.objects.provinces()
            .in_force(timezone.localdate())
            .filter(code=code, is_sample=False)
            .first()
        )
        if unit is None:
            raise CommandError(
                f"Không có tỉnh, thành phố nào mang mã “{code}” trong danh mục hiện nay; "
                "mã gồm hai chữ số, ví dụ 51 (Quảng Ngãi).",
                returncode=2,
            )
        return unit

    def _seats(self, unit: AdministrativeUnit, population: int | None) -> tuple[int, str]:
        """Seats by Law 72/2025, Art. 30(1); without a population the number the law begins with."""
        is_city = unit.kind == UnitKind.CITY
        kind = SPECIAL.get(unit.code, "city" if is_city else "province")
        try:
            found = seats_for(kind, 1 if population is None else population)
        except SeatsRefused as error:
            raise CommandError(str(error), returncode=2) from error
        if population is None and unit.code not in SPECIAL:
            return found.seats, (
                f"Chưa biết dân số: tạm ghi {found.seats} đại biểu theo mức khởi đầu của luật; "
                "chạy lại không sửa số này, hãy sửa trong trang quản trị."
            )
        return found.seats, f"Số đại biểu: {found.arithmetic}."

    def _admin(self, council: Council, options: dict[str, Any]) -> str | None:
        """Make the first administrator; None where the council has one."""
        today = timezone.localdate()
        holders = RoleAssignment.objects.in_force(today).filter(council=council, role=Role.ADMIN)
        if holders.exists():
            return None
        username = options["admin"]
        if User.objects.named(username).exists():
            raise CommandError(
                f"Tên đăng nhập “{username}” đã có; hãy chọn tên khác bằng --admin.", returncode=2
            )
        password = made_password()
        user = User.objects.create_user(
            username,
            email=options["admin_email"],
            password=password,
            name=options["admin_name"],
            is_staff=True,
            must_change_password=True,
        )
        RoleAssignment.objects.create(
            user=user, role=Role.ADMIN.value, council=council, valid_from=today
        )
        log.record("account.created", user, by=None, council=council.pk)
        return password
