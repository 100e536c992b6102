import itertools
from datetime import date
from pathlib import Path

import pandas as pd
import polars as pl
import pytest
from sqlalchemy import Engine, select

from data import schema
from data.series import queries
from data.settings import Settings
from loaders.footfall import counter_names, ecocounter
from loaders.pipeline import Context, LoadError
from tests.loaders.measured import at

FIXTURES = Path("tests/fixtures/ecocounter")
WAYS, TOTALS, DAILY = "horaire-deux-sens.csv", "horaire-sans-sens.csv", "journalier.csv"
SPRING, AUTUMN = date(2022, 3, 27), date(2022, 10, 30)
# Hour h counts h in and 10 out on Pont de Fil; 2 h does not exist in spring.
SPRING_PASSAGES = sum(hour + 10 for hour in range(24) if hour != 2)
AUTUMN_PASSAGES = sum(hour + 10 for hour in range(24))


def _context(engine: Engine) -> Context:
    return Context(Settings(), engine, at("2030-01-01 00:00"), "compteurs.csv")


def _load(engine: Engine, content: bytes) -> ecocounter.CounterBatch:
    batch = ecocounter.parse(content, _context(engine))
    with engine.begin() as connection:
        ecocounter.write(connection, batch, _context(engine))
    return batch


def _parse(engine: Engine, text: str) -> ecocounter.CounterBatch:
    return ecocounter.parse(text.encode(), _context(engine))


def _days(engine: Engine, quantity: str = "passages") -> pd.DataFrame:
    first, last = date(2016, 1, 1), date(2023, 12, 31)
    values = queries.daily_values(engine, "syndicat", quantity, first, last)
    return values.drop(columns=["series_no", "simulated"])


def _facts(batch: ecocounter.CounterBatch) -> dict[str, dict]:
    return {notice.code: notice.facts for notice in batch.notices}


@pytest.mark.parametrize(
    ("column", "expected"),
    [
        ("Pont de Fil Channel 3 IN", ("Pont de Fil", "counted", "in")),
        ("Pont de Fil Cyclist", ("Pont de Fil", "counted", "both")),
        ("Afficheur Pont de Fil Cyclist OUT", ("Pont de Fil", "witness", "out")),
        (
            "Boulevard Heurteloup Vélos IN direction centre",
            ("Boulevard Heurteloup", "counted", "in"),
        ),
        ("Cher à Vélo - St Avertin Cyclist IN", ("Cher à Vélo - Saint-Avertin", "counted", "in")),
        ("Rue de Buffon pont wilson route Cyclist IN", ("Rue de Buffon", "counted", "in")),
        ("Quai neuf Cyclist OUT", ("Quai neuf", "counted", "out")),
        ("Quai neuf EST", ("Quai neuf", "counted", "both")),
    ],
)
def test_a_column_names_its_place(column: str, expected: tuple[str, str, str]) -> None:
    (counter,) = counter_names.read_counters([column])
    assert (counter.place, counter.role, counter.direction) == expected


def test_a_total_counts_only_where_its_parts_are_absent() -> None:
    def roles(*columns: str) -> list[str]:
        return [counter.role for counter in counter_names.read_counters(columns)]

    assert roles("Pont Wilson", "Pont Wilson Est", "Pont Wilson Ouest") == [
        "total", "counted", "counted",
    ]  # fmt: skip
    assert roles("Quai neuf", "Quai neuf Nord", "Quai neuf Sud") == ["total", "counted", "counted"]
    assert roles("Pont Mirabeau TOTAL") == ["counted"]
    assert roles("Pont Wilson") == ["counted"]


@pytest.mark.parametrize("order", list(itertools.permutations((WAYS, TOTALS, DAILY))))
def test_a_passage_counts_once_whatever_the_order_of_the_files(
    sqlite_store: str, order: tuple[str, ...]
) -> None:
    from data import db

    engine = db.make_engine(sqlite_store)
    for name in order:
        _load(engine, (FIXTURES / name).read_bytes())
    days = _days(engine).set_index(["place", "day"])["value"].to_dict()
    assert days == {
        ("Pont de Fil", date(2022, 3, 26)): 475,
        ("Pont de Fil", SPRING): SPRING_PASSAGES,
        ("Pont de Fil", AUTUMN): AUTUMN_PASSAGES,
        ("Pont Wilson", SPRING): 33 * 23,
        ("Pont Wilson", AUTUMN): 33 * 24,
    }
    witness = _days(engine, "passages_temoin")
    assert witness["value"].tolist() == [23 * 23, 23 * 24]
    engine.dispose()


