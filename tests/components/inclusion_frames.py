"""Frames as the queries of digital inclusion answer them, small enough to compute by hand."""

import pandas as pd

THIRDS = ("Moins fragile", "Intermédiaire", "Plus fragile")
FAR = ("Plus près d’un lieu", "Intermédiaire", "Plus loin d’un lieu")


def portrait(reference: float | None = 4.0, peers: float | None = 5.0) -> pd.DataFrame:
    """Fragility 3.0 against 4.0 and 5.0; mediators 1.0 against 2.0; a share that nobody judges."""
    rows = [
        ("fragility", "Fragilité numérique recalculée", "sur 10", 1, "down", 3.0, reference),
        ("mediators_per_10k", "Médiateurs pour 10 000 habitants", "", 1, "up", 1.0,
         reference and reference / 2),
        ("aged_65_pct", "Habitants de 65 ans ou plus", "%", 1, "neither", 20.0,
         reference and 5 * reference),
    ]  # fmt: skip
    names = ["measure", "label", "unit", "decimals", "better_if", "value", "reference"]
    frame = pd.DataFrame(rows, columns=names)
    return frame.assign(
        reference=frame["reference"].astype(float),
        reference_label="Loir-et-Cher" if reference else "",
        peers_median=[peers, None, None],
        peers=3 if peers else 0,
        peers_label="Médiane des EPCI semblables" if peers else "",
    ).astype({"peers_median": float})


def crossed(worst: int = 4) -> pd.DataFrame:
    """Nine cells: in each, its number of communes and a hundred times as many inhabitants."""
    counts = [1, 2, 3, 2, 2, 2, 3, 3, worst]
    rows = [
        (fragile, THIRDS[fragile], far, FAR[far], counts[3 * fragile + far])
        for fragile in range(3)
        for far in range(3)
    ]
    names = ["fragility_third", "fragility_label", "supply_third", "supply_label", "communes"]
    frame = pd.DataFrame(rows, columns=names)
    return frame.assign(population=100 * frame["communes"])


def communes(count: int = 3) -> pd.DataFrame:
    """Communes by rank: each between two ranks; the last one has no score."""
    ranked = count - 1
    numbers = range(1, ranked + 1)
    return pd.DataFrame(
        {
            "commune_code": [f"37{number:03}" for number in range(1, count + 1)],
            "name": [f"Commune {number}" for number in numbers] + ["Sans score"],
            "population": [1000 * number for number in numbers] + [50],
            "fragility": [9.0 - number / 10 for number in numbers] + [None],
            "rank": [*map(float, numbers), None],
            "rank_low": [max(1.0, number - 2) for number in numbers] + [None],
            "rank_high": [number + 10.0 for number in numbers] + [None],
            "rank_of": ranked,
            "nearest_km": [12.0 + number for number in numbers] + [None],
        }
    )


def layers() -> pd.DataFrame:
    """Three communes, one without score nor coverage, and two places, one without position."""
    names = ["thing", "code", "name", "commune", "kinds", "programmes", "latitude_deg",
             "longitude_deg", "fragility", "fragility_fifth", "least_covered",
             "population"]  # fmt: skip
    rows = [
        ("Commune", "37001", "Abilly", "Abilly", None, None, 46.9, 0.7, 7.25, 0.0, True,
         1000),
        ("Commune", "37002", "Ambillou", "Ambillou", None, None, 47.4, 0.4, 2.0, 4.0, False,
         500),
        ("Commune", "41001", "Ambloy", "Ambloy", None, None, 47.7, 1.0, None, None, False,
         200),
        ("Lieu", "l-1", "Médiathèque", "Abilly", "BIB|MUNI", "", 46.91234, 0.71, None, None, None,
         None),
        ("Lieu", "l-2", "MAISON D’ABILLY", "Abilly", "", "", None, None, None, None, None, None),
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=names)


def chosen() -> pd.DataFrame:
    """Two places: 3,000 inhabitants of two communes, then 500 of six."""
    return pd.DataFrame(
        {
            "rank": [1, 2],
            "commune": ["Paulmy", "Bauzy"],
            "epci_name": ["Loches Sud Touraine", None],
            "gained_population": [3000, 500],
            "gained_demand": [1500.0, 200.4],
            "cumulative_population_share_pct": [90.0, 95.0],
            "communes_served": [2, 6],
            "served_names": ["Ciran, Paulmy", "Bauzy, Bracieux, Courmemin, Neuvy, Tour, Vernou"],
        }
    )


def placed() -> pd.DataFrame:
    """Four communes: near, brought near by the first place, far, and of unknown position."""
    return pd.DataFrame(
        {
            "commune_code": ["37001", "37002", "37003", "37004"],
            "commune": ["Abilly", "Paulmy", "Amboise", "Anché"],
            "latitude_deg": [46.9, 47.0, 47.4, None],
            "longitude_deg": [0.7, 0.8, 1.0, None],
            "population": [100, 200, 300, 400],
            "fragility": [1.0, 2.0, 3.0, 4.0],
            "demand": [10.0, 40.0, 90.0, 160.0],
            "nearest_km": [1.0, 12.0, 20.0, None],
            "state": ["before", "gained", "far", "unknown"],
            "chosen_rank": pd.array([None, 1, None, None], dtype="Int64"),
        }
    )
