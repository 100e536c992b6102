"""The words of the status of screens."""

import json

import pandas as pd
import pytest

from components.screens import screen_status
from components.screens.screen_status import described, drawn_list, finding, heard_in_words
from components.source_cards import local_moment

NOON_S = 1_795_000_000


def standings(*rows: tuple[str, str, float | None, bool | None]) -> pd.DataFrame:
    """Screens by id, standing, age of their contact and whether their version is current."""
    return pd.DataFrame(
        [
            {
                "screen_id": screen_id, "name": f"Office {screen_id}", "place": "Amboise",
                "standing": standing, "age_s": age_s, "up_to_date": current,
                "at_s": None if age_s is None else NOON_S - age_s,
                "last_error": None, "last_error_s": None, "simulated": False,
            }
            for screen_id, standing, age_s, current in rows
        ]
    )  # fmt: skip


def described_now(frame: pd.DataFrame) -> pd.DataFrame:
    return described(frame, local_moment(NOON_S))


def plain(text: str) -> str:
    return text.replace("\u202f", " ").replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("standing", "age_s", "words"),
    [
        ("normal", 30, "il y a moins d’une minute"),
        ("normal", 2 * 60 + 20, "il y a 2 minutes"),
        ("veille", 60, "il y a 1 minute"),
        ("silencieux", 16 * 60, "silencieux depuis 16 minutes"),
        ("silencieux", 5 * 3600, "silencieux depuis 5 heures"),
        ("silencieux", 3 * 86400, "silencieux depuis 3 jours"),
        ("jamais", None, "jamais vu"),
        ("jamais", float("nan"), "jamais vu"),
    ],
)
def test_when_a_screen_was_last_heard(standing: str, age_s: float | None, words: str) -> None:
    assert plain(heard_in_words(standing, age_s)) == words


def test_the_sentence_counts_every_screen_once() -> None:
    rows = [(f"n{rank}", "normal", 60, True) for rank in range(10)]
    frame = standings(*rows, ("s", "silencieux", 7200, True), ("j", "jamais", None, None))
    told = plain(finding(frame))
    assert told == (
        "12 écrans : 10 en service, 1 silencieux depuis plus de 15 minutes, 1 jamais vu."
    )


def test_the_sentence_says_who_is_behind_and_agrees() -> None:
    frame = standings(("a", "normal", 60, False), ("b", "neutre", 60, False))
    told = plain(finding(frame))
    assert told.startswith("2 écrans : 1 en service, 1 sur l’écran neutre. 2 n’ont pas encore")
    alone = plain(finding(standings(("a", "jamais", None, None))))
    assert alone == "1 écran : 1 jamais vu."
    two = standings(("a", "jamais", None, None), ("b", "jamais", None, None))
    assert "2 jamais vus" in plain(finding(two))


def test_those_that_need_someone_come_first() -> None:
    frame = standings(("a", "veille", 60, True), ("b", "normal", 60, True),
                      ("c", "jamais", None, None), ("d", "silencieux", 7200, True))  # fmt: skip
    assert list(described_now(frame)["screen_id"]) == ["d", "c", "b", "a"]


def test_the_list_leads_to_each_screen_and_tells_its_state_without_colour() -> None:
    frame = standings(("a/b", "normal", 60, True), ("c", "silencieux", 7200, False))
    frame.loc[0, ["last_error", "last_error_s"]] = "Uncaught TypeError: x is null", NOON_S
    drawn = json.loads(
        json.dumps(drawn_list(described_now(frame)), default=lambda one: one.to_plotly_json())
    )
    text = plain(json.dumps(drawn, ensure_ascii=False))
    assert '"href": "/ecrans/a%2Fb"' in text
    assert text.index("Silencieux depuis 2 heures") < text.index("En service, il y a 1 minute")
    assert "Version ancienne" in text
    assert "Version à jour · dernière erreur, le" in text
    assert "faute du programme (TypeError)" in text
    assert "x is null" not in text
    shapes = {one.shape for one in screen_status.STANDINGS.values()}
    assert len(shapes) == len(screen_status.STANDINGS)


def test_a_territory_that_is_not_known_any_more_is_left_out() -> None:
    frame = standings(("a", "normal", 60, True), ("b", "normal", 60, True))
    frame.loc[0, "place"] = None
    text = json.dumps(drawn_list(described_now(frame)), default=lambda one: one.to_plotly_json())
    assert text.count("gb-screens__place") == 1
    assert "nan" not in text


def test_a_screen_never_heard_has_no_version() -> None:
    row = next(described_now(standings(("a", "jamais", None, None))).itertuples())
    assert screen_status.news_in_words(row) == ""
    assert screen_status.standing_in_words(row) == "Jamais vu"
