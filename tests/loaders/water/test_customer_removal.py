"""What is about a customer leaves the store when it is asked."""

from datetime import date

import numpy as np
import pytest
from sqlalchemy import Engine, insert

from data import schema
from data.settings import Settings
from data.water.vocabulary import CUSTOMER_METER
from loaders import removals, removing
from loaders.pipeline import Context, LoadError
from tests.loaders.buildings.building_store import NOW_S, load
from tests.loaders.measured import rows
from tests.loaders.water.customer_store import days, fill_customers, hourly, lines, table

pytestmark = pytest.mark.usefixtures("without_sums")


@pytest.fixture
def store(engine: Engine) -> Engine:
    fill_customers(engine)
    instants = hourly("2024-05-13 00:00", 25)
    both = [line for meter in ("C1", "C2") for line in lines(meter, instants, np.arange(25) / 100)]
    load(engine, "releves-abonnes", table(both))
    notes = [("C1", "vu", "Camille Martin"), ("C2", "vu aussi", "camille martin"), ("C2", "", "B")]
    with engine.begin() as connection:
        for meter, note, author in notes:
            connection.execute(
                insert(schema.water_follow_up).values(
                    place_kind=CUSTOMER_METER, place_id=meter, anchor_day=date(2024, 5, 13),
                    state="seen", note=note, author=author, at_s=NOW_S,
                )
            )  # fmt: skip
    return engine


def remove(kind: str, meters: list[str], engine: Engine) -> str:
    context = Context(Settings(), engine, NOW_S, "remove")
    return removing.remove(removals.BY_KIND[kind], meters, context)


def notes(engine: Engine) -> list[tuple]:
    """Place, note and author of each follow-up."""
    return [(row[2], row[5], row[6]) for row in rows(engine, schema.water_follow_up)]


def test_a_customer_leaves_nothing_behind(store: Engine) -> None:
    said = remove("abonnes", ["c1"], store)
    assert "journées (1), notes (1), compteurs (1)" in said
    # The account of loads, which anyone reads, does not name the meter.
    assert "c1" not in said + str(rows(store, schema.load_run)[-1])
    assert days(store) == []
    assert [row[1] for row in rows(store, schema.water_customer)] == ["C2", "C3"]
    assert {place for place, *_ in notes(store)} == {"C2"}
    assert len(days(store, "C2")) == 1


def test_days_in_a_wrong_unit_are_taken_out_and_the_right_ones_loaded(store: Engine) -> None:
    remove("releves-abonnes", ["C2"], store)
    assert (days(store, "C2"), len(days(store))) == ([], 1)
    assert len(rows(store, schema.water_customer)) == 3


def test_an_unknown_meter_removes_nothing(store: Engine) -> None:
    before = notes(store)
    for kind in ("abonnes", "releves-abonnes"):
        with pytest.raises(LoadError, match="Rien n’a été retiré"):
            remove(kind, ["C2", "personne"], store)
    assert (notes(store), len(days(store))) == (before, 1)
