"""What a sheet says of a commune: peers, standing, reasons, what the strip shows."""

import re
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from urllib.parse import unquote

import pandas as pd
import pytest

from components.communes import commune_strips, commune_words
from components.communes.commune_identity import Alerts, alerts_block, identity_block
from components.communes.commune_picture import MOST_DOTS, counts, finding, picture
from data.indicators import INDICATORS
from tests.components.inclusion.test_inclusion_hours import plain

ROW = {
    "key": "light_kwh_per_point",
    "theme": "lighting",
    "value": 325.4,
    "counted": 22.0,
    "of": 22.0,
    "why": "",
    "first_day": date(2025, 10, 1),
    "last_day": date(2026, 9, 1),
    "known_criteria": 3,
    "peers": 12,
    "criteria": 3,
    "low": 100.0,
    "q1": 180.0,
    "median": 240.0,
    "q3": 300.0,
    "high": 400.0,
    "place": "high",
}
PROFILE = {
    "code": "37003",
    "name": "Amboise",
    "departement": "Indre-et-Loire",
    "epci": "CC du Val d’Amboise",
    "epci_code": "243700499",
    "population": 1_000,
    "area_km2": 20.0,
    "size_class": 1,
    "density_class": 1,
    "tourist": True,
    "peers": 27,
    "criteria": 3,
}


def row(**changes: object) -> SimpleNamespace:
    return SimpleNamespace(**ROW | changes)


def text(component: object) -> str:
    """The words of components, tags and spaces alike."""
    if isinstance(component, str):
        return component
    if isinstance(component, list | tuple):
        return " ".join(map(text, component))
    return text(getattr(component, "children", "") or "")


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({}, "27 communes de 500 à 1 999 habitants, peu denses, touristiques"),
        ({"tourist": False}, "27 communes de 500 à 1 999 habitants, peu denses, non touristiques"),
        ({"criteria": 2}, "27 communes de 500 à 1 999 habitants, peu denses"),
        ({"criteria": 1, "peers": 1}, "1 commune de 500 à 1 999 habitants"),
        ({"criteria": 3, "peers": 1}, "1 commune de 500 à 1 999 habitants, peu dense, touristique"),
        ({"criteria": 0, "peers": 0}, ""),
    ],
)
def test_who_is_alike_is_said(changes: dict, words: str) -> None:
    assert plain(commune_words.alike_in_words(SimpleNamespace(**PROFILE | changes))) == words


@pytest.mark.parametrize(
    ("key", "place", "words", "role"),
    [
        ("light_kwh_per_point", "high", "Dans le quart le plus haut, défavorable", "worse"),
        ("light_kwh_per_point", "low", "Dans le quart le plus bas, favorable", "better"),
        ("light_kwh_per_point", "usual", "Dans l’ordinaire", "neutral"),
        ("water_yield_pct", "high", "Dans le quart le plus haut, favorable", "better"),
        ("water_yield_pct", "low", "Dans le quart le plus bas, défavorable", "worse"),
        ("terminals_per_site_day", "high", "Dans le quart le plus haut", "neutral"),
    ],
)
def test_where_a_figure_stands_and_whether_it_is_good(key, place, words, role) -> None:
    told = commune_words.verdict(row(key=key, place=place))
    assert (told.words, told.role) == (words, role)
    assert commune_words.verdict(row(place="")) is None


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({}, "La moitié des 12 communes semblables va de 180 à 300 kWh par point ; la médiane est "
             "de 240."),
        ({"criteria": 2}, "La moitié des 12 communes de même taille et de même densité va de 180 à "
                          "300 kWh par point ; la médiane est de 240."),
        ({"criteria": 2, "known_criteria": 2, "q3": 180.2, "median": 180.1},
         "La moitié au moins des 12 communes semblables est à 180 kWh par point."),
        ({"place": ""}, "Non comparé : moins de 8 communes de sa taille ont ce chiffre."),
        ({"value": None, "why": "no_point", "place": ""}, "Aucun point lumineux connu."),
    ],
)  # fmt: skip
def test_what_half_of_them_have_or_why_nothing_is_said(changes: dict, words: str) -> None:
    assert plain(commune_words.detail(row(**changes))) == words


