"""What scenarios of public lighting would give, in one sentence each."""

from collections.abc import Mapping, Sequence
from typing import Any

from components.filters import Choice
from components.formats import (
    NARROW,
    NBSP,
    change_percent,
    energy,
    enumeration,
    is_missing,
    number,
    percent,
    readable,
    signed_percent,
    with_unit,
)
from components.lighting.lighting_simulator import Decisions
from components.tables import values

Total = Mapping[str, Any]
NOT_SIMULATED = "Aucune armoire de ce territoire ne peut être simulée."
NO_PRICE = "Le prix du kWh n’est pas connu : la facture ne peut pas être simulée."
# A sum under which nothing changes, in €.
NOTHING_EUR = 0.5
FEW_STREETS = 3


def decided(scenario: Decisions, streets: Mapping[str, str]) -> str:
    """ "éteindre de 23 h à 5 h toute l’année et passer en LED 4 armoires par an pendant 6 ans".

    Empty when nothing is decided.
    """
    parts = _reduced(scenario)
    if parts and len(scenario.streets) < len(streets):
        parts[-1] += _where(scenario, streets)
    if scenario.led_cabinets_per_year:
        cabinets = _cabinets(scenario.led_cabinets_per_year)
        lasting = _years(scenario.led_years)
        parts.append(f"passer en LED {cabinets} par an pendant {lasting}")
    return enumeration(parts)


def stock(territory: str, found: Any) -> str:
    """ "Amboise · 688 points, 22 armoires dont 15 à passer en LED"."""
    points = f"{number(found.points)}{NBSP}{'points' if found.points >= 2 else 'point'}"
    to_renew = f"dont {number(found.renewable)} à passer en LED"
    return f"{territory} · {points}, {_cabinets(found.cabinets)} {to_renew}"


def outcomes(
    scenarios: Sequence[Decisions], totals: Sequence[Total], streets: Mapping[str, str]
) -> list[str]:
    """The sentence of each scenario, after its name when there are two."""
    told = [outcome(*one, streets) for one in zip(scenarios, totals, strict=True)]
    if len(told) < 2:
        return told
    return [
        f"{total['scenario']}{NBSP}: {words[0].lower()}{words[1:]}"
        for total, words in zip(totals, told, strict=True)
    ]


def outcome(scenario: Decisions, total: Total, streets: Mapping[str, str]) -> str:
    """The decisions, what they save a year, what they cost and when that comes back."""
    what = decided(scenario, streets)
    if not what:
        return "Rien n’est décidé dans ce scénario."
    subject = what[0].upper() + what[1:]
    several = bool(scenario.led_cabinets_per_year) + len(_reduced(scenario)) > 1
    would_save = "économiseraient" if several else "économiserait"
    if not total["saved_kwh_year"] > NOTHING_EUR:
        return f"{subject} n’{would_save} rien{NBSP}: c’est déjà ainsi."
    saved = f"{subject} {would_save} {_saved(total)} par an"
    if not total["invest_eur"] > 0:
        return f"{saved}, sans travaux comptés.{_dark(total)}"
    net_eur = total["invest_eur"] - total["grant_eur"]
    cost = f"{_euros(net_eur)} de travaux, aides déduites"
    return f"{saved} une fois tout fait, pour {cost}, {_repaid(scenario, total)}.{_dark(total)}"


def bill(frame: Any, selection: Choice) -> str:
    """The bill of the last year of each scenario, less that % of its own without decision, and
    what it saves over all its years.
    """
    lines, saved = _by_scenario(frame, "eur"), _by_scenario(frame, "saved_eur")
    if not lines:
        return NOT_SIMULATED
    (_, undecided), *others = lines.items()
    if is_missing(undecided[-1]):
        return NO_PRICE
    first_year, last_year = _ends(frame)
    if not others:
        return _undecided(undecided, first_year, last_year)
    told = [
        f"{_euros(eur[-1])} avec {_named(label)} "
        f"({signed_percent(change_percent(eur[-1], eur[-1] + saved[label][-1]), 0)})"
        for label, eur in others
    ]
    less = [f"de {_euros(sum(saved[label]))} avec {_named(label)}" for label, _ in others]
    return (
        f"En {last_year}, l’éclairage coûterait {_euros(undecided[-1])} sans décision, "
        f"{enumeration(told)}. En {_years(len(undecided))}, la facture baisserait en tout "
        f"{enumeration(less)}."
    )


def cash(frame: Any, selection: Choice) -> str:
    """The lowest point of each scenario, when it is over, what is left at the end, the unmet."""
    lines = _by_scenario(frame, "cumulated_eur")
    if not lines:
        return NOT_SIMULATED
    first_year, _ = _ends(frame)
    unmet = _by_scenario(frame, "unmet_eur")
    told = {
        label: f"{_course(eur, first_year)}{_left_unmet(unmet[label])}."
        for label, eur in lines.items()
    }
    if len(told) == 1:
        return "".join(words[0].upper() + words[1:] for words in told.values())
    return " ".join(f"{label}{NBSP}: {words}" for label, words in told.items())


