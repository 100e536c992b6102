"""A code cannot be guessed: wrong ones are counted, by all processes, and forgotten soon."""

from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import pytest

from data.settings import Settings
from data.water import entry_code
from data.water.entry_code import MOST, MOST_OF_A_GROUP, PERIOD_S, refusal

CODE = "un code de suivi"
AGENT, GUESSER = "192.0.2.1", "192.0.2.2"
NOW_S = 1_800_000_000
WRONG, SHUT = "SUIVI_CODE_FAUX", "SUIVI_TROP_D_ESSAIS"


@pytest.fixture
def site(tmp_path: Path) -> Settings:
    return Settings(follow_up_code=CODE, web_cache_dir=str(tmp_path / "web"))


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The seconds that have gone by since the first code."""
    gone = [0]
    monkeypatch.setattr(entry_code.time, "time", lambda: NOW_S + gone[0])
    return gone


def answers(site: Settings, client: str, times: int) -> list[str]:
    """What `times` wrong codes are answered, each another one."""
    return [refusal(site, f"essai {number}", client) for number in range(times)]


def addresses(count: int) -> list[str]:
    return [f"2001:db8::{number:x}" for number in range(count)]


def test_an_address_that_guesses_is_shut_and_the_others_are_not(
    site: Settings, clock: list[int]
) -> None:
    assert answers(site, GUESSER, MOST_OF_A_GROUP + 3) == [WRONG] * MOST_OF_A_GROUP + [SHUT] * 3
    # Else the right code, in the end, would be found.
    assert refusal(site, CODE, GUESSER) == SHUT
    assert refusal(site, CODE, AGENT) == ""
    assert answers(site, AGENT, 1) == [WRONG]


def test_who_was_shut_waits_ten_minutes_whatever_they_sent_meanwhile(
    site: Settings, clock: list[int]
) -> None:
    answers(site, GUESSER, MOST_OF_A_GROUP)
    clock[0] = PERIOD_S - 1
    assert answers(site, GUESSER, 5) == [SHUT] * 5
    clock[0] = PERIOD_S
    assert refusal(site, CODE, GUESSER) == ""
    assert PERIOD_S <= 10 * 60


def test_a_thousand_addresses_have_no_more_guesses_than_sixty(
    site: Settings, clock: list[int]
) -> None:
    found = [refusal(site, "essai", one) for one in addresses(1000)]
    assert (found.count(WRONG), found.count(SHUT)) == (MOST, 1000 - MOST)
    # Eight digits, at this pace: half of them in more than ten years.
    tried_a_year = MOST * 365 * 24 * 3600 / PERIOD_S
    assert 10**8 / 2 / tried_a_year > 10


def test_processes_count_together(site: Settings) -> None:
    with ProcessPoolExecutor(4, get_context("fork")) as pool:
        runs = [pool.submit(_guesses, site, part) for part in range(4)]
        found = [answer for run in runs for answer in run.result()]
    assert (found.count(WRONG), found.count(SHUT)) == (MOST, 4 * 40 - MOST)


def _guesses(site: Settings, part: int) -> list[str]:
    return [refusal(site, "essai", f"{part}.{number}") for number in range(40)]


def test_a_right_code_is_never_counted(site: Settings) -> None:
    assert {refusal(site, f" {CODE} ", AGENT) for _ in range(2 * MOST)} == {""}


def test_no_address_nor_code_is_kept(site: Settings) -> None:
    answers(site, GUESSER, 2)
    (kept,) = Path(site.web_cache_dir).iterdir()
    words = [line.split() for line in kept.read_text().splitlines()]
    assert [len(line) for line in words] == [2, 2]
    assert all(int(group) < 256 for _, group in words)
    assert CODE not in kept.name


def test_what_is_left_of_a_broken_file_shuts_nobody_out(site: Settings, clock: list[int]) -> None:
    answers(site, GUESSER, 1)
    (kept,) = Path(site.web_cache_dir).iterdir()
    # Cut in the middle of a line, of tomorrow, of no line at all.
    kept.write_text(f"{NOW_S + 86_400} 1\n" * MOST + "\0é\n18000")
    assert refusal(site, CODE, GUESSER) == ""
    assert answers(site, GUESSER, 1) == [WRONG]


def test_another_code_or_another_site_begins_anew(site: Settings, tmp_path: Path) -> None:
    answers(site, GUESSER, MOST_OF_A_GROUP)
    folder = site.web_cache_dir
    assert refusal(Settings(follow_up_code="un autre code", web_cache_dir=folder), "x", GUESSER) \
        == WRONG  # fmt: skip
    other = Settings(f"sqlite:///{tmp_path}/b.db", follow_up_code=CODE, web_cache_dir=folder)
    assert refusal(other, CODE, GUESSER) == ""


def test_without_a_place_to_count_nothing_opens() -> None:
    with pytest.raises(NotADirectoryError):
        refusal(Settings(follow_up_code=CODE, web_cache_dir="/dev/null/web"), CODE, AGENT)
