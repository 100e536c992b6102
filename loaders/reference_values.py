"""Prices, factors and thresholds: those shipped with the application, and the operator's own."""

from pathlib import Path
from typing import NamedTuple

import polars as pl
from sqlalchemy import Connection, delete, select

from data import schema
from data.buildings.vocabulary import FINAL_ENERGIES
from data.territory import load_territory
from loaders import store
from loaders.buildings.energy_words import energies
from loaders.checking import check_rows
from loaders.lighting import light_values
from loaders.pipeline import Batch, Column, Context, Written
from loaders.putting_aside import sorted_out
from loaders.reading import folded, read_table
from loaders.simulated import refuse_mixing
from loaders.water import water_values

REFERENCE = Path(__file__).parent.parent / "data" / "reference"
SHIPPED_FILES = (REFERENCE / "energy.csv", REFERENCE / "water.csv")
COLUMNS = (
    Column(
        "grandeur",
        "text",
        "Prix, CO2, PCS/PCI, PCS par m³, énergie primaire, objectif du décret, seuil du décret, "
        "seuil de fuite, base des degrés-jours ; pour l’éclairage : prix éclairage, abonnement "
        "éclairage, facteur de ballast, coût LED, puissance LED, subvention LED, repère "
        "éclairage\u202f; pour l’eau potable\u00a0: coût du m³ d’eau, taux de la redevance eau, "
        "usage nocturne",
        "Prix",
        aliases=("type", "kind"),
    ),
    Column(
        "poste",
        "text",
        "Énergie ; pour l’objectif du décret, l’année (2030, 2040 ou 2050) ; pour la base des "
        "degrés-jours, chauffage ou climatisation ; pour l’éclairage, éclairage, ou la lampe",
        "Électricité",
        aliases=("énergie", "item"),
    ),
    Column(
        "date d’effet",
        "day",
        "Premier jour où la valeur s’applique",
        "01/01/2024",
        aliases=("début", "premier jour", "first_day"),
    ),
    Column("valeur", "number", "Taxes comprises pour un prix", "0,2145", aliases=("value",)),
    Column(
        "unité",
        "text",
        "€/kWh, €/MWh, c€/kWh ou €/m³ pour un prix (gaz : kWh PCS)",
        "€/kWh",
        aliases=("unit",),
    ),
    Column(
        "source", "text", "Contrat, facture, texte officiel", "Marché 2024, lot 2 (électricité)"
    ),
)
VALUE = ("kind", "item", "first_day", "value", "unit", "source", "verified", "shipped")
KINDS = {
    folded(word): kind
    for kind, words in {
        "price_eur_per_unit": ("prix", "tarif", "coût", "prix unitaire"),
        "co2_kg_per_kwh": ("CO2", "CO2e", "facteur CO2", "facteur d’émission", "carbone"),
        "gas_pcs_per_pci": ("PCS/PCI", "rapport PCS/PCI"),
        "gas_kwh_pcs_per_m3": ("PCS par m³", "coefficient de conversion", "coefficient thermique"),
        "primary_energy_factor": ("énergie primaire", "facteur d’énergie primaire"),
        "decree_reduction": ("objectif du décret", "objectif"),
        "decree_floor_m2": ("seuil du décret", "surface d’assujettissement"),
        "water_leak_l_per_h": ("seuil de fuite", "fuite"),
        "degree_day_base_c": ("base des degrés-jours", "base DJU"),
        **light_values.WORDS,
        **water_values.WORDS,
    }.items()
    for word in (kind, *words)
}
# The items of the kinds that are not by energy.
ITEMS = {
    "decree_reduction": {"2030": "2030", "2040": "2040", "2050": "2050"},
    "decree_floor_m2": {"surface": "floor", "floor": "floor"},
    "degree_day_base_c": {
        "chauffage": "heating",
        "heating": "heating",
        "climatisation": "cooling",
        "froid": "cooling",
        "cooling": "cooling",
    },
    **light_values.ITEMS,
    **water_values.ITEMS,
}
ENERGY_ITEMS = {
    "price_eur_per_unit": (*FINAL_ENERGIES, "water"),
    "co2_kg_per_kwh": FINAL_ENERGIES,
    "gas_pcs_per_pci": ("gas",),
    "gas_kwh_pcs_per_m3": ("gas",),
    "primary_energy_factor": ("electricity",),
    "water_leak_l_per_h": ("water",),
}
# By kind: lowest, highest, and what each accepted unit is multiplied by.
SCALES: dict[str, tuple[float, float, dict[str, float]]] = {
    "price_eur_per_unit": (0.005, 2.0, {"€/kWh": 1, "€/MWh": 0.001, "c€/kWh": 0.01, "cts/kWh": 0.01,
                                        "€/kWh PCS": 1, "€/MWh PCS": 0.001, "c€/kWh PCS": 0.01}),
    "co2_kg_per_kwh": (0.0, 1.5, {"kgCO2e/kWh": 1, "kgCO2/kWh": 1, "kg/kWh": 1, "g/kWh": 0.001,
                                  "gCO2e/kWh": 0.001, "gCO2/kWh": 0.001, "kgCO2e/kWh PCI": 1,
                                  "kgCO2/kWh PCI": 1, "kg/kWh PCI": 1}),
    "gas_pcs_per_pci": (1.0, 1.2, {"kWh PCS/kWh PCI": 1, "PCS/PCI": 1}),
    "gas_kwh_pcs_per_m3": (7.0, 14.0, {"kWh PCS/m³": 1, "kWh/m³": 1}),
    "primary_energy_factor": (0.5, 4.0, {"kWh primaire/kWh final": 1, "kWhEP/kWhEF": 1}),
    "decree_reduction": (0.0, 1.0, {"part de la référence": 1, "%": 0.01}),
    "decree_floor_m2": (1.0, 100_000.0, {"m²": 1}),
    "water_leak_l_per_h": (0.1, 1000.0, {"L/h": 1}),
    "degree_day_base_c": (5.0, 30.0, {"°C": 1}),
    **light_values.SCALES,
    **water_values.SCALES,
}  # fmt: skip
# What a kWh of gas is, in each kind.
GAS_BASIS = {"price_eur_per_unit": " PCS", "co2_kg_per_kwh": " PCI"}
WATER_PRICE = (0.1, 30.0, {"€/m³": 1})
REASONS = {
    "GRANDEUR_INCONNUE": "Cette grandeur n’est pas connue : écrivez par exemple prix, CO2 ou "
    "énergie primaire.",
    "POSTE_INCONNU": "Ce poste n’est pas connu pour cette grandeur : écrivez une énergie "
    "(électricité, gaz, réseau de chaleur, fioul, eau), ou ce que le modèle indique.",
    "UNITE_INCONNUE": "Cette unité n’est pas celle de la grandeur : écrivez par exemple €/kWh, "
    "€/MWh ou €/m³ ; le prix du gaz est par kWh PCS, son CO2 par kWh PCI.",
    "VALEUR_INVRAISEMBLABLE": "La valeur est hors de ce qui est possible dans cette unité : "
    "vérifiez l’unité et la virgule.",
    "VALEUR_EN_DOUBLE": "La même grandeur a déjà une valeur à cette date sur une ligne plus haut.",
}


