"""Public screens: what each shows, and when it was last heard of."""

from sqlalchemy import BigInteger, Boolean, Column, Float, String, Table, Text

from data.schema.base import key, metadata

screen = Table(
    "core_screen",
    metadata,
    key("screen_id", String),
    Column("name", String, nullable=False),
    Column("scope", String, nullable=False),
    Column("latitude_deg", Float, nullable=False),
    Column("longitude_deg", Float, nullable=False),
    # "portrait" or "paysage".
    Column("orientation", String, nullable=False),
    # Codes separated by spaces, French first.
    Column("languages", String, nullable=False),
    # "affluence:15 calme:12": kinds and seconds, in the order of rotation.
    Column("slides", String, nullable=False),
    # Opening hours of the office, in the OpenStreetMap form.
    Column("opening", String),
    # Local times "HH:MM" between which the screen rests; both or none.
    Column("standby_from", String),
    Column("standby_until", String),
    # Language -> message of the office, as JSON.
    Column("messages", Text, nullable=False),
    Column("simulated", Boolean, nullable=False),
)

# The last sign of life of each screen: one row a screen, written by the site.
screen_contact = Table(
    "core_screen_contact",
    metadata,
    key("screen_id", String),
    Column("at_s", BigInteger, nullable=False),
    Column("version", String, nullable=False),
    Column("data_version", String, nullable=False),
    # What it was showing: see data/screens/vocabulary.py.
    Column("state", String, nullable=False),
    Column("last_error", String),
    Column("last_error_s", BigInteger),
)
