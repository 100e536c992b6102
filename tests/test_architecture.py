"""The rules of the house, read from the source itself."""

import ast
import os
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
ROOMS = ("pages", "components", "data", "loaders")
OURS = {"app", "bench", "tests", *ROOMS}
MAX_LINES = 300

# What each room may import of ours; a name covers the modules below it.
ALLOWED = {
    "app": {"components", "data"},
    "pages": {"components", "data"},
    "components": {"components", "data.indicators", "data.quality"},
    "data": {"data"},
    "loaders": {"loaders", "data"},
}
# What each room may not import of others.
FORBIDDEN = {
    "app": {"polars"},
    "pages": {"polars", "sqlalchemy"},
    "components": {"polars", "sqlalchemy"},
    # polars may serve the science that loaders call; a test below keeps it out of the web process.
    "data": {"dash", "dash_bootstrap_components", "dash_leaflet", "plotly", "flask"},
    "loaders": {"dash", "dash_bootstrap_components", "dash_leaflet", "plotly", "flask"},
}
EVERYWHERE_FORBIDDEN = {"plotly.express"}
ONLY_IN = {"flask_caching": "data/cache.py", "sqlalchemy.create_engine": "data/db.py"}


def source_files() -> list[Path]:
    """The application's own Python files, relative to the root."""
    rooms = [path for room in ROOMS for path in sorted((ROOT / room).rglob("*.py"))]
    return [path.relative_to(ROOT) for path in [ROOT / "app.py", *rooms] if path.exists()]


def imported_names(path: Path, source: str) -> Iterator[str]:
    """Every name that a file imports, dotted in full, wherever in the file it does so."""
    package = path.with_suffix("").parts[:-1]
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else ()
            head = ".".join([*base, *filter(None, [node.module])])
            yield from (f"{head}.{alias.name}" for alias in node.names)


def _covers(names: set[str], imported: str) -> bool:
    return any(imported == name or imported.startswith(f"{name}.") for name in names)


def import_breaches(path: Path, source: str) -> list[str]:
    """The imports of a file that break the rule of its room."""
    room = path.parts[0].removesuffix(".py")
    breaches = []
    for name in imported_names(path, source):
        ours = name.split(".")[0] in OURS
        owner = next((file for what, file in ONLY_IN.items() if _covers({what}, name)), None)
        if (
            (ours and not _covers(ALLOWED[room], name))
            or _covers(FORBIDDEN[room] | EVERYWHERE_FORBIDDEN, name)
            or (owner and path.as_posix() != owner)
        ):
            breaches.append(f"{path.as_posix()} imports {name}")
    return breaches


@pytest.mark.parametrize(
    ("path", "source"),
    [
        ("pages/home.py", "from pages import footfall"),
        ("pages/home.py", "import app"),
        ("pages/home.py", "from sqlalchemy import select"),
        ("components/cards.py", "from data import territory"),
        ("components/cards.py", "def f():\n    from data.footfall.queries import daily"),
        ("components/figures/water.py", "from ...pages import home"),
        ("data/selection.py", "import plotly.graph_objects as go"),
        ("data/selection.py", "from dash import html"),
        ("data/footfall/queries.py", "import dash"),
        ("data/selection.py", "from flask_caching import Cache"),
        ("data/selection.py", "from sqlalchemy import create_engine"),
        ("data/selection.py", "from loaders import pipeline"),
        ("loaders/pipeline.py", "from components import formats"),
        ("components/figures/water.py", "from plotly import express as px"),
        ("components/figures/water.py", "import plotly.express as px"),
    ],
)
def test_a_breach_of_the_import_rule_is_seen(path: str, source: str) -> None:
    assert len(import_breaches(Path(path), source)) == 1


@pytest.mark.parametrize(
    ("path", "source"),
    [
        ("pages/home.py", "from components import cards\nfrom data.footfall import queries"),
        ("components/cards.py", "from data.indicators import INDICATORS\nfrom . import theme"),
        ("components/cards.py", "from data import quality"),
        ("data/cache.py", "from flask_caching import Cache"),
        ("data/db.py", "from sqlalchemy import create_engine"),
        ("loaders/counters.py", "import polars as pl\nfrom data import schema"),
    ],
)
def test_a_rightful_import_passes(path: str, source: str) -> None:
    assert import_breaches(Path(path), source) == []


def test_rooms_import_only_what_they_may() -> None:
    breaches = [breach for path in source_files() for breach in import_breaches(path, _read(path))]
    assert breaches == []


def _read(path: Path) -> str:
    return (ROOT / path).read_text(encoding="utf-8")


def named_packages(path: str) -> set[str]:
    """The packages of a list of requirements down to its first blank line."""
    wanted = (ROOT / path).read_text(encoding="utf-8").split("\n\n")[0]
    names = re.findall(r"^[\w-]+", wanted, flags=re.MULTILINE)
    return {name.lower().replace("_", "-") for name in names}


def test_every_library_imported_is_named_in_the_requirements() -> None:
    """A library that only another one brings would vanish with it."""
    named = named_packages("requirements.txt")
    packages = packages_distributions()
    modules = {
        name.split(".")[0] for path in source_files() for name in imported_names(path, _read(path))
    } - OURS
    unnamed = {
        module
        for module in modules - sys.stdlib_module_names
        if not named & {d.lower().replace("_", "-") for d in packages.get(module, ())}
    }
    assert unnamed == set()


