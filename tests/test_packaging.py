"""What is installed and shipped: pins, dependencies, the wheel, and no address or path of a machine."""

from __future__ import annotations

import re
import subprocess
import tomllib
import zipfile
from pathlib import Path

import pytest
from hatchling.builders.wheel import WheelBuilder
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

ROOT = Path(__file__).resolve().parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
PINS = [line for line in (ROOT / "constraints.txt").read_text("utf-8").splitlines() if line.strip()]
PINNED = {canonicalize_name(name): version for name, _, version in (pin.partition("==") for pin in PINS)}
# In parts, so that this file does not name what it looks for.
HOSTS = [".".join(parts) for parts in (("pypi", "org"), ("pythonhosted", "org"), ("pytorch", "org", "whl"))]
HOSTS += ["/".join(("pytorch.org", "whl")), ".".join(("hf-mirror", "com")), ".".join(("npmjs", "org"))]
MACHINE_PATH = re.compile(r"(?<![\w.])/(?:work|root|home/\w+|Users/\w+)/|(?<![\w.])/" + "tmp" + r"/\w")


@pytest.mark.parametrize("pin", PINS)
def test_a_pin_is_an_exact_public_version(pin):
    """`name==version` and nothing else: no local version, no address, no graphics driver."""
    assert re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._-]*==[0-9][A-Za-z0-9.]*", pin)
    assert Version(pin.partition("==")[2]).local is None
    assert not pin.lower().startswith(("nvidia", "triton", "cuda"))


def test_pins_are_there_and_once():
    """Two pins of one package would contradict each other."""
    assert len(PINS) > 50
    assert len(PINNED) == len(PINS)


def test_torch_is_bounded():
    """Below the version from which pip no longer prefers a CPU build; above the oldest that works."""
    (torch,) = [Requirement(d) for d in PROJECT["dependencies"] if Requirement(d).name == "torch"]
    assert str(torch.specifier) == "<2.14,>=2.6"


@pytest.mark.parametrize("dependency", PROJECT["dependencies"])
def test_every_core_dependency_is_pinned_within_its_bounds(dependency):
    """The pin exists and satisfies what the project asks for."""
    wanted = Requirement(dependency)
    assert canonicalize_name(wanted.name) in PINNED
    assert wanted.specifier.contains(PINNED[canonicalize_name(wanted.name)])
    assert wanted.url is None


@pytest.mark.parametrize("dependency", PROJECT["optional-dependencies"]["test"])
def test_every_test_dependency_is_pinned(dependency):
    """A test run is repeatable."""
    wanted = Requirement(dependency)
    if canonicalize_name(wanted.name) != canonicalize_name(PROJECT["name"]):
        assert wanted.specifier.contains(PINNED[canonicalize_name(wanted.name)])


def test_the_project_says_what_it_is():
    """Licence, Python version and console script."""
    assert PROJECT["license"] == "Apache-2.0"
    assert "Apache License" in (ROOT / "LICENSE").read_text("utf-8")
    assert PROJECT["requires-python"] == ">=3.11"
    assert PROJECT["scripts"] == {"assistant": "assistant.cli:main"}


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    """Names in the wheel, built as pip would build it."""
    folder = tmp_path_factory.mktemp("wheel")
    (path,) = WheelBuilder(str(ROOT)).build(directory=str(folder), versions=["standard"])
    with zipfile.ZipFile(path) as archive:
        return set(archive.namelist())


def test_the_wheel_holds_the_starter_corpus(wheel):
    """Every digest, so that an installed package needs no checkout."""
    digests = {path.name for path in (ROOT / "corpus").glob("*.md")}
    shipped = {name.rpartition("/")[2] for name in wheel if name.startswith("assistant/starter/")}
    assert digests
    assert digests <= shipped


def test_the_wheel_holds_the_whole_package_and_no_tests(wheel):
    """Modules, page files, type marker and licence; neither tests nor caches."""
    for path in (ROOT / "assistant").rglob("*"):
        name = path.relative_to(ROOT).as_posix()
        if path.is_file() and "__pycache__" not in name:
            assert name in wheel
    assert "assistant/py.typed" in wheel
    assert any(name.endswith("licenses/LICENSE") for name in wheel)
    assert not [name for name in wheel if name.startswith("tests/") or "__pycache__" in name]


def test_the_wheel_measures_with_questions_that_it_is_given(wheel):
    """The scripts are in it, our own questions and recorded runs are not."""
    assert {"evals/answers.py", "evals/baseline.json", "evals/baselines/tutorial.py"} <= wheel
    assert not [name for name in wheel if name.startswith(("evals/cases/", "evals/results/"))]


def files_of_the_project():
    """Files that are, or would be, in the repository; all below the root where there is no git."""
    try:
        listed = subprocess.run(
            ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
            cwd=ROOT,
            capture_output=True,
            check=True,
        ).stdout.decode()
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("git is not here or this is no checkout")
    return [path for name in listed.split("\0") if name and (path := ROOT / name).is_file()]


def test_no_file_names_a_registry_or_a_machine():
    """Where packages come from is each machine's own setting; a path of one machine helps nobody."""
    files = files_of_the_project()
    assert ROOT / "pyproject.toml" in files
    problems = []
    for path in files:
        if path == Path(__file__).resolve():
            continue
        text = path.read_bytes().decode("utf-8", "replace")
        problems += [f"{path.relative_to(ROOT)}: {host}" for host in HOSTS if host in text.lower()]
        problems += [f"{path.relative_to(ROOT)}: {found.group()}" for found in MACHINE_PATH.finditer(text)]
    assert problems == []


@pytest.mark.parametrize(
    ("text", "bad"),
    [
        ("see /" + "work/main/x", True),
        ("in /home/me/lib", True),
        ("in /" + "tmp/lib", True),
        ("/framework/work/", False),
        ("https://example.org/work/", False),
    ],
)
def test_what_counts_as_a_path_of_a_machine(text, bad):
    """Absolute paths of working folders and homes; not parts of addresses."""
    assert bool(MACHINE_PATH.search(text)) is bad
