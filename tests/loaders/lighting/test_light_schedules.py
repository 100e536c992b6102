import polars as pl
import pytest
from sqlalchemy import Engine

from data import schema
from loaders.lighting import light_clock
from tests.loaders.buildings.building_store import codes, facts, load
from tests.loaders.lighting.light_store import fill_lighting
from tests.loaders.measured import rows

pytestmark = pytest.mark.usefixtures("without_sums")
TITLES = (
    "armoire;commune;date d’effet;règle;allumage;extinction;jours;saison du;saison au;de;à;"
    "niveau %\n"
)


@pytest.fixture
def store(engine: Engine) -> Engine:
    fill_lighting(engine)
    return engine


def schedules(store: Engine) -> list[tuple]:
    """Cabinet, day, rule, on, off."""
    return [(row[0], f"{row[1]}", *row[2:5]) for row in rows(store, schema.light_schedule)]


def reductions(store: Engine) -> list[tuple]:
    return [(row[0], f"{row[1]}", *row[2:]) for row in rows(store, schema.light_reduction)]


def test_several_lines_make_a_schedule(store: Engine) -> None:
    report = load(
        store,
        "horaires-eclairage",
        TITLES + "A1;;01/10/2022;astronomique;;;di-je;;;23:00;5h;\n"
        "a1;;2022-10-01;;;;ve, sa;15/05;1er octobre;1h30;05:00;30 %\n"
        "A2;;01/01/2020;fixe;18:00;24:00;;;;;;\n",
    )
    assert report.rejected.is_empty()
    assert schedules(store) == [
        ("A1", "2022-10-01", "astronomic", None, None),
        ("A2", "2020-01-01", "fixed", 18 * 60, 0),
    ]
    assert reductions(store) == [
        ("A1", "2022-10-01", 0, "01236", "01-01", "12-31", 23 * 60, 5 * 60, 0.0),
        ("A1", "2022-10-01", 1, "45", "05-15", "10-01", 90, 5 * 60, 30.0),
    ]


def test_a_line_of_a_commune_is_of_its_cabinets_but_for_their_own(store: Engine) -> None:
    load(store, "armoires", "id;code commune\nA3;37261\n")
    report = load(
        store,
        "horaires-eclairage",
        TITLES + ";37261;01/10/2022;;;;;;;23:00;05:00;\nA3;;01/10/2022;;;;;;;00:30;05:00;\n"
        ";37003;01/10/2022;;;;;;;23:00;05:00;\n",
    )
    assert codes(report) == [(4, "COMMUNE_SANS_ARMOIRE")]
    windows = [(row[0], row[6], row[7]) for row in reductions(store)]
    assert windows == [("A1", 23 * 60, 5 * 60), ("A3", 30, 5 * 60)]
    said = facts(report)
    assert said["HORAIRES_PAR_COMMUNE"] == {"rows": "1", "cabinets": "2"}
    assert said["HORAIRE_PROPRE_PREFERE"] == {"cabinets": "1"}


def test_a_schedule_loaded_again_replaces_that_of_its_day(store: Engine) -> None:
    two = TITLES + "A1;;01/10/2022;;;;;;;23:00;05:00;\nA1;;01/10/2022;;;;;;;21:00;23:00;50\n"
    load(store, "horaires-eclairage", two)
    before = reductions(store)
    load(store, "horaires-eclairage", two + "\n")
    assert reductions(store) == before
    load(store, "horaires-eclairage", TITLES + "A1;;01/10/2022;;;;;;;00:00;06:00;\n")
    load(store, "horaires-eclairage", TITLES + "A1;;01/10/2023;;;;;;;;;\n")
    assert [row[6:] for row in reductions(store)] == [(0, 360, 0.0)]
    assert [row[1] for row in schedules(store)] == ["2022-10-01", "2023-10-01"]


