"""The words of public screens: identifiers, slides, languages, states."""

import re

# It is a part of the address; any other text is no screen, and the store is not asked.
IDENTIFIER = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?")
PORTRAIT, LANDSCAPE = "portrait", "paysage"
ORIENTATIONS = (PORTRAIT, LANDSCAPE)
# The languages that a screen can speak; French always comes first.
FRENCH = "fr"
LANGUAGES = {
    "fr": "français",
    "en": "anglais",
    "de": "allemand",
    "nl": "néerlandais",
    "es": "espagnol",
    "it": "italien",
}
# Kind of slide -> what it is called for those who set a screen.
AFFLUENCE, CALM, WEEK, MESSAGE, HELP, FACT = (
    "affluence",
    "calme",
    "semaine",
    "message",
    "aide",
    "territoire",
)
SLIDES = {
    AFFLUENCE: "Affluence du moment et de la journée",
    CALM: "Trois sites calmes à proximité",
    WEEK: "La semaine à venir",
    MESSAGE: "Message de l’office et événements proches",
    HELP: "Aide numérique à proximité",
    FACT: "Un fait du territoire",
}
SHORTEST_S, USUAL_S, LONGEST_S = 10, 15, 20
# What a screen says that it is showing.
NORMAL, CUT_OFF, NEUTRAL, RESTING = "normal", "coupe", "neutre", "veille"
STATES = {
    NORMAL: "en service",
    CUT_OFF: "sans contact, dernières données",
    NEUTRAL: "écran neutre",
    RESTING: "en veille",
}
