"""The real lists of places: every record is loaded or put aside, and their oddities are seen."""

from pathlib import Path

import pytest
from sqlalchemy import Engine, select

from data import schema
from tests.loaders.buildings.building_store import facts
from tests.loaders.inclusion.place_store import load_file, records, rows_of

# Records in the file, of the territory, put aside for another reason than being elsewhere.
REAL = {
    "lieux-mediation": ("inclusion/lieux_mediation_data-inclusion.json", 3811, 43, {}),
    "hub-lo": ("inclusion/hub-lo_37_41.csv", 161, 161, {}),
    "france-services": (
        "inclusion/france_services_liste_2022-12-01.csv", 2683, 54, {"COMMUNE_ILLISIBLE": 1},
    ),
    "aidants-connect": ("inclusion/aidants_connect_2021.json", 3407, 43, {}),
    "conseillers-numeriques": (
        "inclusion/conseillers_numeriques_permanences_2022_sans_personnes.json", 4930, 64, {},
    ),
}  # fmt: skip
EXAMPLE = "schemas/LaMednum_standard-mediation-num/exemple-valide.csv"


def _load(engine: Engine, open_data_dir: Path, source: str):
    return load_file(engine, source, open_data_dir / REAL[source][0])


@pytest.mark.parametrize("source", REAL)
def test_every_record_is_of_here_or_counted_elsewhere(sqlite_engine, open_data_dir, source):
    _path, read, stored, others = REAL[source]
    report = _load(sqlite_engine, open_data_dir, source)
    assert (report.rows_read, report.rows_loaded) == (read, stored)
    outside = read - stored - sum(others.values())
    expected = others | ({"HORS_TERRITOIRE": outside} if outside else {})
    assert dict(report.rejected.group_by("code").len().iter_rows()) == expected
    # Nothing of the text of a record is kept: it may name someone.
    assert set(report.rejected["raw_text"]) <= {"•••"}
    assert len(records(sqlite_engine, source)) == stored


def test_the_example_of_the_standard_is_read_and_is_of_reims(sqlite_engine, open_data_dir):
    report = load_file(sqlite_engine, "lieux-mediation", open_data_dir / EXAMPLE)
    assert (report.rows_read, report.rejected["code"].to_list()) == (1, ["HORS_TERRITOIRE"])
    assert "LIBELLES_INCONNUS" not in facts(report)


def test_records_of_the_hub_stand_over_188_lines(open_data_dir):
    content = (open_data_dir / REAL["hub-lo"][0]).read_text(encoding="utf-8")
    # The titles, and no record on the last line end.
    assert content.rstrip("\n").count("\n") + 1 == 188 + 1


def test_the_hub_has_points_in_another_region_and_a_mail_in_a_wrong_column(
    sqlite_engine, open_data_dir
):
    said = facts(_load(sqlite_engine, open_data_dir, "hub-lo"))
    assert said["POSITIONS_LOIN_DE_LEUR_COMMUNE"] == {
        "rows": "4",
        "names": "EPN GENTIANA, LE HQ, PIJ DE LA VILLE-AUX-DAMES, PIJ TOURS-NORD",
    }
    assert said["SIRET_ECARTES"] == {"rows": "3", "all": "161"}
    assert "@agglopolys" not in str(records(sqlite_engine, "hub-lo"))
    lost = [name for name, one in records(sqlite_engine, "hub-lo").items()
            if one["latitude_deg"] is None]  # fmt: skip
    assert sorted(lost) == ["147", "192", "349", "363"]


def test_conseillers_have_zeros_for_a_siret(sqlite_engine, open_data_dir):
    said = facts(_load(sqlite_engine, open_data_dir, "conseillers-numeriques"))
    assert said["SIRET_ECARTES"] == {"rows": "23", "all": "64"}


def test_most_aidants_connect_have_a_sure_commune(sqlite_engine, open_data_dir):
    said = facts(_load(sqlite_engine, open_data_dir, "aidants-connect"))
    stored = records(sqlite_engine, "aidants-connect").values()
    assert said["LIEUX_SANS_COMMUNE"]["rows"] == "7"
    assert sum(one["commune_code"] is not None for one in stored) == 43 - 7
    # "Banon", 4150, said to be in Loir-et-Cher.
    assert not any("Banon" in one["name"] for one in stored)


def test_the_lists_together_make_fewer_places_than_records(sqlite_engine, open_data_dir):
    for source in REAL:
        _load(sqlite_engine, open_data_dir, source)
    places = rows_of(sqlite_engine, schema.inclusion_place, "place_id")
    record = schema.inclusion_place_record.c
    with sqlite_engine.connect() as connection:
        ours = connection.execute(select(record.record_id, record.place_id)).all()
    assert len(ours) == 43 + 161 + 54 + 43 + 64
    assert {place_id for _, place_id in ours} == set(places)
    # Between the largest list alone and no list in common.
    assert 161 < len(places) < len(ours)
    # The same sheet of conseillers numériques is in two files, under one identifier.
    together = [place for place in places.values() if "conseillers-numeriques" in place["sources"]]
    assert sum("lieux-mediation" in place["sources"] for place in together) >= 30
    assert all(place["latitude_deg"] for place in places.values() if place["commune_code"])
    communes = rows_of(sqlite_engine, schema.inclusion_commune, "commune_code")
    assert len(communes) == 539
    assert all(commune["nearest_km"] is not None for commune in communes.values())
    in_communes = [place for place in places.values() if place["commune_code"]]
    assert sum(commune["places"] for commune in communes.values()) == len(in_communes)
