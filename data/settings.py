"""Settings: one frozen object read from the environment, prefix GABARE_."""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path

PREFIX = "GABARE_"
# Read by the test suite alone; known here so that they are not refused as unknown.
TEST_VARIABLES = frozenset(
    {"GABARE_OPEN_DATA_DIR", "GABARE_TEST_POSTGRESQL_URL", "GABARE_TEST_REDIS_URL"}
)
TRUE_WORDS = frozenset({"1", "true", "oui", "vrai"})
# A shorter code would soon be guessed.
SECRET_LENGTH = 8
ACCOUNT = re.compile("//[^/]*@")
FALSE_WORDS = frozenset({"0", "false", "non", "faux", ""})


class SettingsError(ValueError):
    """A setting is unknown or has a value that cannot be used; the message is in French."""


def _setting(default: object, help: str, unit: str = "") -> object:
    return field(default=default, metadata={"help": help, "unit": unit})


@dataclass(frozen=True)
class Settings:
    """Every setting with its default, unit and help; `python -m loaders settings` prints them."""

    database_url: str = _setting(
        "sqlite:///var/gabare.db", "Magasin de données : SQLite ou postgresql+psycopg://…", "URL"
    )
    cache_url: str = _setting(
        "file:var/cache/answers", "Cache des réponses : null, file:DOSSIER ou redis://…", "URL"
    )
    web_cache_dir: str = _setting("var/cache/web", "Fichiers compressés servis aux navigateurs")
    territory_dir: str = _setting(
        "data/reference/territory", "Communes, EPCI, départements et contours du territoire"
    )
    organisation: str = _setting("Val de Loire Numérique", "Nom du syndicat, en tête de page")
    contact: str = _setting("", "Adresse de contact des mentions légales", "courriel")
    school_zone: str = _setting("B", "Zone de vacances scolaires : A, B ou C")
    privacy_threshold: int = _setting(
        11, "Seuil de secret : une case publiée compte au moins autant de terminaux", "terminaux"
    )
    quarantine_days: int = _setting(
        90, "Garde des lignes mises de côté, sauf celles de la dernière liste chargée", "jours"
    )
    screens_now: bool = _setting(True, "Montrer l’affluence du jour sur les écrans publics")
    follow_up_code: str = _setting(
        "", "Code qui permet de noter le suivi des fuites, 8 signes au moins ; vide : personne"
    )
    customer_detail: bool = _setting(
        False, "Montrer chaque compteur d'abonné ; seulement sur un site réservé aux agents"
    )
    hsts: bool = _setting(False, "Derrière TLS : ajouter l'en-tête Strict-Transport-Security")
    frame_ancestors: tuple[str, ...] = _setting(
        (), "Sites autorisés à intégrer les pages, séparés par des virgules", "origines"
    )
    map_tiles_url: str = _setting("", "Serveur de tuiles ; vide : contours seuls", "URL")
    map_tiles_attribution: str = _setting("", "Attribution des tuiles, texte simple")


def read_settings(environment: Mapping[str, str] | None = None) -> Settings:
    """The settings of an environment (default: the process's own).

    Raises SettingsError naming any unknown GABARE_ variable or unusable value.
    """
    environment = os.environ if environment is None else environment
    known = {PREFIX + f.name.upper(): f for f in fields(Settings)}
    given = {name: text for name, text in environment.items() if name.startswith(PREFIX)}
    unknown = sorted(set(given) - set(known) - TEST_VARIABLES)
    if unknown:
        raise SettingsError(
            f"Réglage inconnu : {', '.join(unknown)}. "
            f"Réglages possibles : {', '.join(sorted(known))}."
        )
    settings = Settings(
        **{
            known[name].name: _parsed(name, text.strip(), known[name].default)
            for name, text in given.items()
            if name in known
        }
    )
    if 0 < len(settings.follow_up_code) < SECRET_LENGTH:
        raise SettingsError(
            f"{PREFIX}FOLLOW_UP_CODE est trop court : au moins {SECRET_LENGTH} signes."
        )
    return settings


def described(settings: Settings) -> list[str]:
    """Each setting, its value and its help; what is printed ends in journals: no secret in it."""
    lines = []
    for one in fields(settings):
        unit = f" ({one.metadata['unit']})" if one.metadata["unit"] else ""
        lines += [
            f"{PREFIX}{one.name.upper()}={_shown(one.name, getattr(settings, one.name))}{unit}",
            f"    {one.metadata['help']}. Par défaut : {_shown(one.name, one.default) or 'vide'}.",
        ]
    return lines


def _shown(name: str, value: object) -> object:
    """Without the code of follow-ups, nor the account of an address."""
    if name == "follow_up_code":
        return "défini" if value else ""
    if isinstance(value, bool):
        return "oui" if value else "non"
    return ACCOUNT.sub("//…@", value) if isinstance(value, str) else value


def _parsed(name: str, text: str, default: object) -> object:
    if isinstance(default, bool):
        if text.lower() in TRUE_WORDS | FALSE_WORDS:
            return text.lower() in TRUE_WORDS
        raise SettingsError(f"{name} vaut « {text} » ; écrivez oui ou non.")
    if isinstance(default, int):
        if text.isascii() and text.isdigit() and int(text) > 0:
            return int(text)
        raise SettingsError(f"{name} vaut « {text} » ; écrivez un nombre entier positif.")
    if isinstance(default, tuple):
        return tuple(part.strip() for part in text.split(",") if part.strip())
    return text


def sqlite_path(database_url: str) -> Path | None:
    """The file behind a SQLite URL, None for another database."""
    head, _, path = database_url.partition("sqlite:///")
    return Path(path) if not head and path else None
