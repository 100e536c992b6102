"""Files that a visitor takes away: the frame of any chart, and the rows put aside by loads."""

from collections.abc import Callable
from typing import Any

from flask import Flask, Response, abort, request

from components import export
from components.captioned import headlines, offered
from components.tables import TableColumn

CSV = "text/csv; charset=utf-8"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
AWAY = "La base de données ne répond pas : recommencez dans quelques minutes."
QUARANTINE = (
    TableColumn("origin", "Fichier"),
    TableColumn("file_sha256", "Empreinte du fichier"),
    TableColumn("line_number", "Ligne", "number"),
    TableColumn("code", "Code"),
    TableColumn("reason", "Raison"),
    TableColumn("raw_text", "Texte d’origine"),
)


def register(server: Flask, quarantined: Callable[[str], Any]) -> None:
    """Add `/export/<chart>.csv|xlsx` and `/export/quarantaine-<source>.csv`.

    `quarantined(source key)` gives the rows put aside, an empty frame for an unknown source.
    """

    @server.get("/export/<chart_id>.<any(csv, xlsx):ending>")
    def chart_file(chart_id: str, ending: str) -> Response:
        chart, read = offered.get(chart_id) or abort(404)
        reading = read(chart, request.query_string.decode(errors="replace"))
        if reading.failed:
            return Response(AWAY, status=503, mimetype="text/plain")
        if reading.frame is None:
            # The page offers no file either: it says why there is nothing to draw.
            abort(404)
        lines = headlines(chart, reading)
        name = f"{chart.id}_{reading.selection.start}_{reading.selection.end}.{ending}"
        if ending == "csv":
            return _file(export.csv_text(reading.frame, chart.columns, lines), CSV, name)
        return _file(export.xlsx_bytes(reading.frame, chart.columns, lines), XLSX, name)

    @server.get("/export/quarantaine-<source_key>.csv")
    def quarantine_file(source_key: str) -> Response:
        rows = quarantined(source_key)
        if len(rows) == 0:
            abort(404)
        title = [f"Lignes mises de côté, source {source_key}"]
        name = f"quarantaine-{source_key}.csv"
        return _file(export.csv_text(rows, QUARANTINE, title), CSV, name)


def _file(content: str | bytes, mimetype: str, name: str) -> Response:
    response = Response(content, content_type=mimetype)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["Cache-Control"] = "no-store"
    return response
