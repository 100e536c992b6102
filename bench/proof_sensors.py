"""Sensor faults found and named on real inflows, and leaks that are not taken for faults."""

from collections import Counter
from dataclasses import replace
from pathlib import Path

import numpy as np

from bench.leak_scores import YEAR_DAYS
from bench.leak_years import KINDS, inject, real_hours, simulate
from bench.progress import say
from bench.report import Measure, Part, Table
from bench.spoiled_sensors import DAY, SPOILED, Spoiled
from components.formats import number, percent
from data.water.fault import Fault
from data.water.faults import sensor_faults
from data.water.sector_hours import SectorHours
from data.water.vocabulary import FAULTS

SECTORS = (1, 2, 3, 4, 5)
SHARES = (0.05, 0.12, 0.25, 0.50, 1.0, 3.0)
LEAK_DRAWS, FAULT_DRAWS = 3, 4
SEED = 20260703
# Days of past given before a fault; days after its start at which it is looked for.
PAST_DAYS = 90
LOOKED_AT = (1, 2, 3, 5, 7, 10, 14, 18, 22, 28)
# A drift is held against the year before.
SLOW_STARTS, SLOW_LOOKED_AT = (370, 440), (90, 120, 150, 180, 220, 260, 290)
STARTS = (100, 700)


def measure(folder: Path) -> Part:
    """Leaks taken for faults, faults found by kind, on the five real sectors."""
    part = Part("Défauts des capteurs : preuve sur débits réels")
    hours = real_hours(SECTORS)
    if hours is None:
        say("DÉFAUTS NON MESURÉS : GABARE_OPEN_DATA_DIR ne donne pas les débits réels (BWDF)")
        note = "Sans GABARE_OPEN_DATA_DIR, les cinq secteurs réels (BWDF) manquent."
        part.tables.append(Table("Défauts", note, ("état",), [("NON MESURÉS",)]))
        return part
    random = np.random.default_rng(SEED)
    say("défauts : fuites prises pour des défauts")
    part.tables.append(_quiet_table(hours))
    table, worst = _leak_table(hours, random)
    part.tables.append(table)
    part.measures.append(Measure("leak_as_fault", worst, "5 à 300 % du débit moyen"))
    say("défauts : défauts posés")
    rows = [_fault_row(hours, spoiled, random) for spoiled in SPOILED]
    part.tables.append(_fault_table([row for row, _ in rows]))
    part.measures += [
        Measure("fault_found", found, spoiled.label)
        for spoiled, (_, found) in zip(SPOILED, rows, strict=True)
    ]
    return part


def _named(hours: SectorHours) -> list[Fault]:
    """The faults of meters but their gaps, which real inflows are full of."""
    return [fault for fault in sensor_faults(hours) if fault.kind != "gap"]


def _quiet_table(hours: SectorHours) -> Table:
    """Faults named where none was laid."""
    simulated = simulate(60, 3, SEED).hours
    rows = [
        _quiet_row("débits réels, tels quels", hours),
        _quiet_row("60 secteurs simulés, fuites, visiteurs, arrosage", simulated),
    ]
    note = "Défauts nommés (trous à part) où aucun n’a été posé."
    return Table("Défauts imaginés", note, ("séries", "capteurs-années", "défauts"), rows)


def _quiet_row(label: str, hours: SectorHours) -> tuple[str, ...]:
    years = len(hours.sectors) * len(hours.days) / YEAR_DAYS
    return label, number(years), number(len(_named(hours)))


def _leak_table(hours: SectorHours, random: np.random.Generator) -> tuple[Table, float]:
    """Leaks by size, and how many hours of them are put aside as a fault; the worst rate in %."""
    rows, worst = [], 0.0
    for share in SHARES:
        leaks, touched = 0, 0
        kinds: Counter[str] = Counter()
        for kind in np.repeat(KINDS, LEAK_DRAWS):
            laid = inject(hours, share, str(kind), random)
            faults = _named(laid.hours)
            leaks += len(laid.leaks)
            touched += sum(any(_meets(fault, leak) for fault in faults) for leak in laid.leaks)
            kinds.update(fault.kind for fault in faults)
        worst = max(worst, 100 * touched / leaks)
        named = ", ".join(f"{FAULTS[kind]} ({count})" for kind, count in kinds.items())
        cells = number(leaks), percent(100 * touched / leaks, 1), named or "—"
        rows.append((percent(100 * share, 0), *cells))
    note = (
        "Secteurs BWDF 1 à 5, 2021-2022 : vraies fuites posées, franches et croissantes, et part "
        "de celles dont une heure est écartée comme défaut."
    )
    header = ("débit moyen", "fuites", "prises pour un défaut", "défauts nommés")
    return Table("Fuites prises pour des défauts", note, header, rows), worst


