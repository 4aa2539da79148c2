"""Reports of one country's own affairs: people without a country are its own, outsiders are not."""

from __future__ import annotations

import pytest

from conftest import Code
from told import cases, one, tells

# Enough of a report that its home country is plain; each case follows as a paragraph of its own.
HOME = (
    "Soldiers seize power in Lesotho\n\n"
    "Soldiers took over the radio station in Maseru on Monday and removed the government of Lesotho. "
    "Shops in Maseru and Teyateyaneng stayed shut, and Lesotho's army chief closed the airport.\n\n"
)


@pytest.mark.parametrize(
    ("text", "wanted"),
    cases(
        [
            ("rebels", "President Letsie Mokoena accused the rebels of treason.", "ACCUSE LSO > LSO"),
            ("things", "Police searched the offices of the daily newspaper.", "COERCE LSO > LSO"),
            ("unknown-hand", "Nine teachers were detained at a checkpoint.", "COERCE * > LSO"),
            ("alone", "The miners' leader demanded an inquiry.", "REQUEST LSO > *"),
            ("foreign-help", "South Africa sent forty tonnes of maize.", "AID ZAF > LSO"),
            (
                "foreign-freeze",
                "Germany suspended road projects worth 20 million euros.",
                "SANCTION DEU > LSO",
            ),
            ("foreigner", "The police deported a Kenyan reporter.", "COERCE LSO > KEN"),
            ("nobody-knows", "Gunmen shot at the police on Sunday.", "ASSAULT --- > LSO"),
            ("both-sides", "Kenya appealed to both sides to talk.", "REQUEST KEN > LSO"),
        ]
    ),
)
def test_who_has_no_country_is_of_the_country_that_the_report_is_about(
    code: Code, text: str, wanted: str
) -> None:
    one(code(HOME + text), wanted)


def test_both_sides_of_a_quarrel_between_two_states_are_the_two(code: Code) -> None:
    text = (
        "Peru and Ecuador trade fire\n\nPeruvian troops shelled an Ecuadorian post on Monday. Ecuador and "
        "Peru have quarrelled over the Condor range for decades.\n\nBrazil appealed to both sides to stop."
    )
    one(code(text), "REQUEST BRA > PER+ECU")


@pytest.mark.parametrize(
    ("text", "wanted"),
    cases(
        [
            (
                "gerund",
                "Guinea's president accused France of hiding arms and sent troops into Mali.",
                "ACCUSE GIN > FRA; MOBILIZE GIN > MLI",
            ),
            (
                "modal",
                "Peru warned Chile that a raid would mean war and condemned Bolivia for the delay.",
                "THREATEN PER > CHL; ACCUSE PER > BOL; ...",
            ),
        ]
    ),
)
def test_a_finite_verb_goes_with_the_finite_verb_before_it(code: Code, text: str, wanted: str) -> None:
    tells(code(text), wanted)


def test_a_sum_can_end_a_sentence(code: Code) -> None:
    text = "The European Union has suspended a payment to Zambia of €35m. Namibia thanked Malawi."
    tells(code(text), "SANCTION EEC > ZMB; SUPPORT NAM > MWI")


def test_their_own_condolences_are_not_for_themselves(code: Code) -> None:
    found = one(code("Botswana and Namibia expressed their condolences."), "SUPPORT BWA+NAM > ---")
    assert not found.recipients


def test_a_colleague_with_a_name_is_the_named_one(code: Code) -> None:
    text = "Foreign Minister Anifah Aman telephoned his colleague Marty Natalegawa on Tuesday."
    one(code(text, published="2011-06-09"), "CONSULT/phone MYS ~ IDN")


def test_a_name_that_two_people_bear_means_the_one_named_before(code: Code) -> None:
    text = (
        "Zambian opposition leader Mwansa Kapembwa accused Zambia's government of theft. Kapembwa is 54.\n\n"
        "His sister, Grace Kapembwa, lives in Ndola."
    )
    found = one(code(text), "ACCUSE ZMB > ZMB")
    assert found.actors[0].name == "Mwansa Kapembwa"