def _undecided(eur: Sequence[float], first_year: int, last_year: int) -> str:
    first, last = _euros(eur[0]), _euros(eur[-1])
    if first == last:
        return f"Sans décision, l’éclairage coûterait {first} par an jusqu’en {last_year}."
    return f"Sans décision, l’éclairage coûterait {first} en {first_year} et {last} en {last_year}."


def _reduced(scenario: Decisions) -> list[str]:
    return [*_switched_off(scenario), *_dimmed(scenario)]


def _switched_off(scenario: Decisions) -> list[str]:
    summer, winter = scenario.summer_off, scenario.winter_off
    if summer and summer == winter:
        return [f"éteindre {_window(summer)} toute l’année"]
    told = [
        f"{_window(window)} {season}"
        for window, season in ((summer, "l’été"), (winter, "l’hiver"))
        if window
    ]
    return [f"éteindre {enumeration(told)}"] if told else []


def _dimmed(scenario: Decisions) -> list[str]:
    if not scenario.dimming:
        return []
    level_pct, window = scenario.dimming
    return [f"baisser la lumière à {percent(level_pct, 0)} {_window(window)}"]


def _where(scenario: Decisions, streets: Mapping[str, str]) -> str:
    """Which streets, or how many kinds when there are many."""
    names = [label.lower() for street, label in streets.items() if street in scenario.streets]
    if len(names) > FEW_STREETS:
        return f" dans {number(len(names))} types de voies sur {number(len(streets))}"
    return f" ({enumeration(names)} seulement)"


def _window(window: tuple[int, int]) -> str:
    """ "de 23 h à 5 h 30", "de minuit à 5 h"."""
    return f"de {_clock(window[0])} à {_clock(window[1])}"


def _clock(minute: int) -> str:
    hour, rest = divmod(minute, 60)
    if not minute:
        return "minuit"
    return f"{hour}{NBSP}h" + (f"{NBSP}{rest:02}" if rest else "")


def _saved(total: Total) -> str:
    kwh = energy(total["saved_kwh_year"])
    if is_missing(total["saved_eur_year"]):
        return kwh
    return f"{_euros(total['saved_eur_year'])} et {kwh}"


def _repaid(scenario: Decisions, total: Total) -> str:
    if is_missing(total["payback_years"]):
        return f"qui ne seraient pas remboursés en {_years(scenario.years)}"
    if not total["payback_years"]:
        return "remboursés dès la première année"
    return f"remboursés en {years_text(total['payback_years'])}"


def years_text(years: float) -> str:
    """ "6,6 ans", "1 an"."""
    text = number(years, 1).removesuffix(",0")
    return f"{text}{NBSP}{'ans' if years >= 2 else 'an'}"


def _dark(total: Total) -> str:
    hours = total["dark_hours_year"]
    if is_missing(hours) or hours < 1:
        return ""
    given = with_unit(hours, "h")
    return f" Chaque point rendrait {given} d’obscurité par an à la nuit."


def _course(eur: Sequence[float], first_year: int) -> str:
    """How a sum of money goes from the first year to the last."""
    if any(is_missing(one) for one in eur):
        return "le prix du kWh n’est pas connu"
    lowest, end, last_year = min(eur), eur[-1], first_year + len(eur) - 1
    if lowest > -NOTHING_EUR:
        return f"le budget n’avance rien et aurait gagné {_euros(end)} fin {last_year}"
    low_year = first_year + list(eur).index(lowest)
    low = f"l’avance est au plus de {_euros(-lowest)}, en {low_year}"
    if end < -NOTHING_EUR:
        return f"{low}{NARROW}; il manque encore {_euros(-end)} en {last_year}"
    back = first_year + max(year for year, one in enumerate(eur) if one < -NOTHING_EUR) + 1
    return (
        f"{low}{NARROW}; elle est remboursée en {back}, et le budget aurait gagné {_euros(end)} "
        f"fin {last_year}"
    )


def _left_unmet(unmet: Sequence[float]) -> str:
    left = sum(one for one in unmet if not is_missing(one))
    if left < NOTHING_EUR:
        return ""
    return f"{NARROW}; le fonds laisse {_euros(left)} de travaux à payer par le budget"


def _by_scenario(frame: Any, column: str) -> dict[str, list[float]]:
    """The values of each line by year, in the order of the frame."""
    found: dict[str, list[float]] = {}
    for label, value in zip(values(frame, "scenario"), values(frame, column), strict=True):
        found.setdefault(label, []).append(value)
    return found


def _ends(frame: Any) -> tuple[int, int]:
    """First and last year of the first line."""
    years = next(iter(_by_scenario(frame, "year").values()))
    return years[0], years[-1]


def _named(label: str) -> str:
    return f"le {label[0].lower()}{label[1:]}"


def _euros(value: float | None) -> str:
    return with_unit(*readable(value, "€"))


def _years(count: int) -> str:
    return f"{number(count)}{NBSP}{'ans' if count >= 2 else 'an'}"


def _cabinets(count: int) -> str:
    return f"{number(count)} {'armoires' if count >= 2 else 'armoire'}"
