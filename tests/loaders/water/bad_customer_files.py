"""One small good table for each source of customers, volumes and repairs, and the rows wrong in
them."""

from tests.loaders.bad_files import BadRow, Sheet

GOOD = {
    "compteurs-abonnes": Sheet(
        ["compteur", "secteur", "code commune", "usage"],
        # Without its first two titles, a meter has no name.
        [["M1", "BOURG", "37261", "Logement"], ["M2", "", "37122", "Bâtiment communal"]],
    ),
    "releves-abonnes": Sheet(
        ["compteur", "horodatage", "valeur", "unité", "nature"],
        [["C1", "12/01/2024 08:00", "100,5", "m³", "index"],
         ["C1", "12/01/2024 09:00", "100,51", "", ""],
         ["C1", "12/01/2024 10:00", "100530", "L", "index"],
         ["C2", "12/01/2024", "1 250", "L", "volume"]],
    ),
    "volumes-eau": Sheet(
        ["service", "année", "VP.059", "VP.060", "VP.061", "VP.063", "VP.201", "VP.221", "VP.220",
         "VP.077", "VP.056", "VP.236", "VP.239"],
        [["S1", "2021", "412 000", "0", "18500", "268000", "41 000,5", "3000", "2500", "152,4",
          "2640", "oui", "85 %"],
         ["S1", "2022", "405 500", "0", "18000", "261000", "41 000", "3000", "2500", "152.9",
          "2650", "1", "85"]],
    ),
    "interventions-eau": Sheet(
        ["réparée le", "id", "secteur", "trouvée le", "nature", "débit", "unité", "latitude",
         "longitude"],
        [["12/01/2024", "R1", "BOURG", "10/01/2024", "Canalisation", "1,5", "L/s", "47,39", "0,69"],
         ["2024-01-15", "R2", "COTEAU", "", "", "", "", "", ""]],
    ),
    "bruits-eau": Sheet(
        ["capteur", "horodatage", "secteur", "niveau", "latitude", "longitude"],
        [["L1", "12/01/2024 03:00", "BOURG", "32", "47,39", "0,69"],
         ["L2", "2024-01-12 03:00", "COTEAU", "", "", ""]],
    ),
}  # fmt: skip

