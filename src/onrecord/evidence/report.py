"""What came out of holding a dataset against the texts of its sources."""

from dataclasses import dataclass

from onrecord.problems import Problem


@dataclass(frozen=True)
class SourceEvidence:
    """What came out for one source whose text was hashed."""

    source_id: str
    file: str
    """The file with its text, as a path from the folder of sources; empty where the text is not at hand."""
    citations: int
    """How many citations it has; they were checked if the text is at hand and is UTF-8."""
    names: int
    """How many spellings it is said to print."""
    cited: tuple[int, ...] = ()
    """The numbers of the paragraphs that are cited, in order."""
    uncited: tuple[int, ...] = ()
    """Those of all others."""
    failures: tuple[Problem, ...] = ()
    """What its text does not bear out."""


@dataclass(frozen=True)
class Evidence:
    """What came out for a dataset."""

    sources: tuple[SourceEvidence, ...]
    """Every source whose text was hashed, by id."""
    unhashed: int
    """How many citations are of sources without a hash, whose text nobody can recognise."""
    problems: tuple[Problem, ...]
    """Every failure, and what is wrong with the records as files; sorted by address."""

    @property
    def checked(self) -> int:
        """How many citations were held against a text."""
        return sum(source.citations for source in self.sources if source.file)

    @property
    def not_at_hand(self) -> int:
        """How many citations are of texts that are not at hand."""
        return sum(source.citations for source in self.sources if not source.file)
