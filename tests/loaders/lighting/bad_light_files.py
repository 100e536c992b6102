"""One small good table for each source of lighting, and the rows wrong in them."""

from tests.loaders.bad_files import BadRow, Sheet
from tests.loaders.lighting.light_store import PRM

SQUARE = "POLYGON ((0.68 47.38, 0.70 47.38, 0.70 47.40, 0.68 47.38))"
GOOD = {
    "armoires": Sheet(
        ["id", "nom", "code commune", "latitude", "longitude", "point de livraison",
         "puissance souscrite"],
        [["B1", "Place", "37261", "47,39", "0,69", PRM, "12"],
         ["B2", "Quai", "41018", "47.58", "1.33", "30001234567899", "6 kVA"]],
    ),
    "points-lumineux": Sheet(
        # A point is named by its identifier or by its place: without the first two, by neither.
        ["id", "latitude", "longitude", "armoire", "lampe", "puissance", "ballast compris",
         "température de couleur", "ulr", "année de pose", "type de voie"],
        [["Q1", "47,39", "0,69", "A1", "SHP", "115", "oui", "2000", "1", "1998", "Rue"],
         ["Q2", "47.58", "1.33", "A2", "LED", "40 W", "", "3000 K", "0,5", "15/03/2021", ""]],
    ),
    "horaires-eclairage": Sheet(
        ["date d’effet", "armoire", "règle", "jours", "saison du", "saison au", "de", "à",
         "niveau"],
        [["01/10/2022", "A1", "astronomique", "lu-ve", "01/05", "30/09", "23:00", "05:00", "0"],
         ["2022-10-01", "A2", "", "", "", "", "23h", "5h", "50 %"]],
    ),
    "zones-protegees": Sheet(
        ["id", "géométrie", "libellé", "type"],
        [["Z1", SQUARE, "Val de Loire", "Site classé"], ["Z2", SQUARE, "", ""]],
    ),
    "factures-eclairage": Sheet(
        ["point de livraison", "mois", "consommation", "montant", "abonnement"],
        [[PRM, "01/2024", "1 250", "310,50", "42,1"], [PRM, "02/2024", "1100.5", "", ""]],
    ),
    "pannes-eclairage": Sheet(
        ["id", "signalée le", "réparée le", "point", "nature"],
        [["N1", "12/01/2024 18:30", "14/01/2024 10:00", "P1", "Point éteint"],
         ["N2", "2024-01-13 19:00", "", "P3", "Allumé de jour"]],
    ),
    "courbes-eclairage": Sheet(
        ["armoire", "horodatage", "valeur", "unité"],
        [["A1", "12/01/2024 18:00", "3,2", "kW"], ["A1", "12/01/2024 19:00", "3200", "W"],
         ["A1", "12/01/2024 20:00", "3.2", "kWh"]],
    ),
}  # fmt: skip