def test_only_db_makes_engines() -> None:
    """Also when it is called as `sqlalchemy.create_engine`, which no import shows."""
    makers = [
        path.as_posix()
        for path in source_files()
        for node in ast.walk(ast.parse(_read(path)))
        if isinstance(node, ast.Attribute) and node.attr in {"create_engine", "engine_from_config"}
    ]
    assert makers == []


def test_files_stay_short_enough_to_read() -> None:
    """Migrations apart: they are written once and never edited."""
    lines = {path.as_posix(): _read(path).count("\n") for path in source_files()}
    long = {
        path: count
        for path, count in lines.items()
        if count > MAX_LINES and "/versions/" not in path
    }
    assert not long, f"split where a reader would: {long}"


def page_files() -> list[Path]:
    """The screens, relative to the root."""
    return [path for path in source_files() if path.parts[0] == "pages"]


def declared_ids(source: str) -> list[str]:
    """The component ids that a page declares at its top: constants used as ids, `id=` of rows."""
    tree = ast.parse(source)
    assignments = [node for node in tree.body if isinstance(node, ast.Assign)]
    used = {node.id for node in _id_expressions(tree) if isinstance(node, ast.Name)}
    constants = [
        node.value.value
        for node in assignments
        if isinstance(node.targets[0], ast.Name)
        and node.targets[0].id in used
        and isinstance(node.value, ast.Constant)
    ]
    return constants + [text for node in assignments for text in _spelled_ids(node)]


def loose_ids(source: str) -> list[str]:
    """The component ids spelled out in functions and callbacks, instead of named at the top."""
    body = ast.parse(source).body
    return [
        text for node in body if not isinstance(node, ast.Assign) for text in _spelled_ids(node)
    ]


def _spelled_ids(tree: ast.AST) -> list[str]:
    return [
        node.value
        for node in _id_expressions(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    ]


def _id_expressions(tree: ast.AST) -> Iterator[ast.expr]:
    """What stands as `id=` or as the first argument of Input, Output or State."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            yield from (keyword.value for keyword in node.keywords if keyword.arg == "id")
            called = getattr(node.func, "id", getattr(node.func, "attr", ""))
            if called in {"Input", "Output", "State"} and node.args:
                yield node.args[0]


def test_the_collector_sees_ids() -> None:
    source = """
CHART = "water-chart"
TITLE = "Eau"
ROWS = (Row(id="water-leaks"), Row(id="water-yield"))
def layout(**_):
    return html.Div([dcc.Graph(id=CHART), html.P(id="loose")])
@callback(Output(CHART, "figure"), dash.Input("other", "value"))
def draw(value): ...
"""
    assert declared_ids(source) == ["water-chart", "water-leaks", "water-yield"]
    assert sorted(loose_ids(source)) == ["loose", "other"]


@pytest.mark.parametrize("path", page_files(), ids=str)
def test_ids_are_named_at_the_top_and_begin_with_the_page(path: Path) -> None:
    prefix = path.stem.replace("_", "-") + "-"
    assert loose_ids(_read(path)) == []
    assert [i for i in declared_ids(_read(path)) if not i.startswith(prefix)] == []


def test_ids_are_unique_over_the_pages() -> None:
    count = Counter(i for path in page_files() for i in declared_ids(_read(path)))
    assert [i for i, times in count.items() if times > 1] == []


def layouts(source: str) -> list[ast.FunctionDef]:
    """The layout functions of a page."""
    body = ast.parse(source).body
    return [n for n in body if isinstance(n, ast.FunctionDef) and n.name == "layout"]


@pytest.mark.parametrize("path", page_files(), ids=str)
def test_layouts_take_any_query_parameter_and_need_none(path: Path) -> None:
    for layout in layouts(_read(path)):
        arguments = layout.args
        assert arguments.kwarg is not None, f"{path}: layout must end with **_"
        assert arguments.kwarg.arg == "_"
        named = [*arguments.posonlyargs, *arguments.args]
        needed = len(named) - len(arguments.defaults)
        assert needed == 0, f"{path}: Dash calls layout() without arguments"


START_APP = """
import sys

def forbid(event, args):
    if event in {"socket.connect", "sqlite3.connect"}:
        raise RuntimeError(f"{event} {args}")

sys.addaudithook(forbid)
import app
app.server
print(*sorted({name for name in sys.modules if name in {"polars", "plotly.express"}}))
"""


def test_the_app_starts_without_database_network_or_heavy_libraries(tmp_path: Path) -> None:
    environment = {k: v for k, v in os.environ.items() if not k.startswith("GABARE_")}
    environment["GABARE_DATABASE_URL"] = "postgresql+psycopg://nobody@127.0.0.1:1/none"
    environment["GABARE_WEB_CACHE_DIR"] = str(tmp_path)
    environment["GABARE_CACHE_URL"] = "null"
    done = subprocess.run(
        [sys.executable, "-c", START_APP],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    assert done.stdout.strip() == ""
