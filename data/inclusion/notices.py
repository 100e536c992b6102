"""What may be said of the data of digital inclusion: code -> severity and French text."""

from data.severity import Severity

INCLUSION_NOTICES: dict[str, tuple[Severity, str]] = {
    # What a load of places found.
    "LIEUX_HORS_TERRITOIRE": (
        Severity.INFO,
        "{rows} fiches sur {all} sont hors du territoire\u00a0: elles sont comptées, et laissées "
        "de côté.",
    ),
    "LIEUX_SANS_COMMUNE": (
        Severity.WARNING,
        "{rows} lieux n’ont pas de commune sûre\u00a0: seul leur département est connu, et ils ne "
        "sont pas sur la carte. Ajoutez leur commune au fichier\u00a0: {names}.",
    ),
    "POSITIONS_ILLISIBLES": (
        Severity.WARNING,
        "{rows} lieux ont des coordonnées illisibles ou nulles\u00a0: ils sont placés à leur "
        "mairie. Lieux\u00a0: {names}.",
    ),
    "POSITIONS_HORS_DE_FRANCE": (
        Severity.WARNING,
        "{rows} lieux ont des coordonnées hors de France métropolitaine\u00a0: ils sont placés à "
        "leur mairie. Lieux\u00a0: {names}.",
    ),
    "POSITIONS_LOIN_DE_LEUR_COMMUNE": (
        Severity.WARNING,
        "{rows} lieux ont des coordonnées à plus de 20 km de leur mairie\u00a0: ils y sont placés. "
        "Corrigez leur position ou leur commune. Lieux\u00a0: {names}.",
    ),
    "SIRET_ECARTES": (
        Severity.INFO,
        "{rows} fiches sur {all} portent un numéro qui n’est pas un SIRET (des zéros, «\u00a01"
        "\u00a0»…)\u00a0: il n’est pas gardé.",
    ),
    "HORAIRES_ILLISIBLES": (
        Severity.INFO,
        "Les horaires de {rows} fiches sur {all} ne se lisent pas\u00a0: ils sont «\u00a0non "
        "connus\u00a0».",
    ),
    "LIBELLES_INCONNUS": (
        Severity.WARNING,
        "Libellés que la norme ne connaît pas, laissés de côté\u00a0: {names}.",
    ),
    "LIEUX_SANS_DATE": (
        Severity.INFO,
        "{rows} fiches sur {all} n’ont pas de date de mise à jour.",
    ),
    "DATES_DE_FICHES_FUTURES": (
        Severity.WARNING,
        "{rows} fiches sur {all} sont datées de l’avenir\u00a0: leur date n’est pas gardée.",
    ),
    "LIEUX_RETIRES": (
        Severity.WARNING,
        "{rows} lieux du chargement précédent ne sont plus dans ce fichier, et sont retirés"
        "\u00a0: {names}.",
    ),
    # What a load of communes, of accompaniments or of answers found.
    "COMMUNES_HORS_TERRITOIRE": (
        Severity.INFO,
        "{rows} lignes sur {all} sont de communes hors du territoire : elles sont comptées, et "
        "laissées de côté.",
    ),
    "COMMUNES_SANS_COUVERTURE": (
        Severity.WARNING,
        "{rows} communes sur {all} n’ont pas de couverture dans ce fichier : {names}.",
    ),
    "COMMUNES_SANS_INGREDIENT": (
        Severity.WARNING,
        "{rows} communes sur {all} n’ont aucun ingrédient de fragilité dans ce fichier : {names}.",
    ),
    "ACTIVITES_HORS_D_UN_LIEU": (
        Severity.INFO,
        "{rows} lignes sur {all} ne nomment pas de lieu (domicile, à distance) : elles comptent "
        "pour leur EPCI, sans leur commune.",
    ),
    "ACTIVITES_SANS_COMMUNE": (
        Severity.WARNING,
        "Lieux d’accompagnement sans commune sûre, qui ne comptent que pour un territoire plus "
        "grand : {names}. Ajoutez leur code commune.",
    ),
    "ACTIVITES_REMPLACEES": (
        Severity.INFO,
        "{rows} mois de lieux étaient déjà connus : ce fichier les remplace. Exportez toute "
        "l’équipe d’un lieu à la fois, car un export partiel remplacerait les autres.",
    ),
    # What a figure covers.
    "INCLUSION_A_CE_JOUR": (
        Severity.INFO,
        "Tout est à ce jour, sauf les accompagnements, qui suivent la période par mois entiers"
        "\u00a0: ici {months}.",
    ),
    "INCLUSION_ANCIENNE": (
        Severity.WARNING,
        "Les listes les plus récentes sont du {until}\u00a0: des lieux ont pu ouvrir ou fermer "
        "depuis.",
    ),
    "COMMUNES_SANS_SCORE": (
        Severity.INFO,
        "Communes sans score de fragilité, faute d’ingrédients\u00a0: {missing} sur {all}.",
    ),
    "LIEUX_A_LA_MAIRIE": (
        Severity.INFO,
        "Lieux sans position connue, placés à leur mairie\u00a0: {places} sur {all}.",
    ),
    "FILTRE_DE_LIEUX_INCONNU": (
        Severity.WARNING,
        "Le lien demande un filtre inconnu (« {value} »), laissé de côté.",
    ),
    # What a placement was asked.
    "IMPLANTATION_REGLAGE_INCONNU": (
        Severity.WARNING,
        "Le lien demande un réglage inconnu (« {value} »), laissé de côté.",
    ),
    "IMPLANTATION_VALEUR_ABSURDE": (
        Severity.WARNING,
        "Implantation : la valeur « {value} » n’est pas possible ({label}) ; la valeur par "
        "défaut la remplace.",
    ),
    "IMPLANTATION_SANS_POIDS": (
        Severity.INFO,
        "Tous les poids sont à zéro : chaque habitant compte autant, quelle que soit la fragilité "
        "de sa commune.",
    ),
}
