"""``tocsin evaluate actors`` and ``places``: figures by hand, both forms of XML, errors with lines."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from conftest import Run
from tocsin.errors import InputError
from tocsin.evaluating.actors import measure_actors, read_actors
from tocsin.evaluating.places import measure_places, read_places
from tocsin.records import Place, ResolvedActor

ACTORS = (
    "phrase\tdate\tcountry\tcode\n"
    "Lima\t2011-01-01\tPER\tPERGOV\n"
    "gunmen\t2011-01-01\t\tUAF\n"
    "Norfolk militia\t\tGBR|USA\tGBRREB|USAMIL\n"
    "Mercy Watch\t\t\tNGO|MWNGO\n"
)
GEOVIRUS = """<articles><article><source>x</source><text>Rain fell on Lima and on Cusco.</text><locations>
<location><name>Lima</name><start>14</start><end>18</end><lat>-12.05</lat><lon>-77.05</lon></location>
<location><name>Cusco</name><start>26</start><end>31</end><lat>-13.52</lat><lon>-71.97</lon></location>
</locations></article></articles>"""
LGL = """<articles><article docid="1"><title>x</title><text>Rain fell on Lima and on Cusco.</text><toponyms>
<toponym><start>13</start><end>17</end><phrase>Lima</phrase><gaztag geonameid="1"><name>Lima</name>
<lat>-12.05</lat><lon>-77.05</lon></gaztag></toponym>
<toponym><start>25</start><end>30</end><phrase>Cusco</phrase></toponym></toponyms></article></articles>"""


def test_codes_are_compared_by_country_and_first_sector(tmp_path: Path) -> None:
    path = tmp_path / "actors.tsv"
    path.write_text(ACTORS, encoding="utf-8")
    answers = {
        "Lima": ResolvedActor(text="", country="PER", code="PER"),
        "gunmen": ResolvedActor(text="", country="IRQ", code="IRQUAF"),
        "Norfolk militia": ResolvedActor(text="", country="USA", code="USAMILREB"),
        "Mercy Watch": ResolvedActor(text="", country="MWX", code="MWXNGO"),
    }
    scores = measure_actors(read_actors(str(path)), lambda phrase, _: answers[phrase])
    assert (scores.n, scores.country_accuracy, scores.code_accuracy) == (4, 0.75, 0.5)
    assert scores.null_rate == 0.25
    assert scores.wrong == pytest.approx(1 / 3)
    assert [one.phrase for one in scores.mistakes] == ["gunmen", "Mercy Watch"]


@pytest.mark.parametrize("xml", [GEOVIRUS, LGL], ids=["geovirus", "lgl"])
def test_places_are_found_and_measured_in_both_forms(tmp_path: Path, xml: str) -> None:
    path = tmp_path / "places.xml"
    path.write_text(xml, encoding="utf-8")
    articles, moved = read_places(str(path))
    near = Place(text="Lima", start=13, end=17, name="Lima", latitude=-12.0, longitude=-77.0)
    wrong = Place(text="Rain", start=0, end=4, name="Rain")
    scores = measure_places(articles, lambda _: [wrong, near], moved)
    assert (scores.n, scores.overlap.precision, scores.overlap.recall, scores.exact.f1) == (2, 0.5, 0.5, 0.5)
    assert (scores.accuracy_161km, round(scores.median_km)) == (1.0, 8)
    assert moved == (2 if xml is GEOVIRUS else 0)


def test_a_place_without_coordinates_is_not_near(tmp_path: Path) -> None:
    path = tmp_path / "places.xml"
    path.write_text(LGL, encoding="utf-8")
    found = [Place(text="Lima", start=13, end=17, name="Lima")]
    assert measure_places(read_places(str(path))[0], lambda _: found).accuracy_161km == 0.0


@pytest.mark.parametrize(
    ("text", "said"),
    [
        pytest.param("phrase\tdate\n", "no column country, code", id="columns"),
        pytest.param("phrase\tdate\tcountry\tcode\n", "no rows", id="empty"),
        pytest.param("phrase\tdate\tcountry\tcode\n\t\tPER\tPER\n", "line 2", id="no-phrase"),
        pytest.param("phrase\tdate\tcountry\tcode\nLima\tMay\tPER\tPER\n", "line 2", id="date"),
    ],
)
def test_tables_that_are_amiss_are_named_with_the_line(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "actors.tsv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=said):
        read_actors(str(path))


@pytest.mark.parametrize(
    ("xml", "said"),
    [
        pytest.param("no xml", "cannot be read", id="no-xml"),
        pytest.param("<a/>", "no toponyms", id="no-articles"),
        pytest.param("<a><article/></a>", "article 1 has no text", id="no-text"),
        pytest.param(LGL.replace("<start>13</start>", ""), "no offsets", id="no-offsets"),
    ],
)
def test_xml_that_is_amiss_is_named(tmp_path: Path, xml: str, said: str) -> None:
    path = tmp_path / "places.xml"
    path.write_text(xml, encoding="utf-8")
    with pytest.raises(InputError, match=said):
        read_places(str(path))


def test_the_commands_print_figures_for_people_and_programs(
    tocsin: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table, xml = tmp_path / "actors.tsv", tmp_path / "places.xml"
    table.write_text(ACTORS, encoding="utf-8")
    xml.write_text(LGL, encoding="utf-8")
    assert tocsin("evaluate", "actors", table) == 0
    assert "country accuracy" in capsys.readouterr().out
    assert tocsin("evaluate", "actors", table, "--json") == 0
    assert {"n", "country_accuracy", "code_accuracy", "null_rate"} <= json.loads(
        capsys.readouterr().out
    ).keys()
    assert tocsin("evaluate", "places", xml, "--json") == 0
    keys = {"n", "precision", "recall", "f1", "accuracy_161km", "median_km"}
    assert keys <= json.loads(capsys.readouterr().out).keys()
    assert tocsin("evaluate", "places", tmp_path / "none.xml") == 2
