"""The list of public screens: what is read, what is put aside, what the site gives back."""

import json
from pathlib import Path

import pytest
from sqlalchemy import Engine, insert, select

from data import schema
from data.screens.listing import current_list
from data.screens.vocabulary import SLIDES
from data.settings import Settings
from data.territory import load_territory
from loaders import pipeline, removing, sources
from loaders.demo.places import chosen_places
from loaders.demo.screens import SCREENS, screen_rows
from loaders.pipeline import Context, LoadError
from loaders.screens.screen_removals import SCREEN_REMOVALS
from loaders.store import insert as store_rows
from tests.loaders.measured import rows

HEADER = (
    "identifiant;nom;territoire;site;latitude;longitude;orientation;langues;diapositives;horaires;"
    "veille début;veille fin;message;message en"
)
AMBOISE = (
    "office-amboise;Office d’Amboise;commune:37003;;;;portrait;en, fr;affluence 12, aide;"
    "Mo-Sa 09:30-18:00;21h;08:00;Bienvenue;Welcome"
)


def load(engine: Engine, *lines: str, header: str = HEADER, **also: object) -> pipeline.Report:
    context = Context(Settings(), engine, 0, "ecrans.csv", **also)
    content = "\n".join([header, *lines]).encode()
    return pipeline.load(sources.BY_KEY["ecrans"], content, context)


def stored(engine: Engine) -> dict[str, object]:
    with engine.connect() as connection:
        found = connection.execute(select(schema.screen)).all()
    return {row.screen_id: row for row in found}


@pytest.fixture
def with_site(engine: Engine) -> Engine:
    site = {"site_id": "S1", "name": "Un", "place_kind": "Autre", "actor_kind": "Commune"}
    with engine.begin() as connection:
        connection.execute(
            insert(schema.site).values(
                **site, latitude_deg=47.5, longitude_deg=1.2, simulated=False
            )
        )
        connection.execute(insert(schema.site).values(**site | {"site_id": "S2"}, simulated=False))
    return engine


def test_a_row_becomes_a_screen(engine):
    assert load(engine, AMBOISE).rows_loaded == 1
    screen = stored(engine)["office-amboise"]
    assert screen.scope == "commune:37003"
    # The town hall of Amboise.
    assert (screen.latitude_deg, screen.longitude_deg) == pytest.approx((47.41, 0.98), abs=0.01)
    assert screen.languages == "fr en"
    assert screen.slides == "affluence:12 aide:15"
    assert (screen.standby_from, screen.standby_until) == ("21:00", "08:00")
    assert json.loads(screen.messages) == {"fr": "Bienvenue", "en": "Welcome"}
    assert screen.simulated is False


def test_what_is_left_empty_has_its_usual_value(engine):
    load(engine, "e1;Écran;Blois;;;;PAYSAGE;;;;;;;")
    screen = stored(engine)["e1"]
    assert screen.scope == "commune:41018"
    assert screen.orientation == "paysage"
    assert screen.languages == "fr"
    assert screen.slides == " ".join(f"{kind}:15" for kind in SLIDES)
    assert (screen.opening, screen.standby_from, screen.messages) == (None, None, "{}")


