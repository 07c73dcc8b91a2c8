"""Imports go one way, heavy packages stay where they belong, `import assistant` is light."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "assistant"

# Top to bottom. A module may import any layer below its own, none above, none beside.
LAYERS: tuple[frozenset[str], ...] = tuple(
    frozenset(layer.split())
    for layer in (
        "__main__",
        "cli",  # above web, because `assistant serve` opens the page
        "web mcp remote",
        "langchain",
        "pipeline",
        "building extraction answering insight",
        "retrieval",
        "index ingest loading",
        "export",  # it writes down what presentation says of a figure
        "quantities settings presentation starter",
        "schema errors",
    )
)
# Files that are one unit with another name's: `cli_display` is a part of `cli`.
FAMILIES = {
    "cli_": "cli",
    "building_": "building",
    "presentation_": "presentation",
}

# Package -> where it may be imported; a path ending in / is a folder.
HEAVY = {
    "gradio": ("assistant/web/", "app.py"),
    "chromadb": ("assistant/index/vector_store.py",),
    "langchain_chroma": ("assistant/index/vector_store.py", "assistant/langchain.py"),
    "sentence_transformers": ("assistant/index/embedding.py",),
    "transformers": ("assistant/index/embedding.py",),
    "torch": ("assistant/index/embedding.py",),
    "onnxruntime": ("assistant/index/embedding.py",),
    "langchain": ("assistant/answering/generative.py",),
    "langchain_core": (
        "assistant/index/embedding.py",
        "assistant/index/vector_store.py",
        "assistant/answering/generative.py",
        "assistant/langchain.py",
        "assistant/testing.py",
    ),
    "sqlalchemy": ("assistant/index/",),
    "typer": ("assistant/cli.py", "assistant/cli_building.py", "assistant/cli_options.py",
              "assistant/cli_reading.py", "assistant/cli_figures.py", "assistant/cli_extract.py"),
    "rich": ("assistant/cli_display.py",),
    "pandas": ("assistant/export.py",),
    "pyarrow": ("assistant/export.py",),
}  # fmt: skip
MODULES = sorted(PACKAGE.rglob("*.py"))


def imports_of(code: str, package: str) -> set[str]:
    """Absolute dotted names that code imports anywhere in it, inside functions too."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            parents = package.split(".")
            base = ".".join(parents[: len(parents) - node.level + 1]) if node.level else ""
            module = ".".join(part for part in (base, node.module) if part)
            names |= {f"{module}.{alias.name}" for alias in node.names}
    return names


def imports_of_file(path: Path) -> set[str]:
    """As `imports_of`, for a file of the checkout."""
    return imports_of(path.read_text("utf-8"), ".".join(path.relative_to(ROOT).parent.parts))


def unit_of(dotted: str) -> str:
    """The name in LAYERS to which a module of the package belongs; empty for the package itself."""
    parts = dotted.split(".")
    name = parts[1] if len(parts) > 1 else ""
    return next((unit for prefix, unit in FAMILIES.items() if name.startswith(prefix)), name)


def rank_of(unit: str) -> int | None:
    """Layer number from the top; None for what has no place in the table."""
    return next((rank for rank, layer in enumerate(LAYERS) if unit in layer), None)


def violations(importer: str, imported: set[str]) -> list[str]:
    """Imports of package modules that the table forbids."""
    unit = unit_of(importer)
    rank = rank_of(unit)
    found = []
    for name in sorted(imported):
        if name.split(".")[0] != "assistant" or unit_of(name) == unit:
            continue
        other = rank_of(unit_of(name))
        if rank is None or other is None or other <= rank:
            found.append(f"{importer} imports {name}")
    return found


def dotted_name(path: Path) -> str:
    """`assistant/index/catalog.py` -> `assistant.index.catalog`."""
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_imports_go_one_way(path):
    """No module imports a layer above or beside its own."""
    name = dotted_name(path)
    if name in ("assistant", "assistant.testing"):
        return  # they have rules of their own, below
    assert violations(name, imports_of_file(path)) == []


