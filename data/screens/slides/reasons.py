"""Why a slide is left out, for those who set a screen."""

NO_SITE, TOO_FEW, TOO_OLD = "AUCUN_SITE", "TROP_PEU_DE_MESURES", "DONNEES_TROP_ANCIENNES"
CLOSED_HOURS, NONE_CALM, NO_MESSAGE = "HORS_DES_HEURES", "AUCUN_LIEU_CALME", "RIEN_A_ANNONCER"
NO_HELP, NO_FACT = "AUCUN_LIEU_D_AIDE", "AUCUN_FAIT"
REASONS = {
    NO_SITE: "Aucun site Wi-Fi en service dans ce territoire.",
    TOO_FEW: "Trop peu de mesures publiées pour dire ce qui est habituel.",
    TOO_OLD: "Les dernières connexions chargées sont trop anciennes.",
    CLOSED_HOURS: "Rien ne se mesure d’habitude à cette heure.",
    NONE_CALM: "Aucun lieu calme connu à moins de 25 km en ce moment.",
    NO_MESSAGE: "Ni message, ni événement proche, ni horaires de l’office.",
    NO_HELP: "Aucun lieu d’aide numérique à moins de 25 km.",
    NO_FACT: "Aucun fait établi pour ce territoire.",
}
