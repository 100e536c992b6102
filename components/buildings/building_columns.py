"""The columns of the tables of one building."""

from components.tables import TableColumn

ENERGY = TableColumn("energy_label", "Énergie")
MEASURE = (ENERGY, TableColumn("unit", "Unité"))
DAY = TableColumn("day", "Jour", "day")
MEASURED = TableColumn("value", "Mesuré", "number", 2)
TOTAL = TableColumn("total_kwh", "Énergie finale (kWh)", "number")
ADJUSTED = TableColumn("adjusted_kwh", "Corrigée du climat (kWh)", "number")
WORKS = TableColumn("works", "Travaux")
YEAR = TableColumn("year", "Année")
KNOWN = TableColumn("known_share_pct", "Jours connus", "percent", 1)
SPAN = (TableColumn("first_day", "Du", "day"), TableColumn("last_day", "Au", "day"))
FINAL_ENERGIES = (
    TableColumn("electricity_kwh", "Électricité (kWh)", "number"),
    TableColumn("gas_kwh", "Gaz (kWh PCI)", "number"),
    TableColumn("heat_kwh", "Chaleur (kWh)", "number"),
    TableColumn("oil_kwh", "Fioul (kWh)", "number"),
)

MONTHLY = (
    TableColumn("month", "Mois", "month"),
    *FINAL_ENERGIES,
    TOTAL,
    TableColumn("before_kwh", "Comparaison (kWh)", "number"),
    TableColumn("water_m3", "Eau (m³)", "number"),
    TableColumn("spread_share_pct", "Jours répartis d’une facture", "percent", 0),
    KNOWN,
    WORKS,
)
TRAJECTORY = (
    YEAR,
    TableColumn("kwh", "Mesurée (kWh)", "number"),
    ADJUSTED,
    TableColumn("target_kwh", "Objectif en baisse relative (kWh)", "number"),
    TableColumn("absolute_kwh", "Objectif en valeur absolue (kWh)", "number"),
)
DAILY = (
    DAY,
    *MEASURE,
    MEASURED,
    TableColumn("expected", "Attendu", "number", 2),
    TableColumn("spread", "Réparti d’une facture", "yes_no"),
    TableColumn("alert", "Dérive ou fuite", "yes_no"),
    WORKS,
)
SIGNATURE = (
    DAY,
    *MEASURE,
    TableColumn("mean_c", "Température (°C)", "number", 1),
    MEASURED,
    TableColumn("fitted", "Modèle", "number", 2),
    TableColumn("outlier", "Inhabituel", "yes_no"),
)
PROFILE = (
    *MEASURE,
    TableColumn("weekday", "Jour", "weekday"),
    TableColumn("hour", "Heure", "hour"),
    TableColumn("mean_per_h", "Moyenne par heure", "number", 2),
    TableColumn("days", "Jours", "number"),
)
LOADS = (
    ENERGY,
    TableColumn("unit_h", "Unité"),
    TableColumn("mean_per_h", "Moyenne", "number", 2),
    TableColumn("base_per_h", "Talon", "number", 2),
    TableColumn("base_share_pct", "Talon permanent", "percent", 0),
    TableColumn("night_share_pct", "Nuit (22 h à 6 h)", "percent", 0),
    TableColumn("weekend_share_pct", "Samedi et dimanche", "percent", 0),
    TableColumn("closed_share_pct", "Hors ouverture", "percent", 0),
    *SPAN,
)
SAVINGS = (
    TableColumn("label", "Travaux", link="?detail={work_id}"),
    TableColumn("kind_label", "Nature"),
    TableColumn("first_day", "Début", "day"),
    *MEASURE,
    TableColumn("saving", "Économie", "number"),
    TableColumn("saving_pct", "Économie (%)", "percent", 1),
    TableColumn("saving_low_pct", "Borne basse", "percent", 1),
    TableColumn("saving_high_pct", "Borne haute", "percent", 1),
    TableColumn("proven", "Démontrée", "yes_no"),
    TableColumn("eur_year", "€ par an", "number"),
    TableColumn("cost_eur", "Coût (€)", "number"),
    TableColumn("payback_years", "Temps de retour (ans)", "number", 1),
    TableColumn("notices", "À savoir"),
)
BEFORE_AFTER = (
    TableColumn("week", "Semaine du", "day"),
    *MEASURE,
    TableColumn("phase", "Phase"),
    MEASURED,
    TableColumn("expected", "Attendu sans travaux", "number", 2),
)
ANNUAL = (
    YEAR,
    TableColumn("building_id", "Identifiant"),
    TableColumn("name", "Bâtiment"),
    TableColumn("category_label", "Usage"),
    TableColumn("floor_m2", "Surface (m²)", "number"),
    *FINAL_ENERGIES,
    TOTAL,
    ADJUSTED,
    TableColumn("degree_days", "Degrés-jours (base 18 °C)", "number"),
    KNOWN,
)
QUALITY = (
    TableColumn("meter_id", "Compteur"),
    ENERGY,
    TableColumn("step_label", "Pas"),
    *SPAN,
    KNOWN,
    TableColumn("gaps", "Lacunes", "number"),
    TableColumn("longest_gap_days", "Plus longue (jours)", "number"),
    TableColumn("resets", "Remises à zéro", "number"),
    TableColumn("spread_days", "Jours répartis d’une facture", "number"),
    TableColumn("estimated_days", "Jours estimés", "number"),
)
