"""The docs show what comes out: recipes are run, diagrams and lists are those of the models."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest
from tests.docs.reference import REFERENCE, reference
from tests.docs.refresh import COOKBOOK, DATA_MODEL, data_model
from tests.readme.refresh import BLOCK, PROJECT, prepare, refreshed

from onrecord.check import RULES
from onrecord.check.printed import CODE
from onrecord.tables import TABLES

TEXT = COOKBOOK.read_text("utf-8")
METHODOLOGY = (PROJECT / "docs" / "methodology.md").read_text("utf-8")
OTHERS = {block["language"]: block["code"] for block in BLOCK.finditer(TEXT)}
IN_R = [block["code"] for block in BLOCK.finditer(TEXT) if block["language"] == "r"]


@pytest.fixture(scope="module")
def kitchen(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the flagship's release."""
    return prepare(tmp_path_factory.mktemp("kitchen"))


def test_every_recipe_gives_what_is_shown(kitchen: Path) -> None:
    assert refreshed(TEXT, kitchen).splitlines() == TEXT.splitlines(), "run python tests/docs/refresh.py"
    assert (kitchen / "requests.png").stat().st_size > 5000


def test_every_recipe_is_run() -> None:
    assert {block["language"] for block in BLOCK.finditer(TEXT)} == {"python", "console", "r", "js"}


@pytest.mark.parametrize("code", IN_R, ids=["base", "readr", "data.table"])
def test_a_recipe_in_r(kitchen: Path, code: str) -> None:
    if not shutil.which("Rscript"):
        pytest.skip("needs R")
    done = subprocess.run(
        ["Rscript", "--vanilla", "-e", code], cwd=kitchen, capture_output=True, text=True, check=False
    )
    if "there is no package called" in done.stderr:
        pytest.skip(f"needs a package of R: {done.stderr.splitlines()[0]}")
    assert done.returncode == 0, done.stderr


def test_the_recipe_in_javascript(kitchen: Path) -> None:
    packages = PROJECT / "tests" / "page" / "node_modules"
    node = shutil.which("node")
    if not node or not packages.is_dir():
        pytest.skip("needs Node.js and `npm ci --prefix tests/page`")
    (kitchen / "node_modules").symlink_to(packages)
    (kitchen / "recipe.mjs").write_text(OTHERS["js"], "utf-8")
    done = subprocess.run([node, "recipe.mjs"], cwd=kitchen, capture_output=True, text=True, check=False)
    assert "more_than 1,000" in done.stdout.splitlines(), done.stderr


def test_the_data_model_is_that_of_the_models() -> None:
    text = DATA_MODEL.read_text("utf-8")
    assert data_model(text) == text, "run python tests/docs/refresh.py"
    assert all(f"| `{name}` |" in text for name in TABLES)


def test_the_reference_is_that_of_the_code() -> None:
    assert REFERENCE.read_text("utf-8") == reference(), "run python tests/docs/reference.py"


def test_the_methodology_names_codes_that_exist() -> None:
    named = set(re.findall(r"\(`([a-z]+(?:-[a-z]+)+)`", METHODOLOGY))
    assert named <= {rule.code for rule in RULES} | {CODE}
    assert named


def test_the_methodology_explains_every_qualifier() -> None:
    assert set(re.findall(r"\| `(\w+)` \|", METHODOLOGY)) == set(TABLES["figures"]["qualifier"].codes)


@pytest.mark.parametrize("page", ["cookbook.md", "data-model.md", "methodology.md", "notebook.ipynb", "reference.md"])
def test_every_link_leads_somewhere(page: str) -> None:
    targets = re.findall(r"\]\((?!https?:|#)([^)]+)\)", (PROJECT / "docs" / page).read_text("utf-8"))
    assert all((PROJECT / "docs" / target).exists() for target in targets)
