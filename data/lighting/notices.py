"""What may be said of the data of public lighting: code -> severity and French text."""

from data.severity import Severity

LIGHTING_NOTICES: dict[str, tuple[Severity, str]] = {
    # What a load of points, cabinets, schedules or zones found.
    "LAMBERT_EN_DEGRES": (
        Severity.WARNING,
        "{rows} points ont des mètres Lambert-93 dans les colonnes de latitude et de longitude : "
        "ils ont été convertis. Corrigez les titres du fichier d’origine.",
    ),
    "POINTS_SANS_PUISSANCE": (
        Severity.WARNING,
        "{rows} points sur {all} n’ont pas de puissance : ils sont comptés et dessinés, jamais "
        "calculés en kWh.",
    ),
    "POINTS_SANS_COORDONNEES": (
        Severity.WARNING,
        "{rows} points sur {all} n’ont pas de coordonnées : ils sont comptés, absents de la carte.",
    ),
    "POINTS_SANS_IDENTIFIANT": (
        Severity.INFO,
        "{rows} points sur {all} n’ont pas d’identifiant : leurs coordonnées en tiennent lieu. Un "
        "point déplacé dans un prochain fichier serait un point de plus.",
    ),
    "POINTS_SUR_UN_MEME_MAT": (
        Severity.INFO,
        "{rows} points sur {all} ont les coordonnées d’un autre : plusieurs lanternes sur un mât, "
        "ou une ligne répétée. Ils sont tous comptés.",
    ),
    "POINTS_SANS_ARMOIRE": (
        Severity.WARNING,
        "{rows} points sur {all} ne nomment pas leur armoire : ils n’ont ni horaire ni facture.",
    ),
    "POINTS_HORS_TERRITOIRE": (
        Severity.WARNING,
        "{rows} points sur {all} sont hors du territoire, ou de commune incertaine. Ils comptent "
        "pour tout le syndicat seulement.",
    ),
    "ARMOIRE_D_UNE_AUTRE_COMMUNE": (
        Severity.WARNING,
        "{rows} points sur {all} nomment une armoire d’une autre commune : vérifiez que deux "
        "communes n’emploient pas le même identifiant.",
    ),
    "ARMOIRES_CREEES": (
        Severity.INFO,
        "{rows} armoires que les points nomment ont été créées ({names}) ; la liste des armoires "
        "donnera leur nom et leur point de livraison.",
    ),
    "LAMPES_INCONNUES": (
        Severity.WARNING,
        "Types de lampe inconnus, rangés dans « Autre » : {names}.",
    ),
    "GRADATION_A_DECLARER": (
        Severity.INFO,
        "{rows} points sur {all} sont gradés : déclarez les niveaux dans les horaires de leur "
        "armoire, seuls pris en compte.",
    ),
    "PUISSANCE_SANS_BALLAST": (
        Severity.INFO,
        "{rows} puissances ne comptent pas le ballast, ou ne le disent pas ; elles ont été "
        "multipliées par les facteurs de référence : {names}.",
    ),
    "ARMOIRES_HORS_TERRITOIRE": (
        Severity.WARNING,
        "{rows} armoires sur {all} sont hors du territoire, ou de commune incertaine ({names}). "
        "Elles comptent pour tout le syndicat seulement.",
    ),
    "ARMOIRES_SANS_POINT_DE_LIVRAISON": (
        Severity.WARNING,
        "{rows} armoires sur {all} n’ont pas de point de livraison ({names}) : leurs factures "
        "porteront l’identifiant de l’armoire.",
    ),
    "HORAIRES_PAR_COMMUNE": (
        Severity.INFO,
        "{rows} lignes valent pour toute une commune : elles ont été données à ses {cabinets} "
        "armoires d’aujourd’hui. Rechargez-les après en avoir ajouté.",
    ),
    "HORAIRE_PROPRE_PREFERE": (
        Severity.INFO,
        "{cabinets} armoires ont leur propre horaire à la date de celui de leur commune : il est "
        "préféré.",
    ),
    "ZONES_EN_LAMBERT": (
        Severity.INFO,
        "{rows} zones étaient en mètres Lambert-93 : elles ont été converties.",
    ),
    "ZONES_REPAREES": (
        Severity.INFO,
        "{rows} contours se croisaient : ils ont été redressés.",
    ),
    "ZONES_DE_TYPE_INCONNU": (
        Severity.WARNING,
        "Types de zone inconnus, rangés dans « Autre espace protégé » : {names}.",
    ),
    # What a load of bills or faults found.
    "FACTURES_SANS_POINTS": (
        Severity.WARNING,
        "Des factures sans points : {points} points de livraison sur {all} ne sont ceux d’aucune "
        "armoire ({names}). Elles sont chargées ; ajoutez ces points de livraison à la liste des "
        "armoires.",
    ),
    "FACTURES_HORS_TERRITOIRE": (
        Severity.WARNING,
        "{points} points de livraison sur {all} sont hors du territoire, ou de commune incertaine. "
        "Ils comptent pour tout le syndicat seulement.",
    ),
    "MOIS_PRORATISES": (
        Severity.WARNING,
        "{months} mois sur {all}, de {points} points de livraison, ont la même consommation par "
        "jour que le mois voisin : ce sont des parts d’une facture plus longue, non des mesures. "
        "Leur somme est juste, leur saison ne l’est pas.",
    ),
    "FACTURES_REPARTIES": (
        Severity.INFO,
        "{rows} factures de plus ou moins d’un mois ont été réparties par jour sur {months} mois.",
    ),
    "MOIS_INCOMPLETS": (
        Severity.WARNING,
        "{months} mois ne sont facturés qu’en partie et ne sont pas gardés : chargez dans un même "
        "fichier les factures qui se suivent.",
    ),
    "PANNES_DE_NATURE_INCONNUE": (
        Severity.WARNING,
        "Natures de panne inconnues, rangées dans « Autre » : {names}.",
    ),
    "PANNES_SANS_POINT": (
        Severity.WARNING,
        "{rows} pannes sur {all} nomment un point ou une armoire qui n’est pas dans l’inventaire : "
        "elles comptent pour leur commune.",
    ),
    "COURBES_AU_PAS": (
        Severity.INFO,
        "Pas lu dans le fichier, par armoire : {names}.",
    ),
    # What a figure covers.
    "FACTURES_PARTIELLES": (
        Severity.INFO,
        "{billed} armoires sur {cabinets} sont facturées sur la période ; kWh et euros ne "
        "portent que sur elles.",
    ),
    "MOIS_DE_FACTURES_LONGUES": (
        Severity.INFO,
        "{months} mois sur {all} sont des parts de factures plus longues : leur somme est juste, "
        "leur saison ne l’est pas.",
    ),
    # What a simulation was asked.
    "SCENARIO_REGLAGE_INCONNU": (
        Severity.WARNING,
        "Le scénario du lien contient un réglage inconnu (« {value} »), laissé de côté.",
    ),
    "SCENARIO_VALEUR_ABSURDE": (
        Severity.WARNING,
        "Scénario : la valeur « {value} » n’est pas possible ({label}) ; la valeur par défaut la "
        "remplace.",
    ),
    "SCENARIO_DEUX_FINANCEMENTS": (
        Severity.WARNING,
        "Le scénario demande à la fois un emprunt et un fonds Intracting : seul l’emprunt est "
        "retenu.",
    ),
    "SCENARIOS_EN_TROP": (
        Severity.WARNING,
        "Le lien contient plus de deux scénarios : les deux premiers sont comparés.",
    ),
    "ARMOIRES_NON_SIMULEES": (
        Severity.WARNING,
        "{left_out} armoires sur {all} n’ont pas de puissance ou d’horaire connus : elles ne sont "
        "pas dans la simulation.",
    ),
    "SCENARIOS_DE_PRIX_DIFFERENTS": (
        Severity.WARNING,
        "Les deux scénarios n’ont pas la même hausse du prix ou la même durée : la ligne sans "
        "décision suit le scénario A. Donnez-leur les mêmes pour les comparer.",
    ),
}
