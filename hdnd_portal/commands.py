"""What our management commands share: a wrong input gets one Vietnamese sentence and exit code 2.

With `--json` the sentence also stands on standard output as `{"error": …}`, so that a program that
asked for JSON always reads JSON.
"""

import json
import re
import sys
from argparse import ArgumentTypeError
from typing import Any, NoReturn

from django.core.management.base import (
    BaseCommand,
    CommandError,
    CommandParser,
    SystemCheckError,
    handle_default_options,
)
from django.db import OperationalError, ProgrammingError, connections
from psycopg.errors import UndefinedColumn, UndefinedTable


class Refused(CommandError, ValueError):
    """An input is wrong; the message is the sentence to print. Leaves with exit code 2."""

    def __init__(self, sentence: str, **details: str) -> None:
        super().__init__(sentence, returncode=2)
        self.details = details


NOT_MIGRATED = "Cơ sở dữ liệu chưa có đủ bảng của phiên bản này. Hãy chạy: manage.py migrate"
NOT_REACHED = "Chưa nối được cơ sở dữ liệu; hãy kiểm tra DATABASE_URL và máy chủ PostgreSQL."


class SentenceParser(CommandParser):
    """An argument parser whose complaints are Vietnamese sentences."""

    def error(self, message: str) -> NoReturn:
        """Raise Refused instead of printing the usage in English."""
        words = {
            "the following arguments are required: ": "Còn thiếu: ",
            "unrecognized arguments: ": "Không hiểu tham số: ",
        }
        for english, vietnamese in words.items():
            if message.startswith(english):
                raise Refused(f"{vietnamese}{message.removeprefix(english)}.")
        if found := re.match(
            r"argument (\S+): invalid choice: (.+?) \(choose from (.+)\)", message
        ):
            name = {"topic": "Chủ đề"}.get(found[1], found[1])
            raise Refused(f"{name} không nhận {found[2]}; hãy chọn: {found[3]}.")
        if found := re.match(r"argument (\S+): expected", message):
            raise Refused(f"Tham số {found[1]} thiếu giá trị.")
        if found := re.match(r"argument (\S+): invalid int value: '(.*)'", message):
            raise Refused(f"Tham số {found[1]} phải là số nguyên, đã nhập “{found[2]}”.")
        if found := re.match(r"argument (\S+): ignored explicit argument '(.*)'", message):
            raise Refused(f"Tham số {found[1]} không nhận giá trị, đã nhập “{found[2]}”.")
        if found := re.match(r"argument (\S+): (phải .+)", message):
            raise Refused(f"Tham số {found[1]} {found[2]}.")
        raise Refused(f"Cách gọi chưa đúng: {message}.")


def whole_number(text: str) -> int:
    """The type of an argument that counts something; dots may group thousands (100.000)."""
    plain = text.strip()
    if re.fullmatch(r"\d{1,3}(\.\d{3})+", plain):
        plain = plain.replace(".", "")
    if not re.fullmatch(r"[0-9]{1,15}", plain):
        raise ArgumentTypeError(f"phải là số nguyên không âm, đã nhập “{text}”")
    return int(plain)


class SentenceCommand(BaseCommand):
    """A command that answers every wrong input with one sentence, never with a traceback."""

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> CommandParser:
        """The parser that complains in Vietnamese; options are never guessed from beginnings."""
        parser = SentenceParser(
            prog=f"{prog_name} {subcommand}", description=self.help, allow_abbrev=False
        )
        self.add_base_argument(parser, "--settings", help="mô-đun cài đặt")
        self.add_base_argument(parser, "--pythonpath", help="thư mục mã nguồn")
        self.add_base_argument(parser, "--traceback", action="store_true", help="hiện vết lỗi")
        self.add_base_argument(parser, "--no-color", action="store_true", help="không tô màu")
        self.add_base_argument(parser, "--force-color", action="store_true", help="luôn tô màu")
        self.add_base_argument(
            parser, "-v", "--verbosity", default=1, type=int, help="mức chi tiết"
        )
        if self.requires_system_checks:
            self.add_base_argument(parser, "--skip-checks", action="store_true", help="bỏ kiểm tra")
        self.add_arguments(parser)
        return parser

    def run_from_argv(self, argv: list[str]) -> None:
        """As Django does, but a refusal is one bare sentence."""
        self._called_from_command_line = True
        try:
            parsed = self.create_parser(argv[0], argv[1]).parse_args(argv[2:])
            handle_default_options(parsed)
            options = vars(parsed)
            arguments = options.pop("args", ())
            self.execute(*arguments, **options)
        except SystemCheckError as error:
            self.stderr.write(str(error), lambda text: text)
            sys.exit(error.returncode)
        except CommandError as error:
            if "--traceback" in argv:
                raise
            details = error.details if isinstance(error, Refused) else {}
            self._leave(str(error), error.returncode, details, as_json="--json" in argv)
        except (ProgrammingError, OperationalError) as error:
            sentence = database_sentence(error)
            if sentence is None or "--traceback" in argv:
                raise
            self._leave(sentence, 2, {}, as_json="--json" in argv)
        finally:
            connections.close_all()

    def _leave(
        self, sentence: str, code: int, details: dict[str, str], *, as_json: bool
    ) -> NoReturn:
        if as_json:
            self.stdout.write(json.dumps({"error": sentence, **details}, ensure_ascii=False))
        self.stderr.write(sentence, lambda text: text)
        sys.exit(code)


def database_sentence(error: ProgrammingError | OperationalError) -> str | None:
    """What to tell where the database is away or not migrated yet; None for any other error."""
    if isinstance(error, ProgrammingError):
        missing = isinstance(error.__cause__, (UndefinedTable, UndefinedColumn))
        return NOT_MIGRATED if missing else None
    return NOT_REACHED
