"""The columns of the tables of public lighting."""

from components.maps import CABINET_SHEET
from components.tables import TableColumn

COMMUNE = TableColumn("commune", "Commune")
POINTS = TableColumn("points", "Points", "number")
POWER = TableColumn("power_kw", "Puissance (kW)", "number", 1)
CABINET = TableColumn("name", "Armoire", link=CABINET_SHEET)

MONTHLY = (
    TableColumn("month", "Mois", "month"),
    TableColumn("measured_kwh", "Facturé (kWh)", "number"),
    TableColumn("expected_kwh", "Prévu par les horaires (kWh)", "number"),
    TableColumn("full_kwh", "Prévu sans extinction (kWh)", "number"),
    TableColumn("before_kwh", "Comparaison (kWh)", "number"),
    TableColumn("eur", "Dépense (€)", "number"),
    TableColumn("subscription_eur", "dont abonnement (€)", "number"),
    TableColumn("before_eur", "Comparaison (€)", "number"),
    TableColumn("billed", "Armoires facturées", "number"),
    TableColumn("cabinets", "Armoires", "number"),
    TableColumn("prorated", "Mois répartis d’une facture plus longue", "number"),
)
SPLIT_BILL = (TableColumn("part", "Cause"), TableColumn("eur", "Effet (€)", "number"))
SPLIT_KWH = (TableColumn("part", "Cause"), TableColumn("kwh", "Effet (kWh)", "number"))
MAP = (
    TableColumn("latitude_deg", "Latitude", "number", 5),
    TableColumn("longitude_deg", "Longitude", "number", 5),
    POINTS,
    TableColumn("lamp_label", "Lampe"),
    TableColumn("power_kw", "Puissance (kW)", "number", 2),
    TableColumn("led_share_pct", "LED", "percent", 0),
    TableColumn("off_share_pct", "Éteints à 2\u00a0h", "percent", 0),
    TableColumn("cabinet_id", "Armoire"),
)
LAMPS = (
    TableColumn("lamp_label", "Lampe"),
    POINTS,
    TableColumn("share_pct", "Part", "percent", 1),
    POWER,
    TableColumn("mean_age_years", "Âge moyen (ans)", "number", 1),
)
AGES = (
    TableColumn("decade", "Décennie de pose", "year"),
    TableColumn("led_points", "LED", "number"),
    TableColumn("other_points", "Autres lampes", "number"),
    POINTS,
)
RULES = (
    TableColumn("rule_label", "Règle"),
    TableColumn("kept", "Respectée (points)", "number"),
    TableColumn("broken", "Non respectée (points)", "number"),
    TableColumn("unknown", "Non vérifiable (points)", "number"),
)
DECISIONS = (
    TableColumn("day", "Date d’effet", "day"),
    TableColumn("label", "Décision"),
    TableColumn("communes", "Communes", "number"),
    TableColumn("cabinets", "Armoires", "number"),
    POINTS,
    TableColumn("saved_kwh_year", "Économie (kWh par an)", "number"),
    TableColumn("saved_eur_year", "Économie (€ par an)", "number"),
)
COMMUNES = (
    COMMUNE,
    TableColumn("population", "Habitants", "number"),
    POINTS,
    TableColumn("kwh_per_point", "kWh par point", "number"),
    TableColumn("median_kwh_per_point", "Médiane de même taille (kWh par point)", "number"),
    TableColumn("kwh_per_inhabitant", "kWh par habitant", "number", 1),
    TableColumn("median_kwh_per_inhabitant", "Médiane (kWh par habitant)", "number", 1),
    TableColumn("peers", "Communes comparées", "number"),
    TableColumn("off_share_pct", "Points éteints à 2\u00a0h", "percent", 0),
)
CABINETS = (
    CABINET,
    COMMUNE,
    TableColumn("potential_eur", "À gagner (€ par an)", "number"),
    TableColumn("potential_kwh", "À gagner (kWh par an)", "number"),
    POINTS,
    POWER,
    TableColumn("kwh", "Facturé en douze mois (kWh)", "number"),
    TableColumn("eur", "Dépense (€)", "number"),
    TableColumn("hours_year", "Heures par an", "number"),
    TableColumn("decided", "Extinction depuis", "day"),
    TableColumn("anomaly", "Anomalie"),
)
ANOMALIES = (
    CABINET,
    COMMUNE,
    TableColumn("anomaly", "Anomalie"),
    TableColumn("anomaly_kwh", "Écart (kWh par an)", "number"),
    TableColumn("anomaly_eur", "Surcoût (€ par an)", "number"),
    TableColumn("kwh", "Facturé en douze mois (kWh)", "number"),
    POINTS,
    POWER,
)
RENEWAL = (
    TableColumn("year", "Année", "year"),
    POINTS,
    TableColumn("cabinets", "Armoires", "number"),
    TableColumn("cost_eur", "Coût (€)", "number"),
    TableColumn("saved_kwh", "Économie (kWh par an)", "number"),
)
NIGHTS = (
    TableColumn("day", "Soir du", "day"),
    TableColumn("lit_from_h", "Allumage", "clock"),
    TableColumn("lit_to_h", "Extinction du matin", "clock"),
    TableColumn("off_from_h", "Éteint de", "clock"),
    TableColumn("off_to_h", "Éteint à", "clock"),
)
HOURLY = (
    TableColumn("at", "Heure", "instant"),
    TableColumn("load_kw", "Mesuré (kW)", "number", 2),
    TableColumn("expected_kw", "Prévu (kW)", "number", 2),
    TableColumn("lit_share", "Part allumée", "number", 2),
)
OF_POINTS = (
    TableColumn("point_id", "Point"),
    TableColumn("lamp_label", "Lampe"),
    TableColumn("power_w", "Puissance (W)", "number"),
    TableColumn("colour_k", "Couleur (K)", "number"),
    TableColumn("ulr_pct", "Lumière vers le ciel", "percent", 1),
    TableColumn("installed_year", "Posé en", "year"),
    TableColumn("street_label", "Voie"),
    TableColumn("latitude_deg", "Latitude", "number", 5),
    TableColumn("longitude_deg", "Longitude", "number", 5),
)
