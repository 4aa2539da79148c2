"""Who is meant by an act that only describes somebody whom the report names further down."""

from __future__ import annotations

import pytest

from conftest import Code


@pytest.mark.parametrize(
    ("text", "kind", "name"),
    [
        (
            "Gunmen in Yemen freed a Dutch engineer on Monday. Jan de Vries, 44, was flown to Muscat.",
            "RETREAT",
            "Jan de Vries",
        ),
        (
            "Soldiers in Malawi took their brigadier hostage on Monday. Brigadier Alfred Nkhoma was shown on "
            "television.",
            "ASSAULT",
            "Alfred Nkhoma",
        ),
        (
            "The president of Ghana dismissed his interior minister on Monday. Interior Minister Kofi Mensah "
            "had been in office for a year.",
            "APPOINT",
            "Kofi Mensah",
        ),
        (
            "Rebels in Chad freed a Danish nurse. The nurse, Mette Bro, 29, was well. Chad thanked them.",
            "RETREAT",
            "Mette Bro",
        ),
        (
            "France's foreign minister, Jean Petit, flew to Dakar on Thursday for talks with President "
            "Moussa Ndiaye of Senegal.",
            "CONSULT",
            "Moussa Ndiaye",
        ),
    ],
)
def test_a_description_means_the_one_whom_the_report_names_so(
    code: Code, text: str, kind: str, name: str
) -> None:
    (found,) = [one for one in code(text).events if one.type == kind][:1]
    assert [party.name for party in found.recipients] == [name]


@pytest.mark.parametrize(
    "text",
    [
        # another country's nurse, two nurses, one who was named before, somebody of another office
        "Gunmen in Yemen freed a Dutch nurse on Monday. The Danish nurse Mette Bro, 29, is still held.",
        "Gunmen in Yemen freed a Dutch nurse. The nurse Anna Smit and the nurse Eva Bakker had been away.",
        "The Dutch nurse Anna Smit is at home. On Monday gunmen in Yemen freed a Dutch nurse.",
        "Police in Peru arrested an interior minister of Chad. Defence Minister Idriss Abba was in Lima.",
    ],
)
def test_nobody_is_named_whom_the_words_do_not_describe(code: Code, text: str) -> None:
    found = [one for one in code(text).events if one.type in ("RETREAT", "COERCE")]
    people = {"Mette Bro", "Anna Smit", "Eva Bakker", "Idriss Abba"}
    assert found
    assert not people & {party.name for one in found for party in one.recipients}