def test_each_file_alone_gives_the_same_days(engine: Engine) -> None:
    _load(engine, (FIXTURES / WAYS).read_bytes())
    spring, autumn = _days(engine).query("place == 'Pont de Fil'").itertuples(index=False)
    assert tuple(spring) == (SPRING, "Pont de Fil", SPRING_PASSAGES, 23, 23)
    assert tuple(autumn) == (AUTUMN, "Pont de Fil", AUTUMN_PASSAGES, 24, 25)


def test_every_line_is_loaded_or_put_aside(engine: Engine) -> None:
    batch = _load(engine, (FIXTURES / WAYS).read_bytes())
    assert (batch.rows.height, batch.rows_read) == (23 + 24, 23 + 24 + 1)
    assert batch.rejected["code"].to_list() == ["LIGNE_VIDE_EN_DOUBLE"]
    facts = _facts(batch)
    assert facts["HEURE_REPETEE_UNIQUE"] == {"day": "30/10/2022", "lines": 24}
    assert facts["COMPTEURS_SANS_DONNEES"]["names"] == "Point 0 Cyclist IN, Point 0 Cyclist OUT"
    assert facts["TOTAUX_VERIFIES"]["names"] == "Pont Wilson Cyclist IN, Pont Wilson Cyclist OUT"
    assert "Afficheur Pont de Fil Cyclist IN (Pont de Fil)" in facts["COMPTEURS_TEMOINS"]["names"]
    daily = _load(engine, (FIXTURES / DAILY).read_bytes())
    assert daily.rejected["code"].to_list() == ["LIGNE_VIDE"]


def test_every_notice_has_its_french_text(engine: Engine) -> None:
    for name in (WAYS, TOTALS, DAILY):
        for notice in _load(engine, (FIXTURES / name).read_bytes()).notices:
            assert notice.text.endswith((".", "!"))


def test_hours_are_those_of_paris(engine: Engine) -> None:
    batch = ecocounter.parse((FIXTURES / TOTALS).read_bytes(), _context(engine))
    instants = batch.rows["at_s"].to_list()
    assert instants[:3] == [at(f"2022-03-27 {hour}") for hour in ("00:00", "01:00", "03:00")]
    assert at("2022-10-30 02:00", fold=0) in instants
    assert at("2022-10-30 02:00", fold=1) not in instants


def test_a_repeated_hour_with_its_two_lines_is_whole(engine: Engine) -> None:
    hours = [0, 1, 2, 2, *range(3, 24)]
    lines = [f"Oct 30, 2022 {hour % 12 or 12}:00 {'AM' if hour < 12 else 'PM'};1" for hour in hours]
    batch = _load(engine, "\n".join(["Time;Quai neuf", *lines]).encode())
    assert batch.rejected.is_empty()
    assert _days(engine)[["value", "readings", "expected"]].values.tolist() == [[25, 25, 25]]


def test_a_total_that_is_not_the_sum_is_named_and_the_parts_count(engine: Engine) -> None:
    batch = _parse(
        engine,
        "Time;Pont Mirabeau EST;Pont Mirabeau OUEST;Pont Mirabeau TOTAL\n"
        "Jan 1, 2022 12:00 AM;1;2;3\nJan 1, 2022 1:00 AM;4;5;90\nJan 1, 2022 2:00 AM;;5;7\n",
    )
    assert _facts(batch)["TOTAL_DIFFERENT"] == {
        "total": "Pont Mirabeau TOTAL",
        "parts": "Pont Mirabeau EST + Pont Mirabeau OUEST",
        "rows": 1,
    }
    (key,) = batch.series["series_key"]
    assert batch.rows[key].to_list() == [1 + 2, 4 + 5, 7], "a missing part leaves the total"


def test_an_hour_with_one_direction_is_not_added_up(engine: Engine) -> None:
    batch = _parse(
        engine,
        "Time;Quai neuf IN;Quai neuf OUT\nJan 1, 2022 12:00 AM;1;2\nJan 1, 2022 1:00 AM;4;\n",
    )
    assert _facts(batch)["SENS_MANQUANT"] == {"place": "Quai neuf", "rows": 1}
    assert batch.rows["compteurs:passages:Quai neuf:in+out:3600"].to_list() == [3, None]
    assert batch.rows["compteurs:passages:Quai neuf:in:3600"].to_list() == [1, 4]


