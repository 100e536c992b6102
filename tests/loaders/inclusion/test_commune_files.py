"""Coverage, ingredients of fragility and answers: how they are read, and what is refused."""

import time
from datetime import date
from pathlib import Path

import polars as pl
import pytest
from sqlalchemy import Engine, select

from data import schema
from data.settings import Settings
from loaders import pipeline, sources
from loaders.inclusion.column_sense import LEAST_COMMUNES
from loaders.pipeline import Context
from tests.loaders.measured import territory

ARCEP, SHARES, ANSWERS = "couverture-arcep", "ingredients-fragilite", "enquete-communes"
COVERAGE_TITLES = (
    "code_insee;nbr;inel_hd;elig_hd05;elig_hd3;elig_hd8;elig_thd30;elig_thd100;elig_thd1g;date\n"
)
TITLES = "code_insee;TAUX_COUVERTURE_THD;COUVERTURE_MOBILE\n"
TOWNS = ("37261", "41018", "37122")


def load(engine: Engine, key: str, content: str | bytes) -> pipeline.Report:
    content = content.encode() if isinstance(content, str) else content
    context = Context(Settings(), engine, int(time.time()), "essai.csv")
    report = pipeline.load(sources.BY_KEY[key], content, context)
    assert report.rows_loaded + report.rejected.height == report.rows_read
    return report


def rows(engine: Engine, *columns: object) -> list[tuple]:
    with engine.connect() as connection:
        return [tuple(row) for row in connection.execute(select(*columns).order_by(*columns))]


def villages(count: int) -> list[str]:
    """Codes of communes of the territory, the largest left out."""
    return [one.code for one in territory().communes if one.code not in TOWNS][:count]


def shares_of(town_pct: float, village_pct: float, mobile: tuple[str, str] = ("1", "0.5")) -> str:
    """A file in which towns have a share and villages, a little apart, another."""
    lines = [f"{code};{town_pct};{mobile[0]}\n" for code in TOWNS]
    lines += [
        f"{code};{village_pct + number / 100};{mobile[1]}\n"
        for number, code in enumerate(villages(LEAST_COMMUNES))
    ]
    return TITLES + "".join(lines)


def test_a_line_of_prose_may_stand_before_the_titles(engine):
    content = "Version beta : les données ne sont pas toutes fiables\n" + COVERAGE_TITLES
    content += "37261;100;1;2;3;4;20;30;40;2019-09-30\n67017;5;0;0;0;5;0;0;0;2019-09-30\n"
    report = load(engine, ARCEP, content)
    assert report.rejected["code"].to_list() == ["HORS_TERRITOIRE"]
    notices = [notice.code for notice in report.notices]
    assert notices == ["COMMUNES_HORS_TERRITOIRE", "COMMUNES_SANS_COUVERTURE"]
    commune = schema.inclusion_commune.c
    tours = (commune.fibre_pct, commune.from_30_mbit_pct, commune.coverage_day)
    with engine.connect() as connection:
        found = connection.execute(select(*tours).where(commune.commune_code == "37261")).one()
        unknown = connection.scalars(select(commune.fibre_pct)).all()
    assert found == (40.0, 20.0 + 30.0 + 40.0, date(2019, 9, 30))
    # The 538 others are there, and not known.
    assert (len(unknown), unknown.count(None)) == (539, 538)


def test_quarters_live_side_by_side_and_the_last_one_is_shown(engine):
    for day, fibre in (("2024-03-31", 60), ("2023-03-31", 40)):
        load(engine, ARCEP, COVERAGE_TITLES + f"37261;100;0;0;0;{100 - fibre};0;0;{fibre};{day}\n")
    table = schema.inclusion_coverage.c
    assert rows(engine, table.day, table.from_1_gbit) == [
        (date(2023, 3, 31), 40), (date(2024, 3, 31), 60),
    ]  # fmt: skip
    commune = schema.inclusion_commune.c
    with engine.connect() as connection:
        statement = select(commune.fibre_pct).where(commune.commune_code == "37261")
        assert connection.scalar(statement) == 60


def test_communes_merged_since_are_added_up(engine):
    # Ouchamps (41170) is now part of the commune 41059.
    assert territory().current_commune_code("41170") == "41059"
    content = COVERAGE_TITLES + "41059;100;0;0;0;40;0;0;60;2019-09-30\n"
    content += "41170;50;0;0;0;10;0;0;40;2019-09-30\n"
    assert load(engine, ARCEP, content).rows_loaded == 2
    table = schema.inclusion_coverage.c
    assert rows(engine, table.commune_code, table.premises, table.from_1_gbit) == [
        ("41059", 150, 100)
    ]


def test_the_column_that_says_the_opposite_is_kept_in_its_true_sense(engine):
    assert load(engine, SHARES, shares_of(6.0, 70.0)).status == "loaded"
    table = schema.inclusion_ingredient.c
    found = {(code, key): value for code, key, value in
             rows(engine, table.commune_code, table.ingredient, table.value_pct)}  # fmt: skip
    assert found["37261", "uncovered_fast"] == 6.0
    # Mobile coverage from 0 to 1: what is left of 100 % is not covered.
    assert found["37261", "uncovered_mobile"] == 0.0
    assert found[villages(1)[0], "uncovered_mobile"] == 100 - 50


@pytest.mark.parametrize(
    ("town_pct", "village_pct", "mobile", "title"),
    [
        (94.0, 30.0, ("1", "0.5"), "TAUX_COUVERTURE_THD"),
        (6.0, 70.0, ("0", "0.5"), "COUVERTURE_MOBILE"),
    ],
)
def test_a_column_that_goes_the_other_way_is_refused(engine, town_pct, village_pct, mobile, title):
    """Towns are never the worst covered."""
    load(engine, SHARES, shares_of(6.0, 70.0))
    before = rows(engine, *schema.inclusion_ingredient.c)
    report = load(engine, SHARES, shares_of(town_pct, village_pct, mobile))
    assert (report.status, report.code) == ("failed", "COLONNE_INVERSEE")
    assert title in report.message
    assert "Tours" in report.message
    assert rows(engine, *schema.inclusion_ingredient.c) == before


