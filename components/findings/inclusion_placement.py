"""Where to put the next places, in sentences from the same answer as the figures."""

from typing import Any

from components.filters import Choice
from components.findings.wording import agrees, joined, known
from components.formats import (
    NARROW,
    NBSP,
    enumeration,
    is_missing,
    number,
    percent,
    with_unit,
)

# Names of communes served that a sentence gives.
NAMED = 3
METHOD = (
    f"Distances à vol d’oiseau, de mairie à mairie{NBSP}: la route est plus longue. La méthode est "
    f"gloutonne{NBSP}: chaque lieu va là où il rapproche le plus d’habitants, comptés selon la "
    "fragilité de leur commune, les lieux d’avant restant où ils sont. "
)


def method(mean_pct: int, least_pct: int, cases: int) -> str:
    """How places are chosen, and how far that is from the best choice."""
    measured = (
        f"Sur {number(cases)} cas d’essai dont le meilleur choix est connu, elle en atteint "
        f"{number(mean_pct)}{NARROW}% en moyenne et {number(least_pct)}{NARROW}% au moins."
    )
    return METHOD + measured


def outcome(answer: Any) -> str:
    """How many inhabitants would be within reach, against today, and how many would not."""
    reach = f"{number(answer.scenario.reach_km)}{NBSP}km"
    before, after = answer.covered_population_before_pct, answer.covered_population_after_pct
    if before is None or after is None:
        return "La population de ce territoire n’est pas connue."
    count = len(answer.chosen)
    left = answer.communes[answer.communes["state"] == "far"]
    people = int(left["population"].sum())
    if not count:
        return (
            f"{percent(before)} des habitants sont déjà à moins de {reach} d’un lieu, et aucun "
            "lieu de plus n’en rapprocherait d’autres."
        )
    these = agrees(count, "ce lieu", f"ces {number(count)} lieux")
    rest = (
        f"{with_unit(people, 'habitants')} de {with_unit(len(left), 'communes')} "
        f"{agrees(people, 'resterait', 'resteraient')} hors de portée"
        if len(left)
        else "plus personne ne serait hors de portée"
    )
    return joined(
        [
            f"Avec {these}, {percent(after)} des habitants seraient à moins de {reach} d’un lieu, "
            f"contre {percent(before)} aujourd’hui",
            rest,
        ]
    )


def place_parts(row: Any, reach_km: int) -> tuple[str, str]:
    """Name, and what it brings: "Paulmy", " : 5 158 habitants de plus à moins de 10 km, dans…"."""
    gained = with_unit(row.gained_population, "habitants")
    where = served(row.served_names, row.communes_served)
    return row.commune, f"{NBSP}: {gained} de plus à moins de {number(reach_km)}{NBSP}km, {where}."


def weighed(row: Any) -> str:
    """The weight of fragility that a place brings, and its EPCI."""
    weight = f"poids de fragilité{NBSP}: {with_unit(row.gained_demand, 'habitants')} pondérés"
    epci = "" if is_missing(row.epci_name) else f" · {row.epci_name}"
    return f"{weight}{epci}"


def served(names: str, count: int) -> str:
    """ "dans 2 communes : Ciran et Paulmy", "dans 9 communes, dont Ciran, Paulmy et Ligré"."""
    first = names.split(", ")[:NAMED]
    link = f"{NBSP}: " if count <= len(first) else ", dont "
    return f"dans {with_unit(count, 'communes')}{link}{enumeration(first)}"


def gains(frame: Any, selection: Choice) -> str:
    """What the first and the last place bring."""
    rows = known(frame, "gained_population", "commune")
    total = sum(people for people, _ in rows)
    first = f"{rows[0][1]} en rapprocherait {number(rows[0][0])}"
    last = f"le dernier, {rows[-1][1]}, {number(rows[-1][0])}" if len(rows) > 1 else ""
    return joined([f"{with_unit(total, 'habitants')} de plus à portée", first, last])


def left_out(frame: Any) -> str:
    """The most inhabited communes that stay out of reach, and where the others are listed."""
    far = frame[frame["state"] == "far"]
    if far.empty:
        return ""
    first = [
        f"{row.commune} ({with_unit(row.population, 'habitants')})"
        for row in far.head(NAMED).itertuples()
    ]
    more = len(far) - len(first)
    if more > 0:
        first.append(agrees(more, "une autre", f"{number(more)} autres"))
    listed = f"{NARROW}; le tableau de la carte les donne toutes" if more > 0 else ""
    return f"Ce qui reste hors de portée{NBSP}: {enumeration(first)}{listed}."


def reached(frame: Any, selection: Choice) -> str:
    """How many communes are within reach today, would be, would not."""
    counts = frame["state"].value_counts()
    said = (
        ("before", "déjà à portée"),
        ("gained", "à portée d’un lieu proposé"),
        ("far", "toujours hors de portée"),
        ("unknown", "sans position connue"),
    )
    clauses = [
        f"{with_unit(int(counts[state]), 'communes')} {words}"
        for state, words in said
        if state in counts
    ]
    return joined(clauses)
