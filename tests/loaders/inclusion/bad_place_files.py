"""One small good table for each list of places, and the rows wrong in them."""

from tests.loaders.bad_files import BadRow, Sheet

# The first two titles are those without which nothing is loaded.
STANDARD = [
    "id", "nom", "pivot", "adresse", "code_postal", "commune", "code_insee", "latitude",
    "longitude", "typologie", "services", "frais_a_charge", "horaires", "date_maj", "telephone",
]  # fmt: skip
STANDARD_ROWS = [
    ["lieu-numerique-1", "Médiathèque de Tours", "21370261600011", "2 bis avenue Malraux", "37000",
     "Tours", "37261", "47,3986", "0,6897", "BIB|ASSO",
     "Aide aux démarches administratives|Accès internet et matériel informatique", "Gratuit",
     "Mo-Fr 09:00-12:00", "31/12/2023", "02 47 00 00 00"],
    ["lieu-numerique-2", "Mairie de Blois", "", "9 place Saint-Louis", "41000", "Blois", "41018",
     "", "", "MUNI", "Prendre en main un ordinateur;Accéder à du matériel",
     "Gratuit : Je peux accéder gratuitement au lieu et à ses services", "", "2023-06-30", ""],
]  # fmt: skip
GOOD = {
    "lieux-mediation": Sheet(STANDARD, STANDARD_ROWS),
    "conseillers-numeriques": Sheet(STANDARD, STANDARD_ROWS),
    "hub-lo": Sheet(
        ["gid", "c_nom", "c_adresse", "c_postcode", "c_city", "c_etiquettes", "c_epn",
         "c_horaire_ouverture", "c_lat_coor1", "c_long_coor1", "c__edit_datemaj", "c_siren_site"],
        [["1", "EPN des Fontaines", "11 rue de Saussure", "37200", "TOURS", "EPN", "True",
          "Mardi : 10h-12h", "47.3655", "0.7068", "2023/06/10 11:33:01.496", "213702616"],
         ["2", "Médiathèque", "1 place", "41200", "ROMORANTIN-LANTHENAY", "Médiathèque", "",
          "Sur RDV", "47.358", "1.742", "2023/06/11 09:00:00.000", "000000000"]],
    ),
    "france-services": Sheet(
        ["id_fs", "lib_fs", "insee_dep", "adresse", "insee_com", "code_postal", "lib_com",
         "latitude", "longitude", "h_lundi", "h_samedi", "itinerance", "labellisation"],
        [["854", "France services Tours", "37", "17-21 rue de Tourcoing", "37261", "37100",
          "Tours", "47.421", "0.683", "09:00 - 12:00 / 13:30 - 18:00", "-", "Non",
          "Espace labellisé 01/09/2020"],
         ["temp_94", "Bus France services", "41", "", "41269", "41100", "Vendôme", "", "",
          "09:00-12:00", "", "Oui", "Espace labellisé 01/12/2022"]],
    ),
    "aidants-connect": Sheet(
        ["Name", "Code postal", "Data pass ID", "SIRET", "Adresse", "Département", "date_maj"],
        [["CCAS de Tours", "37000", "12\u00a0207", "26\u00a0370\u00a0028\u00a0800\u00a0255",
          "2 allée des Aulnes", "Indre-et-Loire", "15/03/2021"],
         ["MAIRIE DE LUYNES", "37230", "37\u00a0210\u00a0137", "1", "Place des Victoires",
          "Indre-et-Loire", "15/03/2021"]],
    ),
}  # fmt: skip
_TITLES = {
    "lieux-mediation": {},
    "conseillers-numeriques": {},
    "hub-lo": {"nom": "c_nom", "pivot": "c_siren_site", "latitude": "c_lat_coor1",
               "longitude": "c_long_coor1", "date_maj": "c__edit_datemaj", "id": "gid",
               "code_postal": "c_postcode", "commune": "c_city"},
    "france-services": {"nom": "lib_fs", "id": "id_fs", "code_insee": "insee_com"},
}  # fmt: skip
_POSITIONS = {
    "exchanged": (("0,6897", "47,3986"), "COORDONNEES_INVERSEES"),
    "nowhere": (("0", "0"), "POSITIONS_ILLISIBLES"),
    "half": (("47,3986", ""), "POSITIONS_ILLISIBLES"),
    "in words": (("ici", "là"), "POSITIONS_ILLISIBLES"),
    "London": (("51.5072", "-0.1276"), "POSITIONS_HORS_DE_FRANCE"),
    "another town": (("43.2965", "5.3698"), "POSITIONS_LOIN_DE_LEUR_COMMUNE"),
}


