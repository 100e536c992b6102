"""What a sheet of a commune says: who is like it, where it stands, why a figure is missing."""

from typing import Any

from components import formats
from components.cards import Verdict
from components.findings.wording import agrees, joined
from components.formats import NARROW, SHORT_MONTHS, is_missing, number, with_unit
from data.indicators import INDICATORS, Indicator

SIZES = (
    "de moins de 500 habitants",
    "de 500 à 1\u202f999 habitants",
    "de 2\u202f000 à 9\u202f999 habitants",
    "de 10\u202f000 habitants et plus",
)
DENSITIES = ("très peu denses", "peu denses", "denses")
TOURISTIC = {True: "touristiques", False: "non touristiques"}
# By how many criteria were dropped: two are left, or the size alone.
WIDER = (
    "semblables",
    "de même taille et de même densité",
    "de même taille",
)
# Where a figure stands: its shape, its direction, its words.
PLACES = {
    "low": (-1, "Dans le quart le plus bas"),
    "usual": (0, "Dans l’ordinaire"),
    "high": (1, "Dans le quart le plus haut"),
}
ROLES = {"better": ", favorable", "worse": ", défavorable", "neutral": ""}
# What each figure is counted on, where that says something.
COUNTED = {
    "terminals_per_site_day": ("journées", " publiées"),
    "access_points_up_share_pct": ("sites", ""),
    "kwh_m2": ("bâtiments", ""),
    "building_eur_per_inhabitant": ("bâtiments", ""),
    "at_stake_eur_per_building": ("bâtiments", ""),
    "light_kwh_per_point": ("armoires", ""),
    "light_eur_per_inhabitant": ("armoires", ""),
    "light_off_share_pct": ("points", ""),
    "water_leak_m3_h": ("secteurs", ""),
    "water_yield_pct": ("services", ""),
    "inclusion_places_per_10k": ("lieux", ""),
}
UNTIL_TODAY = {"inclusion": "dernière valeur connue"}
REASONS = {
    "not_loaded": "Aucune donnée de ce genre n’est encore chargée\u00a0: voyez la page Données.",
    "unknown": "Une donnée manque pour faire ce calcul.",
    "no_site": "Aucun site équipé du Wi-Fi du syndicat.",
    "hidden": "Masqué\u00a0: la plupart des jours ont moins de 11 terminaux, trop peu pour être "
    "publiés.",
    "no_day": "Aucune journée connue sur ces douze mois.",
    "not_supervised": "Les bornes de la commune ne sont pas supervisées.",
    "no_building": "Aucun bâtiment suivi dans la commune.",
    "incomplete_year": "Aucun bâtiment n’a neuf dixièmes de ses jours connus sur douze mois, ou "
    "sa surface manque.",
    "incomplete_cost": "Le coût de l’énergie d’un des bâtiments n’est pas connu sur douze mois.",
    "no_reading": "Aucun relevé sur douze mois\u00a0: une alerte ne se verrait pas.",
    "no_price": "Des alertes sont ouvertes, sans prix pour les chiffrer.",
    "no_point": "Aucun point lumineux connu.",
    "not_billed": "Il manque au moins un des douze mois de factures.",
    "no_schedule": "Les horaires d’allumage ne sont pas connus.",
    "no_sector": "Aucun secteur dont le débit soit mesuré.",
    "not_watched": "Trop peu de nuits mesurées pour surveiller les fuites.",
    "no_service": "Aucun service d’eau rattaché à la commune.",
    "no_volumes": "Son service n’a pas déclaré tous les volumes de l’année.",
    "few_ingredients": "Moins de quatre des cinq ingrédients du score sont connus.",
    "no_place_known": "Aucun lieu d’aide n’est encore chargé.",
    "no_premises": "L’Arcep ne donne pas de locaux pour cette commune.",
}


def alike_in_words(profile: Any) -> str:
    """ "27 communes de 500 à 1 999 habitants, peu denses, touristiques"; "" when not known."""
    if not profile.criteria:
        return ""
    said = [SIZES[profile.size_class]]
    if profile.criteria > 1:
        said.append(DENSITIES[profile.density_class])
    if profile.criteria > 2:
        said.append(TOURISTIC[profile.tourist])
    return f"{with_unit(profile.peers, 'communes')} {_agreed(', '.join(said), profile.peers)}"


