"""What to do about each kind of sensor fault."""

TO_DO = {
    "stuck": "Vérifier sur place que le capteur mesure encore, puis sa liaison.",
    "drift": "Comparer à un débitmètre portable, puis étalonner ou remplacer le capteur.",
    "gap": "Vérifier l’alimentation et la transmission ; demander les mesures gardées sur place.",
    "reset": "Noter le jour du remplacement ou de la remise à zéro du compteur.",
    "reversed": "Vérifier le sens de pose du compteur, ou son sens déclaré.",
    "unit": "Vérifier l’unité de l’export : L/s, m³/h ou m³.",
    "clock": "Remettre l’enregistreur à l’heure, et déclarer son fuseau. Tant que le décalage "
    "dure, rien ne dit quelles heures sont justes\u00a0: aucune n’est retenue depuis le premier.",
    "level": "Vérifier la sonde de niveau : sans elle, le bilan du secteur n’est pas connu.",
    "balance": "Il sort plus d’eau du secteur qu’il n’en entre, ou rien n’y entre\u00a0: vérifier "
    "le sens des compteurs et leurs unités.",
}