def test_periods_and_what_is_counted() -> None:
    assert commune_words.days_in_words(row()) == "oct. 2025 à sept. 2026"
    year = row(first_day=date(2025, 1, 1), last_day=date(2025, 12, 31))
    assert commune_words.days_in_words(year) == "2025"
    assert commune_words.days_in_words(row(first_day=None)) == "aujourd’hui"
    assert plain(commune_words.counted_in_words(row())) == "22 armoires"
    assert plain(commune_words.counted_in_words(row(counted=1.0))) == "1 armoire sur 22"
    assert commune_words.counted_in_words(row(value=None)) == ""


def test_the_finding_counts_and_names() -> None:
    frame = pd.DataFrame([
        ROW,
        ROW | {"key": "light_off_share_pct", "place": "high"},
        ROW | {"key": "terminals_per_site_day", "place": "low"},
        ROW | {"key": "kwh_m2", "place": "usual"},
        ROW | {"key": "water_yield_pct", "place": ""},
    ])  # fmt: skip
    assert plain(commune_words.finding(frame, None)) == (
        "Sur 4 chiffres comparés à ceux de communes semblables, 1 est dans l’ordinaire ; "
        "1 défavorable (électricité par point lumineux) ; 1 favorable (points éteints à 2 h) ; "
        "1 hors de l’ordinaire, ni bon ni mauvais (terminaux par site et par jour)."
    )
    nothing = commune_words.finding(frame[frame["place"] == ""], None)
    assert nothing.startswith("Aucun de ses chiffres")
    assert nothing.endswith("communes semblables.")


def strip(**changes: object) -> dict[str, int]:
    """Where the marks of a strip are, in pixels."""
    drawing = unquote(commune_strips.strip_address(row(**changes)))
    q1, q3 = re.search(r"M(-?\d+),7H(\d+)v16H", drawing).groups()
    own = re.search(r"d='M(\d+),6l8", drawing)[1]
    median = re.search(r"d='M(\d+),7v16'", drawing)[1]
    return {
        "q1": int(q1) + 1,
        "q3": int(q3) - 1,
        "own": int(own),
        "median": int(median),
    }


def test_the_strip_is_to_scale() -> None:
    # From 100 to 400 over 240 − 2 × 9 pixels.
    at = {value: round(9 + 222 * (value - 100) / 300) for value in (180, 240, 300, 325.4)}
    assert strip() == {"q1": at[180], "median": at[240], "q3": at[300], "own": at[325.4]}
    # A value beyond nine tenths of the others is at the end.
    assert strip(value=1000.0)["own"] == 240 - 9
    same = dict.fromkeys(("value", "low", "q1", "median", "q3", "high"), 5.0)
    assert set(strip(**same).values()) == {120}


def drawn(frame: pd.DataFrame, simulated: dict[str, bool]) -> tuple[pd.DataFrame, str]:
    told = commune_strips.described(frame, simulated)
    selection = SimpleNamespace(scope="commune:37003")
    return told, str(commune_strips.strips(told, selection))


def test_groups_lead_to_their_theme_and_say_what_is_simulated() -> None:
    frame = pd.DataFrame([ROW, ROW | {"key": "terminals_per_site_day", "theme": "footfall"}])
    told, page = drawn(frame, {"lighting": True, "footfall": False})
    assert told["simulated"].tolist() == [True, False]
    assert "/eclairage?territoire=commune:37003" in page
    assert "/frequentation?territoire=commune:37003" in page
    assert page.count("données simulées") == 1
    _told, page = drawn(frame, {"lighting": True, "footfall": True})
    # All of it is: the caption says so once.
    assert "données simulées" not in page


def test_the_table_has_the_words_of_the_lines() -> None:
    frame = pd.DataFrame([ROW, ROW | {"value": None, "why": "no_point", "place": ""}])
    told, _page = drawn(frame, {})
    cells = [
        {column.heading: column.written(cell) for column, cell in
         zip(commune_strips.COLUMNS, line, strict=True)}
        for line in told[[column.name for column in commune_strips.COLUMNS]].itertuples(index=False)
    ]  # fmt: skip
    assert cells[0]["Parmi les communes semblables"] == "Dans le quart le plus haut, défavorable"
    assert (cells[0]["Valeur"], cells[0]["Unité"]) == ("325,4", "kWh par point")
    assert cells[1]["Valeur"] == "n.d."
    assert cells[1]["Pourquoi ce chiffre manque"] == "Aucun point lumineux connu."


