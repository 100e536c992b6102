from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.selection import COMPARISONS, PERIODS, Selection

TODAY = date(2026, 11, 22)
YESTERDAY = date(2026, 11, 21)


def parsed(query: str) -> Selection:
    return Selection.parse(query, today=TODAY)[0]


def codes(query: str, **more) -> list[str]:
    return [notice.code for notice in Selection.parse(query, today=TODAY, **more)[1]]


def test_the_default_is_the_whole_syndicat_over_52_weeks_to_yesterday():
    selection = parsed("")
    assert (selection.scope, selection.end) == ("syndicat", YESTERDAY)
    assert selection.days == 364
    assert selection.to_query_string() == ""


@pytest.mark.parametrize(
    ("query", "start", "end"),
    [
        ("periode=7-jours", date(2026, 11, 15), YESTERDAY),
        ("periode=mois", date(2026, 11, 1), YESTERDAY),
        ("periode=mois&au=2026-02-10", date(2026, 2, 1), date(2026, 2, 28)),
        ("periode=saison", date(2026, 5, 1), date(2026, 10, 31)),
        ("periode=saison&au=2026-04-30", date(2025, 5, 1), date(2025, 10, 31)),
        ("periode=annee", date(2026, 1, 1), YESTERDAY),
        ("periode=annee&au=2024-03-01", date(2024, 1, 1), date(2024, 12, 31)),
        ("periode=libre&du=2026-07-01&au=2026-07-14", date(2026, 7, 1), date(2026, 7, 14)),
    ],
)
def test_each_preset_gives_its_days(query, start, end):
    assert (parsed(query).start, parsed(query).end) == (start, end)


def test_n_1_falls_on_the_same_weekday():
    selection = parsed("periode=7-jours")
    start, end = selection.compared
    assert start.weekday() == selection.start.weekday()
    assert selection.start - start == timedelta(days=364)
    assert end - start == selection.end - selection.start


def test_the_previous_period_ends_the_day_before():
    _, end = parsed("periode=7-jours&comparaison=precedente").compared
    assert end == date(2026, 11, 14)


def test_no_comparison():
    assert parsed("comparaison=aucune").compared is None


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("territoire=lune:1", "TERRITOIRE_INCONNU"),
        ("territoire=commune:<script>", "TERRITOIRE_INCONNU"),
        ("periode=siècle", "PERIODE_INCONNUE"),
        ("au=hier", "DATE_ILLISIBLE"),
        ("au=0001-01-01", "DATE_ILLISIBLE"),
        ("au=2030-01-01", "DATE_FUTURE"),
        ("comparaison=jamais", "COMPARAISON_INCONNUE"),
        ("periode=libre&du=2026-07-14&au=2026-07-01", "DATES_INVERSEES"),
    ],
)
def test_what_cannot_be_used_gives_the_default_and_a_notice(query, code):
    assert codes(query) == [code]


def test_a_territory_without_data_is_unknown():
    assert codes("territoire=commune:37261", scopes={"syndicat"}) == ["TERRITOIRE_INCONNU"]
    assert codes("territoire=commune:37261", scopes={"commune:37261"}) == []


def test_shifting_keeps_the_kind_of_period():
    assert parsed("periode=mois&au=2026-03-31").shifted(-1).start == date(2026, 2, 1)
    assert parsed("periode=annee").shifted(-1).start == date(2025, 1, 1)
    assert parsed("periode=saison").shifted(-1).end == date(2025, 10, 31)
    assert parsed("periode=7-jours").shifted(-1).end == date(2026, 11, 14)


days = st.dates(date(2000, 1, 1), YESTERDAY)


@given(
    period=st.sampled_from(sorted(PERIODS)),
    start=days,
    anchor=days,
    comparison=st.sampled_from(sorted(COMPARISONS)),
    scope=st.sampled_from(["syndicat", "epci:243700754", "site:VDL-0001"]),
)
def test_a_link_reopens_the_same_view(period, start, anchor, comparison, scope):
    query = f"periode={period}&du={start}&au={anchor}&comparaison={comparison}&territoire={scope}"
    selection = parsed(query)
    assert parsed(selection.to_query_string()) == selection
    assert selection.start <= selection.end <= YESTERDAY


@given(st.text(max_size=80))
def test_any_text_is_accepted(text):
    selection, _ = Selection.parse(text, today=TODAY)
    assert selection.start <= selection.end
    Selection.parse({"territoire": text, "au": text, "periode": text}, today=TODAY)
