"""Targets: names and units as on screen, faults named, a second load changes the first."""

from datetime import date

import pytest
from sqlalchemy import Engine, select

from data import schema
from data.indicators import INDICATORS
from data.selection import SYNDICAT
from data.settings import Settings
from loaders import pipeline, sources
from loaders.demo.targets import target_rows
from loaders.pipeline import Context, LoadError, Report
from loaders.removals import BY_KIND
from loaders.removing import remove
from tests.loaders.measured import rows

HEADER = "indicateur;territoire;année;valeur;unité;origine\n"
FILE = f"""{HEADER}Part de LED;;2030;80;%;Délibération du 12 mars 2026
part de led;Blois;2030;90;%;Délibération
light_eur;Indre-et-Loire;2026;1,7;M€;Budget
Électricité de l'éclairage;;2026;14 500;MWh;Budget
Émissions de gaz à effet de serre;;2030;5600;tCO2e;PCAET
Habitants loin d'un lieu d'aide;;2027;25000;habitants;Feuille de route
"""


def load(engine: Engine, text: str, **also: object) -> Report:
    context = Context(Settings(), engine, 0, "objectifs.csv", **also)
    return pipeline.load(sources.BY_KEY["objectifs"], text.encode(), context)


def test_names_places_and_units_are_those_of_the_screen(engine: Engine) -> None:
    assert (load(engine, FILE).rows_loaded, len(rows(engine, schema.target))) == (6, 6)
    stored = {row[:3]: row[3:] for row in rows(engine, schema.target)}
    assert stored == {
        ("syndicat", "light_led_share_pct", 2030): (80.0, "Délibération du 12 mars 2026", False),
        ("commune:41018", "light_led_share_pct", 2030): (90.0, "Délibération", False),
        ("departement:37", "light_eur", 2026): (1.7e6, "Budget", False),
        ("syndicat", "light_kwh", 2026): (14_500e3, "Budget", False),
        ("syndicat", "tco2e", 2030): (5600.0, "PCAET", False),
        ("syndicat", "inclusion_far_population", 2027): (25_000.0, "Feuille de route", False),
    }


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("Bonheur;;2030;80;%;Vote", "INDICATEUR_INCONNU"),
        # A gap is not what one aims at.
        ("Écart à l'objectif 2030;;2030;0;%;Vote", "INDICATEUR_INCONNU"),
        ("Part de LED;Paris;2030;80;%;Vote", "TERRITOIRE_INCONNU"),
        ("Part de LED;;30;80;%;Vote", "ANNEE_INVRAISEMBLABLE"),
        ("Part de LED;;2030;0,8;;Vote", "UNITE_INATTENDUE"),
        ("light_kwh;;2030;12;m³;Vote", "UNITE_INATTENDUE"),
        ("Part de LED;;2030;800;%;Vote", "OBJECTIF_INVRAISEMBLABLE"),
        ("light_kwh;;2030;-1;kWh;Vote", "OBJECTIF_INVRAISEMBLABLE"),
        ("Part de LED;;2030;beaucoup;%;Vote", "NOMBRE_ILLISIBLE"),
        ("Part de LED;;2030;80;%;", "VALEUR_ABSENTE"),
    ],
)
def test_a_fault_is_named_and_its_line_put_aside(engine: Engine, line: str, code: str) -> None:
    good = "Points éteints à 2 h;;2028;60;%;Vote\n"
    report = load(engine, f"{HEADER}{good}{line}\n{good}")
    assert (report.rows_read, report.rows_loaded, report.rejected.height) == (3, 1, 2)
    with engine.connect() as connection:
        aside = connection.execute(
            select(schema.quarantine.c.line_number, schema.quarantine.c.code)
        ).all()
    assert sorted(map(tuple, aside)) == [(3, code), (4, "OBJECTIF_EN_DOUBLE")]


def test_a_second_load_changes_the_value_and_keeps_the_rest(engine: Engine) -> None:
    load(engine, FILE)
    load(engine, f"{HEADER}Part de LED;;2030;85;%;Délibération du 3 juin 2026\n")
    values = {row[:3]: row[3] for row in rows(engine, schema.target)}
    assert len(values) == 6
    assert values["syndicat", "light_led_share_pct", 2030] == 85.0


def test_the_targets_of_a_territory_or_of_its_year_can_be_taken_out(engine: Engine) -> None:
    load(engine, FILE)
    context = Context(Settings(), engine, 0, "remove")
    removal = BY_KIND["objectifs"]
    assert "objectifs (2)" in remove(removal, ["syndicat:2030"], context)
    left = {row[:3] for row in rows(engine, schema.target)}
    assert ("syndicat", "light_kwh", 2026) in left
    assert len(left) == 6 - 2
    assert "objectifs (1)" in remove(removal, ["commune:41018"], context)
    with pytest.raises(LoadError, match="commune:41018:2030"):
        remove(removal, ["syndicat:2027", "commune:41018:2030"], context)
    assert len(rows(engine, schema.target)) == 6 - 2 - 1


def test_real_and_imagined_targets_do_not_mix(engine: Engine) -> None:
    load(engine, FILE, simulated=True)
    report = load(engine, f"{HEADER}Part de LED;;2031;85;%;Vote\n")
    assert report.status == "failed"
    assert report.code == "MAGASIN_DE_DEMONSTRATION"
    assert all(row[-1] for row in rows(engine, schema.target))


def test_the_imagined_targets_are_ones_that_could_be_loaded() -> None:
    made = target_rows(date(2026, 11, 22), 252, 400, 60_000, 170)
    assert made["simulated"].all()
    assert all(INDICATORS[key].aim for key in made["indicator_key"])
    assert made.filter(scope=SYNDICAT, indicator_key="light_eur")["value"].to_list() == [2.4e6]
    assert made["year"].min() == 2026
    assert made["year"].max() == 2030
