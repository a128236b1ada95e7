"""Every code of a fault is in docs/verification.md."""

import re
from pathlib import Path

import onrecord.verify

PAGE = Path(__file__).parents[2] / "docs" / "verification.md"


def test_every_code_is_documented() -> None:
    sources = Path(onrecord.verify.__file__).parent.glob("*.py")
    text = "".join(path.read_text("utf-8") for path in sources)
    codes = set(re.findall(r'"((?:[a-z]+)-(?:[a-z]+)(?:-[a-z]+)?)"', text)) - {"utf-8", "utf-8-sig"}
    assert codes > {"changed-file", "wrong-type", "formats-disagree"}
    assert [code for code in sorted(codes) if f"`{code}`" not in PAGE.read_text("utf-8")] == []
