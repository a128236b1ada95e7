"""Words beside numbers whose meaning a draft may state; every other word is left for people to explain."""

from collections.abc import Mapping

QUALIFIERS: Mapping[str, str] = {
    **dict.fromkeys("etwa rund zirka ungefähr environ unos aproximadamente около примерно приблизно".split(), "about"),
    **dict.fromkeys(("mehr als", "über", "plus de", "più di", "más de", "более", "больше", "понад"), "more_than"),
    **dict.fromkeys(("mindestens", "au moins", "almeno", "al menos", "не менее", "не менше", "щонайменше"), "at_least"),
    **dict.fromkeys(("weniger als", "moins de", "meno di", "menos de", "менее", "меньше", "менше"), "less_than"),
    **dict.fromkeys(
        ("höchstens", "bis zu", "au plus", "al massimo", "como máximo", "не более", "не більше"), "at_most"
    ),
    **dict.fromkeys(("fast", "beinahe", "presque", "quasi", "casi", "почти", "майже"), "almost"),
}
"""Words of other languages than English, in small letters, and the qualifiers that they stand for."""
SCALES: Mapping[str, int] = {
    **dict.fromkeys("tsd tsd. tausend mille mila тыс тыс. тысяч тис тис. тисяч".split(), 10**3),
    **dict.fromkeys("lakh lakhs".split(), 10**5),
    **dict.fromkeys("mio mio. mln mln. millionen milioni millones млн млн. мільйонів миллионов".split(), 10**6),
    **dict.fromkeys("crore crores".split(), 10**7),
    **dict.fromkeys("mrd mrd. mld mld. milliarden milliards miliardi млрд млрд.".split(), 10**9),
}
"""Words of other languages that multiply the number before them, in small letters."""
BESIDE = frozenset("usd us$ eur gbp chf uah rub pln people persons percent".split())
"""Words that say nothing of a number."""
