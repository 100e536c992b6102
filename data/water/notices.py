"""What may be said of the data of water: code -> severity and French text."""

from data.severity import Severity

WATER_NOTICES: dict[str, tuple[Severity, str]] = {
    # What a load found.
    # What a figure covers.
    # What the year of a service says, or lacks.
    "VOLUMES_MANQUANTS": (
        Severity.WARNING,
        "Non déclarés : {names}. Les indicateurs qui en dépendent ne sont pas calculés ; un volume "
        "nul se déclare 0.",
    ),
    "VOLUMES_NEGATIFS": (
        Severity.BLOCKING,
        "Négatifs, donc écartés : {names}. Les indicateurs qui en dépendent ne sont pas calculés.",
    ),
    "PERIODE_INCONNUE": (
        Severity.BLOCKING,
        "La durée de la période n’est pas connue : les volumes ne peuvent pas être ramenés à une "
        "année.",
    ),
    "RAMENE_A_365_JOURS": (
        Severity.INFO,
        "Volumes déclarés sur {days} jours, ramenés à 365 jours.",
    ),
    "DISTRIBUE_NEGATIF": (
        Severity.BLOCKING,
        "Plus d’eau est exportée (V3) qu’il n’en entre (V1 + V2) : vérifiez ces trois volumes.",
    ),
    "COMPTE_PLUS_QUE_DISTRIBUE": (
        Severity.WARNING,
        "Le volume compté chez les abonnés (V7) dépasse le volume mis en distribution (V4) : "
        "vérifiez la période de relève et les compteurs de production.",
    ),
    "RENDEMENT_IMPOSSIBLE": (
        Severity.WARNING,
        "Rendement de {pct} %, au-dessus de 100 % : il est montré tel que déclaré, mais un volume "
        "est faux.",
    ),
    "TOTAL_INCOHERENT": (
        Severity.WARNING,
        "{name} est déclaré à {said} m³, ses parties donnent {computed} m³ : les parties sont "
        "retenues.",
    ),
    "SERVICE_SANS_LONGUEUR": (
        Severity.WARNING,
        "Longueur du réseau inconnue ou nulle : ni indice par km, ni seuil du décret, ni redevance.",
    ),
    "PATRIMOINE_INCOMPLET": (
        Severity.WARNING,
        "Parties non déclarées de l’indice de connaissance (P103.2B) : {names}. Une partie non "
        "déclarée n’est pas un « non » : l’indice n’est donné que si elle n’y change rien.",
    ),
    "SERVICES_INCOMPLETS": (
        Severity.INFO,
        "{rows} services sur {all} ne sont pas dans ce total, faute d’une donnée : {names}.",
    ),
    # What the money of a service rests on.
    "REDEVANCE_SANS_TAUX": (
        Severity.WARNING,
        "Le taux de redevance de l’agence de l’eau n’est pas connu : ajoutez-le aux valeurs de "
        "référence.",
    ),
    "REDEVANCE_AU_PLUS": (
        Severity.INFO,
        "La seconde voie de la performance n’est pas connue : la redevance calculée est un "
        "maximum.",
    ),
    "REDEVANCE_SANS_PATRIMOINE": (
        Severity.INFO,
        "Le coefficient de gestion patrimoniale n’est pas connu : le montant de la redevance "
        "n’est pas donné, le gain par point de rendement l’est.",
    ),
    # What the hours of a sector lack.
    "NIVEAU_HORS_COURBE": (
        Severity.WARNING,
        "{hours} heures ont un niveau de réservoir hors de sa courbe de volume : leur bilan n’est "
        "pas connu.",
    ),
}