def _titled(source: str, **cells: str) -> dict[str, str]:
    return {_TITLES[source].get(title, title): cell for title, cell in cells.items()}


ROWS = [
    *(
        BadRow(source, name, _titled(source, latitude=latitude, longitude=longitude), None, (code,))
        for source in _TITLES
        for name, ((latitude, longitude), code) in _POSITIONS.items()
    ),
    *(
        BadRow(source, "name absent", _titled(source, nom=""), "VALEUR_ABSENTE")
        for source in _TITLES
    ),
    *(
        BadRow(source, "name too long", _titled(source, nom="x" * 501), "TEXTE_TROP_LONG")
        for source in _TITLES
    ),
    *(
        BadRow(source, "same identifier", _titled(source, nom="Autre"), "LIEU_EN_DOUBLE",
               repeats=True)
        for source in _TITLES
    ),
    *(
        BadRow(source, f"commune {code}", _titled(source, code_insee=code), "HORS_TERRITOIRE")
        for source in ("lieux-mediation", "conseillers-numeriques", "france-services")
        for code in ("75056", "2a004", "97411")
    ),
    *(
        BadRow(source, "no commune code", _titled(source, code_insee="0null"), "COMMUNE_ILLISIBLE")
        for source in ("lieux-mediation", "conseillers-numeriques", "france-services")
    ),
    *(
        BadRow(source, f"SIRET {siret}", {title: siret}, None, ("SIRET_ECARTES",))
        for source, title in (("lieux-mediation", "pivot"), ("aidants-connect", "SIRET"),
                              ("hub-lo", "c_siren_site"))
        for siret in ("00000000000000", "1", "1\u202f348", "200\u202f055\u202f481\u202f000010")
    ),
    *(
        BadRow(source, f"date {day!r}", {title: day}, "DATE_ILLISIBLE")
        for source, title in (("lieux-mediation", "date_maj"), ("aidants-connect", "date_maj"),
                              ("hub-lo", "c__edit_datemaj"))
        for day in ("hier", "31/02/2024", "01/01/0001")
    ),
    BadRow("lieux-mediation", "date to come", {"date_maj": "2026-01-01"}, None,
           ("DATES_DE_FICHES_FUTURES",)),
    BadRow("lieux-mediation", "no date", {"date_maj": ""}, None, ("LIEUX_SANS_DATE",)),
    BadRow("lieux-mediation", "label of nobody", {"services": "Aide au jardin"}, None,
           ("LIBELLES_INCONNUS",)),
    BadRow("lieux-mediation", "hours in words", {"horaires": "sur rendez-vous"}, None,
           ("HORAIRES_ILLISIBLES",)),
    BadRow("lieux-mediation", "long lists", {"services": ";".join(
        ["Prendre en main un smartphone ou une tablette"] * 30)}, None),
    BadRow("hub-lo", "postal code of Paris",
           {"c_postcode": "75012", "c_city": "PARIS", "c_lat_coor1": "48.84",
            "c_long_coor1": "2.38"}, "HORS_TERRITOIRE"),
    BadRow("hub-lo", "CEDEX", {"c_postcode": "41201", "c_city": "ROMORANTIN-LANTHENAY CEDEX",
                               "c_lat_coor1": "47.358", "c_long_coor1": "1.742"}, None),
    BadRow("aidants-connect", "lost zero", {"Code postal": "4150"}, "HORS_TERRITOIRE"),
    BadRow("aidants-connect", "no postal code", {"Code postal": ""}, "VALEUR_ABSENTE"),
    BadRow("aidants-connect", "no number", {"Data pass ID": ""}, None),
    BadRow("aidants-connect", "a town among others",
           {"Code postal": "37230", "Name": "LES TONNELLES", "Adresse": "35 rue Eugène-Goüin"},
           None, ("LIEUX_SANS_COMMUNE",)),
]  # fmt: skip