_MOMENTS = {
    "horaires-eclairage": "date d’effet",
    "pannes-eclairage": "signalée le",
    "courbes-eclairage": "horodatage",
}
_NAMED = {
    "armoires": "nom",
    "points-lumineux": "armoire",
    "horaires-eclairage": "armoire",
    "zones-protegees": "libellé",
    "factures-eclairage": "point de livraison",
    "pannes-eclairage": "point",
    "courbes-eclairage": "armoire",
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
        BadRow(source, "the future", {_MOMENTS[source]: "2099-01-01 00:00"}, "HEURE_FUTURE")
        for source in ("pannes-eclairage", "courbes-eclairage")
    ),
    *(
        BadRow(source, name, {"latitude": latitude, "longitude": longitude}, code, notices)
        for source in ("armoires", "points-lumineux")
        for name, latitude, longitude, code, notices in (
            ("exchanged axes", "0,69", "47,39", None, ("COORDONNEES_INVERSEES",)),
            ("Lambert-93 in degrees", "6703000", "526000", None, ("LAMBERT_EN_DEGRES",)),
            ("at sea", "46,0", "-4,0", "POINT_HORS_DE_FRANCE", ()),
            ("overseas", "-21,1", "55,5", "POINT_HORS_DE_FRANCE", ()),
            ("half a point", "", "0,69", "COORDONNEES_ILLISIBLES", ()),
            ("infinite", "1e308", "0,69", "COORDONNEES_ILLISIBLES", ()),
            ("no number", "nord", "0,69", "NOMBRE_ILLISIBLE", ()),
        )
    ),
    BadRow("armoires", "far from its commune", {"latitude": "48,69", "longitude": "6,18"},
           "POINT_LOIN_DE_SA_COMMUNE"),
    BadRow("armoires", "of another commune", {"id": "A2"}, "ARMOIRE_D_UNE_AUTRE_COMMUNE"),
    BadRow("armoires", "twice", {}, "ARMOIRE_EN_DOUBLE", repeats=True),
    BadRow("armoires", "no power", {"puissance souscrite": "0"},
           "PUISSANCE_SOUSCRITE_INVRAISEMBLABLE"),
    BadRow("armoires", "no supply point", {"point de livraison": ""}, None,
           ("ARMOIRES_SANS_POINT_DE_LIVRAISON",)),
    BadRow("armoires", "elsewhere",
           {"code commune": "75056", "latitude": "48,86", "longitude": "2,35"}, None,
           ("ARMOIRES_HORS_TERRITOIRE",)),
    *(
        BadRow("points-lumineux", f"power of {text}", {"puissance": text},
               "PUISSANCE_INVRAISEMBLABLE")
        for text in ("0", "2000", "-5", "1e308")
    ),
    BadRow("points-lumineux", "no number", {"puissance": "forte"}, "NOMBRE_ILLISIBLE"),
    BadRow("points-lumineux", "no power", {"puissance": ""}, None, ("POINTS_SANS_PUISSANCE",)),
    BadRow("points-lumineux", "no ballast", {"ballast compris": "non"}, None,
           ("PUISSANCE_SANS_BALLAST",)),
    BadRow("points-lumineux", "unknown lamp", {"lampe": "bougie"}, None, ("LAMPES_INCONNUES",)),
    BadRow("points-lumineux", "unknown cabinet", {"armoire": "A9"}, None, ("ARMOIRES_CREEES",)),
    BadRow("points-lumineux", "no cabinet", {"armoire": ""}, None, ("POINTS_SANS_ARMOIRE",)),
    BadRow("points-lumineux", "no identifier", {"id": ""}, None, ("POINTS_SANS_IDENTIFIANT",)),
    BadRow("points-lumineux", "of another commune",
           {"id": "P3", "armoire": "A1"}, "POINT_D_UNE_AUTRE_COMMUNE"),
    BadRow("points-lumineux", "nobody", {"id": "", "latitude": "", "longitude": ""},
           "POINT_SANS_IDENTITE"),
    BadRow("points-lumineux", "twice", {}, "POINT_EN_DOUBLE", repeats=True),
    BadRow("points-lumineux", "colour", {"température de couleur": "30"},
           "COULEUR_INVRAISEMBLABLE"),
    BadRow("points-lumineux", "ULR", {"ulr": "101"}, "ULR_INVRAISEMBLABLE"),
    BadRow("points-lumineux", "year", {"année de pose": "jadis"}, "ANNEE_ILLISIBLE"),
    BadRow("points-lumineux", "future year", {"année de pose": "2099"}, "ANNEE_FUTURE"),
    *(
        BadRow("horaires-eclairage", name, cells, code)
        for name, cells, code in (
            ("no place", {"armoire": ""}, "HORAIRE_SANS_LIEU"),
            ("unknown cabinet", {"armoire": "A9"}, "ARMOIRE_INCONNUE"),
            ("unknown rule", {"règle": "lunaire"}, "REGLE_INCONNUE"),
            ("fixed without clocks", {"règle": "fixe"}, "REGLE_CONTRADICTOIRE"),
            ("no clock", {"de": "minuit"}, "HEURE_ILLISIBLE"),
            ("half a window", {"à": ""}, "COUPURE_INCOMPLETE"),
            ("crossing midnight twice", {"à": "48:30"}, "HORAIRE_PASSE_DEUX_MINUITS"),
            ("nothing", {"à": "23:00"}, "HORAIRE_PASSE_DEUX_MINUITS"),
            ("days", {"jours": "lundimanche"}, "JOURS_ILLISIBLES"),
            ("half a season", {"saison au": ""}, "SAISON_ILLISIBLE"),
            ("level", {"niveau": "101"}, "NIVEAU_HORS_BORNES"),
        )
    ),
    BadRow("horaires-eclairage", "twice", {}, "HORAIRE_EN_DOUBLE", repeats=True),
    BadRow("horaires-eclairage", "another level", {"niveau": "30"}, "HORAIRE_CONTRADICTOIRE",
           repeats=True),
    BadRow("zones-protegees", "no shape", {"géométrie": "carré"}, "GEOMETRIE_ILLISIBLE"),
    BadRow("zones-protegees", "nothing", {"géométrie": ""}, "GEOMETRIE_ILLISIBLE"),
    BadRow("zones-protegees", "a point", {"géométrie": "POINT (0 47)"}, "GEOMETRIE_INATTENDUE"),
    BadRow("zones-protegees", "at sea", {"géométrie": SQUARE.replace("0.", "-9.")},
           "ZONE_HORS_DE_FRANCE"),
    BadRow("zones-protegees", "infinite", {"géométrie": SQUARE.replace("0.68", "1e308")},
           "ZONE_HORS_DE_FRANCE"),
    BadRow("zones-protegees", "twice", {}, "ZONE_EN_DOUBLE", repeats=True),
    BadRow("zones-protegees", "unknown kind", {"type": "bizarre"}, None,
           ("ZONES_DE_TYPE_INCONNU",)),
    *(
        BadRow("factures-eclairage", name, cells, code)
        for name, cells, code in (
            ("no period", {"mois": ""}, "PERIODE_ABSENTE"),
            ("no month", {"mois": "brumaire"}, "MOIS_ILLISIBLE"),
            ("the future", {"mois": "12/2099"}, "JOUR_FUTUR"),
            ("nothing", {"consommation": "", "montant": ""}, "FACTURE_VIDE"),
            ("credit note", {"consommation": "-1"}, "AVOIR"),
            ("infinite", {"consommation": "1e308"}, "VALEUR_DEMESUREE"),
            ("no number", {"consommation": "beaucoup"}, "NOMBRE_ILLISIBLE"),
            ("subscription", {"abonnement": "311"}, "ABONNEMENT_SUPERIEUR"),
            ("no supply point", {"point de livraison": ""}, "VALEUR_ABSENTE"),
        )
    ),
    BadRow("factures-eclairage", "without points", {"point de livraison": "X9"}, None,
           ("FACTURES_SANS_POINTS", "FACTURES_HORS_TERRITOIRE")),
    BadRow("factures-eclairage", "twice", {}, "FACTURE_EN_DOUBLE", repeats=True),
    BadRow("factures-eclairage", "another amount", {"montant": "320"}, "FACTURE_CHEVAUCHE",
           repeats=True),
    BadRow("pannes-eclairage", "unknown point", {"point": "P9"}, "PANNE_SANS_LIEU"),
    BadRow("pannes-eclairage", "end first", {"réparée le": "01/01/2023 10:00"},
           "REPARATION_AVANT_SIGNALEMENT"),
    BadRow("pannes-eclairage", "twice", {}, "PANNE_EN_DOUBLE", repeats=True),
    BadRow("pannes-eclairage", "kind", {"nature": "mystère"}, None,
           ("PANNES_DE_NATURE_INCONNUE",)),
    BadRow("courbes-eclairage", "unknown cabinet", {"armoire": "A9"}, "ARMOIRE_INCONNUE"),
    BadRow("courbes-eclairage", "negative", {"valeur": "-1"}, "CONSOMMATION_NEGATIVE"),
    BadRow("courbes-eclairage", "W read as kW", {"valeur": "3200"}, "PUISSANCE_INVRAISEMBLABLE"),
    BadRow("courbes-eclairage", "infinite", {"valeur": "1e308"}, "PUISSANCE_INVRAISEMBLABLE"),
    BadRow("courbes-eclairage", "no number", {"valeur": "fort"}, "NOMBRE_ILLISIBLE"),
    BadRow("courbes-eclairage", "unit", {"unité": "thermie"}, "UNITE_INATTENDUE"),
    BadRow("courbes-eclairage", "twice", {}, "HORODATAGE_EN_DOUBLE", repeats=True),
]  # fmt: skip
