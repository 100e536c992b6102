"""A screen on stage: built states behind the real routes, and a server that fails when told to."""

import copy
import threading
import time
from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from zoneinfo import ZoneInfo

from flask import Flask, request
from werkzeug.serving import BaseWSGIServer, WSGIRequestHandler, make_server

from components.web import screens, security
from data.settings import Settings

FOLDER = Path(__file__).parents[2] / "assets" / "screens"
DAY_S = 24 * 3600
PARIS = ZoneInfo("Europe/Paris")

WORDS = {
    "fr": {
        "as_of": "Informations du {when}",
        "neutral_title": "Bienvenue",
        "neutral_text": "Les informations reviennent bientôt.",
        "simulated": "Données simulées",
        "resting": "Écran en veille",
        "calm": "Calme",
        "usual": "Habituel",
        "busy": "Très fréquenté",
        "unknown": "Non connu",
    },
    "en": {
        "as_of": "Information as of {when}",
        "neutral_title": "Welcome",
        "neutral_text": "Information will be back soon.",
        "simulated": "Simulated data",
        "resting": "Screen at rest",
        "calm": "Quiet",
        "usual": "Usual",
        "busy": "Very busy",
        "unknown": "Not known",
    },
}
HOURS = (
    *(("9", "calm", 0.18), ("10", "calm", 0.3), ("11", "usual", 0.55), ("12", "usual", 0.5)),
    *(("13", "calm", 0.34), ("14", "usual", 0.62), ("15", "busy", 0.93), ("16", "busy", 1.0)),
    *(("17", "usual", 0.71), ("18", "usual", 0.45), ("19", "unknown", None)),
)


def line(text: str, detail: str = "", level: str | None = None) -> dict[str, Any]:
    return {"level": level, "text": text, "detail": detail}


def content(title: str, **parts: Any) -> dict[str, Any]:
    empty = {"lead": "", "big": None, "lines": [], "bars": None, "note": ""}
    return {"title": title, **empty, **parts}


def bars(ending: str) -> list[dict[str, Any]]:
    return [
        # As the server does: a label every third hour.
        {"label": f"{hour}{ending}" if int(hour) % 3 == 0 else "", "level": level}
        | {"share": share, "now": hour == "15"}
        for hour, level, share in HOURS
    ]


SLIDES: dict[str, dict[str, dict[str, Any]]] = {
    "affluence": {
        "fr": content(
            "Y a-t-il du monde ?",
            lead="Tours",
            big={"value": "Très fréquenté", "label": "en ce moment"},
            lines=[line("Plus calme vers 18 h")],
            bars=bars(" h"),
            note="Mesuré jusqu’à 14 h d’après les connexions au Wi-Fi public, puis attendu.",
        ),
        "en": content(
            "How busy is it?",
            lead="Tours",
            big={"value": "Very busy", "label": "right now"},
            lines=[line("Quieter around 6 pm")],
            bars=bars(""),
            note="Measured until 2 pm from public Wi-Fi connections, then expected.",
        ),
    },
    "calme": {
        "fr": content(
            "3 lieux calmes près d’ici",
            lead="Mesuré en ce moment",
            lines=[
                line("Jardins du prieuré de Saint-Cosme", "à 2,4 km", "calm"),
                line("Parc de la Gloriette, Tours", "à 3,1 km", "calm"),
                line("Bords de Loire à La Riche", "à 4,6 km", "calm"),
            ],
            note="Distances à vol d’oiseau. Fréquentation d’après les connexions au Wi-Fi public.",
        ),
        "en": content(
            "3 quiet places nearby",
            lead="Measured right now",
            lines=[
                line("Jardins du prieuré de Saint-Cosme", "1.5 mi away", "calm"),
                line("Parc de la Gloriette, Tours", "1.9 mi away", "calm"),
                line("Bords de Loire à La Riche", "2.9 mi away", "calm"),
            ],
        ),
    },
    "semaine": {
        "fr": content(
            "La semaine qui vient",
            lead="Tours",
            lines=[
                line("Aujourd’hui", "Habituel", "usual"),
                line("Demain", "Calme", "calm"),
                line("Mardi", "Calme", "calm"),
                line("Mercredi", "Très fréquenté", "busy"),
                line("Jeudi", "Habituel", "usual"),
                line("Vendredi", "Non connu", "unknown"),
                line("Samedi", "Très fréquenté · Jour férié · Foire aux vins", "busy"),
            ],
            note="Fréquentation attendue d’après les mêmes jours de la saison.",
        ),
    },
    "message": {
        "fr": content(
            "Le mot de l’office de tourisme",
            lead="Les bateaux partent du ponton de la place Anatole-France à 11 h et à 16 h.",
            lines=[
                line("Marché aux fleurs", "Boulevard Béranger, demain"),
                line("Concert d’orgue à la cathédrale", "jusqu’au 29 novembre"),
            ],
        ),
    },
    "aide": {
        "fr": content(
            "Une démarche en ligne, un téléphone à régler ?",
            lead="On vous aide près d’ici, aujourd’hui",
            lines=[
                line("Espace France services de Tours-Nord", "9 h – 12 h 30, 13 h 30 – 17 h"),
                line("Médiathèque François-Mitterrand", "14 h – 18 h"),
                line("Point info du Sanitas", "horaires à demander sur place"),
            ],
        ),
    },
    "territoire": {
        "fr": content(
            "Le saviez-vous ?",
            big={
                "value": "1\u202f642",
                "label": "heures de nuit rendues à l’obscurité en un an",
            },
            note="En moyenne par point lumineux, d’après les horaires de l’éclairage public.",
        ),
    },
}


