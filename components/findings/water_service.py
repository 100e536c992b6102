"""What the official indicators of one service say, in sentences."""

from typing import Any

from components.filters import Choice
from components.findings.wording import agrees, joined
from components.formats import NBSP, enumeration, is_missing, number, percent, with_unit
from components.tables import values

INDEX = "m³/km/jour"
MOST_POINTS = 120
# Code of an indicator, what it is called in a sentence, how its value is written.
TOLD = (
    ("P104.3", "rendement", percent),
    ("P106.3", "pertes", lambda value: with_unit(value, INDEX, 2)),
    ("P107.2", "renouvellement", lambda value: f"{percent(value, 2)} par an"),
    ("P103.2B", "connaissance du réseau", lambda value: f"{number(value)} points sur 120"),
)


def official(frame: Any, selection: Choice) -> str:
    """The four indicators of the last year declared and how each is judged."""
    years = values(frame, "year")
    if not years:
        return "Aucune année déclarée par ce service."
    last = frame[frame["year"] == max(years)].set_index("code")
    told = [_told(last.loc[code], name, written) for code, name, written in TOLD]
    return f"En {max(years)}{NBSP}: {joined(told)}"


def _told(row: Any, name: str, written: Any) -> str:
    if is_missing(row["value"]):
        return f"{name} non calculable{'s' if name.endswith('s') else ''}"
    judged = f" ({row['judgement'].lower()})" if row["judgement"] else ""
    return f"{name} {written(row['value'])}{judged}"


def lacking(frame: Any) -> str:
    """What of a year could not be computed, and for want of what; empty when nothing is."""
    codes = [
        code
        for code, what in zip(values(frame, "code"), values(frame, "missing"), strict=True)
        if what
    ]
    if not codes:
        return "Tout ce que le rapport annuel demande ici est connu pour cette année."
    are = agrees(len(codes), "n’est pas connu", "ne sont pas connus")
    return (
        f"{enumeration(codes)} {are}\u00a0: la dernière colonne dit ce qui manque. Un volume nul "
        "se déclare 0."
    )


def knowledge(frame: Any, points: float | None) -> str:
    """The points of the index, the parts that are not declared, those that are said not to be."""
    answers = values(frame, "answer")
    silent, refused = answers.count("non déclaré"), answers.count("non")
    known = "points inconnus" if is_missing(points) else f"{number(points)} points"
    clauses = [
        f"{known} sur {MOST_POINTS}",
        f"{number(refused)} {agrees(refused, 'partie déclarée', 'parties déclarées')} «{NBSP}non"
        f"{NBSP}»"
        if refused
        else "",
        f"{number(silent)} {agrees(silent, 'partie non déclarée', 'parties non déclarées')}, qui "
        f"{agrees(silent, 'ne compte', 'ne comptent')} ni oui ni non"
        if silent
        else "",
    ]
    rule = (
        "L’inventaire ne compte qu’avec les 15 points du plan, la gestion qu’avec 40 points de "
        "plan et d’inventaire."
    )
    return f"{joined(clauses)} {rule}"
