"""The shipped register: complete, without gaps, found by key, alias and day."""

import itertools
from datetime import date, timedelta
from fractions import Fraction

import pytest

from hdnd_portal.legal.register import Mark, RuleRefused, Unit, parse_value, shipped
from hdnd_portal.legal.words import quantity

NOVEMBER = date(2026, 11, 20)

# Key, value, unit, direction, mark on 2026-11-20.
EXPECTED = """
session.first.max_after_election|45|day|after|F
session.regular.min_per_year|2|count||F
session.request.delegates|1/3|fraction||F
session.closed.delegates|1/3|fraction||F
session.commune_petition|1/10|fraction||F
xa.session.request|1/10|fraction||F
session.convene.regular|20|day|before|U
session.convene.special|7|day|before|U
session.notice.regular|10|day|before|U
session.notice.special|3|day|before|U
session.docs|5|day|before|S
session.dossier_to_ban|15|day|before|U
session.ban_meeting|10|day|before|S
session.quorum|2/3|fraction||U
vote.resolution|1/2|fraction||F
vote.dismiss_delegate|2/3|fraction||F
vote.reduced_council|2/3|fraction||F
resolution.to_ubtvqh|3|day|after|S
session.minutes_up|10|day|after|U
election.send|5|working_day|after|F
election.confirm|10|working_day|after|F
delegate.absence|1|year|after|F
question.written_answer|20|day|after|S
question.promise_report|10|day|before|S
explain.notice|10|day|before|S
explain.majority|1/2|fraction||S
programme.council.proposals|03-01|date|before|S
programme.council.final|10|day|before|S
programme.standing.proposals|5|day|before|S
programme.standing.decide|15|day|after|S
theme.notify_plan|15|day|after|S
theme.notify_programme|10|day|before|S
theme.report.standing|15|day|after|S
theme.report.ban|10|day|after|S
theme.consider.standing|7|day|after|S
group.notice|7|day|before|S
delegate.report|10|day|after|S
legaldoc.answer|30|day|after|S
complaint.report.standing|7|day|after|S
complaint.report.ban|10|day|after|S
recommendation.explanation|15|day|after|F2
recommendation.complex|30|day|after|F2
recommendation.explanation.complex|30|day|after|F2
trust.report|30|day|before|S
trust.send|20|day|before|S
trust.verify|15|day|before|S
trust.ask|10|day|before|S
trust.base|returned|text||F2
confidence.trigger.delegates|1/3|fraction||F2
byelection.months|18|month|before|F
byelection.missing|1/3|fraction||F
allowance.base|2530000|money||F
allowance.coef.province|0.5|coefficient||U
allowance.coef.commune|0.3|coefficient||U
tcd.publish|5|working_day|before|S
tcd.result|10|working_day|after|S
tcd.refuse|3|working_day|after|F
tcd.online.notice|5|working_day|before|F
tcd.online.test|1|working_day|before|F
tcd.online.connect|1|hour|before|F
tcd.group.min|5|count||S
tcd.rep.5_10|2|count||S
tcd.rep.over10|5|count||S
don.unprocessed.alarm|45|day|after|F
don.classify|3|working_day|after|U
don.process|10|working_day|after|U
don.keep.ineligible|1|year|after|S
don.transfer.max|1|count||S
ans.settled|7|working_day|after|S
ans.citizen|5|working_day|after|S
knpa.reply|15|working_day|after|U
kn.limit|90|day|after|S
kn.accept|7|working_day|after|F
kn.s1|30|day|after|S
kn.s1.complex|45|day|after|S
kn.s1.remote|45|day|after|S
kn.s1.remote_complex|60|day|after|S
kn.second|30|day|after|S
kn.second.remote|45|day|after|S
kn.s2|45|day|after|S
kn.s2.complex|60|day|after|S
kn.s2.remote|60|day|after|S
kn.s2.remote_complex|70|day|after|S
kn.send1|3|working_day|after|S
kn.send2|7|day|after|S
kn.suspend.send|3|working_day|after|F
kn.dialog.notice|5|day|before|F
kn.poa.notary|công chứng hoặc chứng thực|text||F
kn.disc.first|15|day|after|S
kn.disc.second|10|day|after|S
kn.disc.dismiss|30|day|after|S
tc.initial|7|working_day|after|S
tc.initial.max|10|working_day|after|S
tc.transfer|5|working_day|after|S
tc.notify|5|working_day|after|S
tc.settle|30|day|after|S
tc.settle.ext1|30|day|after|S
tc.ext1|30|day|after|S
tc.settle.ext2|30|day|after|S
tc.send|5|working_day|after|S
tc.publish|7|working_day|after|S
tc.forward.result|20|day|after|S
tc.continued|20|day|after|S
tc.overdue.ask|5|working_day|after|S
tc.overdue.report|5|working_day|after|S
gs.report.tt|7|day|after|S
gs.report.ban|10|day|after|S
gs.explain|15|day|after|F2
gs.explain.complex|30|day|after|F2
tx.ind.decide|5|working_day|after|F
tx.ind.notice|3|working_day|before|F
tx.ind.summary|5|working_day|after|F
tx.out.decide|5|working_day|after|F2
tx.out.notice|3|working_day|before|F2
tx.notice|7|working_day|before|U
tx.summary|5|day|after|U
tx.dispatch|5|working_day|after|U
tx.contribute|20|day|after|U
tx.receive|2|working_day|after|U
tx.reply|30|day|after|U
tx.reply.na|60|day|after|F
tx.publish|15|working_day|after|F
tx.post|30|day|after|F
bc.cutoff|15→14|period||F2
pdp.ack|2|working_day|after|F2
pdp.withdraw|15|day|after|F2
pdp.third|20|day|after|F2
pdp.ext|15|day|after|F2
pdp.view|10|day|after|U
pdp.delete|20|day|after|U
pdp.breach|72|hour|after|U
pdp.dpia|60|day|after|U
""".strip().splitlines()


