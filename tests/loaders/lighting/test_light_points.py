from pathlib import Path

import polars as pl
import pyproj
import pytest
from sqlalchemy import Engine

from data import schema
from loaders.lighting.light_words import (
    FAULT_WORDS,
    LAMP_WORDS,
    STREET_WORDS,
    ZONE_WORDS,
)
from loaders.words import Words, named
from tests.loaders.buildings.building_store import codes, facts, load, with_references
from tests.loaders.lighting.light_store import CABINETS, POINTS, fill_lighting
from tests.loaders.measured import rows

pytestmark = pytest.mark.usefixtures("without_sums")


@pytest.fixture
def store(engine: Engine) -> Engine:
    with_references(engine)
    return engine


def points(store: Engine) -> dict[str, dict]:
    names = [column.name for column in schema.light_point.columns]
    return {row[0]: dict(zip(names, row, strict=True)) for row in rows(store, schema.light_point)}


def test_our_template_is_read_whole(store: Engine) -> None:
    load(store, "armoires", CABINETS)
    report = load(store, "points-lumineux", POINTS)
    found = points(store)
    assert tuple(found["P1"].values()) == (
        "P1", "A1", "37261", "243700754", "37", 47.394, 0.6835, "sodium_hp", 115.0, None, None,
        1998, "rue", False,
    )  # fmt: skip
    assert [found[name]["installed_year"] for name in found] == [1998, 2021, 1985]
    assert [found[name]["street"] for name in found] == ["rue", "place", "parc"]
    # Its ballast counted, none for a LED, and 125 W of mercury × 1.08.
    assert [found[name]["power_w"] for name in found] == pytest.approx([115, 40, 125 * 1.08])
    said = facts(report)
    assert said["PUISSANCE_SANS_BALLAST"] == {
        "rows": "1", "names": "Ballon fluorescent (mercure) × 1,08",
    }  # fmt: skip
    assert set(said) == {"PUISSANCE_SANS_BALLAST"}


def test_a_commune_is_declared_else_of_the_cabinet_else_of_the_place(store: Engine) -> None:
    load(store, "armoires", CABINETS)
    text = "id;armoire;code commune;lat;lon\nD;A2;37261;47,394;0,683\nC;A2;;47,394;0,683\n"
    report = load(store, "points-lumineux", text + "P;;;47,394;0,683\nN;;;;\n")
    communes = {name: point["commune_code"] for name, point in points(store).items()}
    assert communes == {"C": "41018", "D": "37261", "N": None, "P": "37261"}
    assert facts(report)["ARMOIRE_D_UNE_AUTRE_COMMUNE"] == {"rows": "1", "all": "4"}


def test_a_column_of_communes_may_hold_their_codes(store: Engine) -> None:
    load(store, "points-lumineux", "id;commune\nP1;37261\nP2;41018\n")
    assert [point["commune_code"] for point in points(store).values()] == ["37261", "41018"]


@pytest.mark.parametrize(
    ("titles", "first", "second", "notice"),
    [
        ("latitude;longitude", "47,394", "0,683", None),
        ("latitude;longitude", "0,683", "47,394", "COORDONNEES_INVERSEES"),
        ("x;y", "{x}", "{y}", None),
        ("x;y", "{y}", "{x}", "COORDONNEES_INVERSEES"),
        ("x;y", "0,683", "47,394", None),
        ("x_l93;y_l93", "{x}", "{y}", None),
        ("longitude;latitude", "{x}", "{y}", "LAMBERT_EN_DEGRES"),
        ("latitude;longitude", "{x}", "{y}", "LAMBERT_EN_DEGRES"),
        ("geo_point_2d;z", "47.394, 0.683", "1", None),
    ],
)
def test_places_are_recognised_by_their_size(
    store: Engine, titles: str, first: str, second: str, notice: str | None
) -> None:
    """Lambert-93 of 47.394 N, 0.683 E, from pyproj itself to the centimetre."""
    x, y = pyproj.Transformer.from_crs(4326, 2154, always_xy=True).transform(0.683, 47.394)
    line = f"P1;{first};{second}".format(x=f"{x:.2f}", y=f"{y:.2f}")
    report = load(store, "points-lumineux", f"id;{titles}\n{line}\n")
    point = points(store)["P1"]
    assert (point["latitude_deg"], point["longitude_deg"]) == pytest.approx((47.394, 0.683))
    assert point["commune_code"] == "37261"
    assert (notice in facts(report)) == (notice is not None)


