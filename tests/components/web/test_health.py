"""What `/sante` and `/robots.txt` answer."""

from flask import Flask

from components.web import health
from components.web.health import StoreState


def answer_of(probe: object) -> tuple[int, dict]:
    server = Flask(__name__)
    health.register(server, "9.8.7", probe)
    answer = server.test_client().get("/sante")
    assert answer.headers["Cache-Control"] == "no-store"
    return answer.status_code, answer.json


def test_a_store_that_answers() -> None:
    assert answer_of(lambda: StoreState(12, 5.5)) == (
        200,
        {
            "statut": "ok",
            "version": "9.8.7",
            "base": "joignable",
            "donnees": 12,
            "age_donnees_h": 5.5,
        },
    )


def test_a_store_that_is_away_degrades_the_answer_but_not_the_status() -> None:
    def away() -> StoreState:
        raise ConnectionError("magasin absent")

    status, facts = answer_of(away)
    assert status == 200
    assert facts["statut"] == "dégradé"
    assert facts["base"] == "injoignable"
    assert facts["age_donnees_h"] is None


def test_crawlers_are_told_what_is_not_a_page() -> None:
    server = Flask(__name__)
    health.register(server, "1", lambda: StoreState(1, 1))
    assert server.test_client().get("/robots.txt").text == "User-agent: *\nDisallow: /_dash\n"
