"""Asserted, alleged, denied, negated, planned, hypothetical or historical."""

from __future__ import annotations

import pytest

from conftest import Code
from tocsin.coding.claims import ClaimRule, claim_rules
from told import cases, report, tells


@pytest.mark.parametrize("rule", [pytest.param(r, id=f"{r.place}-{r.trigger}") for r in claim_rules()])
def test_a_rule_says_its_category_in_its_own_example(code: Code, rule: ClaimRule) -> None:
    """An act that the trigger itself tells ("denied", "refused") is no matter of its rule."""
    document = code(rule.example)
    others = [event for event in document.events if event.trigger.text[:4].lower() != rule.trigger[:4]]
    found = {event.modality for event in others}
    assert rule.category in found or "asserted" not in found, report(document, rule.category)


@pytest.mark.parametrize(
    ("text", "wanted"),
    cases(
        [
            (
                "reportedly",
                "Chadian rebels reportedly shelled a Sudanese airport.",
                "ASSAULT TCD > SDN alleged",
            ),
            ("allegedly", "Serbian agents allegedly killed a Croatian banker.", "ASSAULT SRB > HRV alleged"),
            (
                "alleged-noun",
                "The alleged Rwandan attack on Burundi drew no answer.",
                "ASSAULT RWA > BDI alleged",
            ),
            (
                "believed-to",
                "Iranian hackers are believed to have attacked Albanian ministries.",
                "ASSAULT|COERCE IRN > ALB alleged",
            ),
            (
                "accused-of",
                "Latvia accused Belarus of attacking a Latvian patrol.",
                "ACCUSE LVA > BLR asserted",
            ),
            (
                "rumour",
                "Unconfirmed reports said Libyan gunmen attacked a Maltese tanker.",
                "ASSAULT LBY > MLT alleged",
            ),
            (
                "one-side",
                "Eritrea said that Ethiopian jets bombed an Eritrean town.",
                "ASSAULT ETH > ERI alleged",
            ),
            (
                "appears",
                "Mali appears to have expelled the Danish ambassador.",
                "SANCTION|COERCE MLI > DNK alleged",
            ),
        ]
    ),
)
def test_what_is_only_claimed_is_alleged(code: Code, text: str, wanted: str) -> None:
    tells(code(text), wanted)


@pytest.mark.parametrize(
    ("text", "wanted"),
    cases(
        [
            ("may", "Belarus may attack Lithuania.", "ASSAULT BLR > LTU hypothetical"),
            ("could", "Sudan could expel the Kenyan envoy.", "SANCTION|COERCE SDN > KEN hypothetical"),
            ("might", "Chile might sanction Nicaragua.", "SANCTION CHL > NIC hypothetical"),
            ("if", "If Turkey attacks Greece, the treaty ends.", "ASSAULT TUR > GRC hypothetical"),
            ("unless", "Unless Iran bombs Bahrain, the ships will stay.", "ASSAULT IRN > BHR hypothetical"),
            ("whether", "It is unclear whether Chad attacked Libya.", "ASSAULT TCD > LBY hypothetical"),
            ("wants", "Fiji wants to sanction Tonga.", "SANCTION FJI > TON hypothetical"),
            ("hopes", "Ghana hopes to meet Togo's negotiators.", "CONSULT GHA ~ TGO hypothetical"),
            ("would", "Peru would arrest the Bolivian general.", "COERCE PER > BOL hypothetical"),
            ("fears", "Aid workers fear that Rwanda will attack Burundi.", "ASSAULT RWA > BDI hypothetical"),
            (
                "considering",
                "Estonia is considering expelling the Russian consul.",
                "SANCTION EST > RUS hypothetical",
            ),
            (
                "in-case",
                "Poland would defend Latvia in case Belarus attacked it.",
                "ASSAULT BLR > LVA hypothetical; ...",
            ),
        ]
    ),
)
def test_a_possibility_condition_or_wish_is_hypothetical(code: Code, text: str, wanted: str) -> None:
    tells(code(text), wanted)


@pytest.mark.parametrize(
    ("text", "wanted"),
    cases(
        [
            ("will", "The Omani minister will visit Tanzania on Monday.", "CONSULT|AGREE OMN ~ TZA planned"),
            ("plans-to", "Norway's minister plans to visit Peru.", "CONSULT NOR ~ PER planned"),
            (
                "is-due",
                "The Maltese premier is due to meet the Libyan president next week.",
                "CONSULT|AGREE MLT ~ LBY planned",
            ),
            (
                "is-to",
                "Jordan's king is to meet the Qatari emir on Sunday.",
                "CONSULT|AGREE JOR ~ QAT planned",
            ),
            (
                "upcoming",
                "Somalia's upcoming talks with Ethiopia were moved to Doha.",
                "CONSULT|AGREE SOM ~ ETH planned",
            ),
            (
                "decided",
                "Latvia has decided to expel the Belarusian consul.",
                "SANCTION|COERCE LVA > BLR planned",
            ),
            (
                "going-to",
                "Kenya is going to recall its ambassador from Eritrea.",
                "SANCTION KEN > ERI planned",
            ),
            (
                "scheduled",
                "The Japanese envoy is scheduled to visit Mongolia.",
                "CONSULT|AGREE JPN ~ MNG planned",
            ),
            ("preparing", "Ethiopia is preparing to attack Eritrea.", "ASSAULT ETH > ERI planned"),
        ]
    ),
)
def test_what_is_still_to_come_is_planned(code: Code, text: str, wanted: str) -> None:
    tells(code(text), wanted)


