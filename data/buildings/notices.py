"""What may be said of the data of public buildings: code -> severity and French text."""

from data.severity import Severity

BUILDING_NOTICES: dict[str, tuple[Severity, str]] = {
    # What a load of buildings, meters or works found.
    "BATIMENT_HORS_TERRITOIRE": (
        Severity.WARNING,
        "Bâtiments hors du territoire, ou de commune incertaine : {rows} sur {all} ({names}). Ils "
        "sont chargés et comptent pour tout le syndicat seulement.",
    ),
    "BATIMENT_SANS_SURFACE": (
        Severity.WARNING,
        "Bâtiments sans surface : {rows} sur {all} ({names}). Ils sont chargés, mais leur "
        "consommation par m² et leur potentiel d’économie ne se calculent pas.",
    ),
    "HORAIRES_DE_BATIMENTS_ILLISIBLES": (
        Severity.WARNING,
        "Horaires qui ne se lisent pas : {rows} bâtiments sur {all} ({names}), chargés sans "
        "horaires. Écrivez par exemple « lu-ve 08:30-12:00 13:30-17:30; sa 09:00-12:00 ».",
    ),
    "REFERENCE_INCOMPLETE": (
        Severity.WARNING,
        "Année ou consommation de référence donnée l’une sans l’autre : {rows} bâtiments sur {all} "
        "({names}). Leur objectif en valeur relative ne se calcule pas.",
    ),
    "USAGE_INCONNU": (
        Severity.WARNING,
        "Usages inconnus, rangés dans « Autre » : {names}.",
    ),
    "USAGE_DEDUIT": (
        Severity.INFO,
        "Usage lu dans le nom du bâtiment, faute d’être indiqué : {rows} bâtiments.",
    ),
    "PARTS_INFERIEURES_A_100": (
        Severity.WARNING,
        "Compteurs dont les parts font moins de 100 % : {names}. Le reste de leur "
        "consommation n’est compté pour aucun bâtiment.",
    ),
    "BASE_GAZ_SUPPOSEE_PCS": (
        Severity.INFO,
        "Compteurs de gaz dont la base des kWh n’est pas indiquée, lus en PCS : {rows} ({names}).",
    ),
    "NATURE_DE_TRAVAUX_INCONNUE": (
        Severity.WARNING,
        "Natures de travaux inconnues, rangées dans « Autre » : {names}.",
    ),
    # What a load of readings or bills found.
    "COMPTEURS_INCONNUS": (
        Severity.WARNING,
        "Compteurs absents du magasin, dont les relevés sont mis de côté : {names}. Ajoutez-les à "
        "la liste des compteurs, puis rechargez.",
    ),
    "PRM_ZERO_RETABLI": (
        Severity.WARNING,
        "Numéros de 13 chiffres, lus avec le zéro du début qu’un tableur leur a retiré (un PRM ou "
        "un PCE en a 14) : {names}. Vérifiez-les.",
    ),
    "COMPTEURS_SANS_BATIMENT": (
        Severity.WARNING,
        "Compteurs rattachés à aucun bâtiment : {names}. Leurs relevés sont chargés, mais ne "
        "comptent pour aucun bâtiment.",
    ),
    "UNITES_SUSPECTES": (
        Severity.WARNING,
        "Compteurs dont l’unité est sans doute fausse : {names}. Rien n’en est chargé.",
    ),
    "UNITES_A_VERIFIER": (
        Severity.WARNING,
        "Compteurs chargés qui donnent en moyenne plus de 10 kWh, ou de 0,2 m³, par jour et par m² "
        "de leurs bâtiments : {names}. Presque aucun bâtiment n’en use autant : vérifiez leur "
        "unité, et la surface de ces bâtiments.",
    ),
    "GAZ_COEFFICIENT_PAR_DEFAUT": (
        Severity.WARNING,
        "Gaz en m³ sans coefficient : {names}. Leurs kWh sont estimés par le coefficient de "
        "référence, indicatif.",
    ),
    "GAZ_PCI_CONVERTI": (
        Severity.INFO,
        "Gaz livré en kWh PCI, converti en kWh PCS par le rapport de référence : {names}.",
    ),
    "COMPTEURS_CHANGES": (
        Severity.INFO,
        "Compteurs changés, dont l’index reste continu d’un appareil à l’autre : {names}.",
    ),
    "HORODATE_FIN_DE_PAS": (
        Severity.INFO,
        "Horodates lues comme la fin du pas de mesure, l’usage d’Enedis : {names}.",
    ),
    "HORODATE_DEBUT_DE_PAS": (
        Severity.INFO,
        "Horodates lues comme le début du pas de mesure, car les journées du fichier vont de "
        "00:00 au dernier pas avant minuit : {names}.",
    ),
    "FACTURE_CORRIGEE": (
        Severity.INFO,
        "Factures remplacées par une plus récente ou par une facture réelle, jours recalculés : "
        "{names}.",
    ),
    # What a load of weather found.
    "METEO_JOURS_MANQUANTS": (
        Severity.WARNING,
        "Jours sans température, jamais remplacés : {names}.",
    ),
    "METEO_SANS_TEMPERATURE": (
        Severity.INFO,
        "Lignes lues sans aucune température exploitable, qui n’ajoutent donc rien : {rows} "
        "({names}).",
    ),
    "METEO_MOYENNE_SEULE": (
        Severity.WARNING,
        "Stations qui ne donnent que la température moyenne : {names}. Leurs degrés-jours sont "
        "calculés sur cette moyenne ; ceux de la méthode des professionnels de l’énergie "
        "(COSTIC), qui demandent minimum et maximum, ne se calculent pas.",
    ),
    "METEO_VALEURS_DOUTEUSES": (
        Severity.WARNING,
        "Températures signalées douteuses par Météo-France (code qualité 2), non utilisées : "
        "{values} ({names}).",
    ),
    "METEO_STATION_SANS_POSITION": (
        Severity.WARNING,
        "Stations sans coordonnées, qui ne sont donc rattachées à aucun bâtiment : {names}.",
    ),
    # What a figure covers.
    "MOIS_ENTIERS_ENERGIE": (
        Severity.INFO,
        "L’énergie se compte par mois entiers : ici {months}.",
    ),
    # What a saving is worth.
    "ECONOMIE_REFERENCE_COURTE": (
        Severity.WARNING,
        "La référence, avant les travaux, dure moins de douze mois : l’économie est moins sûre. "
        "Sous neuf mois, elle n’est jamais dite démontrée.",
    ),
    "ECONOMIE_REFERENCE_LACUNAIRE": (
        Severity.WARNING,
        "Plus de 10 % des jours manquent dans la référence, avant les travaux.",
    ),
    "ECONOMIE_SUIVI_LACUNAIRE": (
        Severity.WARNING,
        "Plus de 10 % des jours manquent depuis les travaux : l’économie porte sur les seuls "
        "jours mesurés.",
    ),
}