def test_a_screen_of_a_site_is_where_the_site_is(with_site):
    load(with_site, "e1;Écran;;s1;;;portrait;;;;;;;")
    screen = stored(with_site)["e1"]
    assert (screen.scope, screen.latitude_deg, screen.longitude_deg) == ("site:S1", 47.5, 1.2)


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("Office 1;É;Blois;;;;portrait;;;;;;;", "IDENTIFIANT_ILLISIBLE"),
        ("e1;É;;;;;portrait;;;;;;;", "LIEU_ABSENT"),
        ("e1;É;Blois;S1;;;portrait;;;;;;;", "LIEU_EN_DOUBLE"),
        ("e1;É;Atlantide;;;;portrait;;;;;;;", "TERRITOIRE_INCONNU"),
        ("e1;É;;S9;;;portrait;;;;;;;", "SITE_INCONNU"),
        ("e1;É;;S2;;;portrait;;;;;;;", "ECRAN_SANS_POSITION"),
        ("e1;É;departement:37;;;;portrait;;;;;;;", "ECRAN_SANS_POSITION"),
        ("e1;É;Blois;;47,5;;portrait;;;;;;;", "COORDONNEES_ILLISIBLES"),
        ("e1;É;Blois;;;;debout;;;;;;;", "ORIENTATION_INCONNUE"),
        ("e1;É;Blois;;;;portrait;fr, pt;;;;;;", "LANGUE_INCONNUE"),
        ("e1;É;Blois;;;;portrait;;météo;;;;;", "DIAPOSITIVE_INCONNUE"),
        ("e1;É;Blois;;;;portrait;;aide, aide 12;;;;;", "DIAPOSITIVE_EN_DOUBLE"),
        ("e1;É;Blois;;;;portrait;;aide 9;;;;;", "DUREE_HORS_BORNES"),
        ("e1;É;Blois;;;;portrait;;aide 21;;;;;", "DUREE_HORS_BORNES"),
        ("e1;É;Blois;;;;portrait;;;du lundi au samedi;;;;", "HORAIRES_ILLISIBLES"),
        ("e1;É;Blois;;;;portrait;;;;21:00;;;", "VEILLE_ILLISIBLE"),
        ("e1;É;Blois;;;;portrait;;;;25:00;08:00;;", "VEILLE_ILLISIBLE"),
        ("e1;É;Blois;;;;portrait;;;;8 h;08:00;;", "VEILLE_ILLISIBLE"),
        (f"e1;É;Blois;;;;portrait;;;;;;{'a' * 241};", "MESSAGE_TROP_LONG"),
        ("e1;;Blois;;;;portrait;;;;;;;", "VALEUR_ABSENTE"),
    ],
)
def test_a_bad_row_is_put_aside_with_its_reason(with_site, line, code):
    report = load(with_site, "bon;Bon;Tours;;;;portrait;;;;;;;", line)
    assert report.rejected["code"].to_list() == [code]
    assert report.rejected["reason"][0].endswith(".")
    assert (report.rows_loaded, report.rows_read) == (1, 2)
    assert list(stored(with_site)) == ["bon"]


def test_the_second_row_of_an_identifier_is_put_aside(engine):
    report = load(engine, AMBOISE, AMBOISE.replace("Bienvenue", "Autre"))
    assert report.rejected["code"].to_list() == ["ECRAN_EN_DOUBLE"]
    assert "Bienvenue" in stored(engine)["office-amboise"].messages


def test_a_second_load_changes_the_screen_and_leaves_the_others(engine):
    load(engine, AMBOISE, "e1;Écran;Blois;;;;portrait;;;;;;;")
    load(engine, AMBOISE.replace("Bienvenue", "Fermé lundi"))
    assert set(stored(engine)) == {"office-amboise", "e1"}
    assert "Fermé lundi" in stored(engine)["office-amboise"].messages


def test_the_list_that_the_site_gives_back_is_accepted_and_changes_nothing(engine):
    territory = load_territory(Path(Settings().territory_dir))
    demo = screen_rows(len(SCREENS), chosen_places(1), territory)
    with engine.begin() as connection:
        store_rows(connection, schema.screen, demo)
    before = rows(engine, schema.screen)
    given = current_list(engine).to_csv(sep=";", index=False)
    header, *lines = given.splitlines()
    report = load(engine, *lines, header=header, simulated=True)
    assert report.rejected.is_empty()
    assert report.rows_loaded == len(SCREENS)
    assert rows(engine, schema.screen) == before


def test_a_screen_is_removed_with_its_last_contact(engine):
    load(engine, AMBOISE)
    contact = {"at_s": 1, "version": "1", "data_version": "1", "state": "normal"}
    with engine.begin() as connection:
        connection.execute(
            insert(schema.screen_contact).values(screen_id="office-amboise", **contact)
        )
    (removal,), context = SCREEN_REMOVALS, Context(Settings(), engine, 0, "remove")
    with pytest.raises(LoadError, match="ne connaît pas office-blois"):
        removing.remove(removal, ["office-amboise", "office-blois"], context)
    assert len(stored(engine)) == 1
    said = removing.remove(removal, ["office-amboise"], context)
    assert said == "Retiré (office-amboise)\u00a0: écrans (1)."
    assert stored(engine) == {}
    assert not rows(engine, schema.screen_contact)
