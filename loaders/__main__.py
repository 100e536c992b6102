"""The loader command line: `python -m loaders list | run | check | remove | status | demo | …`."""

import argparse
import difflib
import os
import sys
import time
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import NoReturn

from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError
from tqdm import tqdm

from data import db
from data.settings import Settings, SettingsError, described, read_settings
from data.sources.queries import source_status, with_freshness
from loaders import (
    calendar_days,
    extract,
    pipeline,
    purging,
    reference_values,
    removals,
    removing,
    sources,
)
from loaders.footfall import wifi_sessions
from loaders.pipeline import Context, LoadError, Report, Source
from loaders.reporting import report_lines

INTERRUPTED = (
    "Interrompu : le magasin est comme avant ce chargement, ou comme après s’il finissait. "
    "Relancez la commande : rien ne sera compté deux fois."
)
# What an operator can mend; any other fault is ours and shows its trace.
EXPECTED_FAULTS = (SettingsError, LoadError, db.StoreBusy, SQLAlchemyError, ImportError, OSError)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; 0 when something was done, 1 when nothing could be loaded, 2 on misuse."""
    options = _parser().parse_args(arguments)
    try:
        status = options.action(options, read_settings())
        sys.stdout.flush()
        return status
    except BrokenPipeError:
        # Whoever read the output has left (`| head`): the rest has nowhere to go.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        print(INTERRUPTED, file=sys.stderr)
        return 130
    except EXPECTED_FAULTS as fault:
        print(f"Erreur : {_in_french(fault)}", file=sys.stderr)
        return 1


def _in_french(fault: Exception) -> str:
    """What to tell an operator of a fault, with what to do; never a password."""
    if isinstance(fault, db.StoreBusy):
        return "un autre chargement est en cours. Attendez sa fin, puis relancez la commande."
    if isinstance(fault, (SQLAlchemyError, ImportError)):
        return (
            f"le magasin ne s’ouvre pas ou refuse l’écriture ({str(fault).splitlines()[0]}). "
            "Vérifiez GABARE_DATABASE_URL, les droits sur le fichier ou le serveur, puis relancez."
        )
    if isinstance(fault, OSError):
        return f"« {fault.filename} » est inaccessible ({fault.strerror})."
    return str(fault)


class _Parser(argparse.ArgumentParser):
    """Its own words in English say what was misread; ours say where to look."""

    def error(self, message: str) -> NoReturn:
        self.print_usage(sys.stderr)
        self.exit(2, f"Commande non comprise ({message}). Aide : {self.prog} --help\n")


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="python -m loaders", description="Chargement des données")
    commands = parser.add_subparsers(required=True, metavar="commande")

    def command(name: str, action: object, text: str) -> argparse.ArgumentParser:
        added = commands.add_parser(name, help=text, description=text)
        added.set_defaults(action=action)
        return added

    listed = command("list", _list, "Liste les sources, ou les colonnes d’une source")
    listed.add_argument("source", type=_source, metavar="SOURCE", nargs="?")
    run = command("run", _run, "Charge une source")
    run.add_argument("source", type=_source, metavar="SOURCE")
    run.add_argument("--file", metavar="FICHIER", help="fichier CSV, éventuellement .gz ou .zip")
    run.add_argument("--url", metavar="ADRESSE", help="adresse http(s) du fichier")
    run.add_argument("--sql-url", metavar="BASE", help="par exemple postgresql+psycopg://…")
    run.add_argument("--query", help="requête SQL ; :depuis y vaut le repère du dernier chargement")
    run.add_argument(
        "--again",
        action="store_true",
        help="applique un contenu déjà chargé, et relit une base depuis son début",
    )
    check = command("check", _check, "Dit ce qui serait chargé, sans rien écrire")
    check.add_argument("source", type=_source, metavar="SOURCE")
    check.add_argument("--file", required=True, metavar="FICHIER")
    template = command("template", _template, "Écrit le modèle CSV d’une source")
    template.add_argument("source", type=_source, metavar="SOURCE")
    removed = command("remove", _remove, "Retire ce qui a été chargé par erreur, ou n’existe plus")
    removed.formatter_class = argparse.RawDescriptionHelpFormatter
    removed.epilog = "quoi :\n" + "\n".join(
        f"  {one.kind:<20} {one.taken}" for one in removals.BY_KIND.values()
    )
    removed.add_argument("kind", metavar="quoi", choices=removals.BY_KIND)
    removed.add_argument("identifiers", metavar="IDENTIFIANT", nargs="+")
    command("status", _status, "État et fraîcheur de chaque source")
    command("migrate", _migrate, "Crée ou met à jour les tables du magasin")
    command("purge", _purge, "Publie les journées finies, et efface ce qui n’est plus à garder")
    shown = command("demo", _demo, "Construit le magasin de démonstration (données simulées)")
    shown.add_argument(
        "--real-inclusion",
        action="store_true",
        help="inclusion numérique : les vrais fichiers du dossier GABARE_OPEN_DATA_DIR",
    )
    command("settings", _settings, "Liste les réglages GABARE_ et leur valeur")
    territory = command("territory", _territory, "Reconstruit les fichiers du territoire")
    territory.add_argument("--departements", nargs="+", required=True, metavar="NN")
    return parser


def _source(name: str) -> Source:
    """The source of this name; another name is told with those that look like it."""
    if name in sources.BY_KEY:
        return sources.BY_KEY[name]
    near = difflib.get_close_matches(name, sources.BY_KEY)
    meant = f" Vouliez-vous dire {' ou '.join(near)}\u202f?" if near else ""
    raise argparse.ArgumentTypeError(
        f"« {name} » n’est pas une source.{meant} La commande « list » les énumère"
    )


def ready_store(settings: Settings) -> Engine:
    """The store of the settings, migrated, with its sources and calendar up to date."""
    engine = db.make_engine(settings.database_url)
    with db.loader_lock(engine):
        db.upgrade(engine)
        with engine.begin() as connection:
            sources.sync(connection)
            reference_values.sync(connection)
            calendar_days.sync(connection, settings.school_zone, datetime.now(extract.LOCAL).date())
    return engine


def _run(options: argparse.Namespace, settings: Settings) -> int:
    source, engine = options.source, ready_store(settings)
    try:
        report = _loaded(options, engine, source, settings)
    finally:
        # After the load, which knows the last hour of yesterday; even when nothing could be read.
        if source.write is wifi_sessions.write:
            purging.purge_ended_days(engine, settings)
    _print_report(report)
    return 0 if report.status in ("loaded", "unchanged") else 1


def _loaded(
    options: argparse.Namespace, engine: Engine, source: Source, settings: Settings
) -> Report:
    with tqdm(total=2, desc=source.label, bar_format="{desc} {bar} {elapsed}", disable=None) as bar:
        contents = [_content(options, engine, source)]
        bar.update()
        now_s, origin = int(time.time()), _origin(options)
        context = Context(settings, engine, now_s, origin, again=options.again)
        report = pipeline.load(source, contents.pop(), context)
        bar.update()
    return report


def _origin(options: argparse.Namespace) -> str:
    """Where a content comes from, as anyone may read it: an address without its secrets."""
    if options.file:
        return Path(options.file).name
    return extract.public_address(options.url) if options.url else f"sql:{options.source.key}"


def _content(options: argparse.Namespace, engine: Engine, source: Source) -> bytes:
    if options.file:
        return extract.from_file(options.file)
    if options.url:
        return extract.from_url(options.url)
    if options.sql_url and options.query:
        since = extract.BEGINNING if options.again else extract.since(engine, source)
        return extract.from_sql(options.sql_url, options.query, since)
    raise LoadError(
        "RIEN_A_LIRE",
        "Indiquez --file FICHIER, --url ADRESSE, ou --sql-url BASE et --query REQUETE.",
    )


def _check(options: argparse.Namespace, settings: Settings) -> int:
    engine = db.make_engine(settings.database_url)
    if not db.is_migrated(engine):
        # Nothing is written, not even an empty store: the check runs beside one in memory.
        engine = db.make_engine("sqlite://")
        db.upgrade(engine)
        with engine.begin() as connection:
            reference_values.sync(connection)
    context = Context(settings, engine, int(time.time()), Path(options.file).name)
    report = pipeline.check(options.source, extract.from_file(options.file), context)
    _print_report(report)
    print("Rien n’a été écrit.")
    return 0 if report.rows_loaded else 1


def _print_report(report: Report) -> None:
    for line in report_lines(report):
        print(line)


def _list(options: argparse.Namespace, settings: Settings) -> int:
    print("\n".join(sources.listed(options.source)))
    return 0


def _template(options: argparse.Namespace, settings: Settings) -> int:
    print(sources.template(options.source), end="")
    return 0


def _status(options: argparse.Namespace, settings: Settings) -> int:
    for row in with_freshness(source_status(ready_store(settings)), time.time()).itertuples():
        loaded = f"données jusqu’au {row.last_day:%d/%m/%Y}" if row.last_day else ""
        mark = " [simulé]" if row.simulated == 1 else ""
        print(f"{row.source_key:<{sources.NAME_WIDTH}} {row.freshness:<16} {loaded}{mark}".rstrip())
    return 0


def _remove(options: argparse.Namespace, settings: Settings) -> int:
    context = Context(settings, ready_store(settings), int(time.time()), "remove")
    print(removing.remove(removals.BY_KIND[options.kind], options.identifiers, context))
    return 0


def _purge(options: argparse.Namespace, settings: Settings) -> int:
    engine = ready_store(settings)
    purging.purge_ended_days(engine, settings)
    print("Les journées finies sont publiées ; leurs sessions et leurs clés sont détruites.")
    rows, days = purging.purge_old_rows(engine, settings), settings.quarantine_days
    print(f"Lignes mises de côté depuis plus de {days} jours, effacées : {rows}.")
    return 0


def _migrate(options: argparse.Namespace, settings: Settings) -> int:
    ready_store(settings)
    print("Le magasin est à jour.")
    return 0


def _demo(options: argparse.Namespace, settings: Settings) -> int:
    # The generator is heavy and used by this command alone.
    from loaders import demo

    started = datetime.now(extract.LOCAL)
    build = demo.build_with_real_inclusion if options.real_inclusion else demo.build
    build(ready_store(settings), settings, today=started.date(), hour=started.hour)
    took_s = time.time() - started.timestamp()
    print(f"Magasin de démonstration prêt en {took_s:.0f} s (données simulées).")
    return 0


def _settings(options: argparse.Namespace, settings: Settings) -> int:
    print("\n".join(described(settings)))
    return 0


def _territory(options: argparse.Namespace, settings: Settings) -> int:
    from loaders.territory import TerritoryError, rebuild

    try:
        rebuild(options.departements, Path(settings.territory_dir))
    except TerritoryError as fault:
        raise LoadError("TERRITOIRE", str(fault)) from fault
    print(
        f"Territoire écrit dans {settings.territory_dir}. Relancez le site, qui l’a déjà lu, et "
        "rechargez avec --again ce qui était chargé."
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
