from datetime import date
from pathlib import Path

import polars as pl
import pytest
from sqlalchemy import Engine, insert, update

from data import schema
from data.settings import Settings
from loaders.footfall import footfall_rollup, wifi_sites
from loaders.footfall.place_kinds import place_kind
from loaders.pipeline import Batch, Context, LoadError
from loaders.simulated import refuse_mixing
from tests.loaders.measured import rows, territory

FIXTURES = Path("tests/fixtures/sites")


def _context(engine: Engine, simulated: bool = False) -> Context:
    return Context(Settings(), engine, 0, "sites.csv", simulated)


def _load(engine: Engine, content: bytes) -> Batch:
    batch = wifi_sites.parse(content, _context(engine))
    with engine.begin() as connection:
        wifi_sites.write(connection, batch, _context(engine))
    return batch


def _facts(batch: Batch) -> dict[str, dict]:
    return {notice.code: notice.facts for notice in batch.notices}


def test_our_template_is_read_whole(engine: Engine) -> None:
    batch = _load(engine, (FIXTURES / "sites.csv").read_bytes())
    chambord, tours, mystery = rows(engine, schema.site)
    assert chambord == (
        "VDL-1", "Château de Chambord", "Château", "Établissement public", "41034", "244100798",
        "41", 47.6161, 1.517, date(2022, 11, 22), None, 13, False,
    )  # fmt: skip
    assert tours[2:9] == (
        "Office de tourisme", "EPCI", "37261", "243700754", "37", 47.39, 0.6889,
    ), "CEDEX resolved by name, exchanged axes put right"  # fmt: skip
    assert tours[9:12] == (date(2020, 1, 1), date(2024, 12, 31), 2)
    assert mystery[2:] == ("Autre", "Non précisé", *[None] * 8, False)
    assert batch.rows_read == 6
    assert batch.rejected.select("line_number", "code").rows() == [
        (5, "SITE_EN_DOUBLE"),
        (6, "DATES_INVERSEES"),
        (7, "NOMBRE_ILLISIBLE"),
    ]
    facts = _facts(batch)
    assert facts["TYPE_DE_LIEU_INCONNU"] == {"names": "Observatoire"}
    assert facts["COORDONNEES_INVERSEES"] == {"rows": 1}
    assert facts["SITE_HORS_TERRITOIRE"]["names"] == "Mystère"
    assert "TYPE_DE_LIEU_DEDUIT" not in facts


def test_scopes_list_what_holds_a_site(engine: Engine) -> None:
    _load(engine, (FIXTURES / "sites.csv").read_bytes())
    scopes = {row[0]: row[-1] for row in rows(engine, schema.scope)}
    assert (scopes["syndicat"], scopes["departement:41"], scopes["commune:37261"]) == (3, 1, 1)


def test_an_open_data_list_is_read_as_it_is(engine: Engine) -> None:
    batch = _load(engine, (FIXTURES / "paris.csv").read_bytes())
    assert batch.rejected.is_empty()
    sites = {row[0]: row for row in rows(engine, schema.site)}
    assert set(sites) == {"PW0158", "PW0159", "PW0001", "nom-fourrierelacourneuve"}
    assert sites["PW0158"][2:9] == (
        "Parc et jardin", "Non précisé", "75056", None, None, 48.8575, 2.3465,
    )  # fmt: skip
    assert sites["nom-fourrierelacourneuve"][4] is None, "93120 is not a commune we know"
    facts = _facts(batch)
    assert facts["SITE_HORS_TERRITOIRE"]["rows"] == 4
    assert facts["SITES_SANS_CODE"]["rows"] == 1
    assert facts["SITES_NON_OPERATIONNELS"]["rows"] == 2
    assert facts["TYPE_DE_LIEU_DEDUIT"] == {"rows": 4}


def test_every_notice_has_its_french_text(engine: Engine) -> None:
    for name in ("sites.csv", "paris.csv"):
        for notice in wifi_sites.parse((FIXTURES / name).read_bytes(), _context(engine)).notices:
            assert notice.text.endswith(".")


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("CHATEAU", "Château"),
        ("château et jardins", "Château"),
        ("Centre-ville", "Centre-ville"),
        ("Halte Vélo", "Halte vélo"),
        ("OFFICE DU TOURISME", "Office de tourisme"),
        ("Bibliothèque Buffon", "Médiathèque"),
        ("HOTEL DE VILLE", "Mairie et service public"),
        ("Hôtel du Lac", "Hébergement"),
        ("Parc zoologique", "Parc zoologique"),
        ("BERGES RIVE DROITE", "Parc et jardin"),
        ("Gymnase\u00a0Camou", "Équipement sportif"),
        ("Observatoire", None),
        (None, None),
    ],
)
def test_kinds_of_place_are_known_by_their_words(text: str | None, kind: str | None) -> None:
    assert place_kind(pl.Series([text], dtype=pl.String)).to_list() == [kind]


def test_a_second_list_updates_and_sums_again_only_when_needed(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    summed = []
    monkeypatch.setattr(footfall_rollup, "rebuild_all", lambda _connection: summed.append(1))
    content = (FIXTURES / "sites.csv").read_bytes()
    _load(engine, content)
    _load(engine, content + b"VDL-9;Nouveau;Camping;;37261;;;;;;;\n")
    assert summed == [], "new sites hold no session yet"
    _load(engine, content.replace(b"41034", b"41018"))
    assert summed == [1]
    assert [row[4] for row in rows(engine, schema.site)] == ["41018", "37261", None, "37261"]


@pytest.mark.parametrize(
    ("stored", "given", "code"),
    [
        (True, False, "MAGASIN_DE_DEMONSTRATION"),
        (False, True, "MAGASIN_REEL"),
        (True, True, None),
        (False, False, None),
    ],
)
def test_real_and_simulated_sites_never_mix(
    engine: Engine, stored: bool, given: bool, code: str | None
) -> None:
    _load(engine, (FIXTURES / "paris.csv").read_bytes())
    with engine.begin() as connection:
        connection.execute(update(schema.site).values(simulated=stored))
        if code is None:
            refuse_mixing(connection, _context(engine, given))
            return
        with pytest.raises(LoadError, match="GABARE_DATABASE_URL") as fault:
            refuse_mixing(connection, _context(engine, given))
    assert fault.value.code == code


def test_a_real_list_is_refused_by_the_demonstration(engine: Engine) -> None:
    with engine.begin() as connection:
        connection.execute(
            insert(schema.site).values(
                site_id="s", name="s", place_kind="Autre", actor_kind="Autre", simulated=True
            )
        )
    with pytest.raises(LoadError, match="démonstration"):
        _load(engine, (FIXTURES / "paris.csv").read_bytes())
    assert len(rows(engine, schema.site)) == 1


def test_the_real_list_of_paris(engine: Engine, open_data_dir: Path) -> None:
    batch = _load(engine, (open_data_dir / "footfall" / "paris_sites_wifi.csv").read_bytes())
    assert (batch.rows.height, batch.rejected.height) == (277, 0)
    sites = rows(engine, schema.site)
    assert len(sites) == 277
    assert sum(row[4] == "75056" for row in sites) == 274
    assert all(row[7] is not None for row in sites)
    assert {row[6] for row in sites} == {None}
    assert territory().departement("75") is None