class Staged:
    """The server of one screen, `tours`; what it answers is changed while it runs."""

    def __init__(self) -> None:
        self.version = "1"
        self.away = False
        # How far the server's clock is from ours.
        self.ahead_s = 0
        self.raw: Any = None
        # Something between the screen and the server answers in its place.
        self.stolen = False
        self.screen: dict[str, Any] = {
            "id": "tours",
            "name": "Office de tourisme Tours Val de Loire",
            "orientation": "portrait",
            "languages": ["fr", "en"],
            "standby": None,
            "simulated": True,
        }
        self.slides = copy.deepcopy(SLIDES)
        self.seconds = 10
        self.slides_valid_s = DAY_S
        self.contacts: list[Mapping[str, str]] = []
        self._server: BaseWSGIServer | None = None
        self._port = 0

    def state(self, screen_id: str) -> Mapping[str, Any]:
        self._check(screen_id)
        if self.raw is not None and request.path.endswith(".json"):
            return self.raw
        now_s = self.now_s
        slides = [
            {
                "kind": kind,
                "seconds": self.seconds,
                "data_at_s": now_s,
                "valid_until_s": now_s + self.slides_valid_s,
                "content": said,
            }
            for kind, said in self.slides.items()
        ]
        return {
            "data_version": "12-1790000000",
            "at_s": now_s,
            "screen": self.screen,
            "valid_until_s": now_s + DAY_S,
            "slides": slides,
            "words": WORDS,
        }

    def record(self, screen_id: str, contact: Mapping[str, str]) -> None:
        self._check(screen_id)
        self.contacts.append(contact)

    def _check(self, screen_id: str) -> None:
        if self.away:
            raise ConnectionError("staged: the store is away")
        if screen_id != "tours":
            raise LookupError(screen_id)

    @property
    def now_s(self) -> int:
        """The time of the server."""
        return int(time.time()) + self.ahead_s

    def set_clock(self, hour: int, minute: int) -> None:
        """Make it that time of Paris, tomorrow."""
        now = datetime.fromtimestamp(self.now_s, PARIS)
        wanted = (now + timedelta(days=1)).replace(hour=hour, minute=minute, second=0)
        self.ahead_s += int((wanted - now).total_seconds())

    def application(self) -> Flask:
        server = Flask("staged")

        @server.before_request
        def portal() -> str | None:
            return "<html>Acceptez nos conditions</html>" if self.stolen else None

        screens.register(server, FOLDER, self.version, self.state, self.record, LookupError)
        security.secure(SimpleNamespace(server=server, csp_hashes=list), Settings())
        return server

    def start(self) -> None:
        staged = self

        class Quiet(WSGIRequestHandler):
            def date_time_string(self, _timestamp: float | None = None) -> str:
                return super().date_time_string(staged.now_s)

            def log(self, *_told: object) -> None: ...

        self._server = make_server(
            "127.0.0.1", self._port, self.application(), threaded=True, request_handler=Quiet
        )
        self._port = self._server.port
        threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()

    def stop(self) -> None:
        if self._server:
            self._server.shutdown()
            self._server.server_close()
            self._server = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._port}/ecran/tours"
