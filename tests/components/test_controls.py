"""The controls follow the selection, and list hundreds of territories only when asked."""

from datetime import date

from dash import no_update

from components.controls import SHORT, shown
from data.selection import Selection

MANY = {f"commune:{number:05}": f"Commune {number}" for number in range(SHORT + 1)}
FEW = {"departement:37": "Indre-et-Loire", "departement:41": "Loir-et-Cher"}
CHOSEN = "commune:00007"


def territories(level: str) -> dict[str, str]:
    return {"commune": MANY, "departement": FEW}.get(level, {"syndicat": "Tout le syndicat"})


def followed(scope: str, level: str | None, held: object) -> tuple[object, ...]:
    selection = Selection.parse({"territoire": scope}, today=date(2026, 11, 22))[0]
    return shown(selection, level, held, territories)


def values(options: list[dict[str, str]]) -> list[str]:
    return [option["value"] for option in options]


def test_a_long_list_holds_at_first_the_chosen_territory_alone() -> None:
    level, options, held, value, *_ = followed(CHOSEN, "syndicat", "syndicat")
    assert (level, held, value) == ("commune", "", CHOSEN)
    assert values(options) == ["", CHOSEN]
    assert options[1]["label"] == "Commune 7"


def test_a_list_that_was_asked_for_stays_when_another_is_chosen() -> None:
    level, options, held, value, *_ = followed(CHOSEN, "commune", "commune")
    assert (level, options, held, value) == (no_update, no_update, no_update, CHOSEN)


def test_a_list_of_another_level_gives_way() -> None:
    # The level shown is that of the list held, not that of the selection that comes.
    _, options, held, *_ = followed("departement:37", "commune", "commune")
    assert (values(options), held) == (["", *FEW], "departement")
    # Back to a commune: the short list is not taken for the whole one.
    _, options, held, *_ = followed(CHOSEN, "departement", "departement")
    assert (values(options), held) == (["", CHOSEN], "")
    _, options, held, *_ = followed("commune:00008", "commune", "")
    assert (values(options), held) == (["", "commune:00008"], "")


def test_a_level_of_one_territory_asks_for_no_choice() -> None:
    _, options, held, *_ = followed("", None, None)
    assert (values(options), held) == (["syndicat"], "syndicat")
