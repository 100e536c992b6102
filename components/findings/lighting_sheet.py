"""What each chart of one cabinet shows, in one sentence from the same frame as the figure."""

from typing import Any

from components.filters import Choice
from components.findings.wording import agrees, joined, known
from components.formats import NBSP, clock_h, number, percent, short_day, with_unit

# A load over this share of what is installed is light.
LIT_SHARE = 0.1


def nights(frame: Any, selection: Choice) -> str:
    """How long the nights shown are, and how much of them is switched off."""
    lit = known(frame, "lit_from_h", "lit_to_h", "day")
    if not lit:
        return "Aucune nuit connue sur cette période."
    length, start, end, day = max((end - start, start, end, day) for start, end, day in lit)
    off = known(frame, "off_from_h", "off_to_h")
    total_h = sum(end - start for start, end, _ in lit)
    off_h = sum(end - start for start, end in off)
    clauses = [
        f"La nuit la plus longue est celle du {short_day(day)}, de {clock_h(start)} à "
        f"{clock_h(end)} ({number(length, 1)}{NBSP}h)"
    ]
    if off:
        clauses.append(
            f"l’armoire s’éteint {number(len(off))} nuits sur {number(len(lit))}{NBSP}: "
            f"{percent(100 * off_h / total_h, 0)} des heures d’obscurité"
        )
    else:
        clauses.append("l’armoire reste allumée toute la nuit")
    return joined(clauses)


def hourly(frame: Any, selection: Choice) -> str:
    """The peak of the load, and the hours lit while the schedule lights nothing."""
    loads = known(frame, "load_kw", "lit_share")
    if not loads:
        return "Aucune charge connue sur cette période."
    peak = max(load for load, _ in loads)
    dark = [load for load, share in loads if share == 0]
    lit = [load for load in dark if load > LIT_SHARE * peak]
    clauses = [f"La charge monte jusqu’à {with_unit(peak, 'kW', 2)}"]
    if lit:
        clauses.append(
            f"{with_unit(len(lit), 'heures')} sur les {number(len(dark))} où rien ne devrait "
            f"brûler {agrees(len(lit), 'est allumée', 'sont allumées')}, "
            f"{with_unit(sum(lit), 'kWh')}"
        )
    elif dark:
        clauses.append("rien ne brûle quand l’horaire éteint")
    return joined(clauses)
