"""The shape of the project: each third-party package has its import home; files and functions stay small."""

from __future__ import annotations

import ast
import json
import tomllib
from collections import defaultdict
from functools import cache
from pathlib import Path

from importlinter import cli

from evaluation import structure
from evaluation.structure import arrows, room_circles
from tests.conftest import ROOT, TESTS

PACKAGES = ("indexer", "api", "evaluation")
HOMES = {
    "bs4": {
        "indexer/readers/text/page_forms.py",
        "indexer/readers/text/page_styles.py",
        "indexer/readers/text/page_tables.py",
        "indexer/readers/text/pages.py",
        "indexer/readers/text/web.py",
    },
    "datasketch": {"indexer/catalogue/near_duplicates.py"},
    "docx": {"indexer/readers/word/reader.py", "api/exports/word.py", "evaluation/sampling/office.py"},
    "haystack": {"indexer/indexing/pipeline.py", "api/answers/pipeline.py", "api/llm/client.py"},
    "ir_measures": {"evaluation/answers/measure.py"},
    "jinja2": {"api/web/pages.py", "api/exports/page.py"},
    "markdown_it": {"indexer/readers/text/markdown.py", "evaluation/sampling/text.py"},
    "mdit_py_plugins": {"indexer/readers/text/markdown.py"},
    "openpyxl": {
        "indexer/readers/sheets/grids.py",
        "indexer/readers/sheets/parts.py",
        "indexer/readers/sheets/workbook.py",
        "api/shared/tabular.py",
        "evaluation/sampling/office.py",
    },
    "olefile": {"indexer/readers/office/embedded.py"},
    "oxmsg": {"indexer/readers/mail/outlook.py"},
    "PIL": {"evaluation/sampling/scan.py"},
    "pptx": {"indexer/readers/slides/reader.py", "evaluation/sampling/office.py"},
    "pdfplumber": {"indexer/readers/pdf/tables/ruled_tables.py"},
    "pypdf": {"indexer/readers/pdf/reader.py", "evaluation/reading/speed.py"},
    "pypdfium2": {
        "indexer/readers/pdf/visibility/drawn.py",
        "indexer/readers/pdf/visibility/letters.py",
        "indexer/readers/pdf/reader.py",
        "api/documents/page_drawing.py",
    },
    "qdrant_client": {"indexer/store/engines/server.py"},
    "qdrant_edge": {"indexer/store/engines/edge.py"},
    "rapidfuzz": {"api/query/spelling.py"},
    "reportlab": {"evaluation/sampling/pdf.py"},
    "sentence_transformers": {"indexer/embedding.py", "api/retrieval/rerankers.py"},
    "sklearn": {
        "api/theme_patterns/clusters.py",
        "evaluation/answers/abstention.py",
        "evaluation/answers/fitting.py",
        "evaluation/learning/commitments.py",
        "evaluation/answers/measure.py",
        "evaluation/reading/roles.py",
        "evaluation/learning/theme_curve.py",
        "evaluation/learning/themes.py",
    },
    "soupsieve": {"indexer/readers/text/page_styles.py"},
    "spellchecker": {"api/query/spelling.py"},
    "Stemmer": {"indexer/text/terms.py"},
    "tinycss2": {"indexer/readers/text/page_styles.py"},
    "torch": {"indexer/embedding.py"},
    "uvicorn": {"api/serving.py"},
    "weasyprint": {"api/exports/pdf.py"},
}
HOME_FOLDERS = {
    "fastapi": ("api/app.py", "api/requests.py", "api/responses.py", "api/rest/", "api/web/"),
    "sqlalchemy": (
        "indexer/catalogue/",
        "indexer/privacy/quarantine.py",
        "indexer/privacy/known_contacts.py",
        "indexer/index.py",
        "api/",
    ),
}
"""Packages with more than a few homes: where a path that imports them begins."""
NOT_SQL = ("api/rest/", "api/web/", "api/answers/", "api/retrieval/", "api/llm/", "api/quotations/", "api/exports/")
MOST_MODULES = 12
"""A folder with more is more than one room; the doors have one module a noun, however many nouns there are."""
DOORS = {
    "api/rest": {"about", "problems", "routers"},
    "api/rest/schemas": set(),
    "api/web": {"about", "assets", "forms", "menu", "pages", "routers"},
    "api/commands": {"terminal"},
}
"""The doors, each with the modules that the whole door needs; every other is called as the room of its noun."""
LONGEST_FILE = 300
LONGEST_FUNCTION = 40


@cache
def modules() -> dict[str, ast.Module]:
    paths = [path for package in PACKAGES for path in (ROOT / package).rglob("*.py")]
    return {path.relative_to(ROOT).as_posix(): ast.parse(path.read_text("utf-8")) for path in paths}


def imported(tree: ast.Module) -> set[str]:
    names = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names.add(node.module.split(".")[0])
    return names


def test_each_third_party_package_has_its_import_home() -> None:
    found: defaultdict[str, set[str]] = defaultdict(set)
    for path, tree in modules().items():
        for name in imported(tree) & set(HOMES):
            found[name].add(path)
    assert dict(found) == HOMES


def test_packages_with_many_homes_stay_in_their_folders() -> None:
    for path, tree in modules().items():
        for name in imported(tree) & set(HOME_FOLDERS):
            assert path.startswith(HOME_FOLDERS[name] + ("evaluation/",)), f"{path} imports {name}"
            assert name != "sqlalchemy" or not path.startswith(NOT_SQL), f"{path} imports {name}"


