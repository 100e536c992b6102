"""The columns of the tables of activity and survey, and what to do when there is none."""

from components.tables import TableColumn

ITEM = TableColumn("item", "Détail")
COUNT = TableColumn("count", "Accompagnements", "number")
SHARE = TableColumn("share_pct", "Part du total", "percent", 1)
TOTAL = TableColumn("total", "Total des accompagnements", "number")

MONTHS = (
    TableColumn("month", "Mois", "month"),
    COUNT,
    TableColumn("before", "Accompagnements, comparaison", "number"),
    TableColumn("places", "Lieux déclarants", "number"),
    TableColumn("whole", "Mois complet", "yes_no"),
)
KINDS = (
    ITEM,
    TableColumn("dimension_label", "Critère"),
    COUNT,
    SHARE,
    TableColumn("dimension_count", "Somme du critère", "number"),
    TOTAL,
)
PLACES = (
    TableColumn("place_name", "Lieu"),
    TableColumn("commune", "Commune"),
    COUNT,
    TableColumn("months", "Mois déclarés", "number"),
    TableColumn("per_month", "Par mois déclaré", "number", 1),
    TableColumn("anonymous_share_pct", "Part d’anonymes", "percent", 0),
)
ANSWERS = (
    TableColumn("label", "Question"),
    TableColumn("yes_share_pct", "Oui, parmi les réponses", "percent", 1),
    TableColumn("yes", "Oui", "number"),
    TableColumn("answered", "Réponses", "number"),
    TableColumn("asked", "Interrogés", "number"),
    TableColumn("answer_share_pct", "Taux de réponse", "percent", 1),
    TableColumn("national_pct", "En France", "percent", 0),
    TableColumn("last_day", "Dernière réponse", "day"),
)
MEMBERS = (
    TableColumn("name", "Membre"),
    TableColumn("numerique", "Axe numérique", "yes_no"),
    TableColumn("cyber", "Cybersécurité", "yes_no"),
    TableColumn("dpo", "Délégué à la protection des données", "yes_no"),
    TableColumn("sobriete", "Charte de sobriété", "yes_no"),
    TableColumn("yes", "Mesures", "number"),
    TableColumn("answered", "Réponses", "number"),
    TableColumn("last_day", "Dernière réponse", "day"),
)
NO_ACTIVITY = {
    "nothing_found": "Aucun accompagnement déclaré sur ce territoire et ces mois",
    "next_step": "Choisissez une période plus longue ou un territoire plus grand\u202f; sinon, "
    "chargez l’activité des lieux (source accompagnements).",
}
NO_ANSWER = {
    "nothing_found": "Aucun membre de ce territoire n’a répondu à l’enquête",
    "next_step": "Choisissez un territoire plus grand, ou chargez les réponses (source "
    "enquete-communes)\u00a0: une ligne par membre et par question.",
}
