"""What a chart of digital inclusion says when there is nothing to draw, and what to do then."""

NO_COMMUNE = {
    "nothing_found": "Aucune commune connue sur ce territoire",
    "next_step": "Chargez une source du thème Inclusion (lieux-mediation, ingredients-fragilite "
    "ou couverture-arcep), ou choisissez un territoire plus grand.",
}