def sync(connection: Connection) -> None:
    """Rewrite the shipped values; one that the operator has replaced stays replaced."""
    table = schema.reference_value
    connection.execute(delete(table).where(table.c.shipped))
    columns = ["kind", "item", "first_day"]
    own = store.read(
        connection,
        select(*(table.c[name] for name in columns)),
        {"kind": pl.String, "item": pl.String, "first_day": pl.Date},
    )
    types = {"item": pl.String, "value": pl.Float64}
    shipped = pl.concat(
        pl.read_csv(file, schema_overrides=types, try_parse_dates=True) for file in SHIPPED_FILES
    ).with_columns(pl.col("verified") == "oui", shipped=pl.lit(True))
    store.insert(connection, table, shipped.join(own, on=columns, how="anti").select(VALUE))


def parse(content: bytes, context: Context) -> Batch:
    """One row a value (VALUE and line_number), in the unit of its kind."""
    raw = read_table(content, COLUMNS)
    batch = check_rows(raw, COLUMNS, load_territory(Path(context.settings.territory_dir)))
    rows = [_scale(*cells) for cells in batch.rows.select("grandeur", "poste", "unité").iter_rows()]
    scales = pl.DataFrame(
        rows,
        schema={"kind": pl.String, "item": pl.String, "unit": pl.String, "factor": pl.Float64,
                "low": pl.Float64, "high": pl.Float64, "code": pl.String},
        orient="row",
    )  # fmt: skip
    values = pl.concat(
        [batch.rows.select("line_number", "date d’effet", "valeur", "source"), scales],
        how="horizontal",
    ).select(
        "line_number",
        "kind",
        "item",
        pl.col("date d’effet").alias("first_day"),
        (pl.col("valeur") * pl.col("factor")).alias("value"),
        "unit",
        "source",
        pl.lit(True).alias("verified"),
        pl.lit(False).alias("shipped"),
        pl.col("code", "low", "high"),
    )
    return sorted_out(raw, batch, _checked(values), REASONS)


