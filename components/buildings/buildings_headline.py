"""The key figures of public buildings as cards, with what each rests on."""

from collections.abc import Sequence

from dash.development.base_component import Component

from components import formats
from components.captioned import Reading
from components.cards import Verdict, kpi_card
from components.explain import Explanation
from components.filters import compared_words
from components.headline import headline_row, month_notices
from data.indicators import INDICATORS

# The most decisive first: what is paid, what can be lost, where the law stands.
SHOWN = (
    "energy_eur",
    "at_stake_eur",
    "adjusted_change_pct",
    "decree_gap_pct",
    "final_kwh",
    "tco2e",
    "water_m3",
    "complete_share_pct",
)
ENERGY_AND_WATER = ("final_kwh", "water_m3")
# Words of a gap by its side: above, level, below.
TARGET = {1: "au-dessus de l’objectif 2030", 0: "à l’objectif 2030", -1: "sous l’objectif 2030"}
AT_CLIMATE = {
    1: "de plus qu’un an avant, à climat égal",
    0: "stable sur un an, à climat égal",
    -1: "de moins qu’un an avant, à climat égal",
}
VERDICTS = {"decree_gap_pct": TARGET, "adjusted_change_pct": AT_CLIMATE}
# Less is better: above is worse.
ROLES = {1: "worse", 0: "neutral", -1: "better"}


def headline_block(reading: Reading, keys: Sequence[str]) -> list[Component]:
    """The cards of these figures, after their age and the whole months that they stand for."""
    return headline_row(
        reading, [headline_card(reading, key) for key in keys], month_notices(reading.frame.months)
    )


def is_empty(reading: Reading) -> bool:
    """Whether neither energy nor water is known."""
    figures = reading.frame.figures
    return all(figures[key].value is None for key in ENERGY_AND_WATER)


def headline_card(reading: Reading, key: str) -> Component:
    """The card of one key figure; a change or a gap is judged in words."""
    figure = reading.frame.figures[key]
    return kpi_card(
        INDICATORS[key],
        figure.value,
        figure.before,
        compared_words(reading.selection) if figure.before is not None else "",
        comparable=figure.comparable,
        target=figure.target,
        verdict=verdict(key, figure.value),
        explanation=Explanation(figure.facts, perimeter(reading), reading.data_until),
    )


def verdict(key: str, value: float | None) -> Verdict | None:
    """ "12,4 % au-dessus de l’objectif 2030"; None for a figure that is not a gap, or not known."""
    words = VERDICTS.get(key)
    if words is None or formats.is_missing(value):
        return None
    text = formats.signed(value, 1)
    side = text.startswith("+") - text.startswith(formats.MINUS)
    amount = f"{formats.percent(abs(value))} " if side else ""
    return Verdict(f"{amount}{words[side]}", side, ROLES[side])


def perimeter(reading: Reading) -> str:
    """The territory, the months and how many of its buildings are complete."""
    headline = reading.frame
    complete, all_of_them = formats.number(headline.complete), formats.number(headline.buildings)
    return f"{reading.territory}, {complete} des {all_of_them} bâtiments ont des données complètes"
