"""`manage.py explain`: ask the register, the calendar and the tallies from the shell."""

import json
from argparse import ArgumentParser, Namespace
from typing import Any

from django.core.management.base import CommandParser

from confidence_votes.tally import ControlBroken
from hdnd_portal.commands import Refused, SentenceCommand, SentenceParser
from hdnd_portal.shell.explain import ANSWERS, Answer, answer


def _with_council(parser: ArgumentParser) -> None:
    parser.add_argument("--council", metavar="CODE", help="quy tắc và lịch của đơn vị")


def _with_days(parser: ArgumentParser) -> None:
    parser.add_argument("--day", action="append", metavar="DATE=work|off", help="điều chỉnh lịch")


def _with_regime(parser: ArgumentParser) -> None:
    parser.add_argument("--regime", metavar="CODE", help="chế độ pháp lý của hồ sơ")


def _deadline(parser: ArgumentParser) -> None:
    parser.add_argument("key", metavar="KEY")
    parser.add_argument("--from", dest="start", required=True, metavar="DATE[THH:MM]")
    parser.add_argument("--stop", action="append", metavar="FROM..TO")
    parser.add_argument("--extend", action="append", metavar="KEY")
    parser.add_argument("--no-roll", action="store_true", help="không chuyển khi rơi vào ngày nghỉ")
    _with_regime(parser)
    _with_days(parser)
    _with_council(parser)


def _majority(parser: ArgumentParser) -> None:
    parser.add_argument("key", metavar="KEY")
    parser.add_argument("--base", required=True, metavar="N")
    parser.add_argument("--for", dest="votes", required=True, metavar="N")
    parser.add_argument("--on", metavar="DATE", help="ngày áp dụng, mặc định hôm nay")
    _with_regime(parser)
    _with_council(parser)


def _confidence(parser: ArgumentParser) -> None:
    parser.add_argument("--regime", required=True, metavar="CODE")
    parser.add_argument("--kind", required=True, choices=["rating", "vote"])
    for name in ("--in-office", "--issued", "--returned"):
        parser.add_argument(name, required=True, metavar="N")
    for name in ("--present", "--valid", "--high", "--medium", "--low", "--against"):
        parser.add_argument(name, metavar="N")
    parser.add_argument("--for", dest="votes", metavar="N")
    parser.add_argument("--base", metavar="returned|issued|valid")
    parser.add_argument("--previous-low", metavar="N")
    parser.add_argument("--previous-base", metavar="N")
    _with_council(parser)


def _timeline(parser: ArgumentParser) -> None:
    parser.add_argument("kind", metavar="KIND")
    for name in ("opening", "closing", "signature", "election", "adoption", "effect"):
        parser.add_argument(f"--{name}", metavar="DATE")
    _with_days(parser)
    _with_council(parser)


def _seats(parser: ArgumentParser) -> None:
    parser.add_argument("kind", metavar="KIND")
    parser.add_argument("--population", required=True, metavar="N")


def _rule(parser: ArgumentParser) -> None:
    parser.add_argument("key", metavar="KEY")
    _with_council(parser)


def _unit(parser: ArgumentParser) -> None:
    parser.add_argument("text", metavar="TEXT", help="địa chỉ, ví dụ: xã …, huyện …, tỉnh …")
    parser.add_argument("--on", metavar="DATE", help="ngày, mặc định hôm nay")


ARGUMENTS = {
    "deadline": _deadline,
    "majority": _majority,
    "confidence": _confidence,
    "timeline": _timeline,
    "seats": _seats,
    "rule": _rule,
    "unit": _unit,
}


class Command(SentenceCommand):
    """Answers with the rule, its source and its arithmetic; exit 2 and a sentence when refused."""

    help = (
        "Giải thích thời hạn, tỷ lệ, kết quả tín nhiệm, mốc kỳ họp, số đại biểu, đơn vị hành chính"
    )
    # The register answers in a bare checkout: no check may ask for a database.
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        """One subcommand per topic."""
        topics = parser.add_subparsers(dest="topic", required=True, parser_class=SentenceParser)
        for topic, fill in ARGUMENTS.items():
            one = topics.add_parser(topic, help=ANSWERS[topic].__doc__, allow_abbrev=False)
            fill(one)
            one.add_argument("--json", action="store_true", help="in JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        """Answer one topic."""
        try:
            found: Answer = answer(options["topic"], Namespace(**options))
        except ControlBroken as error:
            raise Refused(str(error), control=error.control) from error
        if options["json"]:
            self.stdout.write(json.dumps(found.data, ensure_ascii=False, indent=2))
        else:
            self.stdout.write("\n".join(found.lines))
