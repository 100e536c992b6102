"""The columns of the tables of the sheets of a sector and of a service."""

from components.tables import TableColumn
from components.water.water_columns import EUR_YEAR, LOST, NIGHT, NIGHT_USE, SINCE, STATE, YEAR

DAY = TableColumn("day", "Nuit du", "day")
INFLOW = TableColumn("inflow_m3_h", "Mesuré (m³/h)", "number", 1)
USUAL = TableColumn("usual_m3_h", "Habituel (m³/h)", "number", 1)

NIGHTS = (
    DAY,
    NIGHT,
    TableColumn("expected_m3_h", "Attendu (m³/h)", "number", 1),
    NIGHT_USE,
    TableColumn("footfall", "Terminaux dans la commune", "number"),
    TableColumn("alert", "Fuite", "yes_no"),
)
EVIDENCE = (
    TableColumn("day", "Jour", "day"),
    TableColumn("score", "Score", "number", 1),
    TableColumn("threshold", "Seuil", "number", 1),
)
HOURS = (TableColumn("instant", "Heure", "instant"), INFLOW, USUAL)
MEAN_DAY = (
    TableColumn("hour", "Heure", "hour"),
    INFLOW,
    USUAL,
    TableColumn("hours", "Jours comptés", "number"),
)
REPAIRS = (
    TableColumn("repaired_day", "Réparée le", "day"),
    TableColumn("kind_label", "Sur quoi"),
    TableColumn("found_day", "Trouvée le", "day"),
    TableColumn("flow_m3_h", "Mesuré sur place (m³/h)", "number", 1),
    TableColumn("before_m3_h", "Nuits d’avant (m³/h)", "number", 1),
    TableColumn("after_m3_h", "Nuits d’après (m³/h)", "number", 1),
    TableColumn("saved_m3_h", "Rendu (m³/h)", "number", 2),
    TableColumn("low_m3_h", "au moins (m³/h)", "number", 2),
    TableColumn("high_m3_h", "au plus (m³/h)", "number", 2),
    TableColumn("eur_year", "Épargné (€ par an)", "number"),
)
LEAKS = (
    SINCE,
    TableColumn("last_day", "Jusqu’au", "day"),
    TableColumn("kind_label", "Alerte"),
    TableColumn("detected", "Détectée le", "day"),
    TableColumn("flow_m3_h", "Débit (m³/h)", "number", 2),
    TableColumn("low_m3_h", "au moins (m³/h)", "number", 2),
    TableColumn("high_m3_h", "au plus (m³/h)", "number", 2),
    LOST,
    EUR_YEAR,
    TableColumn("confidence_label", "Confiance"),
    TableColumn("noises", "Bruits proches", "number"),
    STATE,
    TableColumn("note", "Note"),
)
SENSORS = (
    TableColumn("meter_id", "Capteur"),
    TableColumn("sign_label", "Rôle"),
    TableColumn("unit", "Unité"),
    TableColumn("step_min", "Pas", "duration"),
    TableColumn("last_day", "Dernier jour", "day"),
    TableColumn("faults", "Défauts en cours"),
)
FAULTS = (
    TableColumn("meter_id", "Capteur"),
    TableColumn("kind_label", "Défaut"),
    TableColumn("first_day", "Premier jour", "day"),
    TableColumn("last_day", "Dernier jour", "day"),
    TableColumn("days", "Jours", "number"),
    TableColumn("open", "Dure encore", "yes_no"),
    TableColumn("to_do", "Que faire"),
)
OFFICIAL = (
    TableColumn("label", "Indicateur"),
    TableColumn("code", "Code officiel"),
    YEAR,
    TableColumn("value", "Valeur", "number", 2),
    TableColumn("unit", "Unité"),
    TableColumn("threshold", "Seuil", "number", 1),
    TableColumn("judgement", "Jugement"),
    TableColumn("missing", "Ce qui manque"),
)
# The last one stands only where something lacks.
OF_YEAR = (
    TableColumn("label", "Indicateur"),
    TableColumn("code", "Code officiel"),
    TableColumn("said", "Valeur"),
    TableColumn("asked", "Seuil"),
    TableColumn("judgement", "Jugement"),
    TableColumn("missing", "Ce qui manque"),
)
KNOWLEDGE = (
    TableColumn("label", "Partie de l’indice"),
    TableColumn("code", "Code"),
    TableColumn("answer", "Déclaré"),
    TableColumn("points", "Points", "number"),
    TableColumn("most_points", "Points possibles", "number"),
)
