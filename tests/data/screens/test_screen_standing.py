"""How each screen stands, on both databases; and their list as a file has it."""

import pandas as pd
import pytest
from sqlalchemy import Engine

from data.cache import StoreAway
from data.db import make_engine
from data.screens.columns import COLUMNS
from data.screens.listing import as_listed, current_list, template
from data.screens.status import rotation, screens, with_standing
from tests.screen_store import AMBOISE, CHINON, SCREENS, TOURS, fill_store

NOW_S = 1_795_000_000.0


@pytest.fixture
def standing(engine: Engine) -> pd.DataFrame:
    fill_store(engine, NOW_S, "1-a")
    return with_standing(screens(engine), NOW_S, "1-a").set_index("screen_id")


def test_each_screen_stands_by_its_last_contact(standing: pd.DataFrame) -> None:
    assert standing["standing"].to_dict() == {
        AMBOISE: "normal", TOURS: "silencieux", CHINON: "jamais",
    }  # fmt: skip
    assert standing.loc[AMBOISE, "age_s"] == 40
    assert standing.loc[AMBOISE, "place"] == "Amboise"
    assert standing["up_to_date"].to_dict() == {AMBOISE: True, TOURS: True, CHINON: None}


@pytest.mark.parametrize(
    ("age_s", "state", "expected"),
    [
        (15 * 60, "normal", "normal"),
        (15 * 60 + 1, "normal", "silencieux"),
        (15 * 60 + 1, "veille", "silencieux"),
        (60, "veille", "veille"),
        (60, "neutre", "neutre"),
        (60, "coupe", "coupe"),
        (60, "autre", "normal"),
        # Its contact was kept by a server whose clock is ahead.
        (-30, "normal", "normal"),
    ],
)
def test_silence_begins_past_fifteen_minutes(age_s: float, state: str, expected: str) -> None:
    frame = pd.DataFrame({"at_s": [NOW_S - age_s], "state": [state], "version": ["1-a"]})
    told = with_standing(frame, NOW_S, "2-b")
    assert told["standing"].tolist() == [expected]
    assert told["up_to_date"].tolist() == [False]
    assert told["age_s"].tolist() == [max(0, age_s)]


def test_a_place_that_is_not_known_any_more_hides_no_screen(engine: Engine) -> None:
    fill_store(engine, NOW_S, "1-a")
    with engine.begin() as connection:
        connection.exec_driver_sql("DELETE FROM out_scope")
    assert len(screens(engine)) == len(SCREENS)


def test_an_empty_store_has_the_columns(engine: Engine) -> None:
    assert len(with_standing(screens(engine), NOW_S, "1-a")) == 0


def test_a_store_that_is_away_is_said(tmp_path: object) -> None:
    away = make_engine(f"sqlite:///{tmp_path}/none.db", create=False)
    with pytest.raises(StoreAway):
        screens(away)
    assert current_list(away) is None


@pytest.mark.parametrize(
    ("slides", "pairs"),
    [
        ("affluence:12 calme:15", (("affluence", 12), ("calme", 15))),
        ("affluence", (("affluence", 15),)),
        ("", ()),
    ],
)
def test_a_rotation_is_kinds_and_seconds(slides: str, pairs: object) -> None:
    assert rotation(slides) == pairs


def test_the_list_has_the_headings_of_the_file_and_its_words(engine: Engine) -> None:
    fill_store(engine, NOW_S, "1-a")
    listed = as_listed(screens(engine))
    assert list(listed.columns) == list(template().columns) == [one.name for one in COLUMNS]
    row = listed.set_index("identifiant").loc[AMBOISE]
    assert row["territoire"] == "commune:37003"
    assert row["site"] == ""
    assert row["langues"] == "fr, en, de"
    assert row["diapositives"] == "affluence 15, calme 15, message 12"
    assert row["message en"] == "Castle"
    assert listed.set_index("identifiant").loc[TOURS, "site"] == "VDL-0001"
