"""The freshness of sources on the home page: by theme, the worst first."""

import json

import pandas as pd

from components.home import freshness_list

THEMES = {"water": "Eau", "lighting": "Éclairage", "footfall": "Fréquentation"}


def shown(status: pd.DataFrame) -> list[dict]:
    section = json.loads(json.dumps(freshness_list(status, THEMES).to_plotly_json(), default=plain))
    return [part for part in section["props"]["children"] if part["type"] in ("Details", "P")]


def plain(component: object) -> object:
    return component.to_plotly_json()


def words(part: object) -> str:
    if isinstance(part, str):
        return part
    if isinstance(part, list):
        return "".join(map(words, part))
    return words(part["props"].get("children") or "") if part else ""


def status() -> pd.DataFrame:
    rows = [
        ("water", "Débits", "à jour", 3.0),
        ("water", "Volumes", "périmée", 9000.0),
        ("water", "Secteurs", "périmée", 9000.0),
        ("lighting", "Factures", "à jour", 1.0),
        ("footfall", "Sites", "jamais chargée", None),
    ]
    return pd.DataFrame(rows, columns=["theme", "label", "freshness", "age_h"])


def test_the_theme_of_the_worst_source_comes_first():
    heads = [
        words(one["props"]["children"][0] if one["type"] == "Details" else one)
        for one in shown(status())
    ]
    assert heads == [
        "Eau 2 périmées 1 à jour",
        "Fréquentation 1 jamais chargée",
        "Éclairage 1 à jour",
    ]


def test_only_the_sources_that_grow_old_are_listed():
    listed = words(shown(status())[0]["props"]["children"][1])
    assert "Volumes" in listed
    assert "Secteurs" in listed
    assert "Débits" not in listed


def test_without_source_nothing_is_listed():
    assert shown(status().head(0)) == []
