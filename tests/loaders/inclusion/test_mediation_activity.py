"""Accompaniments: the export of an activity a row, the template of a count a row."""

import csv
import io
import time
from datetime import date

import pytest
from sqlalchemy import select

from data import schema
from data.settings import Settings
from loaders import pipeline, sources
from loaders.inclusion import inclusion_rollup
from loaders.pipeline import Context

KEY = "accompagnements"
# The titles of an export of activities, after the lines that say who asked for it.
EXPORT_TITLES = [
    "Date", "Type", "Nombre de participants", "Bénéficiaire", "Canaux d’accompagnement", "Lieu",
    "Durée (min)", "Nom de l’atelier", "Matériel numérique utilisé",
    "Thématique(s) d’accompagnement", "Nom de la démarche administrative",
    "Niveau d’autonomie du bénéficiaire", "Niveau de l’atelier",
    "Le bénéficiaire est-il orienté vers une autre structure ?", "Structure de redirection",
    "Commune de résidence du bénéficiaire", "Genre du bénéficiaire",
    "Tranche d’âge du bénéficiaire", "Statut du bénéficiaire", "Notes supplémentaires",
]  # fmt: skip
LIBRARY = "Médiathèque de Tours, 37000 Tours"
PREAMBLE = "Informations export\nNom;Durand\nPrénom;Camille\nTotal;2\n\n"
TABLE = schema.inclusion_activity


@pytest.fixture(autouse=True)
def without_sums(monkeypatch):
    """What screens read of places does not depend on what they declare."""
    monkeypatch.setattr(inclusion_rollup, "rebuild", lambda connection, territory: None)