class _Scale(NamedTuple):
    """What a line is about, and how its value is brought to the store; or `code`, its fault."""

    kind: str | None = None
    item: str | None = None
    unit: str | None = None
    factor: float | None = None
    low: float | None = None
    high: float | None = None
    code: str | None = None


def _scale(kind_text: str, item_text: str, unit_text: str) -> _Scale:
    kind = KINDS.get(folded(kind_text))
    if kind is None:
        return _Scale(code="GRANDEUR_INCONNUE")
    item = _item(kind, item_text)
    if item is None:
        return _Scale(kind, code="POSTE_INCONNU")
    low, high, units = scale_of(kind, item)
    factor = {_spelled(name): value for name, value in units.items()}.get(_spelled(unit_text))
    if factor is None:
        return _Scale(kind, item, code="UNITE_INCONNUE")
    unit = next(iter(units)) + (GAS_BASIS.get(kind, "") if item == "gas" else "")
    return _Scale(kind, item, unit, float(factor), low, high)


def scale_of(kind: str, item: str) -> tuple[float, float, dict[str, float]]:
    """Lowest and highest value of an item, and the factor of each unit in which it is written."""
    return WATER_PRICE if (kind, item) == ("price_eur_per_unit", "water") else SCALES[kind]


def _item(kind: str, text: str) -> str | None:
    if kind in water_values.BY_SERVICE:
        return _named_or_service(kind, text)
    if kind in ITEMS:
        return ITEMS[kind].get(folded(text))
    energy = energies(pl.Series([text], dtype=pl.String)).item()
    return energy if energy in ENERGY_ITEMS[kind] else None


def _named_or_service(kind: str, text: str) -> str | None:
    named = {folded(item): item for item in water_values.BY_SERVICE[kind]}
    return named.get(folded(text), text.strip()) or None


def _spelled(unit: str) -> str:
    """A unit in small letters, without spaces, taxes left out: "€ TTC / kWh" -> "€/kwh"."""
    plain = unit.lower().replace("euros", "€").replace("eur", "€").replace("m3", "m³")
    return "".join(plain.replace("ttc", "").replace("₂", "2").replace("m2", "m²").split())


def _checked(values: pl.DataFrame) -> pl.DataFrame:
    key = pl.struct("kind", "item", "first_day")
    code = (
        pl.when(pl.col("code").is_not_null())
        .then("code")
        .when(~pl.col("value").is_between("low", "high"))
        .then(pl.lit("VALEUR_INVRAISEMBLABLE"))
        .when(~key.is_first_distinct())
        .then(pl.lit("VALEUR_EN_DOUBLE"))
    )
    return values.with_columns(code.alias("code")).drop("low", "high")


def write(connection: Connection, batch: Batch, context: Context) -> Written:
    """Add or replace values, and whatever was computed with them."""
    refuse_mixing(connection, context)
    # Imported late: a table of values alone does not need the sums of buildings.
    from loaders import weather_days
    from loaders.buildings import building_rollup
    from loaders.lighting import lighting_rollup
    from loaders.water import water_rollup

    territory = load_territory(Path(context.settings.territory_dir))
    store.upsert(connection, schema.reference_value, batch.rows.select(VALUE))
    if (batch.rows["kind"] == "degree_day_base_c").any():
        weather_days.rebuild(connection)
    if batch.rows["kind"].is_in(list(light_values.WORDS)).any():
        lighting_rollup.rebuild(connection, territory)
    # Leaks of customers go by the tariff and the limit that buildings have too.
    of_water = pl.col("kind").is_in(list(water_values.WORDS)) | (pl.col("item") == "water")
    if not batch.rows.filter(of_water).is_empty():
        water_rollup.rebuild(connection, territory)
    building_rollup.rebuild(connection, territory)
    return Written(None, None)
