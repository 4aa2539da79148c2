"""``python -m tabling.middles``: writes ``middles.tsv``, a point in the middle of each country.

The points are those of the CIA World Factbook as the registry package ``countryinfo`` has them, but for the
few of ``OTHERS``, where atlases and gazetteers differ by more than 150 km: a point between them.
"""

from __future__ import annotations

import json
from importlib.util import find_spec
from pathlib import Path

from tocsin.knowledge.world import countries

OUT = Path("src/tocsin/knowledge/middles.tsv")
HEAD = """# A point in the middle of each country, for places that are whole countries (tabling/middles.py).
code	latitude	longitude	source
"""
FACTBOOK = "CIA World Factbook (countryinfo)"
OTHERS = {
    "USA": (39.83, -98.58, "geographic centre of the contiguous states (National Geodetic Survey)"),
    "CHN": (35.0, 104.0, "between CIA World Factbook and atlases"),
    "COD": (-2.5, 23.5, "GeoNames"),
    "SDN": (15.0, 31.0, "between CIA World Factbook and atlases"),
    "LBY": (26.0, 17.0, "between CIA World Factbook and atlases"),
    "JPN": (35.6, 137.2, "between CIA World Factbook and atlases"),
    "BRA": (-10.0, -53.5, "between CIA World Factbook and atlases"),
    "MMR": (21.0, 96.0, "between CIA World Factbook and atlases"),
    "AUS": (-25.61, 134.35, "Lambert gravitational centre (Geoscience Australia)"),
    "VNM": (16.17, 107.83, "GeoNames"),
    "SWE": (62.5, 15.5, "between CIA World Factbook and atlases"),
    "XKX": (42.6, 20.9, "GeoNames"),
}


def main() -> None:
    """Write the table."""
    spec = find_spec("countryinfo")
    if spec is None or spec.origin is None:
        raise SystemExit("countryinfo is not installed: pip install countryinfo")
    known = {}
    for file in sorted((Path(spec.origin).parent / "data").glob("*.json")):
        data = json.loads(file.read_text(encoding="utf-8"))
        if data.get("latlng"):
            known.setdefault(data.get("ISO", {}).get("alpha3"), data["latlng"])
    lines = []
    for code in countries():
        latitude, longitude, source = OTHERS.get(code) or (*known[code], FACTBOOK)
        lines.append(f"{code}\t{latitude}\t{longitude}\t{source}\n")
    OUT.write_text(HEAD + "".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
