"""The columns of the tables of water."""

from components.tables import TableColumn

SECTOR_SHEET = "/eau/secteurs/{sector_id}"
METER_DAYS = "/eau/abonnes?detail={meter_id}"
SERVICE_SHEET = "/eau/services/{service_id}"

COMMUNE = TableColumn("commune", "Commune")
SECTOR = TableColumn("name", "Secteur", link=SECTOR_SHEET)
# What joins a table to any other.
SECTOR_ID = TableColumn("sector_id", "Identifiant")
NIGHT = TableColumn("night_m3_h", "Débit de nuit (m³/h)", "number", 1)
NIGHT_USE = TableColumn("night_use_m3_h", "dont usage normal (m³/h)", "number", 1)
LEAKAGE = TableColumn("leakage_m3_km_day", "Fuites (m³/km/jour)", "number", 1)
SINCE = TableColumn("since", "Depuis", "day")
STATE = TableColumn("state_label", "Suite donnée")
LOST = TableColumn("lost_m3", "Eau perdue (m³)", "number")
EUR_YEAR = TableColumn("eur_year", "Coût (€ par an)", "number")
SERVICES = TableColumn("services", "Services comptés", "number")
ALL_SERVICES = TableColumn("all_services", "Services déclarés", "number")
YEAR = TableColumn("year", "Année", "year")

ALERTS = (
    TableColumn("name", "Secteur ou compteur", link="{address}"),
    TableColumn("place_id", "Identifiant"),
    COMMUNE,
    TableColumn("kind_label", "Alerte"),
    SINCE,
    TableColumn("detected", "Détectée le", "day"),
    TableColumn("days_open", "Jours", "number"),
    TableColumn("flow_m3_h", "Débit (m³/h)", "number", 2),
    TableColumn("low_m3_h", "au moins (m³/h)", "number", 2),
    TableColumn("high_m3_h", "au plus (m³/h)", "number", 2),
    LOST,
    EUR_YEAR,
    TableColumn("confidence_label", "Confiance"),
    TableColumn("noises", "Bruits proches", "number"),
    TableColumn("footfall_pct", "Fréquentation de la commune", "change", 0),
    STATE,
    TableColumn("note", "Note"),
)
YIELDS = (
    YEAR,
    TableColumn("yield_pct", "Rendement", "percent", 1),
    TableColumn("threshold_pct", "Seuil du décret", "percent", 1),
    TableColumn("target_pct", "Objectif des services", "percent", 1),
    TableColumn("peers_pct", "Services semblables", "percent", 1),
    SERVICES,
    ALL_SERVICES,
)
LOSSES = (
    YEAR,
    TableColumn("loss_index", "Pertes (m³/km/jour)", "number", 2),
    TableColumn("good_to", "Bon jusqu’à", "number", 1),
    TableColumn("fair_to", "Acceptable jusqu’à", "number", 1),
    TableColumn("poor_to", "Médiocre jusqu’à", "number", 1),
    TableColumn("density_label", "Densité"),
    TableColumn("peers_index", "Services semblables", "number", 2),
    SERVICES,
    ALL_SERVICES,
)
BALANCE = (
    TableColumn("from_label", "De"),
    TableColumn("to_label", "Vers"),
    TableColumn("volume_m3", "Volume (m³)", "number"),
    YEAR,
    SERVICES,
    ALL_SERVICES,
)
STAKE = (
    TableColumn("points", "Points gagnés", "number"),
    TableColumn("levy_gain_eur", "Redevance en moins (€ par an)", "number"),
    TableColumn("water_gain_eur", "Eau non perdue (€ par an)", "number"),
    TableColumn("gain_eur", "Gain total (€ par an)", "number"),
    TableColumn("saved_m3", "Eau épargnée (m³)", "number"),
    TableColumn("levy_eur", "Redevance restante (€ par an)", "number"),
    YEAR,
    SERVICES,
    ALL_SERVICES,
)
MAP = (
    SECTOR,
    SECTOR_ID,
    TableColumn("service", "Service"),
    COMMUNE,
    TableColumn("class_label", "Classe"),
    LEAKAGE,
    NIGHT,
    NIGHT_USE,
    TableColumn("leak_m3_h", "Débit des fuites (m³/h)", "number", 1),
    TableColumn("open_alerts", "Alertes ouvertes", "number"),
    TableColumn("latitude_deg", "Latitude", "number", 4),
    TableColumn("longitude_deg", "Longitude", "number", 4),
)
SECTORS = (
    SECTOR,
    SECTOR_ID,
    TableColumn("service", "Service"),
    COMMUNE,
    LEAKAGE,
    TableColumn("leak_m3_h", "Débit des fuites (m³/h)", "number", 1),
    EUR_YEAR,
    TableColumn("open_alerts", "Alertes ouvertes", "number"),
    NIGHT,
    NIGHT_USE,
    TableColumn("pipe_km", "Réseau (km)", "number", 1),
    TableColumn("customers", "Abonnés", "number"),
    TableColumn("known_days", "Jours connus sur 30", "number"),
    TableColumn("status", "Suivi"),
)
OF_SERVICES = (
    TableColumn("name", "Service", link=SERVICE_SHEET),
    TableColumn("service_id", "Identifiant"),
    YEAR,
    TableColumn("yield_pct", "Rendement", "percent", 1),
    TableColumn("threshold_pct", "Seuil du décret", "percent", 1),
    TableColumn("gap_points", "Écart au seuil (points)", "number", 1),
    TableColumn("loss_index", "Pertes (m³/km/jour)", "number", 2),
    TableColumn("judgement_label", "Jugement"),
    LOST,
    TableColumn("point_eur", "Un point rapporte (€ par an)", "number"),
)
CUSTOMERS = (
    TableColumn("meter_id", "Compteur", link=METER_DAYS),
    COMMUNE,
    TableColumn("usage_label", "Usage"),
    SINCE,
    TableColumn("days", "Jours", "number"),
    TableColumn("litres_per_h", "Débit (L/h)", "number", 1),
    LOST,
    EUR_YEAR,
    STATE,
    TableColumn("note", "Note"),
)
CUSTOMER_COMMUNES = (
    COMMUNE,
    TableColumn("meters", "Compteurs relevés", "number"),
    TableColumn("leaks", "Fuites", "number"),
    TableColumn("litres_per_h", "Débit (L/h)", "number", 1),
    LOST,
    EUR_YEAR,
)
CUSTOMER_DAYS = (
    TableColumn("day", "Jour", "day"),
    TableColumn("volume_m3", "Volume (m³)", "number", 3),
    TableColumn("least_l_per_h", "Heure la plus basse (L/h)", "number", 1),
    TableColumn("alert", "Fuite", "yes_no"),
)
REHEARSAL = (
    TableColumn("budget", "Fausses alertes par secteur et par an", "number", 2),
    TableColumn("alerts", "Alertes en douze mois", "number"),
    TableColumn("sectors", "Secteurs", "number"),
    TableColumn("open", "Encore ouvertes", "number"),
    LOST,
    TableColumn("eur", "Coût (€)", "number"),
)
FAULTS = (
    TableColumn("meter_id", "Capteur"),
    TableColumn("sector", "Secteur"),
    TableColumn("kind_label", "Défaut"),
    TableColumn("first_day", "Premier jour", "day"),
    TableColumn("last_day", "Dernier jour", "day"),
    TableColumn("days", "Jours", "number"),
    TableColumn("open", "Dure encore", "yes_no"),
    TableColumn("to_do", "Que faire"),
)