def export(*activities: dict[str, str]) -> str:
    """An export of these activities, as a spreadsheet saves it."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, delimiter=";")
    writer.writerow(EXPORT_TITLES)
    writer.writerows([one.get(title, "") for title in EXPORT_TITLES] for one in activities)
    return PREAMBLE + buffer.getvalue()


def activity(day: str, people: list[str], lieu: str = LIBRARY, **more: str) -> dict[str, str]:
    """An activity of these people; `more` by the first word of a title."""
    cells = {"Date": day, "Nombre de participants": str(len(people)), "Lieu": lieu,
             "Bénéficiaire": "\n".join(people)}  # fmt: skip
    named = {title.split("(")[0].split()[0].lower(): title for title in EXPORT_TITLES}
    return cells | {named[word]: text for word, text in more.items()}


def load(engine, content: str) -> pipeline.Report:
    context = Context(Settings(), engine, int(time.time()), "essai.csv")
    report = pipeline.load(sources.BY_KEY[KEY], content.encode(), context)
    assert report.rows_loaded + report.rejected.height == report.rows_read
    return report


def counts(engine) -> dict[tuple, int]:
    """Every count by place, month, dimension and item."""
    row = TABLE.c
    statement = select(row.place_key, row.month, row.dimension, row.item, row.count)
    with engine.connect() as connection:
        return {tuple(one[:4]): one[4] for one in connection.execute(statement)}


def test_counts_are_added_not_lines(engine):
    content = export(
        activity(
            "04/03/2024", ["Bénéficiaire anonyme", "Dominique Martin", "Bénéficiaire anonyme"],
            thématique="E-mail\nBureautique", tranche="25 - 39 ans\n60 - 69 ans\n60 - 69 ans",
            canaux="Lieu d’activité", durée="90",
        ),
        activity("29/03/2024", ["Claude Petit"], thématique="E-mail", canaux="À distance",
                 durée="20"),
        activity("02/04/2024", ["Claude Petit"], canaux="À distance", durée="120"),
    )  # fmt: skip
    assert load(engine, content).rows_loaded == 3
    place, march, april = "mediatheque-de-tours-37261", date(2024, 3, 1), date(2024, 4, 1)
    assert counts(engine) == {
        (place, march, "total", ""): 3 + 1,
        # Two themes of one workshop: more themes than accompaniments.
        (place, march, "theme", "E-mail"): 3 + 1,
        (place, march, "theme", "Bureautique"): 3,
        (place, march, "channel", "Lieu d’activité"): 3,
        (place, march, "channel", "À distance"): 1,
        (place, march, "duration", "60 à 120 min"): 3,
        (place, march, "duration", "moins de 30 min"): 1,
        (place, march, "age", "25 - 39 ans"): 1,
        (place, march, "age", "60 - 69 ans"): 2,
        (place, march, "public", "Anonymes"): 2,
        (place, march, "public", "Suivis"): 1 + 1,
        (place, april, "total", ""): 1,
        (place, april, "channel", "À distance"): 1,
        (place, april, "duration", "120 min et plus"): 1,
        (place, april, "public", "Anonymes"): 0,
        (place, april, "public", "Suivis"): 1,
    }


def test_nobody_is_kept(engine):
    content = export(
        activity("04/03/2024", ["Dominique Martin"], notes="Rappeler au 06 00 00 00 00"),
        activity("hier", ["Dominique Martin"], notes="dominique@exemple.fr"),
    )
    report = load(engine, content)
    assert report.rejected["code"].to_list() == ["DATE_ILLISIBLE"]
    held = []
    with engine.connect() as connection:
        for table in (TABLE, schema.quarantine, schema.load_run):
            held += [str(tuple(row)) for row in connection.execute(select(table))]
    everything = "\n".join(held).lower()
    assert held
    assert not [word for word in ("martin", "durand", "exemple.fr", "06 00") if word in everything]


def test_a_long_list_of_participants_is_not_a_fault(engine):
    people = [f"Prénom{number} Nom{number}" for number in range(60)]
    assert load(engine, export(activity("04/03/2024", people))).rejected.is_empty()
    assert counts(engine)["mediatheque-de-tours-37261", date(2024, 3, 1), "total", ""] == 60


def test_the_same_export_twice_changes_nothing_and_a_longer_one_replaces(engine):
    first = activity("04/03/2024", ["A"], thématique="E-mail")
    load(engine, export(first))
    before = counts(engine)
    assert load(engine, export(first)).status == "unchanged"
    assert counts(engine) == before
    report = load(engine, export(first, activity("05/03/2024", ["B"])))
    assert [notice.code for notice in report.notices] == ["ACTIVITES_REMPLACEES"]
    place = ("mediatheque-de-tours-37261", date(2024, 3, 1))
    assert counts(engine)[*place, "total", ""] == 2
    assert counts(engine)[*place, "theme", "E-mail"] == 1


def test_what_is_done_at_home_counts_for_the_epci_alone(engine):
    content = export(
        activity("04/03/2024", ["A"], lieu="37000 Tours"),
        activity("04/03/2024", ["A"], lieu="37300 Joué-lès-Tours"),
        activity("04/03/2024", ["A"], lieu=""),
        activity("04/03/2024", ["A"], lieu="Café, 75011 Paris"),
    )
    report = load(engine, content)
    assert report.rejected["code"].to_list() == ["HORS_TERRITOIRE"]
    assert "ACTIVITES_HORS_D_UN_LIEU" in [notice.code for notice in report.notices]
    row = TABLE.c
    statement = select(row.place_key, row.commune_code, row.epci_code, row.count).where(
        row.dimension == "total"
    )
    with engine.connect() as connection:
        found = sorted(map(tuple, connection.execute(statement)))
    assert found == [
        ("hors-lieu-243700754", None, "243700754", 2),
        ("hors-lieu-syndicat", None, None, 1),
    ]


def test_a_template_gives_counts_as_they_are(engine):
    titles = "mois;nombre;lieu;nom du lieu;code commune;rubrique;libellé\n"
    rows = (
        "03/2024;42;L1;Médiathèque;37261;total;\n03/2024;30;L1;;37261;thème;E-mail\n"
        "03/2024;12;L1;;37261;durée;Moins de 30 MIN\n03/2024;20;L1;;37261;public;anonyme\n"
        "03/2024;5;L2;;41018;thème;E-mail\n"
    )
    report = load(engine, titles + rows)
    # Without its total, a place would count for nothing beside its themes.
    assert report.rejected["code"].to_list() == ["TOTAL_ABSENT"]
    month = date(2024, 3, 1)
    assert counts(engine) == {
        ("L1", month, "total", ""): 42,
        ("L1", month, "theme", "E-mail"): 30,
        ("L1", month, "duration", "moins de 30 min"): 12,
        ("L1", month, "public", "Anonymes"): 20,
    }
    row = TABLE.c
    with engine.connect() as connection:
        placed = set(connection.execute(select(row.place_name, row.epci_code, row.simulated)))
    assert ("Médiathèque", "243700754", False) in {tuple(one) for one in placed}


def test_totals_alone_are_enough(engine):
    load(engine, "mois;nombre;lieu;code commune\n2024-03;42;L1;37261\n2024-04;7;L1;37261\n")
    assert sum(counts(engine).values()) == 42 + 7
