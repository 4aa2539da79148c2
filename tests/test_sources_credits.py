"""The agency that a report credits, and the family of its publisher."""

from __future__ import annotations

import pytest

from tocsin import tables
from tocsin.reading import article_from_record, article_from_text
from tocsin.reading.credits import family_of, wire_of

BODY = "Norway and Chile agreed to meet. The talks begin on Monday."


@pytest.mark.parametrize(
    ("text", "wire"),
    [
        pytest.param(f"OSLO, May 1 (Reuters) - {BODY}", "Reuters", id="dateline"),
        pytest.param(f"Talks in Oslo\n\nOSLO (AP) — {BODY}", "AP", id="dateline below the title"),
        pytest.param(f"BEIJING, May 1 (Xinhua) -- {BODY}", "Xinhua", id="two hyphens"),
        pytest.param(f"New Delhi, May 1 (PTI) {BODY}", "PTI", id="no dash behind it"),
        pytest.param(f"NAIROBI, Kenya (AP) – {BODY}", "AP", id="with its country"),
        pytest.param(f"ISLAMABAD: (AFP/Reuters): {BODY}", "AFP, Reuters", id="two agencies"),
        pytest.param(f"{BODY}\n\n(Reuters)", "Reuters", id="last line"),
        pytest.param(f"{BODY}\n\n- AP", "AP", id="last line with a dash"),
        pytest.param(f"{BODY} (PTI)", "PTI", id="end of the last line"),
        pytest.param(f"{BODY} — AFP", "AFP", id="end with a dash"),
        pytest.param(f"{BODY}\nPTI SKU RT", "PTI", id="initials of the desk"),
        pytest.param(f"{BODY}\n(With inputs from ANI)", "ANI", id="inputs"),
        pytest.param(f"{BODY}\nSource: Agence France-Presse", "AFP", id="source"),
        pytest.param(f"Talks in Oslo\nReuters\n{BODY}", "Reuters", id="first lines"),
        pytest.param(
            f"{BODY}\n(Reporting by Ada Berg; Editing by Jon Lie)", "Reuters", id="Reuters' last line"
        ),
        pytest.param(f"{BODY}\n© 2025 AFP", "AFP", id="copyright"),
        pytest.param(BODY, None, id="none"),
        pytest.param(f"The minister told Reuters that Norway agreed. {BODY}", None, id="in a sentence"),
        pytest.param(
            f"The African Union (AU) - which met in Oslo - agreed. {BODY}", None, id="another abbreviation"
        ),
        pytest.param(f"{BODY} He belongs to the People's Party (PP).", None, id="a party at the end"),
        pytest.param(f"{BODY}\nap", None, id="small letters"),
        pytest.param(f"Police in Andhra Pradesh (AP) arrested two. {BODY}", None, id="a state"),
    ],
)
def test_the_wire_credit(text: str, wire: str | None) -> None:
    assert wire_of(text) == wire
    assert article_from_text(text).wire == wire


def test_an_agency_may_be_the_author() -> None:
    assert article_from_record({"text": BODY, "author": "Press Trust of India"}).wire == "PTI"
    assert (
        article_from_record({"text": BODY, "author": ["Ada Berg", "Jon Lie"]}).author == "Ada Berg, Jon Lie"
    )


def test_what_a_record_says_stays() -> None:
    article = article_from_record(
        {"text": f"OSLO (AP) - {BODY}", "wire": "NTB", "family": "F", "url": "https://bbc.com/1"}
    )
    assert (article.wire, article.family) == ("NTB", "F")


@pytest.mark.parametrize(
    ("publisher", "url", "family"),
    [
        (None, "https://www.bbc.co.uk/news/1", "BBC"),
        (None, "https://timesofindia.indiatimes.com/x", "Bennett Coleman"),
        (None, "https://m.economictimes.com:443/x", "Bennett Coleman"),
        ("The Guardian", None, "Guardian Media Group"),
        ("reuters.com", None, "Thomson Reuters"),
        ("NDTV", "https://example.org/1", "Adani"),
        ("Sky News", "https://www.skynews.com.au/x", "News Corp"),
        ("The Times", None, None),
        (None, "https://notbbc.co.uk/", None),
        (None, "https://uk/", None),
        (None, "http://[broken", None),
        (None, None, None),
    ],
)
def test_the_family_of_a_publisher(publisher: str | None, url: str | None, family: str | None) -> None:
    assert family_of(publisher, url) == family


def test_no_host_and_no_name_has_two_families() -> None:
    rows = [
        row
        for _, row in tables.rows(
            tables.table("tocsin.reading", "families.tsv"), ("family", "hosts", "names")
        )
    ]
    hosts = [host for row in rows for host in tables.alternatives(row["hosts"])]
    names = [
        name
        for row in rows
        for name in {plain(n) for n in (row["family"], *tables.alternatives(row["names"]))}
    ]
    assert len(hosts) >= 300
    assert len(hosts) == len(set(hosts))
    assert sorted(names) == sorted(set(names))
    assert all(host == host.lower() and "/" not in host for host in hosts)


def plain(name: str) -> str:
    return name.casefold().removeprefix("the ")


def test_no_name_has_two_agencies() -> None:
    rows = [row for _, row in tables.rows(tables.table("tocsin.reading", "wires.tsv"), ("agency", "names"))]
    names = [name for row in rows for name in {row["agency"], *tables.alternatives(row["names"])}]
    assert sorted(names) == sorted(set(names))
