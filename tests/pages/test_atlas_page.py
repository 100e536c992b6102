"""The atlas asked without a browser: what each layer answers, its table, its links, its weight."""

import json
from urllib.parse import urlsplit

import brotli
import pytest

from components.captioned import offered
from components.web.router import page_at
from tests.pages.callbacks import Asked

LAYERS = ("alertes", "sites", "batiments", "armoires", "secteurs", "lieux")


def answered(asked: Asked, key: str, query: str = "") -> dict:
    """What the callback of a layer answers, its table open."""
    more = {f"atlas-{key}-asked.data": query, f"atlas-{key}-table-button.n_clicks": 1}
    return asked.answer(f"atlas-{key}-points.data", more=more)


@pytest.mark.parametrize("key", LAYERS)
def test_the_marks_of_a_layer_are_the_rows_of_its_table(asked: Asked, key: str):
    answer = answered(asked, key)
    marks = answer[f"atlas-{key}-points"]["data"]
    table = answer[f"atlas-{key}-table"]["children"]["props"]
    placed = [row for row in table["rows"] if row[4] != "n.d."]
    assert placed
    assert [row[0] for row in placed] == marks["names"]
    assert [row[1] for row in placed] == [marks["communes"][one] for one in marks["commune"]]
    assert [row[2] for row in placed] == [marks["words"][one] for one in marks["word"]]
    written = [float(row[4].replace(",", ".")) for row in placed]
    # To the last decimal that a table writes.
    assert written == pytest.approx([one / 10_000 for one in marks["north"]], abs=1.01e-4)
    hollow = [place for place, row in enumerate(placed) if row[3] == "n.d."]
    assert hollow == marks["hollow"]
    links = [marks["start"] + one for one in marks["ends"]]
    assert set(links) <= set(table["links"])


@pytest.mark.parametrize("key", LAYERS)
def test_every_mark_leads_to_a_page_of_the_application(asked: Asked, key: str):
    marks = answered(asked, key)[f"atlas-{key}-points"]["data"]
    for end in marks["ends"]:
        assert page_at(urlsplit(marks["start"] + end).path) is not None


@pytest.mark.parametrize("key", LAYERS)
def test_a_layer_says_its_number_its_origin_and_that_it_is_simulated(asked: Asked, key: str):
    answer = answered(asked, key)
    rows = answer[f"atlas-{key}-table"]["children"]["props"]["rows"]
    assert answer[f"atlas-{key}-finding"]["children"].startswith(f"{len(rows)}\u00a0")
    caption = json.dumps(answer[f"atlas-{key}-caption"]["children"], ensure_ascii=False)
    assert "données simulées" in caption
    # An inventory of lights has no day.
    assert ("données au" in caption) == (key != "armoires")
    exported = asked.client.get(f"/export/atlas-{key}.csv")
    assert exported.status_code == 200
    assert "SIMULÉES" in exported.text


def test_a_layer_weighs_little_on_the_wire(asked: Asked):
    answer = answered(asked, "armoires")
    marks = answer["atlas-armoires-points"]["data"]
    sent = brotli.compress(json.dumps(marks, ensure_ascii=False).encode(), quality=5)
    assert len(sent) / len(marks["names"]) < 30


def test_a_territory_without_a_layer_says_so(asked: Asked):
    answer = answered(asked, "sites", "territoire=commune:37001")
    state = json.dumps(answer["atlas-sites-state"]["children"], ensure_ascii=False)
    assert "Aucun site de fréquentation sur ce territoire" in state
    # What has nothing to export has no mark: see assets/maps/atlas.js.
    assert answer["atlas-sites-exports"]["children"] is None
    assert "data" not in answer.get("atlas-sites-points", {})


def test_counts_and_ground_follow_the_territory(asked: Asked):
    def told(query: str) -> dict:
        return asked.answer("atlas-finding.children", more={"atlas-asked.data": query})

    everywhere = told("")
    counts = {key: everywhere[f"atlas-{key}-count"]["children"] for key in LAYERS}
    assert counts["sites"] == "24"
    assert f"{counts['alertes']}\u00a0alertes ouvertes" in everywhere["atlas-finding"]["children"]
    assert everywhere["atlas-map"]["communes"] == []
    assert told("territoire=commune:37261")["atlas-map"]["communes"] == ["37261"]
    assert "Tours" in told("territoire=commune:37261")["atlas-shown"]["children"]


@pytest.mark.parametrize("query", ["territoire=%00", "territoire=lune:1", "detail=<b>", "x" * 5000])
def test_an_odd_request_is_answered(asked: Asked, query: str):
    assert answered(asked, "lieux", query)["atlas-lieux-points"]["data"]["names"]


def test_customers_are_on_no_layer(asked: Asked):
    alerts = answered(asked, "alertes")["atlas-alertes-points"]["data"]
    assert not any("abonné" in words for words in alerts["words"])
    assert not any(chart_id.startswith("atlas-abonnes") for chart_id in offered)
