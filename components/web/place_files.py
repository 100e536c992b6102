"""The places that a list shows, as files that others reuse: national standard and GeoJSON."""

import csv
import io
import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from flask import Flask, Response, abort, request

from components.captioned import Chart, Reading, headlines, offered
from components.export import ACTIVE_STARTS
from components.web.downloads import AWAY, CSV

LIST = "inclusion-places-cards"
GEOJSON = "application/geo+json"
# The page that gives the licence of each source.
LICENCES = '</donnees/inclusion>; rel="license"'


def register_place_files(
    server: Flask,
    to_standard: Callable[[Any], Any],
    to_geojson: Callable[[Any], Mapping[str, Any]],
) -> None:
    """Add `/export/lieux-inclusion.csv|geojson`, of the places that the query string asks for.

    The standard has no room for an origin: each row names its sources, and the answer says where
    their licences are.
    """

    @server.get("/export/lieux-inclusion.csv")
    def standard_file() -> Response:
        _chart, reading = _listed()
        rows = to_standard(reading.frame)
        return _file(standard_csv(list(rows.columns), rows.itertuples(index=False)), CSV, "csv")

    @server.get("/export/lieux-inclusion.geojson")
    def geojson_file() -> Response:
        chart, reading = _listed()
        told = {"attribution": headlines(chart, reading), "license": chart.licence}
        content = {**to_geojson(reading.frame), **told}
        return _file(json.dumps(content, ensure_ascii=False), GEOJSON, "geojson")


def _listed() -> tuple[Chart, Reading]:
    chart, read = offered.get(LIST) or abort(404)
    reading = read(chart, request.query_string.decode(errors="replace"))
    if reading.failed:
        abort(Response(AWAY, status=503, mimetype="text/plain"))
    return chart, reading


def standard_csv(header: Sequence[str], rows: Any) -> str:
    """Comma and UTF-8 as the standard wants; a text that a spreadsheet would run is made inert."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(header)
    writer.writerows([_inert(cell) for cell in row] for row in rows)
    return text.getvalue()


def _inert(cell: str) -> str:
    return f"'{cell}" if cell.startswith(ACTIVE_STARTS) and not _is_number(cell) else cell


def _is_number(cell: str) -> bool:
    """A western longitude begins with a minus."""
    return cell.startswith("-") and cell[1:].replace(".", "", 1).isdecimal()


def _file(content: str, mimetype: str, ending: str) -> Response:
    response = Response(content, content_type=mimetype)
    response.headers["Content-Disposition"] = f'attachment; filename="lieux-inclusion.{ending}"'
    response.headers["Cache-Control"] = "no-store"
    response.headers["Link"] = LICENCES
    return response
