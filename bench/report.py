"""A readable report: aligned tables, then every target beside the worst value measured."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from bench.targets import TARGETS, Target
from components.formats import number, with_unit

REPORT = Path("var/bench/report.md")


@dataclass(frozen=True)
class Table:
    """A title, a sentence on how it was measured, and rows of text under a header."""

    title: str
    note: str
    header: Sequence[str]
    rows: Sequence[Sequence[str]]

    def text(self) -> str:
        """The table in Markdown, columns aligned: the first to the left, figures to the right."""
        lines = [self.header, *self.rows]
        widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
        rule = ["-" * widths[0], *(f"{'-' * (width - 1)}:" for width in widths[1:])]
        body = "\n".join(_line(cells, widths) for cells in (self.header, rule, *self.rows))
        return f"### {self.title}\n\n{self.note}\n\n{body}\n"


@dataclass(frozen=True)
class Measure:
    """A measured value, the target that it stands beside, and what was measured."""

    target: str
    value: float
    what: str


@dataclass
class Part:
    """What one part of the benchmark found."""

    title: str
    tables: list[Table] = field(default_factory=list)
    measures: list[Measure] = field(default_factory=list)

    def text(self) -> str:
        """The title and tables of the part."""
        return "\n".join([f"## {self.title}\n", *(table.text() for table in self.tables)])


def whole_report(parts: Sequence[Part], machine: str) -> str:
    """Every part, then the table of targets."""
    measures = [measure for part in parts for measure in part.measures]
    texts = [part.text() for part in parts]
    return "\n".join(["# Mesures\n", f"{machine}\n", *texts, targets_table(measures).text()])


def targets_table(measures: Iterable[Measure]) -> Table:
    """Each target that was measured, with its worst value and how many values miss it."""
    by_target: dict[str, list[Measure]] = {}
    for measure in measures:
        by_target.setdefault(measure.target, []).append(measure)
    rows = [_target_row(TARGETS[key], found) for key, found in by_target.items()]
    header = ("objectif", "limite", "pire valeur", "manqué", "où")
    note = "Chaque objectif et la pire des valeurs mesurées plus haut."
    return Table("Objectifs", note, header, rows)


def _target_row(target: Target, found: list[Measure]) -> tuple[str, ...]:
    worst = (min if target.at_least else max)(found, key=lambda measure: measure.value)
    missed = sum(not target.met(measure.value) for measure in found)
    sign = "≥" if target.at_least else "≤"
    return (
        target.label,
        f"{sign} {with_unit(target.limit, target.unit)}",
        number(worst.value, target.decimals),
        f"{missed} sur {len(found)}" if missed else "non",
        worst.what,
    )


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    first, *others = zip(cells, widths, strict=True)
    padded = [first[0].ljust(first[1]), *(cell.rjust(width) for cell, width in others)]
    return f"| {' | '.join(padded)} |"