@pytest.mark.parametrize(
    "text",
    [
        "Ana Ruiz, 41, thanked Chile. Peru said so.",
        "Ana Ruiz, a retired schoolteacher, thanked Chile. Peru said so.",
    ],
)
def test_an_age_or_a_trade_tells_that_a_name_is_a_persons(code: Code, text: str) -> None:
    assert one(code(text), "SUPPORT * > CHL").actors[0].name == "Ana Ruiz"


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("The CGTP turned down an offer from Peru.", "PER"),
        ("The CGTP turned down an offer from Portugal.", "PRT"),
    ],
)
def test_letters_of_a_union_are_read_by_the_country_that_is_named(
    code: Code, text: str, country: str
) -> None:
    one(code(text), f"REJECT {country} > {country}")


def test_a_capitals_name_on_a_local_thing_is_no_party(code: Code) -> None:
    text = HOME + "About 3,000 miners went on strike at the San Jose pit on Thursday."
    parties = {p.country for e in code(text).events for p in (*e.actors, *e.recipients)}
    assert "CRI" not in parties


@pytest.mark.parametrize(
    ("name", "day", "country"),
    [("Luis Almagro", "2018-03-03", "OAS"), ("Luis Almagro", "2012-03-03", "URY")],
)
def test_who_heads_a_body_is_of_it_while_he_does(code: Code, name: str, day: str, country: str) -> None:
    one(code(f"{name} condemned Bolivia.", published=day), f"ACCUSE {country} > BOL")


def test_the_head_of_its_body_speaks_for_the_body(code: Code) -> None:
    text = (
        "The Organization of American States met in Lima. Its secretary general, Alba Prieto, warned Bolivia."
    )
    one(code(text, published="2018-03-03"), "THREATEN OAS > BOL")


def test_double_demonyms_are_of_the_state(code: Code) -> None:
    one(code("The Bosnian Serb interior minister condemned Croatia."), "ACCUSE BIH > HRV")


@pytest.mark.parametrize(
    ("text", "wanted"),
    cases(
        [
            ("fact", "Kenya insists that no post was shelled in Uganda.", "nothing"),
            ("wish", "Kenya insists that Uganda must leave.", "REQUEST KEN > UGA"),
            ("bare", "Kenya insisted that Uganda be punished.", "REQUEST KEN > UGA; ..."),
            (
                "lie",
                "Congo accused Rwanda of theft. Rwanda called this a lie.",
                "ACCUSE COD > RWA; REJECT RWA > *",
            ),
        ]
    ),
)
def test_to_insist_on_a_fact_asks_for_nothing_and_a_lie_is_rejected(
    code: Code, text: str, wanted: str
) -> None:
    tells(code(text), wanted)


@pytest.mark.parametrize(
    "text",
    [
        "Turkey launched no missiles at Syria.",
        "Russia shot down no aircraft over Estonia.",
        "Iran fired not a single missile at Israel.",
        "Kenya imposed no sanctions on Uganda.",
    ],
)
def test_what_is_done_with_no_thing_is_not_done(code: Code, text: str) -> None:
    assert {event.modality for event in code(text).events} <= {"negated", "denied"}


def test_a_place_in_capitals_before_a_colon_is_a_dateline(code: Code) -> None:
    text = "CORRIVERTON: A Surinamese patrol boat fired on a Guyanese boat and hit it, Guyana's army said."
    one(code(text), "ASSAULT SUR > GUY alleged")


@pytest.mark.parametrize(
    "text",
    [
        "“Guyanese citizens have been taken by force,” Guyanese Foreign Minister Hugh Todd told reporters.",
        "Latvia shut its border with Russia after a drone crashed into a depot and killed two guards.",
    ],
)
def test_who_tells_of_force_or_suffers_it_has_not_used_it(code: Code, text: str) -> None:
    forced = [event for event in code(text).events if event.type in ("ASSAULT", "COERCE")]
    assert not [e for e in forced if {p.country for p in e.actors} & {p.country for p in e.recipients}]
    assert not [e for e in forced if e.type == "ASSAULT" and e.actors]
