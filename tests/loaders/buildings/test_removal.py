"""The way back from a wrong load: what is removed leaves nothing, and the right file is taken."""

import pytest
from sqlalchemy import Engine, func, select

from data import schema
from data.settings import Settings
from loaders import pipeline, removals, removing, sources
from loaders.buildings import building_rollup
from loaders.buildings.building_removals import BUILDING_REMOVALS
from loaders.pipeline import Context, LoadError
from tests.loaders.buildings import energy_store
from tests.loaders.buildings.energy_store import GAS, NOW, PRM, SMALL_PRM, content, load, table
from tests.loaders.measured import at

BILLS = "compteur;début;fin;consommation;unité"
WRONG = table(*((GAS, f"{day:02}/01/2024", 15, "kWh", "") for day in range(1, 32)))
RIGHT = table(*((GAS, f"{day:02}/01/2025", 168, "kWh", "") for day in range(1, 32)))
CHANGE = table(
    (PRM, "01/03/2025", 100, "kWh", "index"),
    (PRM, "02/03/2025", 120, "kWh", "depose"),
    (PRM, "02/03/2025", 5, "kWh", "pose"),
    (PRM, "04/03/2025", 45, "kWh", "index"),
)


@pytest.fixture
def meters(engine: Engine) -> Engine:
    energy_store.fill_meters(engine)
    return engine


def context(engine: Engine, **more: object) -> Context:
    return Context(Settings(), engine, at(NOW), "essai.csv", **more)


def remove(kind: str, identifiers: list[str], engine: Engine) -> str:
    """What the command says of it."""
    return removing.remove(removals.BY_KIND[kind], identifiers, context(engine))


def test_what_contradicts_a_wrong_load_is_taken_once_it_is_removed(meters):
    nothing = content(meters)
    assert load(meters, "releves-energie", WRONG).rows_loaded == 31
    refused = load(meters, "releves-energie", RIGHT)
    assert set(refused.rejected["code"]) == {"UNITE_SUSPECTE"}
    said = remove("releves", [GAS.lower()], meters)
    assert "31" in said
    assert "--again" in said
    assert content(meters) == nothing
    assert load(meters, "releves-energie", RIGHT).rows_loaded == 31


def test_removed_readings_leave_the_others_as_if_they_were_alone(meters):
    others = [("releves-energie", RIGHT),
              ("factures-energie", table((SMALL_PRM, "01/01/2025", "28/02/2025", 90, "kWh"),
                                         titles=BILLS))]  # fmt: skip
    for source, text in others:
        load(meters, source, text)
    alone = content(meters)
    load(meters, "releves-energie", CHANGE)
    load(
        meters, "factures-energie", table((PRM, "01/01/2024", "31/01/2024", 9, "kWh"), titles=BILLS)
    )
    assert content(meters) != alone
    remove("releves", [f"'{PRM[:4]} {PRM[4:]}"], meters)
    assert content(meters) == alone
    with meters.connect() as connection:
        left = connection.scalar(
            select(func.count()).select_from(schema.series).where(schema.series.c.place == PRM)
        )
        assert left == 0
        # Screens keep their answers until a load: this counts as one.
        last = connection.execute(
            select(schema.load_run).order_by(schema.load_run.c.run_id.desc()).limit(1)
        ).one()
    assert (last.status, last.rows_loaded) == ("loaded", 0)


@pytest.mark.parametrize("kind", [one.kind for one in BUILDING_REMOVALS])
def test_an_unknown_identifier_removes_nothing(meters, kind):
    load(meters, "releves-energie", RIGHT)
    before = content(meters)
    known = {"batiments": "ENERGIE", "travaux": "T"}.get(kind, GAS)
    with pytest.raises(LoadError, match=r"Rien n’a été retiré.*INCONNU"):
        remove(kind, [known, "INCONNU"], meters)
    assert content(meters) == before


def test_a_building_goes_with_its_works_and_its_links(meters):
    load(meters, "travaux", "bâtiment;nature;début\nENERGIE;LED;01/03/2025\n")
    load(meters, "releves-energie", RIGHT)
    remove("batiments", ["energie"], meters)
    with meters.connect() as connection:
        for emptied in (schema.building, schema.work, schema.meter_building, schema.building_month):
            assert connection.execute(select(emptied)).all() == []
        # Its meters and their readings stay: they may be of another building.
        assert connection.scalar(select(func.count()).select_from(schema.meter)) == 6
        assert connection.scalar(select(func.count()).select_from(schema.reading)) == 31


def test_a_content_is_applied_again_when_asked_for(meters):
    right, wrong = (
        table((GAS, "01/01/2025", value, "kWh", ""), (GAS, "02/01/2025", value, "kWh", ""))
        for value in (168, 15)
    )
    for text in (right, wrong):
        load(meters, "releves-energie", text)
    source = sources.BY_KEY["releves-energie"]
    report = pipeline.load(source, right.encode(), context(meters))
    assert report.status == "unchanged"
    assert "--again" in report.message
    assert energy_store.total(meters, GAS, "jour") == 2 * 15
    pipeline.load(source, right.encode(), context(meters, again=True))
    assert energy_store.total(meters, GAS, "jour") == 2 * 168


def test_readings_that_change_nothing_rebuild_nothing_unless_asked(meters, monkeypatch):
    rebuilt = []
    rows = [(GAS, f"0{day}/01/2026", 100, "kWh", "") for day in (1, 2, 3)]
    load(meters, "releves-energie", table(*rows))
    monkeypatch.setattr(building_rollup, "rebuild", lambda *_: rebuilt.append("rebuilt"))
    # Other bytes, the same readings: what an hourly reading of a base gives.
    load(meters, "releves-energie", table(*reversed(rows)))
    assert rebuilt == []
    again = context(meters, again=True)
    pipeline.load(sources.BY_KEY["releves-energie"], table(*rows).encode(), again)
    assert rebuilt == ["rebuilt"]
    load(meters, "releves-energie", table((GAS, "03/01/2026", 101, "kWh", ""), *rows[:2]))
    assert len(rebuilt) == 2
