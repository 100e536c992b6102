"""What the map of digital inclusion is drawn from, against the store done by hand."""

from collections.abc import Iterator

import pandas as pd
import pytest
from sqlalchemy import Engine

from data import db
from data.inclusion.layers import COLUMNS, COMMUNE, PLACE, layers, least_covered
from tests import inclusion_store as store


@pytest.fixture
def engine(sqlite_store: str) -> Iterator[Engine]:
    engine = db.make_engine(sqlite_store)
    store.fill_store(engine)
    yield engine
    engine.dispose()


def test_every_commune_has_its_fifth_and_places_follow(engine: Engine):
    frame = layers(engine, store.asked())
    assert list(frame.columns) == COLUMNS
    communes = frame[frame["thing"] == COMMUNE].set_index("code")
    assert set(communes.index) == set(store.COMMUNES)
    # Five scores: one commune in each fifth; that without score is in none.
    fifths = communes["fragility_fifth"]
    codes = (store.RICHELIEU, store.CHAMBORD, store.BLOIS, store.JOUE, store.TOURS)
    expected = {code: fifth for fifth, code in enumerate(codes)}
    assert {code: fifths[code] for code in expected} == expected
    assert fifths.isna()[store.VINEUIL]
    assert set(frame.loc[frame["thing"] == PLACE, "code"]) >= {store.READING, store.HALL}


def test_fifths_are_those_of_the_whole_territory(engine: Engine):
    frame = layers(engine, store.asked(f"commune:{store.JOUE}"))
    assert frame["code"].tolist() == [store.JOUE]
    assert frame["fragility_fifth"].tolist() == [3]


def test_a_store_without_commune_has_nothing_to_draw(sqlite_store: str):
    engine = db.make_engine(sqlite_store)
    assert layers(engine, store.asked()).empty
    engine.dispose()


def test_the_least_covered_fifth_takes_its_equals_but_never_half_of_all():
    shares = pd.Series([0.0, 10.0, 10.0, *[90.0] * 7, None], index=list("abcdefghijk"))
    # Two of ten known: a, then b and its equal c.
    assert least_covered(shares) == ["a", "b", "c"]
    assert least_covered(pd.Series([0.0] * 10, index=list("abcdefghij"))) == []
    assert least_covered(pd.Series(dtype=float)) == []
