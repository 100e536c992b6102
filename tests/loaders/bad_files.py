"""One small good table for each source, and the rows that are wrong in them."""

import csv
import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace


@dataclass(frozen=True)
class Sheet:
    """Titles and rows of text, from which every oddity is made."""

    titles: list[str]
    rows: list[list[str]]

    def text(self, delimiter: str = ";", *, quoted: bool = False) -> str:
        buffer = io.StringIO()
        quoting = csv.QUOTE_ALL if quoted else csv.QUOTE_MINIMAL
        writer = csv.writer(buffer, delimiter=delimiter, quoting=quoting, lineterminator="\n")
        writer.writerows([self.titles, *self.rows])
        return buffer.getvalue()

    def csv(self, delimiter: str = ";", *, quoted: bool = False) -> bytes:
        return self.text(delimiter, quoted=quoted).encode()

    def with_titles(self, titles: Sequence[str]) -> "Sheet":
        return replace(self, titles=list(titles))

    def with_rows(self, rows: Sequence[Sequence[str]]) -> "Sheet":
        return replace(self, rows=[list(row) for row in rows])

    def with_column(self, title: str, cell: str) -> "Sheet":
        return Sheet([*self.titles, title], [[*row, cell] for row in self.rows])

    def reversed(self) -> "Sheet":
        return Sheet(self.titles[::-1], [row[::-1] for row in self.rows])

    def changed(self, change: Callable[[str], str]) -> "Sheet":
        return self.with_rows([[change(cell) for cell in row] for row in self.rows])


@dataclass(frozen=True)
class BadRow:
    """One cell or more of a good row made wrong, the code it then has (None: it is loaded)."""

    source: str
    name: str
    cells: dict[str, str]
    code: str | None
    notices: tuple[str, ...] = ()
    repeats: bool = field(default=False)

    def others(self, sheet: Sheet) -> list[list[str]]:
        """The rows beside it: all but the one it is made of, unless it is to repeat it."""
        return sheet.rows if self.repeats else sheet.rows[1:]


def _sessions(titles: list[str], cells: Callable[[int], list[str]]) -> Sheet:
    return Sheet(titles, [cells(number) for number in range(12)])