PLACES = [
    ("46,0;-4,0", "POINT_HORS_DE_FRANCE"),  # the Bay of Biscay
    ("42,5;5,5", "POINT_HORS_DE_FRANCE"),  # the Mediterranean
    ("-21,1;55,5", "POINT_HORS_DE_FRANCE"),
    ("50,85;4,35", "POINT_HORS_DE_FRANCE"),  # Brussels
    ("0;0", "COORDONNEES_ILLISIBLES"),
    ("47,39;", "COORDONNEES_ILLISIBLES"),
    ("6700000;47", "COORDONNEES_ILLISIBLES"),
    ("1e308;1e308", "COORDONNEES_ILLISIBLES"),
    # 47.394 N + 0.2° is 22 km north of Tours; 0.15° is 17 km.
    ("47,594;0,683", "POINT_LOIN_DE_SA_COMMUNE"),
    ("47,544;0,683", None),
    ("48,69;6,18", "POINT_LOIN_DE_SA_COMMUNE"),
]


def test_a_point_out_of_its_place_is_put_aside(store: Engine) -> None:
    lines = [f"P{line};{place};37261" for line, (place, _) in enumerate(PLACES, 2)]
    text = "\n".join(["id;latitude;longitude;code commune", *lines])
    said = dict(codes(load(store, "points-lumineux", text)))
    assert [(place, said.get(line)) for line, (place, _) in enumerate(PLACES, 2)] == PLACES


EDGES = (
    "48,39;-4,49", "51,03;2,38", "43,30;5,37", "43,70;7,27", "41,39;9,16", "48,58;7,75",
     "42,70;2,90", "43,36;-1,77", "46,16;-1,15", "49,64;-1,62", "47,33;-3,18", "45,92;6,87",
)  # fmt: skip


def test_the_edges_of_the_country_are_in_it(store: Engine) -> None:
    """Brest, Dunkerque, Marseille, Nice, Bonifacio, Strasbourg, Perpignan, Hendaye, La Rochelle,
    Cherbourg, Belle-Île, Chamonix."""
    text = "\n".join(["latitude;longitude", *EDGES])
    assert load(store, "points-lumineux", text).rows_loaded == len(EDGES)


@pytest.mark.parametrize("power", ["0", "-10", "2000", "150000", "1e308"])
def test_an_impossible_power_is_told_and_put_aside(store: Engine, power: str) -> None:
    report = load(store, "points-lumineux", f"id;puissance\nP1;{power}\nP2;1 999\nP3;\n")
    assert codes(report) == [(2, "PUISSANCE_INVRAISEMBLABLE")]
    # A lamp that is not known: × 1.10; no power stays none.
    assert points(store)["P2"]["power_w"] == pytest.approx(1999 * 1.1)
    assert points(store)["P3"]["power_w"] is None
    assert facts(report)["POINTS_SANS_PUISSANCE"] == {"rows": "1", "all": "2"}


def test_points_without_identifier_are_named_by_their_place(store: Engine) -> None:
    text = "lat;lon\n47,394;0,683\n47,394;0,683\n47,395;0,683\n"
    report = load(store, "points-lumineux", text)
    assert list(points(store)) == ["47.394,0.683", "47.394,0.683 (2)", "47.395,0.683"]
    assert facts(report)["POINTS_SUR_UN_MEME_MAT"] == {"rows": "1", "all": "3"}
    before = points(store)
    load(store, "points-lumineux", text + "\n")
    assert points(store) == before


