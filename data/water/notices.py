"""What may be said of the data of water: code -> severity and French text."""

from data.severity import Severity
from data.water.load_notices import LOAD_NOTICES

WATER_NOTICES: dict[str, tuple[Severity, str]] = {
    **LOAD_NOTICES,
    # What a load of services, sectors or flows found.
    "SERVICES_SANS_COMMUNE": (
        Severity.WARNING,
        "{rows} services sur {all} n’ont pas de commune ({names}) : ils comptent pour tout le "
        "syndicat seulement.",
    ),
    "SERVICES_HORS_TERRITOIRE": (
        Severity.WARNING,
        "{rows} services sur {all} ont une commune hors du territoire ({names}).",
    ),
    "SERVICES_SANS_AGENCE": (
        Severity.WARNING,
        "{rows} services sur {all} ne disent pas leur agence de l’eau ({names}) : leur redevance "
        "n’est pas calculée.",
    ),
    "AGENCES_INCONNUES": (
        Severity.WARNING,
        "Agences de l’eau inconnues, laissées de côté : {names}. Écrivez par exemple "
        "Loire-Bretagne.",
    ),
    "SECTEURS_SANS_LONGUEUR": (
        Severity.WARNING,
        "{rows} secteurs sur {all} n’ont pas de longueur ({names}) : leurs pertes par kilomètre "
        "ne sont pas connues.",
    ),
    "SECTEURS_SANS_ABONNES": (
        Severity.WARNING,
        "{rows} secteurs sur {all} n’ont pas de nombre d’abonnés ({names}) : leur consommation de "
        "nuit n’est pas estimée.",
    ),
    "SECTEURS_SANS_SERVICE": (
        Severity.INFO,
        "{rows} secteurs sur {all} ne nomment pas leur service ({names}).",
    ),
    "SECTEURS_CREES": (
        Severity.INFO,
        "{rows} secteurs que le fichier nomme ont été créés, chacun avec son capteur ({names}) ; "
        "la liste des secteurs donnera leur commune, leur longueur et leurs abonnés.",
    ),
    "COLONNES_SANS_UNITE": (
        Severity.WARNING,
        "Colonnes sans unité entre parenthèses, laissées de côté : {names}. Écrivez par exemple "
        "« Bourg (L/s) ».",
    ),
    "CAPTEURS_SANS_DONNEES": (
        Severity.WARNING,
        "Capteurs sans aucune valeur dans ce fichier, laissés de côté : {names}.",
    ),
    "CELLULES_SANS_NOMBRE": (
        Severity.WARNING,
        "Cellules qui ne sont pas un nombre, laissées de côté : {cells} ({named}).",
    ),
    "CELLULES_ECARTEES": (
        Severity.WARNING,
        "Mesures écartées de lignes chargées pour d’autres capteurs : {cells} ({names}).",
    ),
    "CAPTEURS_INCONNUS": (
        Severity.WARNING,
        "Capteurs et réservoirs inconnus, dont rien n’est chargé\u00a0: {names}. Ajoutez-les à "
        "leur liste, puis rechargez.",
    ),
    "COMPTEURS_INVERSES": (
        Severity.WARNING,
        "Capteurs qui comptent à l’envers, dont rien n’est chargé : {names}.",
    ),
    "HORLOGES_FIGEES": (
        Severity.WARNING,
        "Capteurs dont l’horloge est figée : {names}. Les mesures de même instant ne sont pas "
        "chargées.",
    ),
    "MESURES_EN_CONFLIT": (
        Severity.WARNING,
        "Capteurs qui ont deux mesures différentes à un même instant, dont aucune n’est chargée : "
        "{names}.",
    ),
    "PAS_INCOHERENTS": (
        Severity.WARNING,
        "Capteurs sans pas régulier de 5 à 60 minutes, dont rien n’est chargé : {names}.",
    ),
    "DEBITS_NEGATIFS": (
        Severity.WARNING,
        "Capteurs déclarés dans un seul sens et dont des débits sont négatifs, non chargés : "
        "{names}.",
    ),
    "NIVEAUX_HORS_COURBE": (
        Severity.WARNING,
        "Réservoirs dont des niveaux sont hors de la courbe de volume, non chargés : {names}.",
    ),
    "UNITES_DE_CAPTEURS_SUSPECTES": (
        Severity.WARNING,
        "Capteurs dont l’unité est sans doute fausse, et dont rien n’est chargé : {names}.",
    ),
    "HORLOGES_DECALEES": (
        Severity.WARNING,
        "Capteurs dont l’horloge est sans doute décalée, et dont rien n’est chargé\u00a0: {names}.",
    ),
    "DEBITS_INHABITUELS": (
        Severity.WARNING,
        "Débits inhabituels pour les abonnés du secteur : {names}. Vérifiez l’unité (L/s ou "
        "m³/h) et le nombre d’abonnés.",
    ),
    "SECTEURS_HORS_TERRITOIRE": (
        Severity.WARNING,
        "{rows} secteurs sur {all} sont hors du territoire, ou de commune incertaine ({names}). "
        "Ils comptent pour tout le syndicat seulement.",
    ),
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
    "DUREE_INCONNUE": (
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
        "Longueur du réseau inconnue ou nulle : ni indice par km, ni seuil du décret, ni "
        "redevance.",
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
    # What came of a follow-up that someone sent.
    "SUIVI_ENREGISTRE": (Severity.INFO, "C’est noté."),
    "SUIVI_DEJA_NOTE": (Severity.INFO, "C’était déjà noté : rien n’a été ajouté."),
    "SUIVI_FERME": (
        Severity.WARNING,
        "Le suivi n’est pas ouvert : aucun code n’a été choisi par l’exploitant du site. Rien n’a "
        "été noté.",
    ),
    "SUIVI_CODE_FAUX": (
        Severity.WARNING,
        "Ce code n’est pas le bon : rien n’a été noté. Demandez-le à l’exploitant du site.",
    ),
    "SUIVI_TROP_D_ESSAIS": (
        Severity.WARNING,
        "Trop de codes faux ont été essayés : rien n’a été noté, et même le bon code attendra dix "
        "minutes au plus. Envoyez de nouveau ensuite ; votre texte est toujours dans le "
        "formulaire.",
    ),
    "SUIVI_ETAT_INCONNU": (
        Severity.WARNING,
        "Cet état n’existe pas : rien n’a été noté. Choisissez-en un dans la liste.",
    ),
    "SUIVI_TROP_LONG": (
        Severity.WARNING,
        "Une note a 500 signes au plus, et un nom 80 : rien n’a été noté. Raccourcissez, puis "
        "envoyez de nouveau.",
    ),
    "SUIVI_TEXTE_ILLISIBLE": (
        Severity.WARNING,
        "Le texte contient des signes que la base ne peut pas garder : rien n’a été noté. "
        "Retapez-le, puis envoyez de nouveau.",
    ),
    "SUIVI_SANS_ALERTE": (
        Severity.WARNING,
        "Cette alerte n’est plus dans les données : rien n’a été noté. Rechargez la page.",
    ),
    "SUIVI_BASE_OCCUPEE": (
        Severity.WARNING,
        "Un chargement de données est en cours : rien n’a été noté. Envoyez de nouveau dans une "
        "minute ; votre texte est toujours dans le formulaire.",
    ),
    "SUIVI_NON_ENREGISTRE": (
        Severity.WARNING,
        "La base de données n’a pas accepté l’écriture : rien n’a été noté. Essayez de nouveau "
        "plus tard ; si cela dure, prévenez l’exploitant du site.",
    ),
    # What the figures of the page cover.
    "ANNEE_DU_SERVICE": (
        Severity.INFO,
        "Les fuites sont celles de cette nuit ; rendement, pertes et argent sont ceux de {year}.",
    ),
    "VOLUMES_DU_SERVICE_INCOMPLETS": (
        Severity.WARNING,
        "Le service n’a pas déclaré tous ses volumes de {year} : rendement, pertes et argent ne "
        "sont pas calculés. La vue RPQS et SISPEA de sa fiche dit ce qui manque.",
    ),
    "ANNEE_DES_VOLUMES": (
        Severity.INFO,
        "Les fuites sont celles de cette nuit ; rendement, pertes et argent sont ceux de "
        "{year}, pour {known} services sur {all} qui ont déclaré tous leurs volumes.",
    ),
    "COMPTEURS_NON_MONTRES": (
        Severity.INFO,
        "Des compteurs d’abonnés ne sont pas montrés un par un, ni leurs fuites : les journées "
        "d’un logement sont des données personnelles. La vue Abonnés les additionne par commune. "
        "L’exploitant d’un site réservé aux agents les ouvre par le réglage "
        "GABARE_CUSTOMER_DETAIL=oui.",
    ),
    "SECTEURS_NON_SUIVIS": (
        Severity.INFO,
        "{known} secteurs suivis sur {all} : les fuites des autres ne sont pas connues. La vue "
        "Secteurs dit pourquoi : pas assez de passé, capteur en défaut, bilan impossible ou "
        "aucune mesure récente.",
    ),
    "PRIX_DE_L_EAU_INDICATIF": (
        Severity.INFO,
        "Montants indicatifs, faute de prix vérifié : le m³ perdu est compté {prices}.",
    ),
}
