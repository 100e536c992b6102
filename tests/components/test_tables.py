"""Tables: headings, French cells, missing values."""

from datetime import date

import pandas as pd

from components.tables import TableColumn, addresses, rows, table, values

COLUMNS = (
    TableColumn("day", "Jour", "day"),
    TableColumn("terminals", "Terminaux", "number"),
    TableColumn("change", "Évolution", "change", 1),
    TableColumn("complete", "Complète", "yes_no"),
    TableColumn("weekday", "Jour de semaine", "weekday"),
    TableColumn("hour", "Heure", "hour"),
    TableColumn("dwell", "Durée", "duration"),
    TableColumn("event", "Événement"),
)
FRAME = pd.DataFrame(
    {
        "day": [date(2026, 11, 1), date(2026, 11, 2)],
        "terminals": pd.array([1234.0, None], "Float64"),
        "change": [-8.25, float("nan")],
        "complete": [True, False],
        "weekday": [6, 0],
        "hour": [0, 15],
        "dwell": [95.0, None],
        "event": ["Fête", None],
    }
)


def test_missing_cells_are_none_whatever_the_frame_calls_them() -> None:
    assert values(FRAME, "terminals") == [1234.0, None]
    assert values(FRAME, "change") == [-8.25, None]
    assert values(FRAME, "event") == ["Fête", None]


def test_cells_are_written_in_french() -> None:
    first, second = [
        [column.written(cell) for column, cell in zip(COLUMNS, row, strict=True)]
        for row in rows(FRAME, COLUMNS)
    ]
    assert first == [
        "1er nov. 2026",
        "1\u202f234",
        "\u22128,3\u202f%",
        "oui",
        "dimanche",
        "0\u00a0h",
        "1\u00a0h\u00a035\u00a0min",
        "Fête",
    ]
    assert second[1:] == ["n.d.", "n.d.", "non", "lundi", "15\u00a0h", "n.d.", ""]


def test_a_table_has_caption_headings_and_every_row() -> None:
    shown = table(FRAME, COLUMNS, "Deux jours")
    assert shown.caption == "Deux jours"
    assert shown.headings == [column.heading for column in COLUMNS]
    assert shown.numeric == [False, True, True, False, False, False, True, False]
    assert [row[:2] for row in shown.rows] == [
        ["1er nov. 2026", "1\u202f234"],
        ["2 nov. 2026", "n.d."],
    ]


def test_a_table_is_one_component_however_many_rows() -> None:
    assert list(table(FRAME, COLUMNS, "Deux jours")) == []


def test_an_empty_frame_gives_a_table_without_rows() -> None:
    assert table(FRAME.head(0), COLUMNS, "Rien").rows == []


def test_the_first_column_may_lead_on_and_its_address_is_quoted() -> None:
    frame = pd.DataFrame({"name": ["École"], "id": ["a/b?<c>"], "month": [date(2026, 10, 1)]})
    columns = (
        TableColumn("name", "Bâtiment", link="/batiments/{id}/suivi"),
        TableColumn("month", "Mois", "month"),
    )
    shown = table(frame, columns, "Un bâtiment")
    assert shown.links == ["/batiments/a%2Fb%3F%3Cc%3E/suivi"]
    assert shown.rows == [["École", "octobre 2026"]]
    assert addresses(frame.head(0), "/batiments/{id}") == []
    assert table(frame, columns[1:], "Un mois").links == ()
