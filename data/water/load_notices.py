"""What a load of customers, of their readings, of yearly volumes or of repairs found."""

from data.severity import Severity

LOAD_NOTICES: dict[str, tuple[Severity, str]] = {
    # Of any file that speaks of people.
    "COLONNES_PERSONNELLES_ECARTEES": (
        Severity.INFO,
        "Colonnes qui désignent des personnes, écartées à la lecture : {names}. Rien de leur "
        "contenu n’est gardé, pas même dans les lignes mises de côté. Mieux vaut ne pas les "
        "exporter.",
    ),
    # Of the list of customers' meters.
    "USAGES_INCONNUS": (
        Severity.WARNING,
        "Usages inconnus, rangés dans « Autre » : {names}.",
    ),
    "ABONNES_SANS_SECTEUR": (
        Severity.INFO,
        "{rows} compteurs sur {all} ne nomment pas leur secteur : leurs fuites ne sont pas "
        "rapprochées de celles d’un secteur.",
    ),
    "ABONNES_HORS_TERRITOIRE": (
        Severity.WARNING,
        "{rows} compteurs sur {all} sont hors du territoire, ou de commune inconnue. Ils comptent "
        "pour tout le syndicat seulement.",
    ),
    # Of the readings of customers.
    "COMPTEURS_ABONNES_INCONNUS": (
        Severity.WARNING,
        "Compteurs absents de la liste des abonnés, dont les relevés sont mis de côté : {names}. "
        "Ajoutez-les à la liste, puis rechargez.",
    ),
    "HORLOGES_D_ABONNES_FIGEES": (
        Severity.WARNING,
        "Horloges figées, plusieurs valeurs au même instant : {names}. Ces relevés sont mis de "
        "côté ; réglez l’émetteur.",
    ),
    "JOURNEES_PARTAGEES": (
        Severity.INFO,
        "{days} journées de {meters} compteurs sont partagées entre deux fichiers : la partie la "
        "plus complète de chacune est gardée.",
    ),
    "INDEX_REVENUS_A_ZERO": (
        Severity.INFO,
        "Index revenus à zéro après leur dernier chiffre, suivis sans perte : {names} ({rows} en "
        "tout).",
    ),
    "COMPTEURS_ABONNES_REMIS_A_ZERO": (
        Severity.WARNING,
        "Index remis à zéro : {names} ({rows} en tout). Ce qui a coulé pendant le changement n’est "
        "pas connu.",
    ),
    "COMPTEURS_ABONNES_CHANGES": (
        Severity.WARNING,
        "L’index baisse d’un coup, sans doute un changement de compteur : {names} ({rows} en "
        "tout). Ce qui a coulé pendant le changement n’est pas connu.",
    ),
    "INDEX_QUI_BONDISSENT": (
        Severity.WARNING,
        "L’index bondit au-delà de ce que ce compteur peut mesurer, sans doute un changement de "
        "compteur : {names} ({rows} en tout). Ce bond n’est pas compté.",
    ),
    "RETOURS_D_EAU": (
        Severity.WARNING,
        "L’index recule par moments : {names} ({rows} en tout). L’eau revient vers le réseau, ce "
        "qui est un risque sanitaire : vérifiez le clapet antiretour.",
    ),
    "COMPTEURS_A_L_ENVERS": (
        Severity.WARNING,
        "Des journées entières reculent : {names} ({rows} en tout). Compteur posé à l’envers ou "
        "retour d’eau : ces journées ne sont pas comptées.",
    ),
    "RELEVES_TROP_ESPACES": (
        Severity.INFO,
        "Relevés à plus d’un jour et demi l’un de l’autre : {names} ({rows} en tout). Les journées "
        "entre les deux ne sont pas connues.",
    ),
    # Of the yearly volumes.
    "VARIABLES_SANS_EMPLOI": (
        Severity.INFO,
        "Codes officiels gardés, dont aucun indicateur ne se sert : {names}.",
    ),
    "VARIABLES_ILLISIBLES": (
        Severity.INFO,
        "Codes officiels dont une partie des cellules n’est pas un nombre, seules gardées celles "
        "qui en sont un : {names}.",
    ),
    "COLONNES_SANS_CODE": (
        Severity.WARNING,
        "Colonnes dont le titre ne commence pas par un code officiel, laissées de côté : {names}. "
        "Écrivez par exemple VP.059.",
    ),
    "ANNEES_PLUS_EXPORTEES_QU_ENTREES": (
        Severity.WARNING,
        "Plus d’eau exportée (V3) qu’entrée (V1 + V2) : {names}. Chargé tel quel, sans indicateur.",
    ),
    "ANNEES_PLUS_COMPTEES_QUE_DISTRIBUEES": (
        Severity.WARNING,
        "Volume compté (V7) supérieur au volume mis en distribution (V4) : {names}. Chargé tel "
        "quel ; vérifiez la période de relève.",
    ),
    "ANNEES_AU_RENDEMENT_IMPOSSIBLE": (
        Severity.WARNING,
        "Rendement supérieur à 100 % : {names}. Chargé tel quel ; un volume est faux.",
    ),
    "ANNEES_AUX_TOTAUX_INCOHERENTS": (
        Severity.WARNING,
        "Un total déclaré (V4 ou V6) n’est pas celui de ses parties : {names}. Les parties sont "
        "retenues.",
    ),
    "ANNEES_SANS_LONGUEUR": (
        Severity.WARNING,
        "Longueur du réseau absente ou nulle : {names}. Aucun indice par kilomètre n’est calculé.",
    ),
    "ANNEES_AUX_VOLUMES_MANQUANTS": (
        Severity.INFO,
        "Volumes non déclarés, dont des indicateurs dépendent : {names}. Un volume nul se déclare "
        "0.",
    ),
    "MILLIERS_DE_M3": (
        Severity.WARNING,
        "Volumes mille fois plus petits ou plus grands que ceux des autres années, mis de côté : "
        "{names}. Vérifiez l’unité : m³, et non milliers de m³.",
    ),
    # Of the repairs and the noises.
    "INTERVENTIONS_SANS_SECTEUR": (
        Severity.WARNING,
        "{rows} interventions sur {all} ne sont rattachées à aucun secteur connu : elles ne sont "
        "rapprochées d’aucune alerte. Chargez les secteurs, puis rechargez ce fichier avec "
        "--again.",
    ),
    "INTERVENTIONS_DE_NATURE_INCONNUE": (
        Severity.INFO,
        "Natures d’intervention inconnues, rangées dans « Autre » : {names}.",
    ),
    "BRUITS_SANS_SECTEUR": (
        Severity.WARNING,
        "{rows} alarmes sur {all} ne sont rattachées à aucun secteur connu : elles ne sont "
        "rapprochées d’aucune alerte. Chargez les secteurs, puis rechargez ce fichier avec "
        "--again.",
    ),
}
