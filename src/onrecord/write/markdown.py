"""Texts of others in Markdown: they stay text."""

import re

from onrecord.story.words import visible

_MARKUP = re.compile(r"([\\`*_{}\[\]<>|~#!&])")
"""Signs with a meaning in Markdown (CommonMark, sections 2.4 and 2.5)."""


def as_text(text: str) -> str:
    """Text that Markdown takes as it stands: no markup, no HTML, no entities, no sign that turns what follows."""
    return _MARKUP.sub(r"\\\1", "\n".join(map(visible, text.split("\n"))))
