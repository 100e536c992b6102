"""What a number is: everything that a screen, a panel and the methodology say of it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Indicator:
    """What a number is. `formula` names its terms in braces; panels put the real numbers there."""

    key: str
    theme: str
    label: str
    short_label: str
    unit: str
    decimals: int
    definition: str
    formula: str
    source: str
    better_if: str  # "up", "down" or "neither"
    official_code: str = ""
    caution: str = ""
    # What an operator may aim at: "level" at any date, "year" the sum of one; "" nothing.
    aim: str = ""


@dataclass(frozen=True)
class Target:
    """The value that an indicator is to reach by the end of a year, and who decided it.

    `due`: that year is the one of the figure that it is held against.
    """

    year: int
    value: float
    origin: str
    due: bool