@pytest.mark.parametrize("line", EXPECTED)
def test_register_answers_every_key(line):
    key, value, unit, direction, mark = line.split("|")
    rule = shipped().find(key, on=NOVEMBER)
    assert (str(rule.value), rule.unit, rule.direction, rule.mark) == (value, unit, direction, mark)


@pytest.mark.parametrize("key", ["tcd.freq.chair", "tcd.freq.delegate", "tx.before", "tx.after"])
def test_rule_without_figure_says_so(key):
    rule = shipped().find(key, on=NOVEMBER)
    assert rule.value is None
    assert quantity(rule) == "chưa có con số"
    with pytest.raises(RuleRefused, match="chưa có con số"):
        rule.number  # noqa: B018 -- the property raises


@pytest.mark.parametrize(
    ("key", "on", "value", "unit", "regime"),
    [
        # Law 02/2011 Art. 27 until the day before Decree 155/2026 took effect.
        ("kn.accept", date(2026, 6, 30), 10, Unit.DAY, "KN-2011"),
        ("kn.accept", date(2026, 7, 1), 7, Unit.WORKING_DAY, "KN-2026"),
        ("gs.report.tt", date(2026, 2, 28), 7, Unit.DAY, "OV-2015"),
        ("gs.report.tt", date(2026, 3, 1), 7, Unit.DAY, "OV-2025"),
        ("pdp.withdraw", date(2025, 12, 31), 72, Unit.HOUR, "DL-2023"),
        ("pdp.withdraw", date(2026, 1, 1), 15, Unit.DAY, "DL-2026"),
        ("allowance.base", date(2026, 6, 30), 2_340_000, Unit.MONEY, "LUONG-2024"),
        ("allowance.base", date(2026, 7, 1), 2_530_000, Unit.MONEY, "LUONG-2026"),
        ("kn.poa.notary", date(2027, 1, 1), "chứng thực", Unit.TEXT, "KN-2026"),
        ("trust.base", date(2023, 6, 30), "in_office", Unit.TEXT, "CF-2014"),
        ("trust.base", date(2023, 7, 1), "returned", Unit.TEXT, "CF-2023"),
    ],
)
def test_row_is_that_of_the_day(key, on, value, unit, regime):
    rule = shipped().find(key, on=on)
    assert (rule.value, rule.unit, rule.regime) == (value, unit, regime)


@pytest.mark.parametrize(
    ("key", "on"), [("tcd.refuse", date(2026, 6, 30)), ("gs.explain", date(2026, 2, 28))]
)
def test_rule_before_its_act_is_refused(key, on):
    with pytest.raises(RuleRefused, match="chưa có hiệu lực"):
        shipped().find(key, on=on)


