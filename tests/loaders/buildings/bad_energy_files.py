"""One small good table for each source of readings and bills, and the rows wrong in them."""

from tests.loaders.bad_files import BadRow, Sheet
from tests.loaders.buildings.energy_store import GAS, PRM, WATER

GOOD = {
    "releves-energie": Sheet(
        ["compteur", "horodatage", "valeur", "unité", "nature", "estimé"],
        [[PRM, "14/07/2024 10:00", "1,5", "kWh", "consommation", "non"],
         [PRM, "14/07/2024 10:30", "1.25", "kWh", "consommation", "oui"],
         [PRM, "14/07/2024 11:00", "900", "Wh", "", ""]],
    ),
    "enedis-courbe": Sheet(
        ["Identifiant PRM", "Horodate", "Valeur", "Unité", "Nature", "Pas", "Grandeur métier",
         "Grandeur physique"],
        [[PRM, f"2024-07-14T{clock}:00+02:00", "1200", "W", "R", "PT30M", "CONS", "PA"]
         for clock in ("00:30", "01:00", "01:30")],
    ),
    "enedis-journalier": Sheet(
        ["Identifiant PRM", "Horodate", "Valeur", "Unité", "Nature", "Pas", "Grandeur métier",
         "Grandeur physique"],
        [[PRM, f"2024-07-{day}", "28800", "Wh", "R", "P1D", "CONS", "EA"] for day in (12, 13, 14)],
    ),
    "grdf-mensuel": Sheet(
        ["PCE", "Date de début", "Date de fin", "Energie consommée (kWh)", "Volume consommé (m3)",
         "Coefficient de conversion", "Qualification"],
        [[GAS, "01/05/2024", "01/06/2024", "1 232", "110", "11,2", "Mesuré"],
         [GAS, "2024-06-01", "2024-07-01", "560", "50", "11.2", "Estimé"]],
    ),
    "factures-energie": Sheet(
        ["compteur", "début", "fin", "consommation", "unité", "montant", "estimée"],
        [[PRM, "01/05/2024", "31/05/2024", "1 550", "kWh", "310,50", "non"],
         [PRM, "2024-06-01", "2024-06-30", "1.5", "MWh", "", ""]],
    ),
}  # fmt: skip

_MOMENTS = {
    "releves-energie": "horodatage",
    "enedis-courbe": "Horodate",
    "enedis-journalier": "Horodate",
    "grdf-mensuel": "Date de début",
    "factures-energie": "début",
}
_METERS = {
    "releves-energie": "compteur",
    "enedis-courbe": "Identifiant PRM",
    "enedis-journalier": "Identifiant PRM",
    "grdf-mensuel": "PCE",
    "factures-energie": "compteur",
}
_VALUES = {
    "releves-energie": "valeur",
    "enedis-courbe": "Valeur",
    "enedis-journalier": "Valeur",
    "grdf-mensuel": "Energie consommée (kWh)",
    "factures-energie": "consommation",
}
READINGS = ("releves-energie", "enedis-courbe", "enedis-journalier")