@pytest.mark.parametrize(
    ("importer", "imported", "allowed"),
    [
        ("assistant.cli_reading", "assistant.web.serve", True),
        ("assistant.web.page", "assistant.cli.main", False),
        ("assistant.index.catalog", "assistant.retrieval.fusion.normalised_sum", False),
        ("assistant.retrieval.retriever", "assistant.index.catalog.Snapshot", True),
        ("assistant.ingest.figures", "assistant.index.keyword_index.stem", False),
        ("assistant.index.library", "assistant.index.catalog.Catalog", True),
        ("assistant.presentation", "assistant.settings.Settings", False),
        ("assistant.quantities.reading", "assistant.quantities.words.ONES", True),
        ("assistant.answering.ask", "assistant.Answer", False),
    ],
)
def test_rule_itself_tells_right_from_wrong(importer, imported, allowed):
    """The rule of this file lets the layer below through, and neither one above nor one beside."""
    assert (violations(importer, {imported}) == []) is allowed


def test_imports_are_found_wherever_they_stand():
    """Imports inside functions, relative ones and plain ones are all seen."""
    code = "import a.b\nfrom . import c\nfrom .d import e\ndef f():\n    from assistant.g import h\n"
    assert imports_of(code, "assistant.index") == {
        "a.b",
        "assistant.index.c",
        "assistant.index.d.e",
        "assistant.g.h",
    }


@pytest.mark.parametrize("path", [*MODULES, ROOT / "app.py"], ids=lambda path: str(path.relative_to(ROOT)))
def test_heavy_packages_stay_where_they_belong(path):
    """gradio, chromadb, torch and the like are imported in the few files that are about them."""
    where = path.relative_to(ROOT).as_posix()
    for name in imports_of_file(path):
        allowed = HEAVY.get(name.split(".")[0])
        assert allowed is None or any(
            where == place or (place.endswith("/") and where.startswith(place)) for place in allowed
        ), f"{where} imports {name}, which belongs to {allowed}"


@pytest.mark.parametrize(
    ("module", "allowed"),
    [
        ("presentation", {"assistant.schema", "assistant.errors", "assistant.presentation_figures"}),
        ("presentation_figures", {"assistant.schema"}),
        ("schema", {"numpy"}),  # for type checkers only; the subprocess below shows that it is not loaded
        ("errors", set()),
    ],
)
def test_pure_modules_import_only_what_they_may(module, allowed):
    """The types, the errors and the formatter stand on nothing but the standard library."""
    for name in imports_of_file(PACKAGE / f"{module}.py"):
        foreign = name.split(".")[0] not in sys.stdlib_module_names
        assert not foreign or any(f"{name}.".startswith(f"{prefix}.") for prefix in allowed), name


def test_package_face_imports_types_and_lazily_the_rest():
    """The face imports types and errors; extraction, pipeline and settings when they are first used."""
    units = {unit_of(name) for name in imports_of_file(PACKAGE / "__init__.py") if "assistant" in name}
    assert units == {"schema", "errors", "extraction", "pipeline", "settings"}


def test_app_builds_the_page_and_nothing_else():
    """`app.py` imports the page and what it needs to be told, and stays a few lines."""
    units = {unit_of(name) for name in imports_of_file(ROOT / "app.py") if name.startswith("assistant")}
    assert "web" in units
    assert units <= {"web", "settings", "errors"}
    assert len((ROOT / "app.py").read_text("utf-8").splitlines()) <= 40


def test_import_assistant_is_light():
    """`import assistant` loads none of the heavy packages; they wait for `Assistant`."""
    heavy = ["torch", "chromadb", "gradio", "sentence_transformers", "sqlalchemy", "numpy", "pydantic"]
    heavy += ["langchain", "langchain_core", "typer", "rich", "trafilatura", "pypdf"]
    code = f"import sys, assistant; print([name for name in {heavy!r} if name in sys.modules])"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT, timeout=60
    )
    assert done.stdout.strip() == "[]"


def test_command_line_help_needs_no_heavy_package():
    """The parser is built without torch, Chroma or a catalog, so that --help is quick."""
    heavy = ["torch", "chromadb", "gradio", "sentence_transformers", "sqlalchemy", "numpy"]
    code = (
        "import sys; from assistant.cli import run; code = run(['ask', '--help']); "
        f"print(code, [name for name in {heavy!r} if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT, timeout=60
    )
    assert done.stdout.splitlines()[-1] == "0 []"