def _meets(fault: Fault, leak) -> bool:
    same = fault.row == leak.row
    return same and fault.start_hour < leak.end and leak.start < fault.end_hour


def _fault_row(
    hours: SectorHours, spoiled: Spoiled, random: np.random.Generator
) -> tuple[tuple[str, ...], float]:
    """Found, delays, start and end errors, other names given; then the part found in %."""
    delays, edges, wrong = [], [], Counter()
    for _ in range(FAULT_DRAWS):
        day = int(random.integers(*(SLOW_STARTS if spoiled.slow else STARTS)))
        start = day * DAY + (0 if spoiled.kind == "clock" else int(random.integers(0, DAY)))
        flat = spoiled.spoil(hours.flow_m3_h.reshape(len(hours.sectors), -1), start)
        told = replace(hours, flow_m3_h=flat.reshape(hours.flow_m3_h.shape))
        # A fault laid where the real meter told nothing is none.
        laid = np.isfinite(hours.flow_m3_h.reshape(flat.shape)[:, start : start + DAY]).all(axis=1)
        delays += _delays(told, spoiled, (day, start), laid, wrong, edges)
    found = 100 * float(np.isfinite(delays).mean())
    middle = np.quantile(delays, 0.5, method="higher")
    names = ", ".join(f"{FAULTS[kind]} ({count})" for kind, count in wrong.items())
    error = number(float(np.median(np.abs(edges)))) if edges and not spoiled.slow else "—"
    delay = number(middle) if np.isfinite(middle) else "—"
    return (spoiled.label, percent(found, 0), delay, error, names or "—"), found


def _delays(
    told: SectorHours,
    spoiled: Spoiled,
    at: tuple[int, int],
    laid: np.ndarray,
    wrong: Counter,
    edges: list[float],
) -> list[float]:
    """Days after which the fault `laid` in a meter is named, infinite when never."""
    day, start = at
    first = 0 if spoiled.slow else day - PAST_DAYS
    begins = start - first * DAY
    delays = np.full(len(told.sectors), np.inf)
    others: set[tuple[int, str]] = set()
    for after in SLOW_LOOKED_AT if spoiled.slow else LOOKED_AT:
        last = day + after
        if last > len(told.days):
            break
        faults = sensor_faults(_between(told, first, last))
        now = [fault for fault in faults if fault.end_hour > begins]
        mine = [fault for fault in now if fault.kind == spoiled.kind and _about(fault, begins)]
        for fault in mine:
            delays[fault.row] = min(delays[fault.row], after)
        others |= {(fault.row, fault.kind) for fault in now} - {
            (fault.row, fault.kind) for fault in now if fault.kind in (spoiled.kind, "gap")
        }
    edges += [fault.start_hour - begins for fault in mine]
    wrong.update(kind for _, kind in others)
    return delays[laid].tolist()


def _about(fault: Fault, begins: int) -> bool:
    """Whether a gap is the one laid: real inflows have others."""
    return fault.kind != "gap" or fault.start_hour <= begins


def _between(hours: SectorHours, first: int, last: int) -> SectorHours:
    days = slice(first, last)
    return replace(
        hours,
        days=hours.days[days],
        flow_m3_h=hours.flow_m3_h[:, days],
        holiday=hours.holiday[days],
    )


def _fault_table(rows: list[tuple[str, ...]]) -> Table:
    note = (
        f"Secteurs BWDF 1 à 5, {FAULT_DRAWS} dates chacun : {PAST_DAYS} jours de passé (toute la "
        "série pour une dérive, jugée sur l’année d’avant), défaut cherché jour après jour pendant "
        f"{LOOKED_AT[-1]} jours ({SLOW_LOOKED_AT[-1]} pour une dérive). Seuils choisis sur ces "
        "mêmes secteurs, à d’autres dates."
    )
    header = ("défaut posé", "nommé", "retard médian (j)", "écart du début (h)", "autres noms")
    return Table("Défauts posés", note, header, rows)
