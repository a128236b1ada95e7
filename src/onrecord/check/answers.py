"""How authors answer a doubt about a figure, as SQL tables of the ids of figures that were answered for."""

KNOWN_WRONG = """
known_wrong AS (
    SELECT id FROM figures WHERE corrected_by_id IS NOT NULL
    UNION SELECT figure_id FROM figure_flags WHERE flag IN ('implausible', 'mistranslated', 'superseded')
)
"""
"""Figures that the records themselves do not believe: they were corrected, or are flagged as wrong or replaced."""

EXPLAINED = f"""
{KNOWN_WRONG},
explained AS (
    SELECT id FROM known_wrong
    UNION SELECT figure_id FROM figure_flags WHERE flag = 'disputed'
    UNION SELECT record_id FROM remarks
    WHERE kind IN ('inconsistency', 'correction', 'translation_artefact')
)
"""
"""Those, and every record of which a flag or a remark tells readers that it does not fit the others."""
