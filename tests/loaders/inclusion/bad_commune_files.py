"""One small good table for coverage, ingredients, accompaniments and answers; rows wrong in them.

The first two titles of each are those without which nothing is loaded.
"""

from tests.loaders.bad_files import BadRow, Sheet

GOOD = {
    "couverture-arcep": Sheet(
        ["code_insee", "nbr", "inel_hd", "elig_hd05", "elig_hd3", "elig_hd8", "elig_thd30",
         "elig_thd100", "elig_thd1g", "date"],
        [["37261", "1 000", "0", "0", "10", "40", "50", "100", "800", "2024-03-31"],
         ["41018", "500", "10", "0", "0", "90", "100", "0", "300", "31/03/2024"]],
    ),
    "ingredients-fragilite": Sheet(
        ["code_insee", "TAUX_COUVERTURE_THD", "COUVERTURE_MOBILE", "TX_65ETPLUS", "TX_NSCOL15P",
         "TX_POVERTY", "nbr", "elig_thd100", "elig_thd1g"],
        [["37261", "5,9", "1", "21.8", "36,2", "34,4", "1000", "0", "900"],
         ["41018", "39,1", "0.9", "24,3", "48,4", "", "500", "", ""]],
    ),
    "accompagnements": Sheet(
        ["mois", "nombre", "lieu", "nom du lieu", "code commune", "rubrique", "libellé"],
        [["01/03/2024", "30", "L1", "Médiathèque", "37261", "thème", "E-mail"],
         ["05/03/2024", "42", "L1", "Médiathèque", "37261", "total", ""],
         ["2024-03-01", "12", "L1", "", "37261", "Durées", "Moins de 30 min"]],
    ),
    "enquete-communes": Sheet(
        ["membre", "question", "réponse", "date"],
        [["37261", "cyber", "oui", "15/10/2023"],
         ["200030385", "Délégué à la protection des données", "non", "15/10/2023"]],
    ),
}  # fmt: skip
_LONG = "x" * 3_000_000
_COVERAGE, _SHARES, _COUNTS, _ANSWERS = GOOD

ROWS = [
    *(
        BadRow(_COVERAGE, name, cells, code)
        for name, cells, code in (
            ("elsewhere", {"code_insee": "67017"}, "HORS_TERRITOIRE"),
            ("a code that is none", {"code_insee": "Tours"}, "COMMUNE_ILLISIBLE"),
            ("no code", {"code_insee": ""}, "VALEUR_ABSENTE"),
            ("premises in words", {"nbr": "mille"}, "NOMBRE_ILLISIBLE"),
            ("premises that are missing", {"elig_hd8": "n.d."}, "VALEUR_ABSENTE"),
            ("half a premise", {"elig_hd8": "40,5"}, "NOMBRE_ILLISIBLE"),
            ("less than none", {"elig_hd8": "-40"}, "LOCAUX_NEGATIFS"),
            ("more than a country", {"nbr": "99999999"}, "LOCAUX_NEGATIFS"),
            ("parts that are not the whole", {"elig_hd8": "41"}, "LOCAUX_INCOHERENTS"),
            ("a day to come", {"date": "31/12/2030"}, "JOUR_FUTUR"),
            ("no day", {"date": "T1 2024"}, "DATE_ILLISIBLE"),
        )
    ),
    BadRow(_COVERAGE, "twice the same quarter", {}, "COMMUNE_EN_DOUBLE", repeats=True),
    BadRow(_COVERAGE, "another quarter", {"date": "31/12/2023"}, None, repeats=True),
    BadRow(_COVERAGE, "a merged commune", {"code_insee": "41170"}, None, repeats=True),
    BadRow(
        _COVERAGE, "no premises at all",
        dict.fromkeys(GOOD[_COVERAGE].titles[1:-1], "0"), None,
    ),
    *(
        BadRow(_SHARES, name, cells, code)
        for name, cells, code in (
            ("elsewhere", {"code_insee": "67017"}, "HORS_TERRITOIRE"),
            ("more than everyone", {"TX_65ETPLUS": "101"}, "PART_IMPOSSIBLE"),
            ("less than nobody", {"TAUX_COUVERTURE_THD": "-1"}, "PART_IMPOSSIBLE"),
            ("in words", {"TX_POVERTY": "beaucoup"}, "NOMBRE_ILLISIBLE"),
            ("a sign of percent", {"TX_POVERTY": "34,4 %"}, None),
            ("nothing known", dict.fromkeys(GOOD[_SHARES].titles[1:], ""), None),
        )
    ),
    BadRow(_SHARES, "twice the same commune", {}, "COMMUNE_EN_DOUBLE", repeats=True),
    *(
        BadRow(_COUNTS, name, cells, code)
        for name, cells, code in (
            ("a month alone", {"mois": "03/2024"}, None),
            ("a month alone, year first", {"mois": "2024-03"}, None),
            ("no month", {"mois": "mars"}, "DATE_ILLISIBLE"),
            ("a month to come", {"mois": "01/01/2025"}, "JOUR_FUTUR"),
            ("less than nobody", {"nombre": "-3"}, "NOMBRE_IMPOSSIBLE"),
            ("a crowd", {"nombre": "1000000"}, "NOMBRE_IMPOSSIBLE"),
            ("half of someone", {"nombre": "1,5"}, "NOMBRE_ILLISIBLE"),
            ("an unknown heading", {"rubrique": "humeur"}, "RUBRIQUE_INCONNUE"),
            ("no heading", {"rubrique": ""}, "RUBRIQUE_INCONNUE"),
            ("a theme without a name", {"libellé": ""}, "LIBELLE_ABSENT"),
            ("elsewhere", {"code commune": "75056"}, "HORS_TERRITOIRE"),
            ("another place without a total", {"lieu": "L2"}, "TOTAL_ABSENT"),
            ("a name too long", {"lieu": _LONG}, "TEXTE_TROP_LONG"),
        )
    ),
    BadRow(_COUNTS, "twice the same", {}, "ACTIVITE_EN_DOUBLE", repeats=True),
    *(
        BadRow(_ANSWERS, name, cells, code)
        for name, cells, code in (
            ("nobody we know", {"membre": "75056"}, "MEMBRE_INCONNU"),
            ("an unknown question", {"question": "climat"}, "QUESTION_INCONNUE"),
            ("perhaps", {"réponse": "peut-être"}, "OUI_NON_ILLISIBLE"),
            ("no answer", {"réponse": ""}, "VALEUR_ABSENTE"),
            ("a day to come", {"date": "31/12/2030"}, "JOUR_FUTUR"),
            ("a SIREN with spaces", {"membre": "213 702 616"}, None),
            ("a merged commune", {"membre": "41170"}, None),
        )
    ),
    BadRow(_ANSWERS, "twice the same day", {}, "REPONSE_EN_DOUBLE", repeats=True),
]  # fmt: skip