GOOD = {
    "sites": Sheet(
        ["id", "nom", "type de lieu", "code commune", "latitude", "longitude",
         "date de mise en service", "date de fin", "nombre de bornes"],
        [["S1", "Château", "Château", "37261", "47,39", "0,69", "22/11/2022", "31/12/2030", "13"],
         ["S2", "Camping", "Camping", "41018", "47.58", "1.33", "2022-11-22", "", "2"]],
    ),
    "bornes": Sheet(
        ["borne", "site", "mise en service", "retrait"],
        [["AC:DE:48:00:11:22", "S1", "22/11/2022", "31/12/2030"],
         ["B0142", "S1", "2022-11-22", ""]],
    ),
    "sessions-radius": _sessions(
        ["acctuniqueid", "callingstationid", "nasidentifier", "acctstarttime", "acctstoptime",
         "acctinputoctets"],
        lambda n: [f"u{n}", f"02-00-5E-AA-00-{n:02}", "B0142", "2024-07-14 10:02:31",
                   "2024-07-14 10:48:07", "1200"],
    ),
    "sessions-portail": _sessions(
        ["session", "terminal", "borne", "debut", "fin", "langue", "consentement"],
        lambda n: [f"P{n}", f"compte-{n}", "B0142", "14/07/2024 10:02", "14/07/2024 10:48",
                   "fr", "oui"],
    ),
    "etat-bornes": Sheet(
        ["borne", "instant", "état"],
        [["B0142", "14/07/2024 21:05", "en panne"], ["B0142", "15/07/2024 08:00", "en service"]],
    ),
    "compteurs": Sheet(
        ["Time", "Pont Exemple"],
        [["14/07/2024 10:00", "12"], ["14/07/2024 11:00", "1 234"], ["14/07/2024 12:00", "0"]],
    ),
    "evenements": Sheet(
        ["nom", "début", "fin", "type", "territoire"],
        [["Fête de la Loire", "04/07/2024", "05/07/2024", "Fête", "37261"],
         ["Marché", "2024-07-06", "", "Marché", ""]],
    ),
    "batiments": Sheet(
        ["id", "nom", "usage", "surface", "code commune", "latitude", "longitude", "horaires",
         "année de référence", "consommation de référence", "assujetti au décret"],
        [["BAT-1", "École", "École", "1 250,5", "37261", "47,39", "0,69", "lu-ve 08:30-12:00",
          "2015", "187 500", "oui"],
         ["BAT-2", "Mairie", "Mairie", "800", "41018", "47.58", "1.33", "", "", "", "non"]],
    ),
    "compteurs-energie": Sheet(
        ["compteur", "énergie", "bâtiment", "part", "base", "puissance souscrite"],
        [["30001", "Électricité", "B1", "60 %", "", "36"], ["GI1", "Gaz", "B2", "", "PCS", ""]],
    ),
    "travaux": Sheet(
        ["bâtiment", "nature", "début", "fin", "énergie", "coût", "économie attendue"],
        [["B1", "LED", "04/07/2022", "15/07/2022", "Électricité", "12 500", "30 %"],
         ["B2", "Chaudière", "2023-05-02", "", "", "", ""]],
    ),
    "prix-energie": Sheet(
        ["grandeur", "poste", "date d’effet", "valeur", "unité", "source"],
        [["Prix", "Électricité", "01/01/2024", "0,2145", "€/kWh", "Marché"],
         ["Prix", "Eau", "2024-01-01", "4.45", "€/m³", "Régie"]],
    ),
    "meteo": Sheet(
        ["NUM_POSTE", "AAAAMMJJ", "LAT", "LON", "TN", "QTN", "TX", "QTX", "TM"],
        [["37179001", "20240101", "47.4445", "0.7272", "-1.2", "1", "6,8", "1", "2.9"],
         ["37179001", "20240102", "47.4445", "0.7272", "0.4", "1", "9", "9", ""]],
    ),
    "ecrans": Sheet(
        ["identifiant", "nom", "territoire", "orientation", "langues", "veille début",
         "veille fin"],
        [["tours", "Office de Tours", "commune:37261", "portrait", "fr, en", "21:00", "08:00"],
         ["blois", "Office de Blois", "Blois", "paysage", "", "", ""]],
    ),
    "objectifs": Sheet(
        ["indicateur", "territoire", "année", "valeur", "unité", "origine"],
        [["Part de LED", "", "2030", "80", "%", "Délibération"],
         ["Part de LED", "Blois", "2030", "90,5", "%", "Délibération"]],
    ),
}  # fmt: skip

_INSTANTS = {
    "sessions-radius": "acctstarttime",
    "sessions-portail": "debut",
    "etat-bornes": "instant",
    "compteurs": "Time",
}
_DAYS = {
    "sites": "date de mise en service",
    "bornes": "mise en service",
    "evenements": "début",
    "travaux": "début",
    "prix-energie": "date d’effet",
    "meteo": "AAAAMMJJ",
}
_MOMENTS = _INSTANTS | _DAYS
_LONG = "x" * 3_000_000

