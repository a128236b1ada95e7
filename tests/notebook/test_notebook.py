"""The notebook runs, with a kernel and without, and shows what comes out."""

import ast
import base64
import json
from pathlib import Path
from typing import Any

import matplotlib
import pytest
from tests.notebook.refresh import NOTEBOOK, executed
from tests.readme.refresh import prepare

Outputs = dict[str, list[dict[str, str]]]


def outputs(notebook: str) -> Outputs:
    """What each cell shows, by its id: type of media to content, without pictures, whose bytes are a library's."""
    return {
        cell["id"]: [
            {kind: "".join(text) for kind, text in output["data"].items() if kind != "image/png"}
            for output in cell["outputs"]
        ]
        for cell in json.loads(notebook)["cells"]
        if cell["cell_type"] == "code"
    }


@pytest.fixture(scope="module")
def kitchen(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return prepare(tmp_path_factory.mktemp("notebook"))


SHOWN = outputs(NOTEBOOK.read_text("utf-8"))


def test_a_kernel_gives_what_the_notebook_shows(kitchen: Path) -> None:
    again = executed(kitchen)
    assert outputs(again) == SHOWN, "run python tests/notebook/refresh.py"
    for text in (again, NOTEBOOK.read_text("utf-8")):
        [drawn] = [cell for cell in json.loads(text)["cells"] if cell["id"] == "draw"]
        picture = base64.b64decode(drawn["outputs"][0]["data"]["image/png"])
        assert picture.startswith(b"\x89PNG")
        assert len(picture) > 5000


def test_every_cell_gives_the_same_without_a_kernel(kitchen: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (kitchen / "docs").mkdir(exist_ok=True)
    monkeypatch.chdir(kitchen / "docs")
    matplotlib.use("Agg")
    names: dict[str, Any] = {}
    for cell in json.loads(NOTEBOOK.read_text("utf-8"))["cells"]:
        if cell["cell_type"] == "code" and (value := run("".join(cell["source"]), names)) is not None:
            html = getattr(value, "_repr_html_", None)
            assert [{"text/plain": repr(value), **({"text/html": html()} if html else {})}] == SHOWN[cell["id"]]


def run(code: str, names: dict[str, Any]) -> Any:
    """Runs a cell; returns the value of its last line, where that is an expression."""
    *lines, last = ast.parse(code).body
    if not isinstance(last, ast.Expr):
        lines, last = [*lines, last], ast.Expr(ast.Constant(None))
    exec(compile(ast.Module(lines, []), "<cell>", "exec"), names)
    return eval(compile(ast.Expression(last.value), "<cell>", "eval"), names)


def test_nothing_of_a_machine_is_in_it() -> None:
    text = NOTEBOOK.read_text("utf-8")
    assert "/home/" not in text
    assert str(Path.home()) + "/" not in text
    assert "language_info" not in text
