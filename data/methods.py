"""The detailed methods of docs/, told to those who read a screen: where each is, what of."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

DOCS = Path(__file__).parents[1] / "docs"
THEMES = ("footfall", "buildings", "lighting", "water", "inclusion")
# In the place of a theme: the statements of the home page are of all of them.
BRIEFING = "briefing"


@dataclass(frozen=True)
class Method:
    """A text: its name in the address, its file in docs/, its title there, whom it serves."""

    name: str
    file: str
    title: str
    themes: tuple[str, ...]

    def text(self) -> str:
        """The Markdown of the file, read once a process."""
        return _read(self.file)


METHODS = (
    Method(
        "affluence-ecrans",
        "methods-affluence.md",
        "Affluence des écrans publics\u00a0: calme, habituel, très fréquenté",
        ("footfall",),
    ),
    Method(
        "derives-consommation",
        "methods-drift.md",
        "Dérives de consommation et fuites d’eau",
        ("buildings",),
    ),
    Method("economies-travaux", "methods-savings.md", "Économies des travaux", ("buildings",)),
    Method(
        "heures-eclairage",
        "methods-lighting-hours.md",
        "Éclairage\u00a0: heures, règles et anomalies",
        ("lighting",),
    ),
    Method("fuites-eau", "methods-water-leaks.md", "Fuites des secteurs d’eau", ("water",)),
    Method(
        "indicateurs-eau",
        "methods-water-yield.md",
        "Eau\u00a0: indicateurs officiels, seuils et argent en jeu",
        ("water",),
    ),
    Method(
        "inclusion-numerique",
        "methods-inclusion.md",
        "Inclusion numérique\u00a0: fragilité, distances, implantation, lieux reconnus",
        ("inclusion",),
    ),
    Method(
        "fiches-communes",
        "methods-communes.md",
        "Fiches des communes\u00a0: chiffres, communes semblables, superficie",
        THEMES,
    ),
    Method(
        "constats-accueil",
        "methods-briefing.md",
        "Constats de la page d’accueil",
        (BRIEFING,),
    ),
)


def methods_of(theme: str) -> Iterable[Method]:
    """The texts that serve a theme, in the order of the table."""
    return (method for method in METHODS if theme in method.themes)


@cache
def _read(file: str) -> str:
    return (DOCS / file).read_text(encoding="utf-8")