ROWS = [
    *(
        BadRow(source, f"date {text!r}", {title: text}, "DATE_ILLISIBLE")
        for source, title in _MOMENTS.items()
        for text in ("hier", "31/02/2024", "01/01/0001", "31/12/9999", "0001-01-01T00:00:00Z",
                     "9999-12-31T23:59:59Z", "2024-07-14T10:00:00+99:00", "1e308", "-1", "١٤/٠٧")
    ),
    *(
        BadRow(source, "a clock that was never set", {title: "1970-01-01 00:00"}, "DATE_ILLISIBLE")
        for source, title in _INSTANTS.items()
    ),
    *(
        BadRow(source, "empty date", {title: text}, "VALEUR_ABSENTE")
        for source, title in (*_INSTANTS.items(), ("evenements", "début"), ("travaux", "début"),
                              ("prix-energie", "date d’effet"), ("meteo", "AAAAMMJJ"))
        for text in ("", "n.d.")
        if source != "compteurs"
    ),
    *(
        BadRow(source, "the future", {_INSTANTS[source]: "2099-01-01 00:00"}, "HEURE_FUTURE")
        for source in ("sessions-radius", "sessions-portail", "etat-bornes", "compteurs")
    ),
    *(
        BadRow(source, "a very long text", {title: _LONG}, "TEXTE_TROP_LONG")
        for source, title in (("sites", "nom"), ("sites", "id"), ("bornes", "borne"),
                              ("sessions-radius", "callingstationid"),
                              ("sessions-portail", "terminal"), ("etat-bornes", "borne"),
                              ("evenements", "nom"), ("batiments", "nom"),
                              ("compteurs-energie", "compteur"), ("travaux", "nature"),
                              ("prix-energie", "source"), ("meteo", "NUM_POSTE"))
    ),
    # Sites.
    BadRow("sites", "spaces in numbers", {"nombre de bornes": "1\u202f234"}, None),
    BadRow("sites", "lost zero", {"code commune": "1004"}, None, ("SITE_HORS_TERRITOIRE",)),
    BadRow("sites", "Corsica", {"code commune": "2A004"}, None, ("SITE_HORS_TERRITOIRE",)),
    BadRow("sites", "small letter", {"code commune": "2b033"}, None, ("SITE_HORS_TERRITOIRE",)),
    BadRow("sites", "no commune", {"code commune": "n.d."}, None, ("SITE_HORS_TERRITOIRE",)),
    BadRow("sites", "not a commune", {"code commune": "Tours"}, "COMMUNE_ILLISIBLE"),
    BadRow("sites", "exchanged axes", {"latitude": "0,69", "longitude": "47,39"}, None,
           ("COORDONNEES_INVERSEES",)),
    BadRow("sites", "metres", {"latitude": "6703000", "longitude": "526000"},
           "COORDONNEES_ILLISIBLES"),
    BadRow("sites", "infinite", {"latitude": "1e308"}, "COORDONNEES_ILLISIBLES"),
    BadRow("sites", "half a point", {"latitude": ""}, "COORDONNEES_ILLISIBLES"),
    BadRow("sites", "1e308 access points", {"nombre de bornes": "1e308"}, "NOMBRE_ILLISIBLE"),
    BadRow("sites", "1e999 access points", {"nombre de bornes": "1e999"}, "NOMBRE_ILLISIBLE"),
    BadRow("sites", "3e9 access points", {"nombre de bornes": "3e9"}, "NOMBRE_ILLISIBLE"),
    BadRow("sites", "half an access point", {"nombre de bornes": "1,5"}, "NOMBRE_ILLISIBLE"),
    BadRow("sites", "negative access points", {"nombre de bornes": "-3"}, "NOMBRE_NEGATIF"),
    BadRow("sites", "end first", {"date de fin": "01/01/2020"}, "DATES_INVERSEES"),
    BadRow("sites", "twice", {}, "SITE_EN_DOUBLE", repeats=True),
    BadRow("sites", "formula", {"nom": "=cmd|' /C calc'!A0"}, None),
    # Access points and their states.
    BadRow("bornes", "unknown site", {"site": "S9"}, "SITE_INCONNU"),
    BadRow("bornes", "end first", {"retrait": "01/01/2020"}, "DATES_INVERSEES"),
    BadRow("bornes", "twice", {}, "BORNE_EN_DOUBLE", repeats=True),
    BadRow("bornes", "twice, written otherwise", {"borne": "ac-de-48-00-11-22"},
           "BORNE_EN_DOUBLE", repeats=True),
    BadRow("etat-bornes", "unknown", {"borne": "B9"}, "BORNE_INCONNUE"),
    BadRow("etat-bornes", "unknown state", {"état": "peut-être"}, "ETAT_ILLISIBLE"),
    # Sessions.
    *(
        BadRow(source, name, {title: text}, code)
        for source, start, stop, point in (
            ("sessions-radius", "acctstarttime", "acctstoptime", "nasidentifier"),
            ("sessions-portail", "debut", "fin", "borne"),
        )
        for name, title, text, code in (
            ("unknown access point", point, "B9", "BORNE_INCONNUE"),
            ("no access point", point, "", "BORNE_INCONNUE"),
            ("end first", stop, "2024-07-14 09:00", "FIN_AVANT_DEBUT"),
            ("end in the future", stop, "2099-01-01 00:00", "HEURE_FUTURE"),
            ("two days long", start, "2024-07-12 09:00", "SESSION_TROP_LONGUE"),
            ("still open long after", stop, "", None),
        )
    ),
    BadRow("sessions-radius", "zero date", {"acctstoptime": "0000-00-00 00:00:00"}, None),
    BadRow("sessions-radius", "negative octets", {"acctinputoctets": "-1"}, None),
    BadRow("sessions-radius", "octets that are no number", {"acctinputoctets": "1e308"}, None),
    BadRow("sessions-radius", "no terminal", {"callingstationid": ""}, "VALEUR_ABSENTE"),
    BadRow("sessions-radius", "twice", {}, "SESSION_EN_DOUBLE", repeats=True),
    BadRow("sessions-portail", "twice", {}, "SESSION_EN_DOUBLE", repeats=True),
    BadRow("sessions-portail", "consent", {"consentement": "peut-être"}, "OUI_NON_ILLISIBLE"),
    BadRow("sessions-portail", "language", {"langue": "klingon"}, None),
    # Counters.
    BadRow("compteurs", "negative", {"Pont Exemple": "-3"}, "NOMBRE_ILLISIBLE"),
    BadRow("compteurs", "1e308", {"Pont Exemple": "1e308"}, "NOMBRE_ILLISIBLE"),
    BadRow("compteurs", "a fraction", {"Pont Exemple": "1,5"}, "NOMBRE_ILLISIBLE"),
    BadRow("compteurs", "nothing", {"Pont Exemple": "n.d."}, "LIGNE_VIDE"),
    BadRow("compteurs", "twice", {}, "HEURE_EN_DOUBLE", repeats=True),
    # Events.
    BadRow("evenements", "unknown place", {"territoire": "Atlantide"}, "TERRITOIRE_INCONNU"),
    BadRow("evenements", "lost zero", {"territoire": "1004"}, "TERRITOIRE_INCONNU"),
    BadRow("evenements", "end first", {"fin": "01/01/2020"}, "DATES_INVERSEES"),
    BadRow("evenements", "twice", {}, "EVENEMENT_EN_DOUBLE", repeats=True),
    # Buildings, their meters and works.
    *(
        BadRow("batiments", f"floor of {text}", {"surface": text}, code)
        for text, code in (("-100", "SURFACE_INVRAISEMBLABLE"), ("0", "SURFACE_INVRAISEMBLABLE"),
                           ("1e308", "SURFACE_INVRAISEMBLABLE"), ("grand", "NOMBRE_ILLISIBLE"))
    ),
    BadRow("batiments", "no floor", {"surface": ""}, None, ("BATIMENT_SANS_SURFACE",)),
    BadRow("batiments", "no use", {"usage": ""}, None, ("USAGE_DEDUIT",)),
    BadRow("batiments", "unknown use", {"usage": "Observatoire"}, None, ("USAGE_INCONNU",)),
    BadRow("batiments", "hours", {"horaires": "sur rendez-vous"}, None,
           ("HORAIRES_DE_BATIMENTS_ILLISIBLES",)),
    BadRow("batiments", "elsewhere", {"code commune": "75056"}, None,
           ("BATIMENT_HORS_TERRITOIRE",)),
    BadRow("batiments", "exchanged axes", {"latitude": "0,69", "longitude": "47,39"}, None,
           ("COORDONNEES_INVERSEES",)),
    BadRow("batiments", "half a reference", {"année de référence": ""}, None,
           ("REFERENCE_INCOMPLETE",)),
    BadRow("batiments", "early reference", {"année de référence": "2009"},
           "ANNEE_DE_REFERENCE_HORS_DECRET"),
    BadRow("batiments", "no reference", {"consommation de référence": "0"}, "REFERENCE_NEGATIVE"),
    BadRow("batiments", "decree", {"assujetti au décret": "peut-être"}, "OUI_NON_ILLISIBLE"),
    BadRow("batiments", "twice", {}, "BATIMENT_EN_DOUBLE", repeats=True),
    BadRow("compteurs-energie", "no building", {"bâtiment": ""}, "COMPTEUR_SANS_BATIMENT"),
    BadRow("compteurs-energie", "unknown building", {"bâtiment": "B9"}, "COMPTEUR_SANS_BATIMENT"),
    BadRow("compteurs-energie", "unknown energy", {"énergie": "charbon"}, "ENERGIE_INCONNUE"),
    BadRow("compteurs-energie", "rewritten", {"compteur": "3,00012E+13"}, "COMPTEUR_ILLISIBLE"),
    BadRow("compteurs-energie", "share", {"part": "101"}, "PART_HORS_BORNES"),
    BadRow("compteurs-energie", "half", {"part": "50"}, None, ("PARTS_INFERIEURES_A_100",)),
    BadRow("compteurs-energie", "no basis", {"énergie": "gaz"}, None, ("BASE_GAZ_SUPPOSEE_PCS",)),
    BadRow("compteurs-energie", "W for kVA", {"puissance souscrite": "36 000 000"},
           "PUISSANCE_INVRAISEMBLABLE"),
    BadRow("compteurs-energie", "twice", {}, "COMPTEUR_EN_DOUBLE", repeats=True),
    BadRow("travaux", "unknown building", {"bâtiment": "B9"}, "BATIMENT_INCONNU"),
    BadRow("travaux", "end first", {"fin": "01/01/2020"}, "DATES_INVERSEES"),
    BadRow("travaux", "unknown energy", {"énergie": "charbon"}, "ENERGIE_INCONNUE"),
    BadRow("travaux", "negative cost", {"coût": "-1"}, "COUT_NEGATIF"),
    BadRow("travaux", "saving", {"économie attendue": "130 %"}, "ECONOMIE_HORS_BORNES"),
    BadRow("travaux", "kind", {"nature": "Peinture"}, None, ("NATURE_DE_TRAVAUX_INCONNUE",)),
    BadRow("travaux", "twice", {}, "TRAVAUX_EN_DOUBLE", repeats=True),
    # Prices and weather.
    BadRow("prix-energie", "€/MWh taken for €/kWh", {"valeur": "214,5"},
           "VALEUR_INVRAISEMBLABLE"),
    BadRow("prix-energie", "negative", {"valeur": "-0,2"}, "VALEUR_INVRAISEMBLABLE"),
    BadRow("prix-energie", "unit", {"unité": "€/m³"}, "UNITE_INCONNUE"),
    BadRow("prix-energie", "item", {"poste": "charbon"}, "POSTE_INCONNU"),
    BadRow("prix-energie", "kind", {"grandeur": "taxe"}, "GRANDEUR_INCONNUE"),
    BadRow("prix-energie", "twice", {}, "VALEUR_EN_DOUBLE", repeats=True),
    BadRow("meteo", "Kelvin", {"TX": "280"}, "TEMPERATURE_INVRAISEMBLABLE"),
    BadRow("meteo", "tenths", {"TN": "-120"}, "TEMPERATURE_INVRAISEMBLABLE"),
    BadRow("meteo", "exchanged", {"TN": "7"}, "TEMPERATURES_INVERSEES"),
    BadRow("meteo", "tomorrow", {"AAAAMMJJ": "20240801"}, "JOUR_FUTUR"),
    BadRow("meteo", "no station", {"NUM_POSTE": ""}, "STATION_ABSENTE"),
    BadRow("meteo", "doubtful", {"QTN": "2"}, None, ("METEO_VALEURS_DOUTEUSES",)),
    BadRow("meteo", "nothing", {"TN": "", "TX": "", "TM": ""}, None, ("METEO_SANS_TEMPERATURE",)),
    BadRow("meteo", "twice", {}, "JOUR_EN_DOUBLE", repeats=True),
]  # fmt: skip
