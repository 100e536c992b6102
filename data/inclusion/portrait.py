"""A territory beside its département and beside territories of about its size."""

from collections.abc import Mapping

import numpy as np
import pandas as pd
from sqlalchemy import Engine, select

from data import schema
from data.db import fetch
from data.inclusion.coverage import FAST, latest_of_communes
from data.inclusion.ingredients import weighted_mean
from data.inclusion.similar import commune_class, similar_epcis
from data.inclusion.vocabulary import REACH_KM
from data.selection import SYNDICAT, Selection

# Key -> label, unit, decimals, which way is better.
MEASURES: Mapping[str, tuple[str, str, int, str]] = {
    "fragility": ("Fragilité numérique recalculée", "sur 10", 1, "down"),
    "places_per_10k": ("Lieux pour 10\u202f000 habitants", "", 1, "up"),
    "mediators_per_10k": ("Médiateurs pour 10\u202f000 habitants", "", 1, "up"),
    "far_share_pct": (f"Habitants à plus de {REACH_KM} km d’un lieu", "%", 1, "down"),
    "fibre_pct": ("Locaux raccordables à la fibre", "%", 1, "up"),
    "from_30_mbit_pct": ("Locaux à 30 Mbit/s ou plus", "%", 1, "up"),
    "uncovered_mobile_pct": ("Sans couverture mobile", "%", 1, "down"),
    "aged_65_pct": ("Habitants de 65 ans ou plus", "%", 1, "neither"),
    "low_diploma_pct": ("Sans diplôme ou peu diplômés", "%", 1, "down"),
    "poverty_pct": ("Sous le seuil de pauvreté", "%", 1, "down"),
}
WEIGHTED = ("fragility", "uncovered_mobile_pct", "aged_65_pct", "low_diploma_pct", "poverty_pct")
COLUMNS = ["measure", "label", "unit", "decimals", "better_if", "value", "reference",
           "reference_label", "peers_median", "peers", "peers_label"]  # fmt: skip
PEERS_OF_EPCI = "Médiane des EPCI semblables"
PEERS_OF_COMMUNE = "Médiane des communes de même taille"
NO_PEERS = (np.nan, 0, "")


def portrait(engine: Engine, selection: Selection) -> pd.DataFrame:
    """One row a measure: its value, that of the reference, and the median of similar territories.

    Columns COLUMNS. Reference: the département of a commune or of most inhabitants of an EPCI;
    the whole syndicate for a département. `peers`: how many similar EPCI or communes have the
    measure; 0, and no median, without enough of them. The syndicate is set beside its two most
    populous départements: the first as reference, the second in the place of the median, with
    0 `peers`; beside nothing when it has only one. Ratios are of sums; missing where nothing is
    known. Empty on an empty store and for a scope of another theme.
    """
    everywhere = _communes(engine)
    kind, _, code = selection.scope.partition(":")
    own = _of(everywhere, kind, code)
    if own.empty:
        return pd.DataFrame(columns=COLUMNS)
    values = measures(own)
    if kind == SYNDICAT:
        (label, reference), (second, others) = _departements(engine, everywhere)
        beside = {key: (others[key], 0, second) for key in MEASURES}
    else:
        label, reference = _reference(engine, everywhere, own, kind)
        beside = _medians(_peers(everywhere, kind, code), kind)
    rows = [
        (key, *described, values[key], reference[key], label, *beside[key])
        for key, described in MEASURES.items()
    ]
    return pd.DataFrame(rows, columns=COLUMNS)


def _medians(peers: pd.DataFrame, kind: str) -> dict[str, tuple[float, int, str]]:
    """Of each measure, its median among similar territories, how many have it, what they are."""
    label = PEERS_OF_EPCI if kind == "epci" else PEERS_OF_COMMUNE
    known = {key: peers[key].dropna() if len(peers) else peers for key in MEASURES}
    return {
        key: (float(values.median()), len(values), label) if len(values) else NO_PEERS
        for key, values in known.items()
    }


