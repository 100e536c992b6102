"""What a chart of water says when there is nothing to draw, and what to do then."""

NO_SECTOR = {
    "nothing_found": "Aucun secteur sur ce territoire",
    "next_step": "Chargez les secteurs et leurs débits (sources secteurs-eau et debits-eau), ou "
    "choisissez un territoire plus grand.",
}
NO_LEAK = {
    "nothing_found": "Aucune fuite en cours sur les secteurs suivis, ni sur les compteurs montrés",
    "next_step": "La vue Secteurs dit lesquels sont suivis, la vue Capteurs ce qui ne se mesure "
    "pas.",
}
NO_VOLUME = {
    "nothing_found": "Aucune année dont tous les volumes soient déclarés sur ce territoire",
    "next_step": "Chargez les variables officielles des services (source volumes-eau), ou "
    "choisissez un territoire plus grand.",
}
NO_BALANCE = {
    "nothing_found": "Aucun service n’a déclaré tous les volumes d’une année",
    "next_step": "La vue Secteurs donne les services ; leur fiche dit ce qui manque à chacun.",
}
NO_SERVICE = {
    "nothing_found": "Aucun service d’eau sur ce territoire",
    "next_step": "Chargez les services (source services-eau), ou choisissez un territoire plus "
    "grand.",
}
NO_CUSTOMER = {
    "nothing_found": "Aucune fuite en cours sur un compteur d’abonné montré",
    "next_step": "Si rien n’est télérelevé, chargez compteurs-abonnes puis releves-abonnes.",
}
NO_COMMUNE = {
    "nothing_found": "Aucune commune où 11 compteurs au moins sont relevés",
    "next_step": "En dessous, une somme montrerait un logement. Choisissez un territoire plus "
    "grand ; si rien n’est télérelevé, chargez compteurs-abonnes puis releves-abonnes.",
}
NO_METER = {
    "nothing_found": "Aucun compteur choisi, ou aucun jour relevé de ce compteur",
    "next_step": "Ouvrez le tableau des compteurs et choisissez-en un : ses jours s’affichent "
    "ici, sur la période choisie.",
}
NOT_WATCHED = {
    "nothing_found": "Aucun secteur n’est suivi",
    "next_step": "Il faut plusieurs semaines de débits par secteur, et une nuit connue de la "
    "dernière semaine ; la vue Secteurs dit ce qui manque à chacun.",
}
NO_FAULT = {"nothing_found": "Aucun défaut de capteur connu pendant cette période"}