@pytest.mark.parametrize(
    ("text", "wanted"),
    cases(
        [
            ("did-not", "Kenya did not attack Somalia.", "ASSAULT KEN > SOM negated"),
            ("never", "Peru never invaded Ecuador.", "ASSAULT PER > ECU negated"),
            ("short-of", "Jordan stopped short of condemning Syria.", "ACCUSE JOR > SYR negated"),
            ("failed-to", "Spain failed to condemn Morocco.", "ACCUSE ESP > MAR negated"),
            ("neither-nor", "Neither Ghana nor Togo condemned Benin.", "ACCUSE GHA+TGO > BEN negated"),
            ("none-of", "None of the Kenyan soldiers attacked Uganda.", "ASSAULT KEN > UGA negated"),
            ("has-not", "Bolivia has not expelled the Chilean consul.", "SANCTION|COERCE BOL > CHL negated"),
            (
                "without",
                "Togo's minister left without meeting the Ghanaian envoy.",
                "CONSULT TGO ~ GHA negated",
            ),
            (
                "only-one-negated",
                "Iran thanked Oman but did not threaten Bahrain.",
                "SUPPORT IRN > OMN asserted; THREATEN IRN > BHR negated",
            ),
        ]
    ),
)
def test_what_did_not_happen_is_negated(code: Code, text: str, wanted: str) -> None:
    tells(code(text), wanted)


@pytest.mark.parametrize(
    ("text", "wanted"),
    cases(
        [
            ("denied-ing", "Eritrea denied attacking Ethiopia.", "ASSAULT ERI > ETH denied; ..."),
            ("denied-that", "Turkey denied that its jets bombed Iraq.", "ASSAULT TUR > IRQ denied; ..."),
            (
                "rejected-claims",
                "Rwanda rejected claims that it attacked Congo.",
                "ASSAULT RWA > COD denied; ...",
            ),
            (
                "dismissed",
                "Libya dismissed reports that it expelled the Maltese consul.",
                "SANCTION|COERCE LBY > MLT denied; ...",
            ),
            ("denied-having", "Sudan denied having shelled a Chadian camp.", "ASSAULT SDN > TCD denied; ..."),
            (
                "denial-noun",
                "Belarus repeated its denial that it attacked Latvia.",
                "ASSAULT BLR > LVA denied; ...",
            ),
        ]
    ),
)
def test_a_denied_act_is_denied(code: Code, text: str, wanted: str) -> None:
    tells(code(text), wanted)


@pytest.mark.parametrize(
    ("text", "wanted"),
    cases(
        [
            ("refused-meeting", "Serbia refused to meet Kosovo's negotiators.", "REJECT SRB > XKX asserted"),
            ("declined", "Algeria declined to receive the Moroccan envoy.", "REJECT DZA > MAR asserted"),
            ("rejected-offer", "Fiji rejected the Tongan offer.", "REJECT FJI > TON asserted"),
            ("not-refused", "Jordan did not reject the Syrian offer.", "REJECT JOR > SYR negated"),
        ]
    ),
)
def test_a_refusal_is_an_act_and_what_is_refused_is_none(code: Code, text: str, wanted: str) -> None:
    tells(code(text), wanted)


@pytest.mark.parametrize(
    ("text", "wanted"),
    cases(
        [
            ("history-of", "Rwanda has a history of attacking Congo.", "ASSAULT RWA > COD historical"),
            (
                "since-war",
                "Since Iraq invaded Kuwait in 1990, the border has been fenced.",
                "ASSAULT IRQ > KWT historical",
            ),
            ("years-ago", "Peru attacked Ecuador thirty years ago.", "ASSAULT PER > ECU historical"),
            ("year", "In 2008 Russia bombed Georgia.", "ASSAULT RUS > GEO historical"),
            (
                "previously",
                "Norway previously mediated between Chad and Sudan.",
                "CONSULT NOR > SDN+TCD historical",
            ),
            (
                "past-noun",
                "Past Turkish attacks on Syria are still remembered.",
                "ASSAULT TUR > SYR historical",
            ),
            (
                "long-ago-date",
                "Togo expelled a Ghanaian consul on 3 March 2011.",
                "SANCTION|COERCE TGO > GHA historical",
            ),
            (
                "recent-is-not",
                "Togo expelled a Ghanaian consul on 12 May.",
                "SANCTION|COERCE TGO > GHA asserted",
            ),
        ]
    ),
)
def test_background_is_historical_and_news_is_not(code: Code, text: str, wanted: str) -> None:
    tells(code(text), wanted)


@pytest.mark.parametrize(
    ("text", "wanted"),
    cases(
        [
            (
                "adverbial-clause",
                "Kenya attacked Somalia after it could not reach an accord.",
                "ASSAULT KEN > SOM asserted; ...",
            ),
            (
                "reason",
                "Chad closed the border because Sudan did not pay.",
                "COERCE|SANCTION TCD > * asserted",
            ),
            ("may-month", "In May Kenya expelled the Eritrean envoy.", "SANCTION|COERCE KEN > ERI asserted"),
            (
                "quote-about-future",
                "Oman praised Kuwait and said it would stay neutral.",
                "SUPPORT OMN > KWT asserted",
            ),
            (
                "not-only",
                "Peru not only condemned Bolivia but expelled its consul.",
                "ACCUSE PER > BOL asserted; SANCTION|COERCE PER > BOL asserted",
            ),
        ]
    ),
)
def test_a_trigger_reaches_no_further_than_its_clause(code: Code, text: str, wanted: str) -> None:
    tells(code(text), wanted)
