"""Digital inclusion: records of places as published, coverage, ingredients of fragility, activity.

No person is ever stored: no name of a mediator, no mail, no telephone.
"""

from sqlalchemy import Boolean, Column, Date, Float, Integer, SmallInteger, String, Table

from data.schema.base import ROWLESS, key, metadata

# A place as one source describes it. Lists are labels of the national standard between "|".
inclusion_record = Table(
    "core_inclusion_record",
    metadata,
    key("source_key", String),
    key("record_id", String),
    Column("name", String, nullable=False),
    Column("address", String),
    Column("postcode", String),
    Column("town", String),
    Column("commune_code", String),
    Column("epci_code", String),
    Column("departement_code", String),
    Column("latitude_deg", Float),
    Column("longitude_deg", Float),
    # SIRET or SIREN as given, digits alone.
    Column("siret", String),
    Column("kinds", String, nullable=False),
    Column("services", String, nullable=False),
    Column("support", String, nullable=False),
    Column("access", String, nullable=False),
    Column("publics", String, nullable=False),
    Column("special_care", String, nullable=False),
    Column("fees", String, nullable=False),
    Column("programmes", String, nullable=False),
    # Opening hours as OpenStreetMap writes them; null: not known.
    Column("hours", String),
    Column("website", String),
    Column("accessibility_url", String),
    Column("itinerant", Boolean),
    # Those who help there, where the source counts them.
    Column("mediators", Integer),
    Column("updated", Date),
    Column("simulated", Boolean, nullable=False),
)

# Premises of a commune by the best speed that they can have, at the end of a quarter.
inclusion_coverage = Table(
    "core_inclusion_coverage",
    metadata,
    key("commune_code", String),
    key("day", Date),
    Column("premises", Integer, nullable=False),
    Column("none", Integer, nullable=False),
    Column("from_05_mbit", Integer, nullable=False),
    Column("from_3_mbit", Integer, nullable=False),
    Column("from_8_mbit", Integer, nullable=False),
    Column("from_30_mbit", Integer, nullable=False),
    Column("from_100_mbit", Integer, nullable=False),
    Column("from_1_gbit", Integer, nullable=False),
    Column("simulated", Boolean, nullable=False),
    **ROWLESS,
)

# `ingredient`: a key of data.inclusion.vocabulary.INGREDIENTS, always "the more, the more fragile".
inclusion_ingredient = Table(
    "core_inclusion_ingredient",
    metadata,
    key("commune_code", String),
    key("ingredient", String),
    Column("value_pct", Float, nullable=False),
    # The year it tells of, null where the source does not say.
    Column("year", SmallInteger),
    Column("simulated", Boolean, nullable=False),
    **ROWLESS,
)

# Accompaniments by month. `dimension`: "total", "theme", "channel", "duration", "age", "public".
inclusion_activity = Table(
    "core_inclusion_activity",
    metadata,
    key("source_key", String),
    key("place_key", String),
    key("month", Date),
    key("dimension", String),
    key("item", String),
    Column("place_name", String, nullable=False),
    Column("commune_code", String),
    Column("epci_code", String),
    Column("departement_code", String),
    Column("count", Integer, nullable=False),
    Column("simulated", Boolean, nullable=False),
    **ROWLESS,
)

# What members answered; no row: not asked or not answered.
inclusion_answer = Table(
    "core_inclusion_answer",
    metadata,
    key("member", String),
    key("question", String),
    key("day", Date),
    Column("name", String, nullable=False),
    Column("commune_code", String),
    Column("epci_code", String),
    Column("departement_code", String),
    Column("yes", Boolean, nullable=False),
    Column("simulated", Boolean, nullable=False),
)
