"""Writes docs/ontology.md anew."""

from pathlib import Path

from onrecord.write.glossary import glossary

PAGE = Path(__file__).parents[2] / "docs" / "ontology.md"

if __name__ == "__main__":
    PAGE.write_text(glossary(), "utf-8")