def measures(communes: pd.DataFrame) -> dict[str, float]:
    """Every one of MEASURES for a group of communes; NaN where nothing is known."""
    population = communes["population"].sum()
    located = communes[communes["nearest_km"].notna()]
    far = located.loc[located["nearest_km"] > REACH_KM, "population"].sum()
    premises = communes["premises"].sum()
    return {
        **{key: weighted_mean(communes[key], communes["population"]) for key in WEIGHTED},
        "places_per_10k": _ratio(1e4 * communes["places"].sum(min_count=1), population),
        "mediators_per_10k": _ratio(1e4 * communes["mediators"].sum(min_count=1), population),
        "far_share_pct": _ratio(100 * far, located["population"].sum()),
        "fibre_pct": _ratio(100 * communes["from_1_gbit"].sum(), premises),
        "from_30_mbit_pct": _ratio(100 * communes["fast"].sum(), premises),
    }


def _ratio(amount: float, base: float) -> float:
    return float(amount / base) if base and pd.notna(amount) else np.nan


def _communes(engine: Engine) -> pd.DataFrame:
    """Every commune with its premises; places missing on a store that knows of none."""
    communes = fetch(engine, select(schema.inclusion_commune))
    coverage = latest_of_communes(engine, SYNDICAT)
    coverage["fast"] = coverage[list(FAST)].sum(axis=1)
    premises = coverage.set_index("commune_code")[["premises", "from_1_gbit", "fast"]]
    numbers = ["population", "places", "mediators", "nearest_km", *WEIGHTED]
    frame = communes.join(premises.astype(float), on="commune_code")
    frame = frame.astype({**dict.fromkeys(numbers, float)})
    if not frame["places"].any():
        frame["places"] = np.nan
    return frame


def _of(everywhere: pd.DataFrame, kind: str, code: str) -> pd.DataFrame:
    if kind == SYNDICAT:
        return everywhere
    name = f"{kind}_code"
    return everywhere[everywhere[name] == code] if name in everywhere else everywhere.head(0)


def _reference(
    engine: Engine, everywhere: pd.DataFrame, own: pd.DataFrame, kind: str
) -> tuple[str, dict[str, float]]:
    """What a territory is set against, and its measures."""
    if kind == "departement":
        return "Tout le syndicat", measures(everywhere)
    code = own.groupby("departement_code")["population"].sum().idxmax()
    return _departement(engine, everywhere, code)


def _departements(engine: Engine, everywhere: pd.DataFrame) -> list[tuple[str, dict[str, float]]]:
    """The two most populous départements and their measures; nothing, twice, for a lone one."""
    codes = everywhere.groupby("departement_code")["population"].sum().nlargest(2).index
    if len(codes) < 2:
        return [("", dict.fromkeys(MEASURES, np.nan))] * 2
    return [_departement(engine, everywhere, code) for code in codes]


def _departement(
    engine: Engine, everywhere: pd.DataFrame, code: str
) -> tuple[str, dict[str, float]]:
    scope = schema.scope.c
    with engine.connect() as connection:
        label = connection.scalar(select(scope.label).where(scope.scope == f"departement:{code}"))
    return label or code, measures(_of(everywhere, "departement", code))


def _peers(everywhere: pd.DataFrame, kind: str, code: str) -> pd.DataFrame:
    """Measures of similar EPCI, or of the other communes of the same class of population."""
    if kind == "epci":
        by_epci = everywhere.groupby("epci_code")
        sizes = by_epci["population"].agg(population="sum", communes="size")
        codes = similar_epcis(sizes, code)
        return pd.DataFrame([measures(_of(everywhere, kind, peer)) for peer in codes])
    if kind != "commune":
        return pd.DataFrame()
    classes = commune_class(everywhere["population"])
    own = everywhere["commune_code"] == code
    same = everywhere[(classes == classes[own].iloc[0]).fillna(False) & ~own]
    return _each(same)


def _each(communes: pd.DataFrame) -> pd.DataFrame:
    """MEASURES of each commune by itself; a commune is near or far, never in part."""
    population = communes["population"].where(communes["population"] > 0)
    premises = communes["premises"].where(communes["premises"] > 0)
    return communes[list(WEIGHTED)].assign(
        places_per_10k=1e4 * communes["places"] / population,
        mediators_per_10k=1e4 * communes["mediators"] / population,
        far_share_pct=np.nan,
        fibre_pct=100 * communes["from_1_gbit"] / premises,
        from_30_mbit_pct=100 * communes["fast"] / premises,
    )
