"""The five states and the notices."""

from datetime import date, datetime

from components import states
from data.quality import Notice


def test_five_states_are_distinct_and_each_has_a_next_step() -> None:
    read_at = datetime(2026, 11, 22, 6, 5)
    shown = [
        states.loading(),
        states.nothing_selected(),
        states.no_data(),
        states.stale(read_at),
        states.failed(),
    ]
    assert len({state.className for state in shown}) == 5
    assert len({state.children[0].children for state in shown}) == 5
    assert all(state.children[1].children.endswith(".") for state in shown)
    assert "22 novembre 2026 à 6\u00a0h\u00a005" in shown[3].children[0].children


def test_an_empty_answer_leads_to_the_last_period_that_has_data() -> None:
    assert str(states.no_data(date(2022, 12, 31), "au=2022-12-31")).count("31 décembre 2022") == 1


def test_notices_put_the_gravest_first_and_say_so_in_words() -> None:
    listed = states.notices_list([Notice("NON_CALE"), Notice("DONNEES_SIMULEES")])
    words = [item.children[0].children for item in listed.children]
    assert words == ["Attention", "À savoir"]
    assert states.notices_list([]) is None
