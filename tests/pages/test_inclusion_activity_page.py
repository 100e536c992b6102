"""Activity and survey asked by requests on the demonstration: figures equal tables."""

import pytest

from components.captioned import offered
from tests.pages.callbacks import Asked
from tests.pages.drawn_activity import ACTIVITY

SELECTIONS = (
    "",
    "comparaison=aucune",
    "periode=annee&au=2025-12-31&comparaison=precedente",
    "territoire=departement:37",
    "territoire=commune:37261",
)


@pytest.mark.parametrize("query", SELECTIONS)
@pytest.mark.parametrize("chart_id", ACTIVITY)
def test_figures_equal_tables(asked: Asked, chart_id: str, query: str) -> None:
    figure, table = asked.chart(chart_id, query)
    if table is None:
        # A commune may have no place that declares, or a member that has not answered.
        assert query == "territoire=commune:37261"
        return
    for drawn in ACTIVITY[chart_id]:
        assert drawn.differences(offered[chart_id][0], figure["data"], table) == []
    assert ACTIVITY[chart_id][0].values(figure["data"])


def test_a_period_is_said_of_activity_and_not_of_the_survey(asked: Asked) -> None:
    survey, activity = (
        asked.answer(f"{shown}.children", query="territoire=departement:37")[shown]["children"]
        for shown in ("inclusion-survey-shown", "inclusion-activity-shown")
    )
    assert survey == "Indre-et-Loire"
    assert activity.startswith("Indre-et-Loire · du ")


def test_the_list_holds_the_first_rows_of_its_table(asked: Asked) -> None:
    data, (_headings, rows) = asked.chart("inclusion-places-cards", "", "list.data")
    assert data["total"] == len(rows)
    assert [(place["name"], place["where"]) for place in data["places"]] == [
        (row[0], row[1]) for row in rows[: len(data["places"])]
    ]