# Beside a first line: off from 22:00 to 06:00 every night from 1 October 2021.
LINES = [
    (";;01/10/2022;;;;;;;23:00;05:00;", "HORAIRE_SANS_LIEU"),
    ("A9;;01/10/2022;;;;;;;23:00;05:00;", "ARMOIRE_INCONNUE"),
    ("A1;;hier;;;;;;;23:00;05:00;", "DATE_ILLISIBLE"),
    ("A1;;01/10/2022;lunaire;;;;;;23:00;05:00;", "REGLE_INCONNUE"),
    ("A1;;01/10/2022;fixe;18:00;;;;;;;", "REGLE_CONTRADICTOIRE"),
    ("A1;;01/10/2022;astronomique;18:00;06:00;;;;;;", "REGLE_CONTRADICTOIRE"),
    ("A1;;01/10/2022;;;;;;;minuit;05:00;", "HEURE_ILLISIBLE"),
    ("A1;;01/10/2022;;;;;;;23:75;05:00;", "HEURE_ILLISIBLE"),
    ("A1;;01/10/2022;;;;;;;23:00;;", "COUPURE_INCOMPLETE"),
    ("A1;;01/10/2022;;;;;;;;;50", "COUPURE_INCOMPLETE"),
    # The same hour twice, more than a day, a night that goes over noon.
    ("A1;;01/10/2022;;;;;;;23:00;23:00;", "HORAIRE_PASSE_DEUX_MINUITS"),
    ("A1;;01/10/2022;;;;;;;22:00;48:30;", "HORAIRE_PASSE_DEUX_MINUITS"),
    ("A1;;01/10/2022;;;;;;;05:00;23:00;", "HORAIRE_PASSE_DEUX_MINUITS"),
    ("A1;;01/10/2022;fixe;06:00;18:00;;;;;;", "HORAIRE_PASSE_DEUX_MINUITS"),
    ("A1;;01/10/2022;;;;lundimanche;;;23:00;05:00;", "JOURS_ILLISIBLES"),
    ("A1;;01/10/2022;;;;;15/05;;23:00;05:00;", "SAISON_ILLISIBLE"),
    ("A1;;01/10/2022;;;;;31/02;30/09;23:00;05:00;", "SAISON_ILLISIBLE"),
    ("A1;;01/10/2022;;;;;;;23:00;05:00;101", "NIVEAU_HORS_BORNES"),
    ("A1;;01/10/2022;;;;;;;23:00;05:00;-1", "NIVEAU_HORS_BORNES"),
    ("A1;;01/10/2021;;;;;;;22:00;06:00;", "HORAIRE_EN_DOUBLE"),
    ("a1;;01/10/2021;;;;;;;22:00;06:00;50", "HORAIRE_CONTRADICTOIRE"),
    ("A1;;01/10/2021;fixe;18:00;07:00;;;;23:00;05:00;", "HORAIRE_CONTRADICTOIRE"),
    ("A1;;01/10/2021;;;;sa;;;22:00;06:00;", None),
    ("A1;;01/10/2022;;;;;;;22:00;29:00;", None),
    ("A1;;01/10/2022;;;;;;;22:00;24:00;", None),
]


def test_what_is_impossible_is_put_aside(store: Engine) -> None:
    lines = ["A1;;01/10/2021;;;;;;;22:00;06:00;", *(cells for cells, _ in LINES)]
    report = load(store, "horaires-eclairage", TITLES + "\n".join(lines))
    said = dict(codes(report))
    assert [(cells, said.get(line)) for line, (cells, _) in enumerate(LINES, 3)] == LINES
    assert all(reason.endswith(".") for reason in report.rejected["reason"])


@pytest.mark.parametrize(
    ("text", "minutes"),
    [("23:30", 1410), ("23h30", 1410), ("23 h", 1380), ("5", 300), ("00:00", 0), ("24:00", 1440),
     ("29h", 1740), ("23:60", None), ("vingt", None), ("5:0", None)],
)  # fmt: skip
def test_clocks(text: str, minutes: int | None) -> None:
    assert light_clock.minutes(pl.Series([text])).to_list() == [minutes]


@pytest.mark.parametrize(
    ("text", "days"),
    [(None, "0123456"), ("tous les jours", "0123456"), ("lu-ve", "01234"), ("ve-di", "456"),
     ("samedi, dimanche", "56"), ("di-je", "01236"), ("jamais", None)],
)  # fmt: skip
def test_weekdays(text: str | None, days: str | None) -> None:
    assert light_clock.weekdays(pl.Series([text], dtype=pl.String)).to_list() == [days]


@pytest.mark.parametrize(
    ("first", "last", "season"),
    [
        (None, None, ("01-01", "12-31", False)),
        ("15/05", "30/09", ("05-15", "09-30", False)),
        ("1er novembre", "28 février", ("11-01", "02-28", False)),
        ("29/02", "01/03/2026", ("02-29", "03-01", False)),
        ("été", "hiver", (None, None, True)),
    ],
)
def test_seasons(first: str | None, last: str | None, season: tuple) -> None:
    bounds = [pl.Series([text], dtype=pl.String) for text in (first, last)]
    assert light_clock.seasons(*bounds).rows() == [season]
