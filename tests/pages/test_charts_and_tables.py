"""In the browser, after a change of the selection: what plotly holds is what the table says."""

import pytest
from selenium.webdriver import Chrome

from components.captioned import offered
from tests.pages import screen
from tests.pages.drawn import DRAWN

VIEWS = {
    "": ("footfall-daily", "footfall-index"),
    "/carte": ("footfall-map",),
    "/lieux": ("footfall-ranking", "footfall-kinds"),
    "/rythme": ("footfall-rhythm",),
    "/sejour": ("footfall-dwell", "footfall-languages"),
    "/flux": ("footfall-flows",),
    "/compteurs": ("footfall-counters",),
}


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.usefixtures("asked")
def test_figures_equal_tables_after_a_change(browser: Chrome, live_app: str, view: str) -> None:
    screen.visit(browser, f"{live_app}/frequentation{view}?periode=annee")
    screen.open_everything(browser)
    before = {chart_id: screen.traces(browser, chart_id) for chart_id in VIEWS[view]}
    screen.choose(browser, "controls-period", "saison")
    screen.choose(browser, "controls-level", "departement")
    screen.choose(browser, "controls-territory", "departement:37")
    for chart_id in VIEWS[view]:
        traces, table = screen.traces(browser, chart_id), screen.opened_table(browser, chart_id)
        assert traces != before[chart_id]
        for drawn in DRAWN[chart_id]:
            assert drawn.values(traces)
            assert drawn.differences(offered[chart_id][0], traces, table) == []
