"""A store of public screens whose status is done by hand: one of each standing."""

import json

from sqlalchemy import Engine, insert

from data import schema

AMBOISE, TOURS, CHINON = "office-amboise", "office-tours", "office-chinon"
# Seconds since its last contact; None: never heard. And what it said.
HEARD = {
    AMBOISE: (40, "normal", None),
    TOURS: (3 * 86_400 + 60, "normal", "TypeError: état illisible"),
    CHINON: (None, "", None),
}
AMBOISE_SAYS = {"fr": 'Visite du château à 15 h ; "gratuite"', "en": "Castle"}
SCREENS = (
    {
        "screen_id": AMBOISE, "name": "Office d’Amboise, vitrine", "scope": "commune:37003",
        "latitude_deg": 47.4114, "longitude_deg": 0.9825, "orientation": "portrait",
        "languages": "fr en de", "slides": "affluence:15 calme:15 message:12", "opening": None,
        "standby_from": "21:00", "standby_until": "08:00", "simulated": False,
        "messages": json.dumps(AMBOISE_SAYS, ensure_ascii=False),
    },
    {
        "screen_id": TOURS, "name": "Office de Tours, salle", "scope": "site:VDL-0001",
        "latitude_deg": 47.3936, "longitude_deg": -0.0821, "orientation": "paysage",
        "languages": "fr", "slides": "semaine:15", "opening": "Mo-Sa 09:30-18:00",
        "standby_from": None, "standby_until": None, "simulated": True, "messages": "{}",
    },
    {
        "screen_id": CHINON, "name": "Office de Chinon", "scope": "epci:200043081",
        "latitude_deg": 47.1672, "longitude_deg": 0.2426, "orientation": "portrait",
        "languages": "fr it", "slides": "aide:20 territoire:10", "opening": None,
        "standby_from": None, "standby_until": None, "simulated": False, "messages": "{}",
    },
)  # fmt: skip
SCOPES = (("commune:37003", "Amboise"), ("epci:200043081", "Chinon, Vienne et Loire"),
          ("site:VDL-0001", "Château de Chambord"))  # fmt: skip


def fill_store(engine: Engine, now_s: float, version: str) -> None:
    """The three screens, and the contacts that two of them had before `now_s`."""
    scopes = [
        {"scope": scope, "kind": scope.split(":")[0], "code": scope.split(":")[1], "label": label,
         "place_phrase": f"à {label}", "sites": 1}
        for scope, label in SCOPES
    ]  # fmt: skip
    contacts = [
        {"screen_id": screen_id, "at_s": int(now_s - age_s), "version": version,
         "data_version": "1", "state": state, "last_error": error,
         "last_error_s": error and int(now_s - age_s)}
        for screen_id, (age_s, state, error) in HEARD.items()
        if age_s is not None
    ]  # fmt: skip
    with engine.begin() as connection:
        connection.execute(insert(schema.scope), scopes)
        connection.execute(insert(schema.screen), list(SCREENS))
        connection.execute(insert(schema.screen_contact), contacts)
