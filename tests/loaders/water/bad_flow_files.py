"""One small good table for the lists and the flows of water, and the rows wrong in them."""

from tests.loaders.bad_files import BadRow, Sheet

GOOD = {
    "services-eau": Sheet(
        ["service", "nom", "communes", "agence", "zre", "objectif de rendement"],
        [["S8", "Eau de Tours", "37261", "Loire-Bretagne", "non", "85"],
         ["S9", "Eau de Blois", "41018", "Seine-Normandie", "oui", "80,5"]],
    ),
    "secteurs-eau": Sheet(
        ["secteur", "nom", "service", "code commune", "latitude", "longitude", "km", "abonnés",
         "usage nocturne"],
        [["E1", "Centre", "S1", "37261", "47,39", "0,69", "12,5", "620", "1,2"],
         ["E2", "Quai", "", "41018", "47.58", "1.33", "3", "150", ""]],
    ),
    "capteurs-eau": Sheet(
        ["capteur", "secteur", "sens"],
        [["D7", "BOURG", "entrée"], ["D8", "COTEAU", "sortie"]],
    ),
    "reservoirs-eau": Sheet(
        ["réservoir", "secteur", "nom", "niveau", "volume"],
        [["R8", "BOURG", "Cuve", "0,5", "20"], ["R8", "BOURG", "", "0", "10"],
         ["R8", "BOURG", "", "4,5", "1 200"]],
    ),
    "debits-eau": Sheet(
        ["capteur", "horodatage", "valeur", "unité", "nature", "fuseau"],
        [["D1", "12/01/2024 18:00", "3,2", "L/s", "", ""],
         ["D1", "12/01/2024 19:00", "11,5", "m³/h", "débit", "UTC"],
         ["D2", "2024-01-12 20:00", "-4.5", "m³/h", "", "Europe/Paris"]],
    ),
}  # fmt: skip

_NAMED = {
    "services-eau": "nom",
    "secteurs-eau": "nom",
    "capteurs-eau": "capteur",
    "reservoirs-eau": "nom",
    "debits-eau": "capteur",
}
_LONG = "x" * 3_000_000

