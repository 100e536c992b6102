"""What machines ask: `/sante` for supervision, `/robots.txt` for crawlers."""

import logging
from collections.abc import Callable
from dataclasses import dataclass

from flask import Flask, Response, jsonify

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class StoreState:
    """What the probe of the store says: version of the data, age of the newest data."""

    data_version: str
    data_age_h: float | None


def register(server: Flask, version: str, probe: Callable[[], StoreState]) -> None:
    """Add the two routes. `probe` raises when the store is away.

    The status is 200 even then ("dégradé" in the answer): the pages still answer, with the last
    good data, and a supervisor that restarts or removes the process would only make it worse.
    """

    @server.get("/sante")
    def health() -> Response:
        response = jsonify({"version": version, **_store_facts(probe)})
        response.headers["Cache-Control"] = "no-store"
        return response

    @server.get("/robots.txt")
    def robots() -> Response:
        return Response("User-agent: *\nDisallow: /_dash\n", mimetype="text/plain")


def _store_facts(probe: Callable[[], StoreState]) -> dict[str, object]:
    try:
        state = probe()
    # Whatever the reason, being away is the answer, and the log has the reason.
    except Exception as reason:
        log.warning("health: the store does not answer: %s", reason)
        return {"statut": "dégradé", "base": "injoignable", "donnees": None, "age_donnees_h": None}
    return {
        "statut": "ok",
        "base": "joignable",
        "donnees": state.data_version,
        "age_donnees_h": state.data_age_h,
    }
