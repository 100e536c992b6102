"""The labels of the national standard, version 1.0.1, and those of older files brought to them."""

import re
from collections.abc import Iterable, Mapping, Sequence

import polars as pl

from data.inclusion.vocabulary import PROGRAMMES, SEPARATOR, SERVICES
from loaders.reading import folded

SUPPORT = ("En autonomie", "Accompagnement individuel", "Dans un atelier collectif", "À distance")
ACCESS = (
    "Se présenter",
    "Téléphoner",
    "Contacter par mail",
    "Prendre un RDV en ligne",
    "Ce lieu n'accueille pas de public",
    "Envoyer un mail avec une fiche de prescription",
)
PUBLICS = ("Jeunes", "Étudiants", "Familles et/ou enfants", "Seniors", "Femmes")
SPECIAL_CARE = (
    "Surdité",
    "Handicaps moteurs",
    "Handicaps mentaux",
    "Illettrisme",
    "Langues étrangères (anglais)",
    "Langues étrangères (autres)",
    "Déficience visuelle",
)
FEES = ("Gratuit", "Gratuit sous condition", "Payant")

# Label of version 0.1, or of the example of the standard -> label of 1.0.1; "" has none there.
OLD_SERVICES = {
    "Devenir autonome dans les démarches administratives": SERVICES[0],
    "Réaliser des démarches administratives avec un accompagnement": SERVICES[0],
    "Accompagner les démarches de santé": SERVICES[0],
    "Prendre en main un smartphone ou une tablette": SERVICES[1],
    "Prendre en main un ordinateur": SERVICES[1],
    "Utiliser le numérique au quotidien": SERVICES[1],
    "Favoriser mon insertion professionnelle": SERVICES[2],
    "Créer et développer mon entreprise": SERVICES[2],
    "Soutenir la parentalité et l'éducation avec le numérique": SERVICES[4],
    "Créer avec le numérique": SERVICES[5],
    "Approfondir ma culture numérique": SERVICES[6],
    "Promouvoir la citoyenneté numérique": SERVICES[6],
    "Accéder à une connexion internet": SERVICES[7],
    "Accéder à du matériel": SERVICES[7],
    "S'équiper en matériel informatique": SERVICES[8],
}
OLD_SUPPORT = {
    "Seul": SUPPORT[0],
    "Avec de l'aide": SUPPORT[1],
    "A ma place": SUPPORT[1],
    "Dans un atelier": SUPPORT[2],
}
OLD_FEES = {"Accepte le Pass numérique": FEES[1], "Adhésion": FEES[2]}
OLD_PROGRAMMES = {
    "CNFS": "Conseillers numériques",
    "Grandes écoles du numérique": "Grande école du numérique",
    "Point numérique CAF": "Point d'accès numérique CAF",
    "APTIC": "",
    "Fabriques de Territoire": "",
    "Point relais CAF": "",
    "Relais pôle emploi": "",
    "French Tech": "",
    "Campus connecté": "",
}
OLD_PUBLICS = {
    "Seniors (+ 65 ans)": "Seniors",
    "Familles/enfants": "Familles et/ou enfants",
    "Jeunes (16-26 ans)": "Jeunes",
    "Uniquement femmes": "Femmes",
    "Adultes": "",
}
OLD_SPECIAL_CARE = {
    "Public langues étrangères": "Langues étrangères (autres)",
    "Handicaps psychiques": "Handicaps mentaux",
    "Personnes en situation d'illettrisme": "Illettrisme",
    "Illetrisme": "Illettrisme",
}


def _table(labels: Sequence[str], *older: Mapping[str, str]) -> dict[str, str]:
    known = {label: label for label in labels}
    for labels_of_before in older:
        known |= labels_of_before
    return {folded(label): today for label, today in known.items()}


def _nowhere(*tables: Mapping[str, str]) -> dict[str, str]:
    """Labels of another field, which one column of version 0.1 held too: no label here."""
    return {label: "" for table in tables for label in table}


# Field of core_inclusion_record -> what each folded label is today.
LABELS = {
    "services": _table(SERVICES, OLD_SERVICES),
    "support": _table(SUPPORT, OLD_SUPPORT),
    "access": _table(ACCESS),
    "publics": _table(
        PUBLICS, OLD_PUBLICS, _nowhere(OLD_SPECIAL_CARE, dict.fromkeys(SPECIAL_CARE))
    ),
    "special_care": _table(
        SPECIAL_CARE, OLD_SPECIAL_CARE, _nowhere(OLD_PUBLICS, dict.fromkeys(PUBLICS))
    ),
    "fees": _table(FEES, OLD_FEES),
    "programmes": _table(PROGRAMMES, OLD_PROGRAMMES),
}
KIND = re.compile(r"[A-Z][A-Z0-9_]*")


def read_labels(text: pl.Series, field: str) -> tuple[pl.Series, set[str]]:
    """Labels of today between "|", in the order of the standard, and those that nobody knows."""
    unknown: set[str] = set()
    found = {one: _labels(one, LABELS[field], unknown) for one in text.unique().drop_nulls()}
    return text.replace_strict(found, default="", return_dtype=pl.String), unknown


def _labels(text: str, known: Mapping[str, str], unknown: set[str]) -> str:
    today = set()
    for piece in filter(None, (part.strip() for part in re.split(r"[|;]", text))):
        for label in [piece] if _key(piece, known) in known else piece.split(","):
            key = _key(label, known)
            if key in known:
                today.add(known[key])
            elif key:
                unknown.add(label.strip())
    order = list(known.values())
    return SEPARATOR.join(sorted(filter(None, today), key=order.index))


def _key(label: str, known: Mapping[str, str]) -> str:
    """The folded label, without the explanation that version 0.1 puts after a colon."""
    whole = folded(label)
    return whole if whole in known else folded(label.partition(":")[0])


def read_kinds(text: pl.Series) -> pl.Series:
    """Codes of kinds of places between "|", whatever stood between them."""
    codes = {
        one: SEPARATOR.join(dict.fromkeys(KIND.findall(one.upper())))
        for one in text.unique().drop_nulls()
    }
    return text.replace_strict(codes, default="", return_dtype=pl.String)


def joined(items: Iterable[str]) -> str:
    """Items of a list as they are stored."""
    return SEPARATOR.join(dict.fromkeys(items))