def test_the_fibre_of_the_same_file_betrays_a_reversed_column(engine):
    # 90 premises of 100 have fibre: 95 % cannot be without 30 Mbit/s.
    titles = "code_insee;TAUX_COUVERTURE_THD;nbr;elig_thd100;elig_thd1g\n"
    report = load(engine, SHARES, titles + "37261;95;100;0;90\n")
    assert (report.status, report.code) == ("failed", "COLONNE_INVERSEE")
    assert "locaux" in report.message
    assert load(engine, SHARES, titles + "37261;5;100;0;90\n").status == "loaded"


def test_coverage_already_loaded_betrays_a_reversed_column(engine):
    codes = villages(LEAST_COMMUNES)
    quarter = "".join(
        f"{code};100;0;0;0;{number};0;0;{100 - number};2019-09-30\n"
        for number, code in enumerate(codes)
    )
    load(engine, ARCEP, COVERAGE_TITLES + quarter)
    titles = "code_insee;TAUX_COUVERTURE_THD\n"
    covered = "".join(f"{code};{100 - number}\n" for number, code in enumerate(codes))
    report = load(engine, SHARES, titles + covered)
    assert (report.status, report.code) == ("failed", "COLONNE_INVERSEE")
    assert "Arcep" in report.message
    uncovered = "".join(f"{code};{number}\n" for number, code in enumerate(codes))
    assert load(engine, SHARES, titles + uncovered).status == "loaded"


def test_an_ingredient_that_a_file_does_not_hold_stays(engine):
    load(engine, SHARES, "code_insee;TAUX_COUVERTURE_THD;TX_POVERTY;année\n37261;6;20,5;2021\n")
    report = load(engine, SHARES, "code_insee;TAUX_COUVERTURE_THD;TX_POVERTY\n37261;5;\n")
    table = schema.inclusion_ingredient.c
    assert rows(engine, table.ingredient, table.value_pct, table.year) == [
        ("poverty", 20.5, 2021), ("uncovered_fast", 5.0, None),
    ]  # fmt: skip
    assert [notice.code for notice in report.notices] == ["COMMUNES_SANS_INGREDIENT"]


def test_members_are_communes_and_epcis_by_any_of_their_codes(engine):
    content = "membre;question;réponse;date\n37261;cyber;oui;15/10/2023\n"
    content += "213702616;Charte de sobriété;non;15/10/2023\n243700754;DPO;1;15/10/2023\n"
    load(engine, ANSWERS, content)
    # Corrected the same day, in another file.
    load(engine, ANSWERS, "membre;question;réponse;date\n37261;cyber;non;15/10/2023\n")
    table = schema.inclusion_answer.c
    assert rows(engine, table.member, table.question, table.yes, table.name) == [
        ("243700754", "dpo", True, "Tours Métropole Val de Loire"),
        ("37261", "cyber", False, "Tours"),
        ("37261", "sobriete", False, "Tours"),
    ]


def real(folder: Path, name: str) -> bytes:
    path = folder / "inclusion" / name
    if not path.exists():
        pytest.skip(f"Fichier ouvert absent : {name}")
    return path.read_bytes()


def test_the_real_coverage_and_ingredients(engine, open_data_dir):
    arcep = real(open_data_dir, "arcep_commune-debit-beta_2019T3.csv")
    shares = real(open_data_dir, "ifn_variables_37_41.csv")
    covered = load(engine, ARCEP, arcep)
    assert (covered.rows_read, covered.rows_loaded) == (35_359, 539 + 5)
    assert set(covered.rejected["code"]) == {"HORS_TERRITOIRE"}
    # Read the other way, the column is refused, by what is loaded and by the file itself.
    frame = pl.read_csv(shares, infer_schema_length=None)
    reversed_share = (100 - pl.col("TAUX_COUVERTURE_THD")).alias("TAUX_COUVERTURE_THD")
    refused = load(engine, SHARES, frame.with_columns(reversed_share).write_csv())
    assert (refused.status, refused.code) == ("failed", "COLONNE_INVERSEE")
    reversed_mobile = (1 - pl.col("COUVERTURE_MOBILE")).alias("COUVERTURE_MOBILE")
    refused = load(engine, SHARES, frame.with_columns(reversed_mobile).write_csv())
    assert (refused.status, refused.code) == ("failed", "COLONNE_INVERSEE")
    loaded = load(engine, SHARES, shares)
    assert (loaded.rows_read, loaded.rows_loaded, loaded.notices) == (539, 539, [])
    commune = schema.inclusion_commune.c
    found = rows(engine, commune.commune_code, commune.fragility, commune.from_30_mbit_pct)
    assert len(found) == 539
    assert all(None not in row for row in found)
    table, part = schema.inclusion_coverage.c, schema.inclusion_ingredient.c
    fast = table.from_30_mbit + table.from_100_mbit + table.from_1_gbit
    # What the file calls coverage is, commune by commune, what the Arcep says is not covered.
    with engine.connect() as connection:
        pairs = connection.execute(
            select(100.0 * fast / table.premises + part.value_pct)
            .join_from(
                schema.inclusion_coverage,
                schema.inclusion_ingredient,
                table.commune_code == part.commune_code,
            )
            .where(part.ingredient == "uncovered_fast")
        ).scalars().all()  # fmt: skip
    assert pairs == pytest.approx([100.0] * 539)