def test_what_is_wrong_is_put_aside(store: Engine) -> None:
    report = load(
        store,
        "points-lumineux",
        "id;lampe;température de couleur;ulr;année de pose;gradation\n"
        "P1;bougie;3 000 K;1 %;2008;oui\n"
        "p1;LED;;;;\n"
        "P3;LED;300;;;\n"
        "P4;LED;;101;;\n"
        "P5;LED;;;jadis;\n"
        "P6;LED;;;2099;\n"
        ";LED;;;;\n",
    )
    assert codes(report) == [
        (3, "POINT_EN_DOUBLE"),
        (4, "COULEUR_INVRAISEMBLABLE"),
        (5, "ULR_INVRAISEMBLABLE"),
        (6, "ANNEE_ILLISIBLE"),
        (7, "ANNEE_FUTURE"),
        (8, "POINT_SANS_IDENTITE"),
    ]
    point = points(store)["P1"]
    assert (point["lamp"], point["colour_k"], point["ulr_pct"]) == ("other", 3000, 1.0)
    said = facts(report)
    assert said["LAMPES_INCONNUES"] == {"names": "bougie"}
    assert said["GRADATION_A_DECLARER"]["rows"] == "1"


def test_a_file_that_names_no_point_is_refused(store: Engine) -> None:
    report = load(store, "points-lumineux", "lampe;puissance;latitude\nLED;40;47\n")
    assert (report.status, report.code) == ("failed", "COLONNE_ABSENTE")
    assert "ou «\u00a0latitude\u00a0» et «\u00a0longitude\u00a0»" in report.message


def test_cabinets_that_points_name_first_are_created_then_completed(store: Engine) -> None:
    report = load(store, "points-lumineux", POINTS)
    assert facts(report)["ARMOIRES_CREEES"] == {"rows": "2", "names": "A1, A2"}
    created = {row[0]: row for row in rows(store, schema.light_cabinet)}
    # Name, commune of its points, and itself as supply point.
    assert (created["A1"][1:3], created["A1"][7]) == (("A1", "37261"), "A1")
    load(store, "armoires", CABINETS)
    completed = {row[0]: row for row in rows(store, schema.light_cabinet)}
    assert completed["A1"][1:9] == (
        "Place Plumereau", "37261", "243700754", "37", 47.3946, 0.683, "30001234567890", 12.0,
    )  # fmt: skip
    assert completed["A2"][7:9] == ("A2", 6.0)


def test_an_identifier_of_another_commune_replaces_nothing(store: Engine) -> None:
    fill_lighting(store)
    before = rows(store, schema.light_point), rows(store, schema.light_cabinet)
    report = load(store, "points-lumineux", "id;code commune\nP1;41018\n")
    assert codes(report) == [(2, "POINT_D_UNE_AUTRE_COMMUNE")]
    report = load(store, "armoires", "id;code commune\nA1;41018\n")
    assert codes(report) == [(2, "ARMOIRE_D_UNE_AUTRE_COMMUNE")]
    assert (rows(store, schema.light_point), rows(store, schema.light_cabinet)) == before


def test_a_second_inventory_updates_and_keeps_the_other_points(store: Engine) -> None:
    fill_lighting(store)
    load(store, "points-lumineux", "id;armoire;lampe;puissance\np1;a1;LED;38\n")
    found = points(store)
    assert (found["P1"]["lamp"], found["P1"]["power_w"], found["P1"]["cabinet_id"]) == (
        "led", 38.0, "A1",
    )  # fmt: skip
    assert set(found) == {"P1", "P2", "P3"}
    before = rows(store, schema.light_point)
    load(store, "points-lumineux", "id;armoire;lampe;puissance\np1;a1;LED;38\n\n")
    assert rows(store, schema.light_point) == before


def test_cabinets_are_checked(store: Engine) -> None:
    report = load(
        store,
        "armoires",
        "id;code commune;lat;lon;prm;puissance souscrite\n"
        "A1;37261;47,39;0,68;1234567890123;12\n"
        "a1;37261;;;;\n"
        "A2;37261;46,0;-4,0;;\n"
        "A3;37261;;;;0\n"
        "A4;75056;;;  ;\n",
    )
    assert codes(report) == [
        (3, "ARMOIRE_EN_DOUBLE"),
        (4, "POINT_HORS_DE_FRANCE"),
        (5, "PUISSANCE_SOUSCRITE_INVRAISEMBLABLE"),
    ]
    # A PRM has fourteen digits: its first zero was eaten.
    assert [row[7] for row in rows(store, schema.light_cabinet)] == ["01234567890123", "A4"]
    said = facts(report)
    assert said["ARMOIRES_HORS_TERRITOIRE"]["names"] == "A4"
    assert said["ARMOIRES_SANS_POINT_DE_LIVRAISON"]["names"] == "A4"


