"""A public screen through good and bad days, in a real browser, standing and lying."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from tests.screens.staged import PARIS, SLIDES, Staged, content, line
from tests.screens.wall import Wall

TITLES = ["Y a-t-il du monde ?", "3 lieux calmes près d’ici"]
TITLES_EN = ["How busy is it?", "3 quiet places nearby"]


def paris(staged: Staged, shift_s: int = 0) -> datetime:
    return datetime.fromtimestamp(staged.now_s + shift_s, PARIS)


def clock(staged: Staged) -> set[str]:
    """The time, and that of a few seconds ago."""
    return {f"{paris(staged, -shift_s):%H:%M}" for shift_s in (0, 3)}


@pytest.fixture
def two_slides(staged: Staged) -> Staged:
    staged.slides = {kind: SLIDES[kind] for kind in ("affluence", "calme")}
    return staged


def test_slides_rotate_in_french_then_in_the_other_languages(two_slides: Staged, wall: Wall):
    wall.switch_on()
    turns = []
    for title in [*TITLES, *TITLES_EN, TITLES[0]]:
        seen = wall.wait(lambda seen, title=title: seen["title"] == title)
        assert seen["state"] == "normal"
        assert seen["office"] == "Office de tourisme Tours Val de Loire"
        assert seen["as-of"] == ""
        turns.append((seen["lang"], seen["language"], seen["simulated"], seen["lines"][:5]))
        wall.pass_time(two_slides.seconds)
    french, english = ("fr", "FR", "Données simulées"), ("en", "EN", "Simulated data")
    assert [turn[:3] for turn in turns] == [french, french, english, english, french]
    assert [turn[3] for turn in turns[:2]] == ["Plus ", "Jardi"]


def test_every_slide_is_readable_in_both_orientations(staged: Staged, wall: Wall):
    staged.screen["languages"] = ["fr"]
    wall.switch_on()
    for said in SLIDES.values():
        wall.wait(lambda seen, said=said: seen["title"] == said["fr"]["title"])
        wall.assert_readable()
        wall.pass_time(staged.seconds)


# Of each level of the key: its word, then what is left of its sign without colour.
SHAPES = """
const clear = ['rgb(255, 255, 255)', 'rgba(0, 0, 0, 0)'];
return [...document.querySelectorAll('#levels li')].filter(e => e.checkVisibility()).map(e => {
  const style = getComputedStyle(e.firstChild);
  return [e.innerText.trim(), style.backgroundImage !== 'none', style.borderTopStyle,
    clear.includes(style.backgroundColor)];
});
"""


def test_levels_are_told_by_words_and_shapes(two_slides: Staged, wall: Wall):
    wall.switch_on()
    seen = wall.wait(lambda seen: seen["title"] == TITLES[0])
    assert (seen["value"], seen["label"]) == ("Très fréquenté", "en ce moment")
    shapes = wall.browser.execute_script(SHAPES)
    assert [shape[0] for shape in shapes] == ["Calme", "Habituel", "Très fréquenté", "Non connu"]
    looks = [tuple(shape[1:]) for shape in shapes]
    assert len(set(looks)) == 4, looks


def test_the_time_is_the_servers_even_on_a_machine_that_is_three_hours_late(
    staged: Staged, wall: Wall
):
    wall.switch_on(clock_ahead_s=-3 * 3600)
    seen = wall.wait(lambda seen: seen["state"] == "normal")
    assert seen["clock"] in clock(staged)
    days = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
    assert seen["date"].lower().startswith(f"{days[paris(staged).weekday()]} {paris(staged).day} ")


@pytest.mark.parametrize("cut", ["server", "store"])
def test_ten_minutes_without_news_are_said_and_end(two_slides: Staged, wall: Wall, cut: str):
    wall.switch_on()
    wall.wait(lambda seen: seen["title"] == TITLES[0])
    wall.wait_for_worker()
    last = paris(two_slides)
    if cut == "server":
        two_slides.stop()
    else:
        two_slides.away = True
    wall.pass_time(100)
    assert wall.wait(lambda seen: seen["title"] == TITLES[1])["state"] == "normal"
    wall.pass_time(500)
    seen = wall.wait(lambda seen: seen["state"] == "coupe")
    told = {f"à {last + timedelta(seconds=shift):%H:%M}" for shift in (-3, 0, 3)}
    assert seen["as-of"].startswith("Informations du ") or seen["lang"] == "en"
    assert any(time.removeprefix("à ") in seen["as-of"] for time in told), seen
    assert seen["title"] in TITLES + TITLES_EN
    wall.assert_readable()
    wall.pass_time(two_slides.seconds)
    assert wall.wait(lambda now: now["title"] != seen["title"])["state"] == "coupe"
    two_slides.away = False
    if cut == "server":
        two_slides.start()
    wall.pass_time(70)
    assert wall.wait(lambda seen: seen["state"] == "normal")["as-of"] == ""


def test_a_new_version_is_loaded_once_the_server_is_back(staged: Staged, wall: Wall):
    wall.switch_on()
    before = wall.wait(lambda seen: seen["state"] == "normal")["version"]
    wall.wait_for_worker()
    staged.stop()
    staged.version = "2"
    wall.pass_time(70)
    wall.wait(lambda seen: seen["title"] != TITLES[0])
    assert wall.look()["version"] == before
    staged.start()
    wall.pass_time(70)
    after = wall.wait(lambda seen: seen["version"] != before and seen["state"] == "normal")
    assert after["version"].startswith("2-")
    wall.assert_readable()


def test_a_screen_that_starts_while_the_store_is_away_welcomes_then_recovers(
    two_slides: Staged, wall: Wall
):
    two_slides.away = True
    wall.switch_on()
    seen = wall.wait(lambda seen: seen["time"])
    assert (seen["state"], seen["title"]) == ("neutre", "Bienvenue")
    wall.assert_readable()
    two_slides.away = False
    wall.pass_time(70)
    assert wall.wait(lambda seen: seen["state"] == "normal")["title"] == TITLES[0]


def test_data_that_are_too_old_leave_the_neutral_slide(staged: Staged, wall: Wall):
    staged.slides_valid_s = 900
    wall.switch_on()
    wall.wait(lambda seen: seen["state"] == "normal")
    staged.stop()
    wall.pass_time(901)
    seen = wall.wait(lambda seen: seen["state"] == "neutre")
    assert seen["title"] in ("Bienvenue", "Welcome")
    assert seen["office"] == "Office de tourisme Tours Val de Loire"
    assert seen["time"] in clock(staged)
    assert (seen["lines"], seen["value"], seen["as-of"]) == ("", "", "")
    wall.assert_readable()
    wall.pass_time(15)
    assert wall.wait(lambda now: now["lang"] != seen["lang"])["state"] == "neutre"


def test_a_state_past_its_end_leaves_the_neutral_slide(staged: Staged, wall: Wall):
    staged.slides_valid_s = 30 * 24 * 3600
    wall.switch_on()
    wall.wait(lambda seen: seen["state"] == "normal")
    staged.stop()
    wall.pass_time(24 * 3600 + 5)
    wall.wait(lambda seen: seen["state"] == "neutre")


def test_at_night_a_dim_clock_alone_moves(staged: Staged, wall: Wall):
    staged.screen["standby"] = ["21:00", "08:00"]
    staged.set_clock(23, 30)
    wall.switch_on()
    seen = wall.wait(lambda seen: seen["state"] == "veille")
    assert (seen["time"], seen["title"]) == ("23:30", "Écran en veille")
    assert seen["office"] + seen["lines"] + seen["simulated"] + seen["languages"] == ""
    wall.assert_readable()
    place = "return document.getElementById('time').getBoundingClientRect().x"
    before = wall.browser.execute_script(place)
    wall.turn_clock(60)
    wall.wait(lambda seen: seen["time"] == "23:31")
    assert wall.browser.execute_script(place) != before
    wall.turn_clock(8 * 3600 + 29 * 60)
    assert wall.wait(lambda seen: seen["state"] != "veille")["office"]


def test_it_does_not_rest_at_noon(staged: Staged, wall: Wall):
    staged.screen["standby"] = ["21:00", "08:00"]
    staged.set_clock(12, 0)
    wall.switch_on()
    assert wall.wait(lambda seen: seen["state"] == "normal")["clock"] == "12:00"


def test_a_restart_without_network_shows_the_last_state_with_its_date(
    two_slides: Staged, wall: Wall
):
    wall.switch_on()
    wall.wait(lambda seen: seen["state"] == "normal")
    wall.wait_for_worker()
    told = {f"{paris(two_slides, shift):%H:%M}" for shift in (-5, 0)}
    two_slides.stop()
    wall.switch_on()
    assert wall.wait(lambda seen: seen["state"] == "normal")["title"] == TITLES[0]
    wall.pass_time(600)
    seen = wall.wait(lambda seen: seen["state"] == "coupe")
    assert any(time in seen["as-of"] for time in told)
    wall.assert_readable()


NOT_RELOADED = "return window.mark === 1"


@pytest.mark.parametrize("answers", [True, False], ids=["server up", "server stopped"])
def test_it_reloads_once_a_night_if_the_server_answers(staged: Staged, wall: Wall, answers: bool):
    staged.set_clock(1, 50)
    wall.switch_on()
    wall.wait(lambda seen: seen["state"] == "normal")
    wall.browser.execute_script("window.mark = 1")
    wall.pass_time(70)
    wall.wait(lambda seen: seen["clock"] == "01:51")
    assert wall.browser.execute_script(NOT_RELOADED)
    if not answers:
        staged.stop()
    wall.pass_time(2 * 3600 + 45 * 60)
    if answers:
        wall.wait(lambda seen: wall.browser.execute_script("return window.mark === undefined"))
        assert wall.wait(lambda seen: seen["state"] == "normal")
    else:
        wall.wait(lambda seen: seen["state"] == "coupe")
        assert wall.browser.execute_script(NOT_RELOADED)


GOOD = {"version": "1", "at_s": 1, "valid_until_s": 2, "screen": {}, "slides": []}
NONSENSE: list[Any] = [
    {},
    {"slides": None},
    {"screen": None},
    {"slides": "abc", "words": []},
    {"slides": [None, 3, "x", {}, {"content": None}, {"content": {"fr": []}}]},
    {"slides": [], "words": None, "screen": {"languages": "fr", "standby": 7, "name": ["x"]}},
    {"at_s": "hier", "valid_until_s": None},
]


@pytest.mark.parametrize("nonsense", NONSENSE, ids=lambda given: str(given)[:40])
def test_an_answer_without_sense_never_blanks_a_screen(
    two_slides: Staged, wall: Wall, nonsense: Any
):
    sensible = two_slides.state("tours")
    two_slides.raw = {**sensible, **nonsense} if nonsense else {"screen": {"name": "Tours"}}
    wall.switch_on()
    seen = wall.wait(lambda seen: seen["time"])
    assert (seen["state"], bool(seen["title"])) == ("neutre", True)
    two_slides.raw = None
    wall.pass_time(70)
    wall.wait(lambda seen: seen["state"] == "normal")


def test_slides_with_holes_are_shown_as_far_as_they_go(staged: Staged, wall: Wall):
    staged.screen["languages"] = ["fr", "zz", 3, None, "<b>"]
    staged.slides = {
        "vide": {"fr": {"title": "Rien d’autre"}},
        "troué": {
            "fr": {
                "title": "Des trous",
                "big": 3,
                "lines": [None, {"text": "Une ligne"}, 4, {"level": "très", "text": {}}],
                "bars": [None, {"share": "haut"}, {"share": 7, "level": "busy", "label": 5}],
                "note": ["non"],
            }
        },
    }
    wall.switch_on()
    seen = wall.wait(lambda seen: seen["title"] == "Des trous")
    assert "Une ligne" in seen["lines"]
    assert "[object" not in str(seen)
    wall.assert_readable()


def test_absurd_lengths_leave_the_frame_whole(staged: Staged, wall: Wall):
    staged.screen["name"] = "Office de tourisme intercommunal " * 12
    staged.screen["languages"] = ["fr", "en", "de", "nl", "es", "it"]
    endless = "Donaudampfschifffahrtsgesellschaft" * 30
    staged.slides = {
        "message": {
            "fr": content(
                endless[:200],
                lead="Un message qui ne finit pas. " * 120,
                big={"value": "123\u202f456\u202f789\u202f012", "label": endless},
                lines=[line(endless, endless, "busy")] * 20,
                bars=[{"label": "12 h", "level": "calm", "share": 0.5, "now": True}] * 40,
                note=endless,
            )
        }
    }
    wall.switch_on()
    seen = wall.wait(lambda seen: seen["title"].startswith("Donau"))
    assert seen["clock"] in clock(staged)
    wall.assert_readable()
    wall.pass_time(200)
    staged.stop()
    wall.assert_readable()


def test_signs_of_life_tell_version_state_and_errors(staged: Staged, wall: Wall):
    wall.switch_on()
    wall.wait(lambda seen: seen["state"] == "normal" and staged.contacts)
    first = staged.contacts[0]
    assert first["version"] == wall.look()["version"]
    assert (first["data_version"], first["error"]) == ("12-1790000000", "")
    wall.browser.execute_script(
        "const message = 'Uncaught Error: panne\\u0000 ' + 'x'.repeat(999);"
        "dispatchEvent(new ErrorEvent('error', {message}))"
    )
    count = len(staged.contacts)
    wall.pass_time(70)
    wall.wait(lambda _seen: len(staged.contacts) > count)
    told = staged.contacts[-1]
    assert told["error"].startswith("Uncaught Error: panne x")
    assert (len(told["error"]), told["state"]) == (300, "normal")
    wall.pass_time(70)
    wall.wait(lambda _seen: staged.contacts[-1]["error"] == "")


def test_a_preview_leaves_no_trace(staged: Staged, wall: Wall):
    wall.switch_on(query="?apercu=1")
    wall.wait(lambda seen: seen["state"] == "normal")
    wall.pass_time(70)
    wall.wait(lambda seen: seen["title"] != TITLES[0])
    registered = wall.browser.execute_async_script(
        "navigator.serviceWorker.getRegistrations().then(all => arguments[0](all.length))"
    )
    assert (registered, staged.contacts) == (0, [])


def test_no_pixel_stays_at_its_place(staged: Staged, wall: Wall):
    wall.switch_on()
    wall.wait(lambda seen: seen["state"] == "normal")
    place = "return document.getElementById('office').getBoundingClientRect().x"
    before = wall.browser.execute_script(place)
    wall.turn_clock(60)
    wall.wait(lambda _seen: wall.browser.execute_script(place) != before)
    assert abs(wall.browser.execute_script(place) - before) < 20


def test_six_languages_hold_in_the_foot(staged: Staged, wall: Wall):
    staged.screen["languages"] = ["fr", "en", "de", "nl", "es", "it"]
    wall.switch_on()
    seen = wall.wait(lambda seen: seen["state"] == "normal")
    assert seen["languages"].split() == ["FR", "EN", "DE", "NL", "ES", "IT"]
    wall.assert_readable()
    staged.stop()
    wall.pass_time(200)
    wall.wait(lambda seen: seen["state"] == "coupe")
    wall.assert_readable()


def test_a_page_that_something_else_answers_does_not_replace_the_kept_state(
    two_slides: Staged, wall: Wall
):
    wall.switch_on()
    wall.wait(lambda seen: seen["state"] == "normal")
    wall.wait_for_worker()
    two_slides.stolen = True
    wall.pass_time(70)
    wall.pass_time(300)
    assert wall.wait(lambda seen: seen["state"] == "coupe")["title"] in TITLES + TITLES_EN
    wall.switch_on()
    wall.wait(lambda seen: seen["title"] == TITLES[0])