ROWS = [
    *(
        BadRow(source, "a very long text", {title: _LONG}, "TEXTE_TROP_LONG")
        for source, title in _NAMED.items()
    ),
    *(
        BadRow("debits-eau", f"date {text!r}", {"horodatage": text}, "DATE_ILLISIBLE")
        for text in ("hier", "31/02/2024", "01/01/0001", "1e308", "2024-07-14T10:00:00+99:00")
    ),
    *(
        BadRow("secteurs-eau", name, {"latitude": latitude, "longitude": longitude}, code, notices)
        for name, latitude, longitude, code, notices in (
            ("exchanged axes", "0,69", "47,39", None, ("COORDONNEES_INVERSEES",)),
            ("Lambert-93 in degrees", "6703000", "526000", None, ("LAMBERT_EN_DEGRES",)),
            ("at sea", "46,0", "-4,0", "POINT_HORS_DE_FRANCE", ()),
            ("half a point", "", "0,69", "COORDONNEES_ILLISIBLES", ()),
            ("no number", "nord", "0,69", "NOMBRE_ILLISIBLE", ()),
            ("far", "48,69", "6,18", "POINT_LOIN_DE_SA_COMMUNE", ()),
        )
    ),
    *(
        BadRow(source, name, cells, code)
        for source, name, cells, code in (
            ("services-eau", "no name", {"service": ""}, "VALEUR_ABSENTE"),
            ("services-eau", "no commune", {"communes": "Tours"}, "COMMUNE_ILLISIBLE"),
            ("services-eau", "a share", {"objectif de rendement": "0,85"},
             "OBJECTIF_INVRAISEMBLABLE"),
            ("services-eau", "neither", {"zre": "peut-être"}, "OUI_NON_ILLISIBLE"),
            ("secteurs-eau", "metres", {"km": "12500"}, "LONGUEUR_INVRAISEMBLABLE"),
            ("secteurs-eau", "nothing", {"km": "0"}, "LONGUEUR_INVRAISEMBLABLE"),
            ("secteurs-eau", "infinite", {"km": "1e308"}, "LONGUEUR_INVRAISEMBLABLE"),
            ("secteurs-eau", "nobody", {"abonnés": "-1"}, "ABONNES_INVRAISEMBLABLES"),
            ("secteurs-eau", "litres", {"usage nocturne": "1200"},
             "USAGE_NOCTURNE_INVRAISEMBLABLE"),
            ("secteurs-eau", "unknown service", {"service": "S99"}, "SERVICE_INCONNU"),
            ("secteurs-eau", "of another commune", {"secteur": "COTEAU"},
             "SECTEUR_D_UNE_AUTRE_COMMUNE"),
            ("capteurs-eau", "unknown way", {"sens": "travers"}, "SENS_INCONNU"),
            ("capteurs-eau", "unknown sector", {"secteur": "NULLE-PART"}, "SECTEUR_INCONNU"),
            ("capteurs-eau", "a tank", {"capteur": "R1"}, "NOM_D_UN_RESERVOIR"),
            ("reservoirs-eau", "centimetres", {"niveau": "450"}, "NIVEAU_INVRAISEMBLABLE"),
            ("reservoirs-eau", "litres", {"volume": "20 000 000"}, "VOLUME_INVRAISEMBLABLE"),
            ("reservoirs-eau", "alone", {"réservoir": "R9"}, "COURBE_D_UN_POINT"),
            ("debits-eau", "the future", {"horodatage": "2099-01-01 00:00"}, "HEURE_FUTURE"),
            ("debits-eau", "a clock never set", {"horodatage": "2001-01-01 00:00"},
             "HORLOGE_REMISE_A_ZERO"),
            ("debits-eau", "no date", {"horodatage": ""}, "VALEUR_ABSENTE"),
            ("debits-eau", "no value", {"valeur": "n.d."}, "VALEUR_ABSENTE"),
            ("debits-eau", "no number", {"valeur": "beaucoup"}, "NOMBRE_ILLISIBLE"),
            ("debits-eau", "unknown zone", {"fuseau": "Mars"}, "FUSEAU_INCONNU"),
            ("debits-eau", "unknown unit", {"unité": "gallon"}, "UNITE_INATTENDUE"),
            ("debits-eau", "unknown nature", {"nature": "couleur"}, "NATURE_INCONNUE"),
            ("debits-eau", "index or volume", {"unité": "m³"}, "NATURE_A_PRECISER"),
            ("debits-eau", "an index in L/s", {"nature": "index"}, "UNITE_INATTENDUE"),
            ("debits-eau", "a flow of a tank", {"capteur": "R1"}, "NATURE_INATTENDUE"),
            ("debits-eau", "unknown sensor", {"capteur": "D99"}, "CAPTEUR_INCONNU"),
            ("debits-eau", "infinite", {"valeur": "1e308"}, "VALEUR_DEMESUREE"),
            ("debits-eau", "above the tank",
             {"capteur": "R1", "unité": "m", "nature": "niveau", "valeur": "9"},
             "NIVEAU_HORS_COURBE"),
            ("debits-eau", "negative index",
             {"unité": "m³", "nature": "index", "valeur": "-5"}, "INDEX_NEGATIF"),
            ("debits-eau", "wrong way", {"capteur": "D3", "valeur": "-5"}, "COMPTEUR_INVERSE"),
        )
    ),
    BadRow("services-eau", "twice", {}, "SERVICE_EN_DOUBLE", repeats=True),
    BadRow("services-eau", "unknown agency", {"agence": "Outre-Loire"}, None,
           ("AGENCES_INCONNUES",)),
    BadRow("services-eau", "no agency", {"agence": ""}, None, ("SERVICES_SANS_AGENCE",)),
    BadRow("services-eau", "no communes", {"communes": ""}, None, ("SERVICES_SANS_COMMUNE",)),
    BadRow("services-eau", "elsewhere", {"communes": "75056"}, None,
           ("SERVICES_HORS_TERRITOIRE",)),
    BadRow("secteurs-eau", "twice", {}, "SECTEUR_EN_DOUBLE", repeats=True),
    BadRow("secteurs-eau", "no length", {"km": ""}, None, ("SECTEURS_SANS_LONGUEUR",)),
    BadRow("secteurs-eau", "no customers", {"abonnés": ""}, None, ("SECTEURS_SANS_ABONNES",)),
    BadRow("secteurs-eau", "no service", {"service": ""}, None, ("SECTEURS_SANS_SERVICE",)),
    BadRow("capteurs-eau", "twice", {}, "CAPTEUR_EN_DOUBLE", repeats=True),
    BadRow("capteurs-eau", "the other way", {"sens": "sortie"}, "SENS_CONTRADICTOIRE",
           repeats=True),
    BadRow("reservoirs-eau", "twice", {}, "POINT_EN_DOUBLE", repeats=True),
    BadRow("debits-eau", "twice", {}, "HORODATAGE_EN_DOUBLE", repeats=True),
]  # fmt: skip
