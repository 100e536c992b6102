"""The briefing of a territory: what is told, in which order, and what could be judged."""

import pickle
import random
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import event

from components.findings.briefing import sentence
from data.briefing.briefing import EVERY_RULE, RULES, Briefing, briefing, ranked
from data.briefing.statement import AT_MOST, CHANGES, DECIDE, QUESTIONS, Statement
from tests.data.briefing.briefing_store import SCOPES, asked, scene

CODES = [rule.code for rule in EVERY_RULE]
METHOD = Path("docs/methods-briefing.md")
# What every theme says of Tours, and of a place with Wi-Fi.
OF_TOURS = {
    "footfall_change", "footfall_access_points", "buildings_energy", "buildings_savings",
    "buildings_bill", "buildings_alerts", "buildings_decree", "lighting_energy",
    "lighting_nights", "lighting_bill", "lighting_anomalies", "water_losses", "water_leaks",
}  # fmt: skip


def found_codes(found: Briefing) -> set[str]:
    return {one.code for one in (*found.statements, *found.left_out)}


def test_every_theme_speaks_of_its_territories(every_theme):
    for scope in SCOPES:
        found = briefing(every_theme, asked(scope))
        assert found_codes(found) >= OF_TOURS, scope
        assert len(found.statements) == AT_MOST
        assert {one.question for one in found.statements} == set(QUESTIONS)
        assert all(0 <= one.weight <= 10 and one.facts for one in found.statements)


def test_a_site_only_has_its_wifi(every_theme):
    found = briefing(every_theme, asked("site:S1"))
    assert found_codes(found) == {"footfall_change"}
    # No rule of another theme is asked of a site: it is not for want of data.
    known = {*found.judged, *found.silent}
    assert known == {"footfall_change", "footfall_access_points", "late_data"}


def test_rules_are_judged_or_silent_each_once(every_theme):
    for scope in (*SCOPES, "commune:41018"):
        found = briefing(every_theme, asked(scope))
        assert sorted(found.judged + found.silent) == sorted(CODES)
        assert found_codes(found) <= set(found.judged)


def test_the_same_data_say_the_same(every_theme):
    """Whatever the period that the viewer looks at, and as the cache keeps it."""
    selections = [asked("syndicat"), asked("syndicat", periode="mois", au="2025-03-31")]
    one, other = (briefing(every_theme, selection) for selection in selections)
    assert one == other == pickle.loads(pickle.dumps(one))
    assert [sentence(told) for told in one.statements] == [
        sentence(told) for told in other.statements
    ]


def test_larger_sums_weigh_less_in_larger_territories(every_theme):
    small, large = (
        {one.code: one.weight for one in (*found.statements, *found.left_out)}
        for found in (briefing(every_theme, asked(s)) for s in ("commune:37261", "syndicat"))
    )
    assert small["lighting_bill"] == pytest.approx(10 * 600 / (600 + 1000 + 0.10 * 10_000))
    assert large["lighting_bill"] == pytest.approx(10 * 600 / (600 + 1000 + 0.10 * 20_600))


def test_an_empty_store_judges_nothing(store):
    for scope in (*SCOPES, "site:S1"):
        found = briefing(store, asked(scope))
        of_a_site = ("footfall_change", "footfall_access_points", "late_data")
        silent = of_a_site if scope.startswith("site:") else tuple(CODES)
        assert found == Briefing((), (), silent)
        assert [rule.code for rule in RULES if rule.find(scene(store, scope))] == []


def test_a_question_keeps_what_is_its_own(every_theme):
    found = briefing(every_theme, asked("syndicat"))
    parts = [found.of_question(question) for question in QUESTIONS]
    assert sum(len(part.statements) for part in parts) == len(found.statements)
    assert {code for part in parts for code in part.judged} == set(found.judged)
    changes = found.of_question(CHANGES)
    assert {one.question for one in changes.statements} == {CHANGES}
    assert "footfall_access_points" not in (*changes.judged, *changes.silent)


@pytest.mark.parametrize(("scope", "most"), [("syndicat", 32), ("site:S1", 7)])
def test_a_territory_is_read_in_few_queries(every_theme, scope, most):
    """Rules that cannot judge a site do not ask."""
    asked_of_store = []

    def count(_connection, _cursor, statement, *_):
        asked_of_store.append(statement)

    event.listen(every_theme, "before_cursor_execute", count)
    briefing(every_theme, asked(scope))
    event.remove(every_theme, "before_cursor_execute", count)
    assert sum(one.startswith("SELECT") for one in asked_of_store) <= most


def made(code: str, question: str, weight: float) -> Statement:
    return Statement(code, question, "footfall", weight, {"n": 1}, "/")


WEIGHED = st.lists(st.tuples(st.sampled_from(list(QUESTIONS)), st.floats(0, 10)), max_size=18).map(
    lambda rows: [made(f"r{rank}", *row) for rank, row in enumerate(rows)]
)


@given(WEIGHED)
def test_at_most_seven_the_heaviest_first_and_no_question_left_empty(statements):
    told, left_out = ranked(statements)
    assert len(told) == min(AT_MOST, len(statements))
    assert sorted(one.code for one in (*told, *left_out)) == sorted(s.code for s in statements)
    assert [one.weight for one in told] == sorted((one.weight for one in told), reverse=True)
    assert {one.question for one in told} == {one.question for one in statements}


@given(WEIGHED.filter(bool), st.data())
def test_a_heavier_statement_never_ranks_lower(statements, data):
    at = data.draw(st.integers(0, len(statements) - 1))
    raised = list(statements)
    more = data.draw(st.floats(statements[at].weight, 10))
    raised[at] = replace(statements[at], weight=more)
    before, after = (
        [one.code for part in ranked(each) for one in part] for each in (statements, raised)
    )
    code = statements[at].code
    assert after.index(code) <= before.index(code)


def test_equal_weights_keep_the_order_of_the_rules():
    statements = [made(f"r{rank}", DECIDE, 5.0) for rank in range(9)]
    assert [one.code for one in ranked(statements)[0]] == [f"r{rank}" for rank in range(7)]
    shuffled = random.Random(1).sample(statements, 9)
    assert [one.code for one in ranked(shuffled)[0]] == [one.code for one in shuffled[:7]]


def test_codes_are_unique_and_questions_known():
    assert len(set(CODES)) == len(CODES)
    assert {rule.question for rule in EVERY_RULE} == set(QUESTIONS)


@pytest.mark.parametrize("rule", EVERY_RULE, ids=lambda rule: rule.code)
def test_the_method_declares_every_rule_as_the_code_does(rule):
    text = " ".join(METHOD.read_text(encoding="utf-8").split()).replace("\u202f", " ")
    text = text.replace("\u00a0", " ")
    for declared in (rule.code, rule.compares, rule.told_from, rule.weighs, rule.silent_when):
        assert declared.replace("\u202f", " ").replace("\u00a0", " ") in text