def _agreed(words: str, count: int) -> str:
    """ "peu dense, touristique" of one commune."""
    return words if count >= 2 else words.replace("denses", "dense").replace("iques", "ique")


def verdict(row: Any) -> Verdict | None:
    """Where a figure stands among similar communes, and whether that is good; None without any."""
    if not row.place:
        return None
    direction, words = PLACES[row.place]
    role = judged(INDICATORS[row.key], direction)
    return Verdict(f"{words}{ROLES[role]}", direction, role)


def judged(indicator: Indicator, direction: int) -> str:
    """ "better", "worse", or "neutral" where neither way is good or the place is usual."""
    if direction == 0 or indicator.better_if == "neither":
        return "neutral"
    return "better" if (direction == 1) == (indicator.better_if == "up") else "worse"


def detail(row: Any) -> str:
    """What half of the similar communes have; else why nothing is compared, or known."""
    if is_missing(row.value):
        return REASONS[row.why]
    if not row.place:
        return "Non comparé\u00a0: moins de 8 communes de sa taille ont ce chiffre."
    indicator = INDICATORS[row.key]
    least, median, most = (number(one, indicator.decimals) for one in (row.q1, row.median, row.q3))
    most_said = with_unit(row.q3, indicator.unit, indicator.decimals)
    if least == most:
        return f"La moitié au moins des {peers_in_words(row)} est à {most_said}."
    return (
        f"La moitié des {peers_in_words(row)} va de {least} à {most_said}{NARROW}; la médiane est "
        f"de {median}."
    )


def peers_in_words(row: Any) -> str:
    """ "12 communes semblables", or what is left of the criteria."""
    return f"{with_unit(row.peers, 'communes')} {WIDER[int(row.known_criteria - row.criteria)]}"


def days_in_words(row: Any) -> str:
    """ "nov. 2025 à oct. 2026", "2025", "aujourd’hui"."""
    first, last = row.first_day, row.last_day
    if is_missing(first):
        return UNTIL_TODAY.get(row.theme, "aujourd’hui")
    if (first.month, last.month, last.year) == (1, 12, first.year):
        return str(first.year)
    return " à ".join(f"{SHORT_MONTHS[one.month - 1]} {one.year}" for one in (first, last))


def counted_in_words(row: Any) -> str:
    """ "29 bâtiments sur 32"; "" where a figure is not counted on things."""
    if row.key not in COUNTED or is_missing(row.value) or is_missing(row.counted):
        return ""
    things, after = COUNTED[row.key]
    told = with_unit(row.counted, things) + (after if row.counted >= 2 else after.removesuffix("s"))
    return f"{told} sur {number(row.of)}" if row.of > row.counted else told


def finding(frame: Any, _selection: object) -> str:
    """How many figures are as usual, good or not among similar communes, and which."""
    rows = [row for row in frame.itertuples() if row.place]
    if not rows:
        return "Aucun de ses chiffres ne peut être comparé à ceux de communes semblables."
    named: dict[str, list[str]] = {role: [] for role in ROLES}
    for row in rows:
        if row.place != "usual":
            named[verdict(row).role].append(_inside(INDICATORS[row.key].label))
    usual = sum(row.place == "usual" for row in rows)
    compared = agrees(len(rows), "chiffre comparé", "chiffres comparés")
    clauses = [
        f"Sur {number(len(rows))} {compared} à ceux de communes semblables, {number(usual)} "
        f"{agrees(usual, 'est', 'sont')} dans l’ordinaire",
        _listed(named["worse"], "défavorable", "défavorables"),
        _listed(named["better"], "favorable", "favorables"),
        _listed(
            named["neutral"],
            "hors de l’ordinaire, ni bon ni mauvais",
            "hors de l’ordinaire, ni bons ni mauvais",
        ),
    ]
    return joined(clauses)


def _inside(label: str) -> str:
    """A label inside a sentence."""
    return label[0].lower() + label[1:]


def _listed(labels: list[str], one: str, many: str) -> str:
    if not labels:
        return ""
    count = len(labels)
    return f"{number(count)} {agrees(count, one, many)} ({formats.enumeration(labels)})"
