"""What a chart of digital inclusion says when there is nothing to draw, and what to do then."""

NO_COMMUNE = {
    "nothing_found": "Aucune commune connue sur ce territoire",
    "next_step": "Chargez une source du thème Inclusion (lieux-mediation, ingredients-fragilite "
    "ou couverture-arcep), ou choisissez un territoire plus grand.",
}
NOT_CROSSED = {
    "nothing_found": "Aucune commune n’a à la fois un score de fragilité et un lieu à qui mesurer "
    "sa distance",
    "next_step": "Chargez les lieux d’aide et les ingrédients de fragilité\u00a0: la page Données "
    "dit ce qui manque.",
}
