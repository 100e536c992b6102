"""The form of what is done of a leak, asked by requests: stored once, refused with reasons."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import Engine, func, select

from data import schema
from tests.pages.callbacks import Asked
from tests.pages.water_asked import of_place, told, words
from tests.water_store import LAST

CODE = "un code de suivi"
FORM = "water-follow-up"
ANSWER = f"{FORM}-answer"


@pytest.fixture
def asked(started: Callable[..., Asked]) -> Asked:
    """The application on the store done by hand, open to follow-ups."""
    return started(CODE)


def send(asked: Asked, place: str = "secteur:A1", **typed: Any) -> dict[str, Any]:
    """What the form answers to what was typed."""
    said = {"state": "seen", "note": "", "author": "", "code": CODE, **typed}
    given = {f"{FORM}-{name}.value": value for name, value in said.items()}
    key = next(key for key in asked.callbacks if f"{ANSWER}.children" in key)
    answer = asked.post(key, {**of_place(place), **given, f"{FORM}-send.n_clicks": 1})
    assert answer.status_code == 200, answer.text
    return answer.json["response"]


def stored(engine: Engine) -> int:
    with engine.connect() as connection:
        return connection.scalar(select(func.count()).select_from(schema.water_follow_up))


def test_what_is_said_is_stored_once_shown_and_its_code_forgotten(
    asked: Asked, water: Engine
) -> None:
    typed = {"note": "Vanne <b>12</b> fermée", "author": "Équipe A", "state": "repaired"}
    answer = send(asked, **typed)
    assert "C’est noté." in words(answer[ANSWER])
    assert answer[f"{FORM}-code"]["value"] == answer[f"{FORM}-note"]["value"] == ""
    standing = words(answer[f"{FORM}-standing"])
    assert "Alerte en cours : réparée." in standing
    assert "par Équipe A" in standing
    assert '"children": "Vanne <b>12</b> fermée"' in standing
    assert stored(water) == 1
    again = send(asked, **typed)
    assert "déjà noté" in words(again[ANSWER])
    assert stored(water) == 1
    with water.connect() as connection:
        row = connection.execute(select(schema.water_follow_up)).one()
    assert CODE not in repr(tuple(row))
    assert (row.place_kind, row.place_id, row.anchor_day) == ("sector", "A1", LAST)
    assert "Réparée" in told(asked, f"{FORM}-standing.children", "secteur:A1")


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ({"code": "un autre code"}, "n’est pas le bon"),
        ({"code": None}, "n’est pas le bon"),
        ({"code": {"a": 1}}, "n’est pas le bon"),
        ({"state": "gone"}, "Cet état n’existe pas"),
        ({"note": "x" * 501}, "500 signes"),
        ({"author": "x" * 81}, "80"),
        ({"place": "secteur:A2"}, "n’est plus dans les données"),
        ({"place": "secteur:inconnu"}, "n’est plus dans les données"),
    ],
)
def test_what_is_refused_stores_nothing_and_keeps_what_was_typed(
    asked: Asked, water: Engine, typed: dict[str, Any], why: str
) -> None:
    answer = send(asked, **typed)
    assert why in words(answer[ANSWER])
    assert "Attention" in words(answer[ANSWER])
    assert f"{FORM}-note" not in answer
    assert f"{FORM}-code" not in answer
    assert stored(water) == 0


def test_who_guesses_is_told_to_wait_and_others_are_not(
    started: Callable[..., Asked], water: Engine
) -> None:
    asked = started("un code à deviner")

    def answered(code: str, forwarded: str) -> str:
        asked.client.environ_base["HTTP_X_FORWARDED_FOR"] = forwarded
        return words(send(asked, code=code, note="vue")[ANSWER])

    # What a client says of itself comes before what the proxy has seen.
    guesses = [answered(f"essai {n}", f"198.51.100.{n}, 192.0.2.7") for n in range(11)]
    assert all("n’est pas le bon" in told for told in guesses[:10])
    assert "Trop de codes faux" in guesses[10]
    assert "Trop de codes faux" in answered("un code à deviner", "192.0.2.7")
    assert stored(water) == 0
    assert "C’est noté." in answered("un code à deviner", "192.0.2.8")
    assert stored(water) == 1


def test_without_a_code_entry_is_closed_and_says_how_to_open_it(
    started: Callable[..., Asked], water: Engine
) -> None:
    asked = started()
    shown = asked.answer(f"{FORM}-form.hidden", more=of_place("secteur:A1"))
    assert shown[f"{FORM}-form"]["hidden"] is True
    assert "GABARE_FOLLOW_UP_CODE" in words(shown)
    assert "pas ouvert" in words(send(asked, code="")[ANSWER])
    assert stored(water) == 0


def test_the_form_is_there_when_a_leak_runs_only(asked: Asked) -> None:
    def hidden(place: str) -> bool:
        shown = asked.answer(f"{FORM}-form.hidden", more=of_place(place))
        return shown[f"{FORM}-form"]["hidden"]

    assert hidden("secteur:A1") is False
    assert hidden("secteur:A2") is True


def test_without_the_store_nothing_is_noted_and_the_form_says_so(
    started: Callable[..., Asked],
) -> None:
    asked = started(CODE, "sqlite:////dev/null/absent.db")
    shown = asked.answer(f"{FORM}-form.hidden", more=of_place("secteur:A1"))
    assert shown[f"{FORM}-form"]["hidden"] is True
    assert "gb-state--failed" in words(shown)
    assert "n’a pas accepté l’écriture" in words(send(asked)[ANSWER])
    for place, slot in (
        ("secteur:A1", "water-sector-identity"),
        ("secteur:A1", "water-sector-sensors"),
        ("service:A", "water-service-identity"),
        ("service:A", "water-service-year"),
    ):
        assert "gb-state--failed" in told(asked, f"{slot}.children", place)
