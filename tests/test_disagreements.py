"""Where reports of one incident do not agree: small articles in, disagreements out."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from tocsin.merging import Gathering
from tocsin.pipeline import Coder
from tocsin.records import Article, Disagreement

DAY = "2024-05-07"
Told = tuple[str, str]
"""When a report was published, and its words."""


@pytest.fixture(scope="module")
def coder() -> Coder:
    """Return a coder as projects have it."""
    return Coder(glimpses=True)


def disagreements(coder: Coder, told: Sequence[Told], kind: str = "ASSAULT") -> dict[str, Disagreement]:
    """Return what the reports differ on in the incident of a type that most of them tell."""
    gathered = Gathering()
    for number, (published, text) in enumerate(told):
        gathered.add(
            coder.code(Article(id=f"a{number}", text=text, published=published, publisher=f"Paper {number}"))
        )
    incidents = [one for one in gathered.merger.incidents() if one.type == kind]
    main = max(incidents, key=lambda one: len(one.articles))
    assert len(main.articles) == len(told), "the reports are of one incident"
    return {one.field: one for one in main.disagreements}


def values(one: Disagreement) -> set[str]:
    return {claimed.value for claimed in one.values}


ATTACK = "Somali gunmen attacked a market in the Kenyan town of Lodwar on Monday"


def test_two_speakers_who_count_otherwise_are_in_conflict(coder: Coder) -> None:
    found = disagreements(
        coder,
        [
            (DAY, f"{ATTACK}. Governor Asha Wanjala said that 30 people had been killed."),
            (DAY, f"{ATTACK}, a doctor told us. Doctors at the hospital said they had counted 22 bodies."),
        ],
    )
    assert (found["dead"].kind, values(found["dead"])) == ("conflict", {"30", "22"})
    assert {who for claimed in found["dead"].values for who in claimed.said_by} >= {"Asha Wanjala"}


def test_a_toll_that_rises_is_an_update(coder: Coder) -> None:
    found = disagreements(
        coder,
        [
            ("2024-05-06", f"{ATTACK}, killing 12 people."),
            ("2024-05-08", f"{ATTACK}. Governor Asha Wanjala said that 17 people had been killed."),
        ],
    )
    assert (found["dead"].kind, values(found["dead"])) == ("update", {"12", "17"})


def test_what_may_both_be_true_is_no_disagreement(coder: Coder) -> None:
    pairs = [
        ("killing at least 20 people", "killing 24 people"),
        ("killing 24 people", "killing 24 people, four of them children"),
        ("killing 24 people", "killing nine women"),
        ("wounding about 100 people", "wounding 104 people"),
    ]
    for one, other in pairs:
        found = disagreements(coder, [(DAY, f"{ATTACK}, {one}."), (DAY, f"{ATTACK}, {other}.")])
        assert found.keys() & {"dead", "wounded"} == set(), (one, other)


def test_lengths_of_a_call_are_compared_in_one_unit(coder: Coder) -> None:
    call = "Kenyan Foreign Minister Asha Wanjala telephoned Somali Foreign Minister Omar Nur on Monday"
    told = [
        (DAY, f"{call}. The call lasted thirty minutes, the Kenyan ministry said."),
        (DAY, f"{call}. The conversation took half an hour, the Somali ministry said."),
    ]
    assert "duration" not in disagreements(coder, told, "CONSULT")
    told[1] = (DAY, f"{call}. The conversation took two hours, the Somali ministry said.")
    assert values(disagreements(coder, told, "CONSULT")["duration"]) == {"30 minutes", "2 hours"}


def test_opposite_accounts_of_two_sides_are_a_conflict(coder: Coder) -> None:
    strike = "Kenyan jets bombed the Somali town of Luuq on Monday"
    found = disagreements(
        coder,
        [
            (DAY, f"{strike}. The Kenyan army said that its aircraft had struck a weapons depot."),
            (DAY, f"{strike}. Governor Omar Nur said that they bombed two villages and a school."),
        ],
    )
    assert values(found["target"]) == {"military", "civilian"}


def test_money_that_was_never_paid_is_a_denied_claim(coder: Coder) -> None:
    found = disagreements(
        coder,
        [
            (DAY, "Kenya paid two million dollars to the Somali captors on Monday, a newspaper said."),
            (
                DAY,
                "Kenya paid the Somali captors on Monday. Not one dollar was paid, Asha Wanjala said.",
            ),
        ],
        "AID",
    )
    assert values(found["claim"]) == {"happened", "denied"}
    assert values(found["money"]) == {"2000000", "0"}


def test_a_denial_of_another_act_is_no_dispute(coder: Coder) -> None:
    found = disagreements(
        coder,
        [
            (DAY, f"{ATTACK}, killing 12 people."),
            (
                DAY,
                f"{ATTACK}, killing 12 people. Somalia has denied that it shot down a plane on Monday.",
            ),
        ],
    )
    assert "claim" not in found


# --- small incidents, each told by two hands


def test_whose_waters_it_were_is_told_by_each_side(coder: Coder) -> None:
    told = [
        ("2024-05-07", "TURKEY - Turkey shot down a Russian warplane near the Syrian border on Tuesday. "
         "The jet had violated Turkish airspace, the army said."),
        ("2024-05-07", "MOSCOW - Russia said its warplane, which Turkey shot down near the Syrian border on "
         "Tuesday, never left Syrian airspace."),
    ]  # fmt: skip
    assert values(disagreements(coder, told)["position"]) == {"in TUR", "in SYR"}


def test_a_report_that_is_called_false_is_a_denied_claim(coder: Coder) -> None:
    told = [
        ("2024-06-01", "BAMAKO - Mali's army killed 30 villagers in Mopti on Saturday, a local group said."),
        ("2024-06-02", "BAMAKO - The army of Mali said on Sunday that reports that it had killed villagers "
         "in Mopti were false."),
    ]  # fmt: skip
    assert values(disagreements(coder, told)["claim"]) == {"happened", "denied"}


def test_who_claims_an_attack_and_whom_others_blame(coder: Coder) -> None:
    told = [
        ("2024-03-22", "KABUL - A bomb killed 21 people at a bank in Kandahar on Thursday. "
         "Islamic State claimed responsibility."),
        ("2024-03-23", "KABUL - The Taliban interior ministry blamed Pakistani agents for the bomb that "
         "killed 21 people at a bank in Kandahar on Thursday."),
    ]  # fmt: skip
    doer = disagreements(coder, told)["doer"]
    assert values(doer) == {"claims it", "blames others"}
    assert {who for claimed in doer.values for who in claimed.said_by} >= {"Islamic State"}


def test_that_nobody_died_is_a_number(coder: Coder) -> None:
    told = [
        ("2021-09-05", "CONAKRY - Soldiers stormed the presidential palace in Conakry on Sunday. "
         "At least 10 guards were killed, a senior officer said."),
        ("2021-09-06", "CONAKRY - Colonel Mamady Doumbouya said on Monday that nobody was killed when "
         "soldiers stormed the presidential palace in Conakry on Sunday."),
    ]  # fmt: skip
    found = disagreements(coder, told)["dead"]
    assert (found.kind, values(found)) == ("conflict", {"10", "0"})


def test_the_dead_of_a_war_are_not_those_of_a_strike(coder: Coder) -> None:
    strike = (
        "BEIRUT - An Israeli strike in Beirut killed 14 people on Friday, Lebanon's health ministry said."
    )
    told = [(DAY, strike), (DAY, f"{strike} The war has killed more than 600 people since October.")]
    assert disagreements(coder, told) == {}
    assert "dead" in disagreements(coder, [told[0], (DAY, strike.replace("14", "22"))])


def test_a_reporters_own_words_take_no_side(coder: Coder) -> None:
    strike = "Kenyan jets bombed the Somali town of Luuq on Monday"
    army = (DAY, f"{strike}. The Kenyan army said that its aircraft had struck a weapons depot.")
    assert "target" not in disagreements(coder, [army, (DAY, f"{strike}. They bombed two villages.")])
    named = f"{strike}. Governor Omar Nur said that they bombed two villages."
    assert "target" in disagreements(coder, [army, (DAY, named)])


TWO_SIDES = [
    (
        "cargo",
        "Yemen's coast guard seized a dhow off Mahra on Tuesday",
        "The dhow was carrying Iranian missiles, the coast guard said.",
        "The dhow was carrying only rice and flour, Iran said.",
        {"arms", "goods"},
        "COERCE",
    ),
    (
        "power",
        "Mutinous soldiers attacked the palace of President Roch Kabore in Burkina Faso on Tuesday",
        "The army had seized power, Captain Ouedraogo said.",
        "The president remained in control, the government said.",
        {"kept", "lost"},
        "ASSAULT",
    ),
    (
        "aim",
        "Soldiers attacked a rally in Lagos on Tuesday",
        "Witnesses said soldiers fired on protesters.",
        "The army said its men fired into the air.",
        {"air", "people"},
        "ASSAULT",
    ),
    (
        "damage",
        "Iran fired missiles at an Israeli air base on Tuesday",
        "There was heavy damage, the Revolutionary Guards said.",
        "The base was not damaged, the Israeli army said.",
        {"some", "none"},
        "ASSAULT",
    ),
]


@pytest.mark.parametrize(("field", "act", "one", "other", "expected", "kind"), TWO_SIDES)
def test_two_sides_give_opposite_accounts(
    coder: Coder, field: str, act: str, one: str, other: str, expected: set[str], kind: str
) -> None:
    found = disagreements(coder, [(DAY, f"{act}. {one}"), (DAY, f"{act}. {other}")], kind)
    assert values(found[field]) == expected
    assert field not in disagreements(coder, [(DAY, f"{act}. {one}"), (DAY, f"{act}. {one}")], kind)
