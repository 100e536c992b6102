"""What screens read of digital inclusion; rebuilt by loaders."""

from sqlalchemy import Boolean, Column, Date, Float, Integer, SmallInteger, String, Table

from data.schema.base import ROWLESS, key, metadata

# One place, whatever the number of sources that know it. Lists are labels between "|".
inclusion_place = Table(
    "out_inclusion_place",
    metadata,
    key("place_id", String),
    Column("name", String, nullable=False),
    Column("address", String),
    Column("postcode", String),
    Column("town", String),
    Column("commune_code", String),
    Column("epci_code", String),
    Column("departement_code", String),
    Column("latitude_deg", Float),
    Column("longitude_deg", Float),
    # The place is drawn at its town hall: its own position is not known.
    Column("at_town_hall", Boolean, nullable=False),
    Column("siret", String),
    Column("kinds", String, nullable=False),
    Column("services", String, nullable=False),
    Column("support", String, nullable=False),
    Column("access", String, nullable=False),
    Column("publics", String, nullable=False),
    Column("special_care", String, nullable=False),
    Column("fees", String, nullable=False),
    Column("programmes", String, nullable=False),
    Column("hours", String),
    # Open hours of a usual week; null: not known or not readable.
    Column("open_h_week", Float),
    Column("open_saturday", Boolean),
    Column("website", String),
    Column("accessibility_url", String),
    Column("itinerant", Boolean),
    Column("mediators", Integer),
    Column("updated", Date),
    Column("sources", String, nullable=False),
    # What sources do not agree on: JSON, field -> source -> value.
    Column("disagreements", String, nullable=False),
    Column("simulated", Boolean, nullable=False),
)

# Which record went into which place, and on which evidence.
inclusion_place_record = Table(
    "out_inclusion_place_record",
    metadata,
    key("source_key", String),
    key("record_id", String),
    Column("place_id", String, nullable=False, index=True),
    Column("evidence", String, nullable=False),
    **ROWLESS,
)

# Every commune of the territory; null is "n.d.".
inclusion_commune = Table(
    "out_inclusion_commune",
    metadata,
    key("commune_code", String),
    Column("name", String, nullable=False),
    Column("epci_code", String),
    Column("departement_code", String),
    Column("latitude_deg", Float),
    Column("longitude_deg", Float),
    Column("population", Integer),
    # 0 to 10, its rank among the communes that have one (1 is the most fragile) and its interval.
    Column("fragility", Float),
    Column("rank", SmallInteger),
    Column("rank_low", SmallInteger),
    Column("rank_high", SmallInteger),
    Column("places", Integer, nullable=False),
    Column("mediators", Integer),
    # Great-circle distance from the town hall to the nearest place; null without any place.
    Column("nearest_km", Float),
    Column("nearest_place_id", String),
    # The same among places that are open at least so many hours a week.
    Column("nearest_open_km", Float),
    Column("fibre_pct", Float),
    Column("from_30_mbit_pct", Float),
    Column("coverage_day", Date),
    Column("uncovered_mobile_pct", Float),
    Column("aged_65_pct", Float),
    Column("low_diploma_pct", Float),
    Column("poverty_pct", Float),
)
