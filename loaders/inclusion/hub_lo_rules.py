"""What the columns and the words of the Hub-LO list mean in the national standard.

Rewritten from the mapping that the list is published with: a rule gives its label when one of its
columns holds one of its terms, whatever the case, and none of the terms of `unless`.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from data.inclusion.vocabulary import SERVICES
from loaders.inclusion.labels import FEES, PUBLICS, SPECIAL_CARE, SUPPORT

# Columns, as short names: the list puts "c_" before each.
LABELS, STATUS, PUBLIC = "etiquettes", "statut_juridique", "varchar_public_cible"
HELP, HELP_DETAIL = "accompagnement_personnel", "accompagnement_personnel_detail"
TRAINING, GEAR, GEAR_DETAIL = "formation_detail", "materiel_info", "materiel_info_detail"
REMOTE, REMOTE_DETAIL = "espace_teletravail", "accompagnement_teletravail"
TICKED = "true"


@dataclass(frozen=True)
class Rule:
    """`label` goes into `field` when a column of `columns` holds a term of `terms`."""

    field: str
    label: str
    columns: tuple[str, ...]
    terms: tuple[str, ...]
    unless: tuple[str, ...] = ()


def _kind(code: str, name: str, *ticks: str) -> Rule:
    """A kind that the labels name, or that is ticked in a column of its own."""
    return Rule("kinds", code, (LABELS, *ticks), (name, *([TICKED] if ticks else [])))


RULES = (
    Rule("kinds", "ASSO", (STATUS,), ("associatif",)),
    _kind("MSAP", "msap", "msap"),
    _kind("EPN", "epn", "epn", "club_info"),
    _kind("EPN", "club info"),
    _kind("BIB", "médiathèque", "mediatheque"),
    _kind("TIERS_LIEUX", "coworking", "coworking"),
    _kind("FABLAB", "fablab", "fablab"),
    _kind("MUNI", "mairie", "mairie"),
    Rule("programmes", "Promeneurs du net", (LABELS, "promeneur"), ("promeneur du net", TICKED)),
    Rule("fees", FEES[0], (TRAINING, GEAR_DETAIL, REMOTE_DETAIL), ("gratuit",), ("abonnés",)),
    Rule("fees", FEES[1], (TRAINING, GEAR_DETAIL, REMOTE_DETAIL), ("abonnés",)),
    Rule("fees", FEES[2], (TRAINING, GEAR_DETAIL), ("payantes", "€")),
    Rule("publics", PUBLICS[0], (PUBLIC, HELP_DETAIL),
         ("12 - 30 ans", "12-25 ans", "16-25 ans", "jeunes", "collégiens", "lycéens")),
    Rule("publics", PUBLICS[1], (PUBLIC,), ("étudiants",)),
    Rule("publics", PUBLICS[2], (PUBLIC,), ("familles", "enfants")),
    Rule("publics", PUBLICS[3], (PUBLIC,), ("retraités", "séniors")),
    Rule("special_care", SPECIAL_CARE[1], ("acces_pmr",), ("oui",)),
    Rule("support", SUPPORT[0], (HELP_DETAIL, HELP, GEAR_DETAIL),
         ("individuel", "non", "à disposition", "à la disposition", "ouvert au public",
          "libre service", "ouverts au public", "mise à disposition",
          "pc disponibles au public", "en accès libre", "en accès gratuit")),
    Rule("support", SUPPORT[1], (HELP, HELP_DETAIL),
         ("oui", "individuel", "agent", "animateur", "tuteurs", "accompagnement dédié",
          "accompagnement sur demande", "accompagnement personnel",
          "accompagnements personnalisés", "médiateurs numériques", "médiatrice numérique",
          "conseillers numériques")),
    Rule("support", SUPPORT[2], (HELP_DETAIL, TRAINING),
         ("collectif", "ateliers de 1er niveau", "ateliers informatique", "ateliers numériques",
          "ateliers d'animation", "ateliers cv", "ateliers avec interventants",
          "atelier et accompagnement", "ateliers artistiques", "ateliers \"les bons clics\"",
          "ateliers : numérisation vidéo", "ateliers : découverte", "ateliers d'initation",
          "ateliers de reprise", "ateliers débutants", "ateliers en présentiel",
          "ateliers et formations", "ateliers mis en place", "multimédia")),
    Rule("support", SUPPORT[3], (HELP_DETAIL,), ("à distance",)),
    Rule("services", SERVICES[0], (HELP_DETAIL,),
         ("accompagnement aux démarches", "application caf", "services publics",
          "démarche en ligne", "le public dans les démarches", "démarches administratives",
          "aide administratives", "les usagers dans leurs démarches",
          "orientation dans les démarches", "accompagnés dans leurs démarches",
          "sur différentes démarches", "soutien administratif", "gestion administrative")),
    Rule("services", SERVICES[1], (HELP_DETAIL, TRAINING),
         ("utilisation d'internet", "créer un email", "ateliers de 1er niveau",
          "gagner en autonomie", "bureautique", "apports théoriques", "exercices pratiques",
          "ateliers informatiques", "utilisation de l’outil numérique",
          "orientation dans les démarches", "club informatique", "découverte de l'ordinateur",
          "maintenance de l'ordinateur", "traitement de texte", "tableur", "réseaux sociaux",
          "photo numérique", "utilisation des nouveaux outils numériques",
          "maitrise des outils numériques", "utilisation de l'ordinateur", "initiation",
          "débutant", "bases d'informatique", "formations autour du numérique")),
    Rule("services", SERVICES[2], (TRAINING, HELP_DETAIL),
         ("curriculum vitae", "cv", "lettre de motivation", "l'accès à l'emploi",
          "démarches d'emploi", "insertion sociale et professionnelle",
          "insertion professionnelle")),
    Rule("services", SERVICES[3], (TRAINING,),
         ("fake news", "prévention usages des réseaux sociaux", "sécurité")),
    Rule("services", SERVICES[4], (TRAINING,), ("ateliers enfants",)),
    Rule("services", SERVICES[5], (HELP_DETAIL, TRAINING, GEAR_DETAIL),
         ("robotique", "robots pédagogiques", "découpeuse", "studio de tournage",
          "consoles de jeux", "3d", "modélisation", "ateliers mao", "numérisation vidéo",
          "montage films", "retouche photo", "jeu vidéo", "minecraft", "codage", "scratch",
          "coding-gouter")),
    Rule("services", SERVICES[6], (TRAINING,),
         ("prévention aux écrans", "bureautique", "formations autour du numérique",
          "ateliers informatiques", "club informatique", "maintenance de l'ordinateur",
          "traitement de texte", "tableur", "réseaux sociaux", "photo numérique")),
    Rule("services", SERVICES[7],
         (GEAR, REMOTE, "epn", "mediatheque", "coworking", "fablab"), ("oui", TICKED)),
    Rule("services", SERVICES[7], (GEAR_DETAIL, LABELS, REMOTE_DETAIL, HELP_DETAIL, TRAINING),
         ("1 poste", "postes informatiques", "fablab", "découpe", "matériel",
          "studio de tournage", "robotique", "salles équipées", "imprimante", "photocopieur",
          "webcams", "epn", "ordinateurs", "visioconférence", "scanner", "pc", "internet", "wifi",
          "borne", "espace numérique", "salle informatique", "tablettes", "liseuses")),
)  # fmt: skip
FIELDS = tuple(dict.fromkeys(rule.field for rule in RULES))
NAMES = tuple(dict.fromkeys(name for rule in RULES for name in rule.columns))


def labels_of(cells: Mapping[str, str | None]) -> dict[str, list[str]]:
    """The labels of each field for the cells of one place, by short name of column."""
    texts = {name: (cells.get(name) or "").lower() for name in NAMES}
    return {
        field: list(
            dict.fromkeys(
                rule.label for rule in RULES if rule.field == field and _holds(rule, texts)
            )
        )
        for field in FIELDS
    }


def _holds(rule: Rule, texts: dict[str, str]) -> bool:
    read = [texts[name] for name in rule.columns]
    return any(term in text for term in rule.terms for text in read) and not any(
        term in text for term in rule.unless for text in read
    )
