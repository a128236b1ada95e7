"""What a figure is of, as SQL: the one answer to the question which figures can be compared."""

REPORTED = "('observed', 'estimated', 'imputed')"
"""The modalities of a report, as against those of a demand, a promise, a rule or a possibility."""

SUBJECT = f"""
dimensions AS (
    SELECT figure_id, string_agg(dimension || chr(29) || value, chr(30) ORDER BY dimension, value) AS parts
    FROM figure_dimensions GROUP BY figure_id
),
comparable AS (
    SELECT *, concat_ws(chr(31), topic, coalesce(CAST(period_start AS VARCHAR), ''),
        coalesce(CAST(period_end AS VARCHAR), '')) AS subject
    FROM (
        SELECT f.*, concat_ws(chr(31), f.measure_id, coalesce(f.about_id, ''), coalesce(f.event_id, ''),
            coalesce(f.place_id, ''), coalesce(d.parts, ''),
            CASE WHEN f.modality IN {REPORTED} THEN '' ELSE f.modality END) AS topic
        FROM figures f LEFT JOIN dimensions d ON d.figure_id = f.id
        WHERE f.availability = 'given'
    )
)
"""
"""Two tables for a ``WITH``; ``comparable`` holds the figures that give a number, with two more columns.

``topic`` is measure, subject, event, place and dimensions, missing equalling only missing, and the modality unless it
is a report's: demands, promises, rules and possibilities are each compared with their like alone. ``subject`` is the
topic and the days of the period, however they are written.
"""
