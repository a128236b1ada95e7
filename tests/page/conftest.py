"""The tools that open the page of a release."""

import shutil
from pathlib import Path

import pytest

HERE = Path(__file__).parent


@pytest.fixture(scope="session")
def node() -> str:
    """Node.js with the packages of tests/page."""
    found = shutil.which("node")
    if not found or not (HERE / "node_modules").is_dir():
        pytest.skip("needs Node.js and `npm ci --prefix tests/page`")
    return found


@pytest.fixture(scope="session")
def chromium() -> str:
    """A headless browser."""
    found = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if not found:
        pytest.skip("needs Chromium")
    return found