def test_a_folder_is_one_room() -> None:
    for package in ("indexer", "api"):
        for folder in [ROOT / package, *(ROOT / package).rglob("*/")]:
            here = folder.relative_to(ROOT).as_posix()
            count = len([file for file in folder.glob("*.py") if file.name != "__init__.py"])
            assert count <= MOST_MODULES or here in DOORS, f"{here} holds {count} modules"


def test_doors_have_one_module_a_noun() -> None:
    """A module of a door is called as the room it opens, or is what the whole door needs."""
    rooms = {folder.name for folder in (ROOT / "api").glob("*/")}
    for door, shared in DOORS.items():
        for file in (ROOT / door).glob("*.py"):
            assert file.stem in rooms | shared or file.stem == "__init__", f"{door}/{file.name} opens no room"


def test_no_rooms_import_each_other_in_a_circle() -> None:
    assert room_circles(arrows(structure.modules())) == []


def test_imports_keep_their_contracts() -> None:
    """Those of pyproject.toml: in which order the packages, and the rooms within them, may need each other."""
    assert cli.lint_imports(config_filename=str(ROOT / "pyproject.toml"), no_cache=True) == 0


def test_telemetry_is_off_before_haystack_is_imported() -> None:
    text = (ROOT / "indexer" / "__init__.py").read_text("utf-8")
    assert "HAYSTACK_TELEMETRY_ENABLED" in text
    assert imported(ast.parse(text)) <= {"os", "__future__"}


def test_files_and_functions_stay_small() -> None:
    long_files, long_functions = [], []
    for path, tree in modules().items():
        lines = (ROOT / path).read_text("utf-8").count("\n")
        if lines > LONGEST_FILE:
            long_files.append(f"{path}: {lines}")
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef) and node.end_lineno:
                length = node.end_lineno - node.lineno + 1
                if length > LONGEST_FUNCTION:
                    long_functions.append(f"{path}:{node.name}: {length}")
    assert not long_files + long_functions


def test_data_folders_hold_no_code() -> None:
    for folder in ("corpus", "prompts"):
        assert not list((ROOT / folder).rglob("*.py"))


def test_no_page_fetches_anything_from_elsewhere() -> None:
    for path in (ROOT / "api" / "web").rglob("*"):
        if path.suffix in (".html", ".css") and "vendor" not in path.parts:
            text = Path(path).read_text("utf-8")
            assert 'src="http' not in text and "url(http" not in text and "<style" not in text, path
            assert " style=" not in text and " onclick" not in text, path


def test_a_name_means_one_thing() -> None:
    """Public classes of the program: whoever reads a name anywhere knows which is meant."""
    homes: defaultdict[str, list[str]] = defaultdict(list)
    for path, tree in modules().items():
        for node in tree.body:
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_") and not path.startswith("evaluation/"):
                homes[node.name].append(path)
    assert not {name: paths for name, paths in homes.items() if len(paths) > 1}


def is_number(value: ast.expr) -> bool:
    """Whether an expression is a number, or a collection of them."""
    if isinstance(value, ast.Constant):
        return isinstance(value.value, int | float) and not isinstance(value.value, bool)
    if isinstance(value, ast.UnaryOp):
        return is_number(value.operand)
    if isinstance(value, ast.BinOp):
        return is_number(value.left) and is_number(value.right)
    if isinstance(value, ast.Tuple | ast.List):
        return any(map(is_number, value.elts))
    return isinstance(value, ast.Dict) and bool(value.values) and all(map(is_number, value.values))


def test_each_weight_threshold_and_limit_has_words() -> None:
    """What it is in, where it comes from, what turns if it changes: a docstring below it, or a comment beside it."""
    bare = []
    for path, tree in modules().items():
        lines = (ROOT / path).read_text("utf-8").splitlines()
        for here, after in zip(tree.body, [*tree.body[1:], None], strict=True):
            if not isinstance(here, ast.Assign | ast.AnnAssign) or here.value is None or not is_number(here.value):
                continue
            told = isinstance(after, ast.Expr) and isinstance(after.value, ast.Constant)
            if not told and "  # " not in lines[(here.end_lineno or here.lineno) - 1]:
                bare.append(f"{path}: {lines[here.lineno - 1]}")
    assert not [line for line in bare if not line.startswith("evaluation/")]


def test_weights_that_a_command_learnt_name_the_command() -> None:
    learnt = [path for package in PACKAGES for path in (ROOT / package).rglob("*weights.json")]
    assert len(learnt) >= 6
    for path in learnt:
        assert json.loads(path.read_text("utf-8"))["command"].startswith("python -m evaluation "), path


def test_each_module_is_tested_under_its_name() -> None:
    """At tests/<its path>/test_<its name>.py; what is tested elsewhere stands in unmirrored.toml, with where."""
    elsewhere = tomllib.loads((TESTS / "unmirrored.toml").read_text("utf-8"))
    named = [path for path in elsewhere if path.endswith(".py")]
    assert [path for path in named if not (ROOT / path).is_file()] == []
    products = (Path(path) for path in modules() if path.startswith(("api/", "indexer/")))
    own = [path for path in products if path.name != "__init__.py"]
    missing = [path.as_posix() for path in own if not (TESTS / path.parent / f"test_{path.name}").is_file()]
    assert sorted(missing) == sorted(path for paths in elsewhere.values() for path in paths)