def test_rows_of_a_key_follow_each_other_without_gap():
    broken = [
        (key, earlier.valid_to, later.valid_from)
        for key, rows in shipped().rows.items()
        for earlier, later in itertools.pairwise(rows)
        if earlier.valid_to is None or later.valid_from - earlier.valid_to != timedelta(days=1)
    ]
    assert broken == []


def test_every_row_lies_within_its_regime():
    register = shipped()
    outside = [
        (rule.key, rule.regime, rule.valid_from)
        for rows in register.rows.values()
        for rule in rows
        for regime in [register.regimes[rule.regime]]
        if rule.valid_from < regime.valid_from
        or (regime.valid_to and (rule.valid_to is None or rule.valid_to > regime.valid_to))
    ]
    assert outside == []


def test_roll_switch_answers_for_every_rule_there_is():
    first = min(rows[0].valid_from for rows in shipped().rows.values())
    assert shipped().find("deadline.roll_forward", on=first).value == 1


def test_every_row_has_name_source_and_a_fitting_direction():
    for rows in shipped().rows.values():
        for rule in rows:
            assert rule.name
            assert rule.source
            if rule.unit in {Unit.DAY, Unit.WORKING_DAY, Unit.HOUR, Unit.MONTH, Unit.YEAR}:
                assert rule.direction in {"after", "before"}, rule.key
            if rule.unit is Unit.FRACTION:
                assert rule.comparison in {">", "≥"}, rule.key


def test_alias_leads_to_one_row():
    register = shipped()
    assert register.canonical("COMPLAINT.REPORT.STANDING") == "gs.report.tt"
    assert register.canonical("complaint.report.ban") == "gs.report.ban"
    assert register.canonical("recommendation.explanation") == "gs.explain"
    assert register.canonical("TC.SETTLE / .EXT1") == "tc.settle.ext1"
    assert register.canonical("kn.s1/complex") == "kn.s1.complex"
    assert set(register.aliases).isdisjoint(register.rows)


def test_unknown_key_suggests_near_ones():
    with pytest.raises(RuleRefused, match=r"“kn\.acept”.*kn\.accept"):
        shipped().find("kn.acept", on=NOVEMBER)


def test_unknown_regime_suggests_near_ones():
    with pytest.raises(RuleRefused, match="CF-2023"):
        shipped().regime("CF-2022")


def test_override_wins_while_it_is_valid():
    register = shipped()
    base = register.find("session.docs", on=NOVEMBER)
    own = type(base)(
        key="session.docs",
        name=base.name,
        regime="WR-local",
        value=7,
        unit=Unit.WORKING_DAY,
        source="Quy chế làm việc, Điều 9",
        mark=Mark.SEEN,
        valid_from=date(2026, 10, 1),
        valid_to=date(2026, 12, 31),
        direction="before",
        base=base.base,
    )
    laid = register.override([own])
    assert laid.find("session.docs", on=NOVEMBER).value == 7
    assert laid.find("session.docs", on=date(2027, 1, 1)).value == 5
    assert register.find("session.docs", on=NOVEMBER).value == 5


@pytest.mark.parametrize(
    ("text", "unit"),
    [("3/2", Unit.FRACTION), ("1/0", Unit.FRACTION), ("-1", Unit.DAY), ("x", Unit.HOUR),
     ("02-30", Unit.DATE), ("13-01", Unit.DATE)],
)  # fmt: skip
def test_value_that_does_not_fit_its_unit_is_refused(text, unit):
    with pytest.raises(RuleRefused):
        parse_value(text, unit)


def test_share_is_exact():
    assert parse_value("2/3", Unit.FRACTION) == Fraction(2, 3)


@pytest.mark.parametrize(
    ("other", "key"),
    [
        ("qppl.sign", "resolution.authenticate"),
        ("qppl.gazette", "resolution.to_gazette"),
        ("qppl.send", "resolution.to_checking"),
        ("qppl.ban.file", "session.dossier_to_ban"),
        ("qppl.ban.report", "session.verification_report"),
    ],
)
def test_one_rule_of_two_acts_is_one_row(other, key):
    """A province that overrides it changes milestone, chain and list at once."""
    assert shipped().canonical(other) == key