def test_every_reason_and_every_figure_has_its_words() -> None:
    folder = Path(__file__).parents[3] / "data" / "communes"
    sources = "".join(path.read_text(encoding="utf-8") for path in folder.glob("own*.py"))
    codes = set(re.findall(r'"((?:no|not|incomplete|few)_[a-z_]+|hidden)"', sources))
    assert {"no_site", "hidden", "no_building", "not_watched"} <= codes
    assert codes <= set(commune_words.REASONS)
    assert all(key in INDICATORS for key in commune_words.COUNTED)
    assert all(words.endswith(".") for words in commune_words.REASONS.values())


def test_the_commune_is_told_with_its_peers() -> None:
    told = plain(text(identity_block(SimpleNamespace(**PROFILE))))
    for part in ("1 000", "20,0 km² (contours simplifiés), 50 habitants par km²",
                 "Indre-et-Loire", "27 communes de 500 à 1 999 habitants, peu denses"):  # fmt: skip
        assert part in told
    bare = {"population": None, "area_km2": None, "epci_code": "", "criteria": 0, "peers": 0}
    told = plain(text(identity_block(SimpleNamespace(**PROFILE | bare))))
    assert told.count("n.d.") == 2
    assert "classe non connue" in told


def test_alerts_say_what_they_cost_or_why_none_could_ring() -> None:
    frame = pd.DataFrame({"eur": [1000.0, 500.0, None, 20.0]})
    themes = [
        Alerts("Bâtiments", "/batiments", frame, "eur", "listed"),
        Alerts("Eau", "/eau", frame.head(0), "eur", "nothing"),
        Alerts("Éclairage", "/eclairage/armoires", frame[frame["eur"].isna()], "eur", "listed"),
    ]
    told = [plain(text(part)) for part in alerts_block(themes, ["", "Aucun secteur.", ""], "x")]
    assert "4 alertes ouvertes, 1 520 € par an pour 3 d’entre elles si rien n’est fait." in told[0]
    assert "les 4 alertes" in told[0]
    assert told[1] == "Eau Aucun secteur."
    assert "1 alerte ouverte, sans prix pour les chiffrer." in told[2]


AROUND = SimpleNamespace(
    reach_km=6.0,
    outlines={"37003": [[(-4, -4), (4, -4), (4, 4), (-4, 4), (-4, -4)]],
              "37001": [[(4, -4), (9, -4), (9, 4), (4, -4)]]},
    town_halls=[("Amboise", 0.0, 1.0)],
)  # fmt: skip


def test_the_picture_shows_its_places_and_says_them() -> None:
    layers = ["mairie", "sites", "batiments", "batiments"]
    frame = pd.DataFrame({"layer": layers})
    assert plain(counts(frame)) == "1 site de fréquentation et 2 bâtiments publics"
    placed = {"sites": [(0.0, 0.0)], "batiments": [(1.0, 1.0), (-1.0, 2.0)]}
    parts = picture(AROUND, placed, "37003", frame)["props"]["children"]
    drawing = unquote(parts[0].src)
    assert "1 site de fréquentation et 2 bâtiments publics" in plain(parts[0].alt)
    # 240 ÷ 6 = 40 pixels a kilometre from the middle, 240.
    assert "M240,240m-5,0a5,5" in drawing
    assert "M280,200m-4.5,-4.5h9v9h-9zM200,160" in drawing
    # Named as a place around; nameless where the town hall of the page is.
    assert ">Amboise</text>" in drawing
    hall = {"mairie": [AROUND.town_halls[0][1:]]}
    parts = picture(AROUND, hall, "37003", frame)["props"]["children"]
    assert ">Amboise</text>" not in unquote(parts[0].src)
    assert len(parts[1].children) == 3
    assert finding(pd.DataFrame({"layer": ["mairie"]}), None).startswith("Aucun lieu suivi")


def test_too_many_cabinets_are_counted_and_not_drawn() -> None:
    frame = pd.DataFrame({"layer": ["mairie", *["armoires"] * (MOST_DOTS + 1)]})
    placed = {"armoires": [(0.1 * step, 0.0) for step in range(MOST_DOTS + 1)]}
    parts = picture(AROUND, placed, "37003", frame)["props"]["children"]
    assert "stroke-linecap" not in unquote(parts[0].src)
    assert "non dessinées" in text(parts[1])
    few = {"armoires": placed["armoires"][:3]}
    parts = picture(AROUND, few, "37003", frame.head(4))["props"]["children"]
    assert unquote(parts[0].src).count("h0") == 3


def test_without_outline_there_is_a_legend_and_no_picture() -> None:
    parts = picture(None, {}, "37003", pd.DataFrame({"layer": ["mairie"]}))["props"]["children"]
    assert len(parts) == 1
