"""The layers of the atlas as they travel, are drawn, tabulated and told."""

from types import SimpleNamespace
from typing import Any

import pandas as pd
import pytest

from components.atlas.atlas_frame import map_figure
from components.atlas.atlas_layers import LOOKS, PAINTED, columns, table_columns
from components.findings import atlas

EVERYTHING = SimpleNamespace()
NBSP, NARROW = "\u00a0", "\u202f"


def frame(*rows: tuple[Any, ...], layer: str = "batiments") -> pd.DataFrame:
    """Rows of name, commune, latitude, longitude, words, value, address."""
    names = ["name", "commune", "latitude_deg", "longitude_deg", "words", "value", "href"]
    made = pd.DataFrame(rows, columns=names)
    value = pd.to_numeric(made["value"]).astype("Float64")
    state = ["unknown" if gap else "known" for gap in value.isna()]
    return made.assign(layer=layer, value=value, state=state)


SCHOOLS = frame(
    ("École A", "Tours", 47.39412, 0.68481, "École", 120.4, "/batiments/demo-1"),
    ("École B", "Blois", 47.5861, 1.33593, "École", None, "/batiments/demo-2"),
    ("Gymnase", "Tours", 47.4, -0.05, "Gymnase", 80.0, "/batiments/demo-30"),
    ("Mairie", "Tours", None, None, "Mairie", 300.0, "/batiments/nulle-part"),
)


def expanded(drawn: dict[str, Any]) -> list[tuple[Any, ...]]:
    """What assets/maps/atlas_drawing.js makes of the columns: a row a mark."""
    hollow = set(drawn["hollow"])
    return [
        (
            name,
            drawn["communes"][drawn["commune"][row]],
            drawn["words"][drawn["word"][row]],
            drawn["told"][row],
            drawn["north"][row] / 10_000,
            drawn["east"][row] / 10_000,
            drawn["start"] + drawn["ends"][row],
            row in hollow,
        )
        for row, name in enumerate(drawn["names"])
    ]


def test_columns_give_back_the_placed_rows():
    marks = expanded(columns(SCHOOLS, EVERYTHING))
    unit = f"{NBSP}kWh/m²"
    assert marks == [
        ("École A", "Tours", "École", f"120{unit}", 47.3941, 0.6848, "/batiments/demo-1", False),
        ("École B", "Blois", "École", "", 47.5861, 1.3359, "/batiments/demo-2", True),
        ("Gymnase", "Tours", "Gymnase", f"80{unit}", 47.4, -0.05, "/batiments/demo-30", False),
    ]


@pytest.mark.parametrize("count", [0, 1])
def test_a_lone_place_and_none_travel_too(count: int):
    one = SCHOOLS.head(count)
    assert [mark[6] for mark in expanded(columns(one, EVERYTHING))] == one["href"].tolist()


def test_what_is_repeated_travels_once():
    drawn = columns(SCHOOLS, EVERYTHING)
    assert drawn["communes"] == ["Tours", "Blois"]
    assert drawn["words"] == ["École", "Gymnase"]
    assert drawn["start"] == "/batiments/demo-"


def test_the_table_has_the_places_of_the_map_and_says_which_are_not_on_it():
    columns_of = {one.name: one for one in table_columns("batiments")}
    written = [columns_of["latitude_deg"].written(one) for one in SCHOOLS["latitude_deg"]]
    assert written == ["47,3941", "47,5861", "47,4000", "n.d."]
    assert columns_of["name"].link == "{href}"


def test_every_layer_has_a_shape_of_its_own_and_its_place_above_the_others():
    shapes = [look.shape for look in LOOKS.values()]
    assert len(set(shapes)) == len(shapes)
    assert sorted(PAINTED) == sorted(LOOKS)
    assert PAINTED[-1] == "alertes"
    for look in LOOKS.values():
        assert all(0 <= x <= 1 and 0 <= y <= 1 for x, y in look.shape)


def test_the_finding_counts_and_names_the_largest():
    assert atlas.layer(SCHOOLS, EVERYTHING) == (
        f"4{NBSP}bâtiments dans 2{NBSP}communes{NARROW}; "
        f"le plus gourmand{NBSP}: Mairie (Tours), 300{NBSP}kWh/m²{NARROW}; "
        f"1{NBSP}bâtiment sans consommation complète ou sans surface, en signe vide{NARROW}; "
        f"1{NBSP}bâtiment sans position, dans le tableau seul."
    )


def test_a_lone_place_is_the_most_of_nothing():
    one = frame(("Halles", "Tours", 47.4, 0.7, "Marché", 1200, "/x"), layer="sites")
    assert atlas.layer(one, EVERYTHING) == f"1{NBSP}site dans 1{NBSP}commune."


@pytest.mark.parametrize(
    ("alerts", "first"),
    [(0, "Aucune alerte ouverte"), (1, f"1{NBSP}alerte ouverte"), (2, f"2{NBSP}alertes ouvertes")],
)
def test_the_territory_is_told_alerts_first(alerts: int, first: str):
    counts = {"sites": 1, "batiments": 0, "armoires": 1935, "secteurs": 2, "lieux": 3}
    assert atlas.territory({"alertes": alerts, **counts}) == (
        f"{first}, parmi 1{NBSP}site, 1{NARROW}935{NBSP}armoires, 2{NBSP}secteurs et 3{NBSP}lieux."
    )


def test_what_a_territory_has_none_of_is_not_told():
    nothing = dict.fromkeys(LOOKS, 0)
    assert atlas.territory(nothing) == "Aucune alerte ouverte, aucun lieu connu."
    one = atlas.territory(nothing | {"sites": 1})
    assert one == f"Aucune alerte ouverte, parmi 1{NBSP}site."


@pytest.mark.parametrize("rivers", [True, False])
def test_rivers_are_in_the_key_when_there_are_some(rivers: bool) -> None:
    settings = SimpleNamespace(map_tiles_url="", map_tiles_attribution="")
    shown = str(map_figure(dict.fromkeys(LOOKS, ""), [], settings, rivers=rivers))
    assert ("fleuve ou rivière" in shown, "Natural Earth" in shown) == (rivers, rivers)
    assert "Licence Ouverte" in shown