@pytest.mark.parametrize("simulated", [False, True])
def test_real_and_simulated_lighting_never_mix(store: Engine, simulated: bool) -> None:
    load(store, "armoires", CABINETS, simulated=simulated)
    for source, text in (("points-lumineux", POINTS), ("sites", "id;nom\nS1;Château\n")):
        report = load(store, source, text, simulated=not simulated)
        expected = "MAGASIN_DE_DEMONSTRATION" if simulated else "MAGASIN_REEL"
        assert (report.status, report.code) == ("failed", expected)


@pytest.mark.parametrize(
    ("words", "text", "key"),
    [
        (LAMP_WORDS, "Luminaire LED 40 W", "led"),
        (LAMP_WORDS, "S.H.P.", None),
        (LAMP_WORDS, "SHP 100", "sodium_hp"),
        (LAMP_WORDS, "Sodium Haute Pression", "sodium_hp"),
        (LAMP_WORDS, "sodium basse pression", "sodium_lp"),
        (LAMP_WORDS, "BF", "mercury"),
        (LAMP_WORDS, "Ballon fluo", "mercury"),
        (LAMP_WORDS, "ballon fluorescent", "mercury"),
        (LAMP_WORDS, "IM", "metal_halide"),
        (LAMP_WORDS, "Halogénures métalliques", "metal_halide"),
        (LAMP_WORDS, "Iodure", "metal_halide"),
        (LAMP_WORDS, "TL", "fluorescent"),
        (LAMP_WORDS, "Fluocompacte", "fluorescent"),
        (LAMP_WORDS, "halogène", "halogen"),
        (LAMP_WORDS, "LANTERNE", "unknown"),
        (LAMP_WORDS, "LUMINAIRE AMBIANCE", "unknown"),
        (LAMP_WORDS, "bougie", None),
        (STREET_WORDS, "Zone d’activité", "activite"),
        (STREET_WORDS, "Parc de stationnement", "parking"),
        (STREET_WORDS, "Parc", "parc"),
        (STREET_WORDS, "Place de la mairie", "place"),
        (STREET_WORDS, "RD 943", "route"),
        (FAULT_WORDS, "Allumé en plein jour", "jour"),
        (FAULT_WORDS, "Ne s’allume pas", "eteint"),
        (FAULT_WORDS, "Mât accidenté", "casse"),
        (ZONE_WORDS, "Site inscrit", "site"),
        (ZONE_WORDS, "RNN", "reserve"),
        (ZONE_WORDS, "Parc naturel régional", "parc"),
    ],
)
def test_words_are_known_whatever_their_accents(words: Words, text: str, key: str | None) -> None:
    assert named(pl.Series([text]), words).to_list() == [key]


def test_the_real_inventory_of_montpellier_loads_whole(store: Engine, open_data_dir: Path) -> None:
    path = open_data_dir / "lighting" / "montpellier_supports_eclairage_public.csv"
    report = load(store, "points-lumineux", path.read_text(encoding="utf-8"))
    assert (report.rows_read, report.rejected.height) == (29_969, 0)
    said = facts(report)
    everything = {"rows": "29\u202f969", "all": "29\u202f969"}
    for code in ("POINTS_SANS_PUISSANCE", "POINTS_HORS_TERRITOIRE", "POINTS_SANS_ARMOIRE"):
        assert said[code] == everything
    found = pl.DataFrame(rows(store, schema.light_point), orient="row", infer_schema_length=None)
    assert found["column_0"].n_unique() == 29_969
    assert set(found["column_7"]) == {"unknown"}
    assert found["column_5"].is_between(43.5, 43.7).all()
    assert found["column_6"].is_between(3.7, 4.0).all()