def test_a_bad_cell_leaves_its_line_loaded_and_a_bad_line_is_put_aside(engine: Engine) -> None:
    batch = _parse(
        engine,
        "Time;Quai neuf;Quai vieux\nJan 1, 2022 12:00 AM;1;deux\nJan 1, 2022 1:00 AM;-3;x\n"
        "hier;1;1\nJan 1, 2022 2:00 AM;5;5\nJan 1, 2022 2:00 AM;6;6\n",
    )
    assert batch.rows.height == 2
    assert batch.rejected.select("line_number", "code").rows() == [
        (3, "NOMBRE_ILLISIBLE"),
        (4, "DATE_ILLISIBLE"),
        (6, "HEURE_EN_DOUBLE"),
    ]
    assert batch.rejected["raw_text"][1] == "hier;1;1"
    assert _facts(batch)["CELLULES_ILLISIBLES"]["cells"] == 3


def test_two_files_that_disagree_are_named(engine: Engine) -> None:
    _load(engine, b"Time;Quai neuf IN;Quai neuf OUT\nJan 1, 2022 1:00 AM;1;2\n")
    batch = _load(engine, b"Time;Quai neuf\nJan 1, 2022 1:00 AM;7\n")
    assert _facts(batch)["SENS_ET_TOTAL_DIFFERENTS"] == {
        "place": "Quai neuf", "days": 1, "own": "7", "ways": "3",
    }  # fmt: skip
    assert _days(engine)["value"].tolist() == [7]


def test_a_place_without_commune_is_named(engine: Engine) -> None:
    batch = _load(engine, b"Time;Quai neuf;Pont Wilson\nJan 1, 2022 1:00 AM;1;2\n")
    assert _facts(batch)["COMPTEURS_SANS_COMMUNE"] == {"names": "Quai neuf"}
    day = date(2022, 1, 1)
    found = queries.daily_values(engine, "commune:37261", "passages", day, day)
    assert found["place"].tolist() == ["Pont Wilson"]


def test_a_commune_with_counters_alone_can_be_chosen_and_has_its_sums(engine: Engine) -> None:
    _load(engine, b"Time;Quai neuf;Pont Wilson\nJan 1, 2022 1:00 AM;1;2\n")
    with engine.connect() as connection:
        scopes = dict(connection.execute(select(schema.scope.c.scope, schema.scope.c.sites)).all())
    assert scopes["commune:37261"] == 0
    day = date(2022, 1, 1)
    sums = {
        scope: queries.scope_days(engine, scope, "passages", day, day)["value"].tolist()
        for scope in ("syndicat", "commune:37261")
    }
    assert sums == {"syndicat": [1 + 2], "commune:37261": [2]}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Time;\nJan 1, 2022 1:00 AM;\n", "AUCUN_COMPTEUR"),
        ("Time;A\nJan 1, 2022;1\nFeb 1, 2022;1\nMar 1, 2022;1\n", "PAS_DE_TEMPS_INCONNU"),
    ],
)
def test_what_cannot_be_counted_is_refused(engine: Engine, text: str, code: str) -> None:
    with pytest.raises(LoadError) as fault:
        _parse(engine, text)
    assert fault.value.code == code


def test_the_real_files_of_tours(sqlite_store: str, open_data_dir: Path) -> None:
    from data import db

    engine = db.make_engine(sqlite_store)
    folder = open_data_dir / "footfall" / "tours_ecocounter"
    read = {file.name: _load(engine, file.read_bytes()) for file in sorted(folder.iterdir())}
    assert [(b.rows.height, b.rejected.height) for b in read.values()] == [
        (8759, 1), (8759, 1), (2517, 1),
    ]  # fmt: skip
    first, last = date(2022, 1, 1), date(2022, 12, 31)
    days = queries.daily_values(engine, "syndicat", "passages", first, last)
    by_place = days.groupby("place")["value"].sum()
    assert by_place["Pont de Fil"] == 515_511
    assert by_place["Pont Wilson"] == 97_291 + 612_282
    assert by_place["Pont du Tramway"] == 194_364
    assert not days.duplicated(["day", "place"]).any()
    named = [n.facts for b in read.values() for n in b.notices if n.code.startswith("SENS")]
    assert {"place": "Boulevard Heurteloup", "rows": 17} in named
    assert {
        "place": "Pont du Tramway",
        "days": 365,
        "own": "194\u202f364",
        "ways": "167\u202f419",
    } in named
    engine.dispose()


def test_the_reference_table_is_sound() -> None:
    table = pl.read_csv(counter_names.PLACES_FILE, infer_schema=False)
    assert table["alias"].is_unique().all()
    assert set(table["role"]) == {"counted", "witness", "total"}
    per_place = (
        table.drop_nulls("commune_code").group_by("place").agg(pl.col("commune_code").n_unique())
    )
    assert per_place["commune_code"].max() == 1