_MOMENTS = {
    "releves-abonnes": "horodatage",
    "interventions-eau": "réparée le",
    "bruits-eau": "horodatage",
}
_NAMED = {
    "compteurs-abonnes": "compteur",
    "releves-abonnes": "compteur",
    "volumes-eau": "service",
    "interventions-eau": "id",
    "bruits-eau": "capteur",
}
_LONG = "x" * 3_000_000

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
        BadRow(source, "a very long text", {title: _LONG}, "TEXTE_TROP_LONG")
        for source, title in _NAMED.items()
    ),
    *(
        BadRow(source, name, cells, code)
        for source in ("interventions-eau", "bruits-eau")
        for name, cells, code in (
            ("overseas", {"latitude": "-21,1", "longitude": "55,5"}, "POINT_HORS_DE_FRANCE"),
            ("half a point", {"latitude": "47,39", "longitude": ""}, "COORDONNEES_ILLISIBLES"),
            ("no number", {"latitude": "nord"}, "NOMBRE_ILLISIBLE"),
        )
    ),
    # The list.
    BadRow("compteurs-abonnes", "rewritten", {"compteur": "3,00012E+13"}, "COMPTEUR_ILLISIBLE"),
    BadRow("compteurs-abonnes", "unknown sector", {"secteur": "D9"}, "SECTEUR_INCONNU"),
    BadRow("compteurs-abonnes", "nowhere", {"secteur": "", "code commune": ""},
           "COMPTEUR_SANS_LIEU"),
    BadRow("compteurs-abonnes", "not a commune", {"code commune": "Tours"}, "COMMUNE_ILLISIBLE"),
    BadRow("compteurs-abonnes", "elsewhere", {"code commune": "75056"}, None,
           ("ABONNES_HORS_TERRITOIRE",)),
    BadRow("compteurs-abonnes", "unknown use", {"usage": "fusée"}, None, ("USAGES_INCONNUS",)),
    BadRow("compteurs-abonnes", "no sector", {"secteur": ""}, None, ("ABONNES_SANS_SECTEUR",)),
    BadRow("compteurs-abonnes", "twice", {}, "COMPTEUR_EN_DOUBLE", repeats=True),
    # The readings.
    *(
        BadRow("releves-abonnes", name, cells, code)
        for name, cells, code in (
            ("unknown meter", {"compteur": "C9"}, "COMPTEUR_INCONNU"),
            ("no meter", {"compteur": ""}, "VALEUR_ABSENTE"),
            ("no value", {"valeur": ""}, "VALEUR_ABSENTE"),
            ("negative index", {"valeur": "-1"}, "INDEX_NEGATIF"),
            ("negative volume", {"valeur": "-1", "nature": "volume"}, "VOLUME_NEGATIF"),
            ("infinite", {"valeur": "1e308"}, "VALEUR_DEMESUREE"),
            ("no number", {"valeur": "beaucoup"}, "NOMBRE_ILLISIBLE"),
            ("unit", {"unité": "pinte"}, "UNITE_INATTENDUE"),
            ("nature", {"nature": "fuite"}, "NATURE_INCONNUE"),
            ("the future", {"horodatage": "2099-01-01 00:00"}, "HEURE_FUTURE"),
            ("volumes beside indexes", {"nature": "volume"}, "NATURES_MELEES"),
            ("a meter read once", {"compteur": "C3"}, "RELEVE_SEUL"),
        )
    ),
    BadRow("releves-abonnes", "twice", {}, "HORODATAGE_EN_DOUBLE", repeats=True),
    # The volumes.
    *(
        BadRow("volumes-eau", name, cells, code)
        for name, cells, code in (
            ("unknown service", {"service": "S9"}, "SERVICE_INCONNU"),
            ("no year", {"année": ""}, "VALEUR_ABSENTE"),
            ("half a year", {"année": "2021,5"}, "NOMBRE_ILLISIBLE"),
            ("the future", {"année": "2099"}, "ANNEE_INVRAISEMBLABLE"),
            ("long ago", {"année": "1789"}, "ANNEE_INVRAISEMBLABLE"),
            ("negative", {"VP.061": "-1"}, "VALEUR_NEGATIVE"),
            ("infinite", {"VP.059": "1e308"}, "VALEUR_DEMESUREE"),
            ("no number", {"VP.059": "beaucoup"}, "NOMBRE_ILLISIBLE"),
            ("metres", {"VP.077": "152 400"}, "LONGUEUR_INVRAISEMBLABLE"),
            ("share", {"VP.239": "101"}, "PART_HORS_BORNES"),
            ("thousands of m³", {"VP.059": "412", "VP.063": "268", "VP.201": "41"},
             "MILLIERS_DE_M3"),
        )
    ),
    *(
        BadRow("volumes-eau", name, cells, None, notices)
        for name, cells, notices in (
            ("more metered than distributed", {"VP.063": "500 000"},
             ("ANNEES_PLUS_COMPTEES_QUE_DISTRIBUEES", "ANNEES_AU_RENDEMENT_IMPOSSIBLE")),
            ("more exported than entered", {"VP.061": "500 000"},
             ("ANNEES_PLUS_EXPORTEES_QU_ENTREES",)),
            ("no length", {"VP.077": "0"}, ("ANNEES_SANS_LONGUEUR",)),
            ("a volume that is missing", {"VP.220": "n.d."}, ("ANNEES_AUX_VOLUMES_MANQUANTS",)),
        )
    ),
    BadRow("volumes-eau", "twice", {}, "ANNEE_EN_DOUBLE", repeats=True),
    # The repairs and the noises.
    *(
        BadRow("interventions-eau", name, cells, code)
        for name, cells, code in (
            ("the future", {"réparée le": "01/01/2099"}, "JOUR_FUTUR"),
            ("found after", {"trouvée le": "13/01/2024"}, "DATES_INVERSEES"),
            ("years long", {"trouvée le": "13/01/2004"}, "DUREE_INVRAISEMBLABLE"),
            ("unit", {"unité": "pinte"}, "UNITE_INATTENDUE"),
            ("negative", {"débit": "-1"}, "DEBIT_INVRAISEMBLABLE"),
            ("infinite", {"débit": "1e308"}, "DEBIT_INVRAISEMBLABLE"),
            ("nowhere", {"secteur": "D9", "latitude": "", "longitude": ""},
             "INTERVENTION_SANS_LIEU"),
        )
    ),
    BadRow("interventions-eau", "unknown sector", {"secteur": "D9"}, None,
           ("INTERVENTIONS_SANS_SECTEUR",)),
    BadRow("interventions-eau", "kind", {"nature": "mystère"}, None,
           ("INTERVENTIONS_DE_NATURE_INCONNUE",)),
    BadRow("interventions-eau", "twice", {}, "INTERVENTION_EN_DOUBLE", repeats=True),
    *(
        BadRow("bruits-eau", name, cells, code)
        for name, cells, code in (
            ("the future", {"horodatage": "2099-01-01 00:00"}, "HEURE_FUTURE"),
            ("level", {"niveau": "320"}, "NIVEAU_INVRAISEMBLABLE"),
            ("nowhere", {"secteur": "D9", "latitude": "", "longitude": ""}, "ALARME_SANS_LIEU"),
        )
    ),
    BadRow("bruits-eau", "unknown sector", {"secteur": "D9"}, None, ("BRUITS_SANS_SECTEUR",)),
    BadRow("bruits-eau", "twice", {}, "ALARME_EN_DOUBLE", repeats=True),
]  # fmt: skip
