"""Where the next places would go: what an official asks, and how a link says it.

The text of a scenario is a list of settings joined by `_`, each a letter and its value, those that
differ from the default only: "d5_n3_p2.5_csans". It keeps to `[\\w.:~-]{1,256}`; the default one
is empty.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from typing import Any, NamedTuple

from data.inclusion.vocabulary import INGREDIENTS, REACH_KM
from data.quality import Notice

SEPARATOR = "_"
TOWN_HALLS, WITHOUT_PLACE = "mairies", "sans"
CANDIDATES = {
    TOWN_HALLS: "Toutes les mairies du territoire",
    WITHOUT_PLACE: "Les mairies des communes sans lieu",
}
LONGEST_REACH_KM, MOST_PLACES, MOST_WEIGHT = 30, 10, 3.0
NUMBER_FORM = re.compile(r"\d{1,3}(\.\d)?")


@dataclass(frozen=True)
class Scenario:
    """How far is near, how many places, what each ingredient weighs, where places may go.

    `open_enough`: only the places that are known to be open enough count as existing.
    """

    reach_km: int = REACH_KM
    count: int = 3
    uncovered_fast: float = INGREDIENTS["uncovered_fast"].weight
    uncovered_mobile: float = INGREDIENTS["uncovered_mobile"].weight
    aged_65: float = INGREDIENTS["aged_65"].weight
    low_diploma: float = INGREDIENTS["low_diploma"].weight
    poverty: float = INGREDIENTS["poverty"].weight
    candidates: str = TOWN_HALLS
    open_enough: bool = False

    @classmethod
    def parse(cls, text: str) -> tuple["Scenario", list[Notice]]:
        """The scenario of a text; never raises: what cannot be read gives the default, notified."""
        found: dict[str, Any] = {}
        notices = []
        for part in filter(None, text.split(SEPARATOR)):
            setting, word = SETTINGS.get(part[0]), part[1:]
            if setting is None:
                notices.append(Notice("IMPLANTATION_REGLAGE_INCONNU", {"value": part[:40]}))
            elif (value := setting.read(word)) is None:
                facts = {"label": setting.label, "value": word[:40]}
                notices.append(Notice("IMPLANTATION_VALEUR_ABSURDE", facts))
            else:
                found[setting.field] = value
        return cls(**found), notices

    def to_text(self) -> str:
        """The shortest text that `parse` reads back as this scenario."""
        defaults = {field.name: field.default for field in fields(self)}
        return SEPARATOR.join(
            f"{key}{setting.write(value)}"
            for key, setting in SETTINGS.items()
            if (value := getattr(self, setting.field)) != defaults[setting.field]
        )

    @property
    def weights(self) -> tuple[float, ...]:
        """The weight of each ingredient, in the order of INGREDIENTS."""
        return tuple(getattr(self, key) for key in INGREDIENTS)


class Setting(NamedTuple):
    """A field of the scenario: its French name, how it is read (None: absurd) and written."""

    field: str
    label: str
    read: Callable[[str], Any]
    write: Callable[[Any], str] = str


def _whole(least: int, most: int) -> Callable[[str], int | None]:
    """Reads a whole number between two bounds, both included."""

    def read(word: str) -> int | None:
        found = NUMBER_FORM.fullmatch(word)
        return int(word) if found and not found[1] and least <= int(word) <= most else None

    return read


def _read_weight(word: str) -> float | None:
    known = NUMBER_FORM.fullmatch(word)
    return float(word) if known and float(word) <= MOST_WEIGHT else None


def _weight_text(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")


def _read_candidates(word: str) -> str | None:
    return word if word in CANDIDATES else None


def _read_flag(word: str) -> bool | None:
    return {"1": True, "0": False}.get(word)


SETTINGS: Mapping[str, Setting] = {
    "d": Setting("reach_km", "distance", _whole(1, LONGEST_REACH_KM)),
    "n": Setting("count", "nombre de lieux", _whole(1, MOST_PLACES)),
    **{
        letter: Setting(key, f"poids de «\u00a0{INGREDIENTS[key].label}\u00a0»", _read_weight,
                        _weight_text)
        for letter, key in zip("tmafp", INGREDIENTS, strict=True)
    },
    "c": Setting("candidates", "lieux possibles", _read_candidates),
    "o": Setting("open_enough", "lieux assez ouverts", _read_flag, lambda on: str(int(on))),
}  # fmt: skip
