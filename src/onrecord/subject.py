"""What a figure is of, as SQL: the one answer to the question which figures can be compared."""

from onrecord.tables import ORIGIN

REPORTED = "('observed', 'estimated', 'imputed')"
"""The modalities of a report, as against those of a demand, a promise, a rule or a possibility."""

_TOPIC = f"""
f.measure_id, coalesce(f.about_id, ''), coalesce(f.event_id, ''), coalesce(f.place_id, ''), coalesce(d.parts, ''),
    CASE WHEN f.modality IN {REPORTED} THEN '' ELSE f.modality END
"""
_DAYS = "coalesce(CAST(f.period_start AS VARCHAR), ''), coalesce(CAST(f.period_end AS VARCHAR), '')"

COMPARABLE = f"""
SELECT f.id, f.{ORIGIN}, f.source_id, f.reporter_id, f.measure_id, f.modality, f.value, f.low, f.high, f.low_inclusive,
    f.high_inclusive, f.period_edtf, f.period_start, f.period_end, f.period_precision, f.corrected_by_id,
    md5_number(concat_ws(chr(31), {_TOPIC})) AS topic, md5_number(concat_ws(chr(31), {_TOPIC}, {_DAYS})) AS subject
FROM figures f LEFT JOIN (
    SELECT figure_id, string_agg(dimension || chr(29) || value, chr(30) ORDER BY dimension, value) AS parts
    FROM figure_dimensions GROUP BY figure_id
) d ON d.figure_id = f.id
WHERE f.availability = 'given'
"""
"""The table ``comparable``: the figures that give a number, what they can be compared by, and two more columns.

``topic`` is measure, subject, event, place and dimensions, missing equalling only missing, and the modality unless it
is a report's: demands, promises, rules and possibilities are each compared with their like alone. ``subject`` is the
topic and the days of the period, however they are written. Both as hashes of 128 bits, which take less room.
"""
