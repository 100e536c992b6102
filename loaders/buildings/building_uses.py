"""The words by which files call the use of a building, and the kind of works done in it."""

import re
import unicodedata
from collections.abc import Mapping

import polars as pl

from data.quality import Notice
from loaders.placing import listed
from loaders.reading import folded

Words = Mapping[str, tuple[str, ...]]
OTHER = "autre"
# Category of `data.buildings.vocabulary` -> words, patterns without accents.
CATEGORY_WORDS = {
    "piscine": ("piscines?", "centre aquatique", "aquatique", "patinoire"),
    "gymnase": (
        "gymnases?", "salles? de sports?", "complexe sportif", "halle des sports", "dojo",
        "equipements? sportifs?", "vestiaires?", "tribunes?", "stades?", "cosec",
    ),
    "mediatheque": ("mediatheques?", "bibliotheques?", "ludotheques?"),
    "creche": (
        "creches?", "multi ?accueil", "petite enfance", "halte garderie", "micro creche", "ram",
        "relais assistantes maternelles",
    ),
    "college": ("colleges?", "lycees?", "enseignement secondaire"),
    "ecole": (
        "ecoles?", "groupes? scolaires?", "maternelles?", "elementaires?", "primaires?",
        "scolaires?", "restaurant scolaire", "cantines?", "periscolaire", "accueil de loisirs",
        "alsh", "enseignement",
    ),
    "sante": (
        "sante", "ehpad", "residence autonomie", "foyer logement", "ccas", "cias", "centre social",
        "medico social", "maison medicale", "dispensaire", "social",
    ),
    "musee": ("musees?", "monuments?", "chateaux?", "ecomusee", "abbaye", "patrimoine"),
    "eglise": ("eglises?", "lieux? de culte", "cultes?", "chapelles?", "temple", "presbytere",
               "cathedrale", "basilique"),
    "salle": (
        "salles? des fetes", "salles? polyvalentes?", "salles? communales?", "foyer rural",
        "salles? des associations", "maison des associations", "espace culturel", "theatre",
        "centre culturel", "salle de spectacles?", "cinema", "conservatoire", "salle municipale",
        "maison pour tous",
    ),
    "atelier": ("ateliers?", "services? techniques?", "ctm", "centre technique", "hangars?",
                "depots?", "garages?", "caserne", "dechetterie", "decheterie"),
    "mairie": ("mairies?", "hotel de ville", "maison communale"),
    "bureaux": ("bureaux?", "administratifs?", "administration", "siege", "office de tourisme",
                "france services", "tertiaire", "tresorerie", "hotel d agglomeration"),
    OTHER: ("autres?", "divers", "logements?"),
}  # fmt: skip
WORK_WORDS = {
    "led": ("led", "leds", "eclairages?", "relamping", "luminaires?"),
    "chaudiere": (
        "chaudieres?", "chaufferie", "regulation", "gtb", "gtc", "pac", "pompe a chaleur",
        "chauffage", "raccordement", "geothermie", "thermostats?", "programmation",
    ),
    "isolation": ("isolation", "ite", "iti", "combles", "menuiseries?", "fenetres?", "toiture",
                  "facades?", "renovation thermique", "vitrages?"),
    "fermeture": ("fermetures?", "ferme", "arret", "vacance", "cession"),
    "usage": ("usages?", "changement d usage", "occupation", "extension", "horaires"),
    OTHER: ("autres?", "divers"),
}  # fmt: skip


def category_of(uses: pl.Series, names: pl.Series) -> pl.Series:
    """The category of each building: as declared, read in its name where nothing is declared."""
    text = uses.zip_with(uses.is_not_null(), names)
    return _by_key(text, CATEGORY_WORDS).fill_null(OTHER)


def work_kind_of(natures: pl.Series) -> pl.Series:
    """The kind of works that a text names; "autre" when none."""
    return _by_key(natures, WORK_WORDS).fill_null(OTHER)


def notices_of_categories(uses: pl.Series) -> list[Notice]:
    """What is said of uses that are not known, or not declared."""
    notices = _unknown(uses, CATEGORY_WORDS, "USAGE_INCONNU")
    if guessed := uses.null_count():
        notices.append(Notice("USAGE_DEDUIT", {"rows": guessed}))
    return notices


def notices_of_works(natures: pl.Series) -> list[Notice]:
    """What is said of natures of works that are not known."""
    return _unknown(natures, WORK_WORDS, "NATURE_DE_TRAVAUX_INCONNUE")


def _unknown(text: pl.Series, words: Words, code: str) -> list[Notice]:
    declared = text.drop_nulls().unique().sort()
    names = declared.filter(_by_key(declared, words).is_null()).to_list()
    return [Notice(code, {"names": listed(names)})] if names else []


def _by_key(text: pl.Series, words: Words) -> pl.Series:
    """The key that each text names, null where it names none."""
    found = {given: _key(given, words) for given in text.unique().drop_nulls()}
    return text.replace_strict(found, default=None, return_dtype=pl.String)


def _key(text: str, words: Words) -> str | None:
    """The key itself ("ecole"), else the one whose word comes first in the text.

    In French the thing comes first: "Mairie de Château-Renault", "Gymnase du collège".
    """
    if folded(text) in words:
        return folded(text)
    bare = unicodedata.normalize("NFKD", text.lower().replace("œ", "oe"))
    unaccented = "".join(c for c in bare if not unicodedata.combining(c))
    plain = " ".join(re.findall("[a-z0-9]+", unaccented))
    places = {
        key: found.start()
        for key, patterns in words.items()
        if (found := re.search(rf"\b(?:{'|'.join(patterns)})\b", plain))
    }
    return min(places, key=places.__getitem__, default=None)