ROWS = [
    *(
        BadRow(source, f"date {text!r}", {title: text}, "DATE_ILLISIBLE")
        for source, title in _MOMENTS.items()
        for text in ("hier", "31/02/2024", "01/01/0001", "1e308", "2024-07-14T10:00:00+99:00")
    ),
    *(
        BadRow(source, "empty date", {title: text}, "VALEUR_ABSENTE")
        for source, title in _MOMENTS.items()
        for text in ("", "n.d.")
    ),
    *(
        BadRow(source, "unknown meter", {title: "30000000000000"}, "COMPTEUR_INCONNU",
               ("COMPTEURS_INCONNUS",))
        for source, title in _METERS.items()
    ),
    *(
        BadRow(source, f"value {text!r}", {title: text}, code)
        for source, title in _VALUES.items()
        for text, code in (("beaucoup", "NOMBRE_ILLISIBLE"), ("", "VALEUR_ABSENTE"),
                           ("1e308", "VALEUR_DEMESUREE"), ("1e999", "VALEUR_DEMESUREE"))
    ),
    *(
        BadRow(source, "negative", {_VALUES[source]: "-3"}, "CONSOMMATION_NEGATIVE")
        for source in (*READINGS, "grdf-mensuel")
    ),
    *(
        BadRow(source, "the future", {_MOMENTS[source]: "2099-01-01 00:00"}, "HEURE_FUTURE")
        for source in READINGS
    ),
    *(BadRow(source, "twice", {}, "HORODATAGE_EN_DOUBLE", repeats=True) for source in READINGS),
    BadRow("releves-energie", "m³ of electricity", {"unité": "m³"}, "UNITE_INATTENDUE"),
    BadRow("releves-energie", "unknown unit", {"unité": "thermies"}, "UNITE_INATTENDUE"),
    BadRow("releves-energie", "index in W", {"unité": "W", "nature": "index"},
           "UNITE_INATTENDUE"),
    BadRow("releves-energie", "kWh of water", {"compteur": WATER}, "UNITE_INATTENDUE"),
    BadRow("releves-energie", "nature", {"nature": "soutirage"}, "NATURE_INCONNUE"),
    BadRow("releves-energie", "estimate", {"estimé": "peut-être"}, "OUI_NON_ILLISIBLE"),
    BadRow("releves-energie", "W read as kWh", {"valeur": "1200"}, "PUISSANCE_INVRAISEMBLABLE"),
    BadRow("releves-energie", "half a change", {"nature": "depose"}, "CHANGEMENT_INCOMPLET"),
    BadRow("releves-energie", "negative index", {"valeur": "-1", "nature": "index"},
           "INDEX_NEGATIF"),
    BadRow("enedis-courbe", "production", {"Grandeur métier": "PROD"}, "PRODUCTION"),
    BadRow("enedis-courbe", "reactive", {"Grandeur physique": "ER"}, "GRANDEUR_INATTENDUE"),
    BadRow("enedis-courbe", "kW said W", {"Unité": "kW"}, "PUISSANCE_INVRAISEMBLABLE"),
    BadRow("enedis-courbe", "five minutes", {"Pas": "PT5M"}, "PAS_INCOHERENT"),
    BadRow("enedis-journalier", "kWh said Wh", {"Unité": "kWh"}, "PUISSANCE_INVRAISEMBLABLE"),
    BadRow("enedis-journalier", "peak", {"Grandeur physique": "PMA"}, "GRANDEUR_INATTENDUE"),
    BadRow("grdf-mensuel", "coefficient", {"Coefficient de conversion": "1,12"},
           "COEFFICIENT_GAZ_INVRAISEMBLABLE"),
    BadRow("grdf-mensuel", "volume", {"Volume consommé (m3)": "300"},
           "COEFFICIENT_GAZ_INVRAISEMBLABLE"),
    BadRow("grdf-mensuel", "end first", {"Date de fin": "01/05/2023"}, "DATES_INVERSEES"),
    BadRow("grdf-mensuel", "the future", {"Date de début": "01/07/2024",
                                          "Date de fin": "01/09/2024"}, "HEURE_FUTURE"),
    BadRow("factures-energie", "credit note", {"consommation": "-200"}, "AVOIR"),
    BadRow("factures-energie", "end first", {"fin": "30/04/2024"}, "DATES_INVERSEES"),
    BadRow("factures-energie", "two years", {"début": "01/01/2022", "fin": "31/12/2023"},
           "FACTURE_TROP_LONGUE"),
    BadRow("factures-energie", "overlapping", {"fin": "01/06/2024"}, "FACTURE_CHEVAUCHE"),
    BadRow("factures-energie", "the future", {"début": "01/07/2024", "fin": "30/09/2024"},
           "JOUR_FUTUR"),
    BadRow("factures-energie", "twice", {}, "FACTURE_EN_DOUBLE", repeats=True),
    BadRow("factures-energie", "a power", {"unité": "kW"}, "UNITE_INATTENDUE"),
    BadRow("factures-energie", "m³ of electricity", {"unité": "m³"}, "UNITE_INATTENDUE"),
    BadRow("factures-energie", "MWh said kWh", {"unité": "MWh"}, "PUISSANCE_INVRAISEMBLABLE"),
]  # fmt: skip
