"""Who did what to whom, however the sentence is built."""

from __future__ import annotations

import pytest

from conftest import Code
from told import cases, tells


def check(code: Code, text: str, wanted: str) -> None:
    tells(code(text), wanted)


@pytest.mark.parametrize(
    ("text", "wanted"),
    cases(
        [
            ("accuse", "Zambia accused Malawi of moving a boundary stone.", "ACCUSE ZMB > MWI"),
            ("attack", "Chadian soldiers attacked a Sudanese post near Tina on Sunday.", "ASSAULT TCD > SDN"),
            ("expel", "Latvia expelled two Belarusian diplomats over spying.", "SANCTION LVA > BLR"),
            ("urge", "Mongolia urged Kazakhstan to reopen the rail crossing.", "REQUEST MNG > KAZ"),
            ("praise", "Portugal praised Cape Verde for its handling of the vote.", "SUPPORT PRT > CPV"),
            (
                "agency",
                "The Bolivian interior ministry thanked Paraguay for the return of the stolen cattle.",
                "SUPPORT BOL > PRY",
            ),
            ("object-relative", "Ghana condemned the raid that Togo carried out.", "ACCUSE GHA > TGO; ..."),
            (
                "person",
                "Finland's president Aino Virtala thanked Canada for its offer of help.",
                "SUPPORT FIN > CAN",
            ),
            ("threaten", "Iran threatened Bahrain with a blockade.", "THREATEN IRN > BHR"),
            (
                "demonym-of-agents",
                "Peruvian police arrested two Ecuadorian fishermen off Tumbes.",
                "COERCE PER > ECU",
            ),
            ("ditransitive", "Japan gave Nepal two hundred ambulances.", "AID JPN > NPL"),
            ("to-dative", "Qatar sent field hospitals to Libya.", "AID QAT > LBY"),
        ]
    ),
)
def test_an_active_sentence_goes_from_subject_to_object(code: Code, text: str, wanted: str) -> None:
    check(code, text, wanted)


@pytest.mark.parametrize(
    ("text", "wanted"),
    cases(
        [
            ("with-agent", "Malawi was accused of smuggling by Zambia.", "ACCUSE ZMB > MWI"),
            (
                "agent-attack",
                "A Sudanese post was attacked by Chadian soldiers on Sunday.",
                "ASSAULT TCD > SDN",
            ),
            ("perfect", "Two Belarusian diplomats have been expelled by Latvia.", "SANCTION LVA > BLR"),
            ("progressive", "Ecuador is being sued by Peru over the fence.", "ACCUSE PER > ECU"),
            ("no-agent", "Two Kenyan peacekeepers were killed near Bangui.", "ASSAULT --- > KEN"),
            (
                "reduced",
                "A convoy attacked by Malian rebels reached Niger late on Friday.",
                "ASSAULT MLI > *; ...",
            ),
            (
                "agent-of-request",
                "Kazakhstan was urged by Mongolia to reopen the rail crossing.",
                "REQUEST MNG > KAZ",
            ),
            (
                "got-passive",
                "Four Senegalese trawlers were seized by the Mauritanian navy.",
                "COERCE MRT > SEN",
            ),
            ("aid-passive", "Tents were sent to Haiti by Chile.", "AID CHL > HTI"),
            (
                "agentless-expulsion",
                "The Danish ambassador was expelled from Burkina Faso.",
                "SANCTION|COERCE * > DNK",
            ),
        ]
    ),
)
def test_a_passive_sentence_keeps_its_direction(code: Code, text: str, wanted: str) -> None:
    check(code, text, wanted)


@pytest.mark.parametrize(
    ("text", "wanted"),
    cases(
        [
            (
                "call-with",
                "During a telephone call with Slovenia, the Croatian premier praised Malta.",
                "CONSULT/phone SVN ~ HRV; SUPPORT HRV > MLT",
            ),
            ("condemnation", "Condemnation of Eritrea by Kenya came within an hour.", "ACCUSE KEN > ERI"),
            ("possessive", "Kenya's condemnation of Eritrea came within an hour.", "ACCUSE KEN > ERI"),
            ("visit", "The Omani sultan's visit to Tanzania ended on Thursday.", "CONSULT/visit OMN ~ TZA"),
            ("invasion", "Russia's invasion of Georgia drove up the price of oil.", "ASSAULT RUS > GEO"),
            (
                "strike-on",
                "A Rwandan drone strike on a Congolese barracks broke the lull.",
                "ASSAULT/drone RWA > COD",
            ),
            ("demand", "Chile's demand for an apology from Argentina went unheard.", "REQUEST CHL > ARG"),
            ("talks-between", "Talks between Benin and Niger resumed in Lagos.", "CONSULT BEN ~ NER"),
            ("support-for", "Hungary's support for Serbia surprised nobody.", "SUPPORT HUN > SRB"),
            (
                "arrest-of",
                "The arrest of an Australian geologist by Vietnam made headlines.",
                "COERCE VNM > AUS",
            ),
            ("embargo", "The Bolivian embargo on Peru enters its second month.", "SANCTION BOL > PER"),
            ("apology", "Jordan's apology to Lebanon was read out on the radio.", "CONCEDE JOR > LBN"),
        ]
    ),
)
def test_a_noun_tells_an_act_with_both_its_sides(code: Code, text: str, wanted: str) -> None:
    check(code, text, wanted)


@pytest.mark.parametrize(
    ("text", "wanted"),
    cases(
        [
            ("held-talks", "Kuwait held talks with Iraq on the channel.", "CONSULT KWT ~ IRQ"),
            (
                "made-call",
                "Ireland made a call to Iceland about the stranded trawler.",
                "CONSULT|REQUEST/phone IRL ~ ISL",
            ),
            (
                "received-call",
                "Ghana received a telephone call from Togo on Sunday.",
                "CONSULT/phone GHA ~ TGO",
            ),
            (
                "expressed-sorrow",
                "Bulgaria expressed sorrow over the loss of life in Nepal.",
                "SUPPORT BGR > NPL",
            ),
            ("extended-support", "Egypt extended its support to Sudan.", "SUPPORT EGY > SDN"),
            (
                "conveyed-condolences",
                "Thailand conveyed its condolences to Laos after the flood.",
                "SUPPORT THA > LAO",
            ),
            ("issued-warning", "Estonia issued a warning to Belarus.", "THREATEN EST > BLR"),
            ("launched-attack", "Azerbaijan launched an attack on Armenian positions.", "ASSAULT AZE > ARM"),
            ("lodged-protest", "Vietnam lodged a protest with Cambodia.", "ACCUSE VNM > KHM"),
            ("carried-out", "Turkey carried out air strikes against Syria.", "ASSAULT TUR > SYR"),
            ("paid-visit", "The Georgian premier paid a visit to Bulgaria.", "CONSULT/visit GEO ~ BGR"),
            ("came-under-fire", "A Greek frigate came under fire from Libyan gunmen.", "ASSAULT LBY > GRC"),
            ("imposed", "Norway imposed sanctions on Myanmar.", "SANCTION NOR > MMR"),
            ("voiced-concern", "Austria voiced concern over Hungary's new border law.", "ACCUSE AUT > HUN"),
            (
                "gave-assurance",
                "Angola gave Namibia an assurance that the dam would stay shut.",
                "AGREE AGO > NAM",
            ),
            (
                "passive-light",
                "An apology was issued by Denmark to Greenland's neighbour Iceland.",
                "CONCEDE DNK > ISL",
            ),
        ]
    ),
)
def test_a_light_verb_lends_its_noun_the_sides(code: Code, text: str, wanted: str) -> None:
    check(code, text, wanted)


@pytest.mark.parametrize(
    ("text", "wanted"),
    cases(
        [
            ("agreed-to", "Uganda agreed to withdraw its soldiers from Congo.", "AGREE UGA > COD"),
            ("appealed-to", "Oman appealed to Iran and Bahrain to de-escalate.", "REQUEST OMN > BHR+IRN"),
            ("refused-to", "Greece refused to meet the Turkish delegation.", "REJECT GRC > TUR"),
            ("threatened-to", "Belarus threatened to attack Lithuania.", "THREATEN BLR > LTU"),
            ("pledged-to", "Sweden pledged to send tents to Malawi.", "AGREE|AID SWE > MWI"),
            ("began-to", "Ethiopian soldiers began to shell Eritrean villages.", "ASSAULT ETH > ERI"),
            ("managed-to", "Yemeni pirates managed to seize an Indian dhow.", "COERCE YEM > IND"),
            (
                "forced-to",
                "Thai officers forced a Burmese patrol to turn back.",
                "COERCE|ASSAULT THA > MMR; ...",
            ),
            (
                "offered-to",
                "Switzerland offered to mediate between Chad and Sudan.",
                "AGREE|CONSULT CHE > SDN+TCD",
            ),
            ("asked-to-have", "Brazil asked Portugal to extradite a banker.", "REQUEST BRA > PRT"),
            ("vowed-harm", "Colombia vowed to bomb Venezuelan guerrilla camps.", "THREATEN COL > VEN"),
            (
                "proceeded-to",
                "Rwandan troops proceeded to occupy a Burundian hill.",
                "COERCE|ASSAULT RWA > BDI",
            ),
        ]
    ),
)
def test_control_and_raising_verbs_give_one_act(code: Code, text: str, wanted: str) -> None:
    check(code, text, wanted)


@pytest.mark.parametrize(
    ("text", "wanted"),
    cases(
        [
            (
                "appealing",
                "Spain wrote to Algeria and Morocco, appealing to both to lower tensions.",
                "REQUEST ESP > DZA+MAR; ...",
            ),
            (
                "urging",
                "Ghana's president called his Togolese counterpart, urging restraint.",
                "CONSULT/phone GHA ~ TGO; REQUEST GHA > TGO",
            ),
            (
                "condemning",
                "Malta issued a statement condemning the Libyan raid on the trawler.",
                "ACCUSE MLT > LBY; ...",
            ),
            (
                "thanking",
                "Fiji's premier spoke to Tonga, thanking it for the seed rice.",
                "CONSULT FJI ~ TON; SUPPORT FJI > TON",
            ),
            (
                "wounding",
                "Kenyan jets bombed a Somali market, killing nine traders.",
                "ASSAULT KEN > SOM; ...",
            ),
            (
                "leading",
                "Accusing Chad of arming rebels, Sudan closed the crossing at Adre.",
                "ACCUSE SDN > TCD; COERCE|SANCTION SDN > TCD",
            ),
            (
                "perfect",
                "Having expelled the Polish consul, Belarus recalled its own envoy from Poland.",
                "SANCTION BLR > POL; SANCTION BLR > POL",
            ),
            (
                "briefing",
                "Nepal's minister phoned the Bhutanese king, briefing him on the floods.",
                "CONSULT/phone NPL ~ BTN; ...",
            ),
            (
                "as-modifier",
                "Sudan released three Egyptian soldiers, easing a row over the islands.",
                "RETREAT SDN > EGY; ...",
            ),
        ]
    ),
)
def test_a_participle_takes_the_subject_of_its_sentence(code: Code, text: str, wanted: str) -> None:
    check(code, text, wanted)


@pytest.mark.parametrize(
    ("text", "wanted"),
    cases(
        [
            (
                "who",
                "The Chilean minister, who met the Peruvian ambassador on Monday, left for Lima.",
                "CONSULT CHL ~ PER; ...",
            ),
            ("which", "Algeria, which accused Mali of theft, closed its airspace.", "ACCUSE DZA > MLI; ..."),
            ("that-object", "The tents that Norway sent to Haiti arrived by sea.", "AID NOR > HTI; ..."),
            (
                "whose",
                "Burundi, whose soldiers attacked a Rwandan village, kept silent.",
                "ASSAULT BDI > RWA",
            ),
            ("object-gap", "The envoy whom Nicaragua expelled was Spanish.", "SANCTION|COERCE NIC > *; ..."),
            ("passive-gap", "The Turkish drone, which was shot down by Greece, sank.", "ASSAULT GRC > TUR"),
            (
                "reduced-active",
                "Iraqi fighters shelling Kuwaiti positions used old guns.",
                "ASSAULT IRQ > KWT",
            ),
            ("where", "In Vienna, where Serbia held talks with Kosovo, little moved.", "CONSULT SRB ~ XKX"),
        ]
    ),
)
def test_a_relative_clause_takes_its_head_as_a_side(code: Code, text: str, wanted: str) -> None:
    check(code, text, wanted)


@pytest.mark.parametrize(
    ("text", "wanted"),
    cases(
        [
            (
                "same-object",
                "Kenya condemned Eritrea and praised Djibouti.",
                "ACCUSE KEN > ERI; SUPPORT KEN > DJI",
            ),
            (
                "shared-object",
                "Peru criticised and sanctioned Nicaragua.",
                "ACCUSE PER > NIC; SANCTION PER > NIC",
            ),
            (
                "shared-subject",
                "Latvia expelled a Russian attache and recalled its envoy from Moscow.",
                "SANCTION LVA > RUS; SANCTION LVA > RUS",
            ),
            (
                "three-verbs",
                "Iran thanked Oman, accused Bahrain and threatened Kuwait.",
                "SUPPORT IRN > OMN; ACCUSE IRN > BHR; THREATEN IRN > KWT",
            ),
            (
                "two-subjects",
                "Chad accused Libya of theft, and Niger urged both to talk.",
                "ACCUSE TCD > LBY; REQUEST NER > LBY+TCD",
            ),
            (
                "but",
                "Serbia rejected the Croatian note but thanked Slovenia.",
                "REJECT SRB > HRV; SUPPORT SRB > SVN",
            ),
            (
                "passive-first",
                "Panama was accused by Cuba and praised by Haiti.",
                "ACCUSE CUB > PAN; SUPPORT HTI > PAN",
            ),
            (
                "while",
                "Togo shelled a Beninese camp while Ghana sent food to Benin.",
                "ASSAULT TGO > BEN; AID GHA > BEN",
            ),
        ]
    ),
)
def test_coordinated_verbs_are_acts_of_their_own(code: Code, text: str, wanted: str) -> None:
    check(code, text, wanted)


@pytest.mark.parametrize(
    ("text", "wanted"),
    cases(
        [
            ("two-actors", "Kenya and Uganda condemned Eritrea.", "ACCUSE KEN+UGA > ERI"),
            ("two-recipients", "Norway thanked Peru and Chile.", "SUPPORT NOR > CHL+PER"),
            (
                "three",
                "Brazil urged Bolivia, Peru and Ecuador to open their ports.",
                "REQUEST BRA > BOL+ECU+PER",
            ),
            (
                "four",
                "Fiji, Tonga, Samoa and Vanuatu condemned Japan over the waste water.",
                "ACCUSE FJI+TON+VUT+WSM > JPN",
            ),
            (
                "five-oxford",
                "Togo, Benin, Ghana, Niger, and Mali thanked Morocco.",
                "SUPPORT BEN+GHA+MLI+NER+TGO > MAR",
            ),
            (
                "of-list",
                "The foreign ministers of Oman, Qatar and Jordan condemned Syria.",
                "ACCUSE JOR+OMN+QAT > SYR",
            ),
            (
                "those-of",
                "Nepal received condolences from the leaders of Japan, Egypt and Peru and those of Cuba.",
                "SUPPORT CUB+EGY+JPN+PER > NPL",
            ),
            (
                "several-others",
                "Messages of sympathy to Chile came from Japan, Egypt, Kenya and several other countries.",
                "SUPPORT EGY+JPN+KEN > CHL",
            ),
            (
                "including",
                "Twelve countries, including Kenya, Ghana and Togo, condemned Eritrea.",
                "ACCUSE GHA+KEN+TGO > ERI",
            ),
            (
                "ten",
                "Fiji, Belgium, Chad, Cuba, Estonia, Ghana, Greece, Mali, Ireland and Italy thanked Peru.",
                "SUPPORT BEL+CUB+EST+FJI+GHA+GRC+IRL+ITA+MLI+TCD > PER",
            ),
            ("as-well-as", "Kuwait as well as Oman condemned Iran.", "ACCUSE KWT+OMN > IRN"),
            ("demonyms", "Greek and Cypriot ministers criticised Turkey.", "ACCUSE CYP+GRC > TUR"),
            ("both-and", "Malawi accused both Zambia and Tanzania of dumping.", "ACCUSE MWI > TZA+ZMB"),
            (
                "named-people",
                "Norway's premier Siri Halden and Iceland's premier Jon Egilsson praised Denmark.",
                "SUPPORT ISL+NOR > DNK",
            ),
        ]
    ),
)
def test_every_named_member_of_a_list_is_a_party(code: Code, text: str, wanted: str) -> None:
    check(code, text, wanted)


@pytest.mark.parametrize(
    ("text", "wanted"),
    cases(
        [
            ("met", "The presidents of Ghana and Togo met in Lome on Tuesday.", "CONSULT GHA ~ TGO"),
            ("agreed", "Iraq and Kuwait agreed to mark the channel.", "AGREE IRQ ~ KWT"),
            ("clashed", "Kyrgyz and Tajik guards clashed near Batken.", "ASSAULT KGZ ~ TJK"),
            ("negotiated", "Serbia and Kosovo negotiated in Brussels for nine hours.", "CONSULT SRB ~ XKX"),
            (
                "counterpart",
                "The Latvian foreign minister met her Estonian counterpart in Riga.",
                "CONSULT LVA ~ EST",
            ),
            (
                "three",
                "Ministers from Egypt, Sudan and Ethiopia met in Nairobi over the dam.",
                "CONSULT EGY ~ ETH+SDN",
            ),
            ("hosted", "Portugal hosted the president of Angola on Friday.", "CONSULT PRT ~ AGO"),
            ("signed", "Peru and Bolivia signed a treaty on lake Titicaca.", "AGREE PER ~ BOL"),
            ("exercises", "Ghana and Togo held joint naval exercises off Lome.", "COOPERATE GHA ~ TGO"),
            (
                "spoke-by-phone",
                "The leaders of Chile and Japan spoke by telephone.",
                "CONSULT/phone CHL ~ JPN",
            ),
            (
                "each-other",
                "Armenia and Azerbaijan accused each other of opening fire.",
                "ACCUSE ARM ~ AZE; ...",
            ),
        ]
    ),
)
def test_a_reciprocal_act_has_both_sides(code: Code, text: str, wanted: str) -> None:
    check(code, text, wanted)


@pytest.mark.parametrize(
    ("text", "wanted"),
    cases(
        [
            ("mediated", "Oman mediated between Iran and Bahrain.", "CONSULT/third-party OMN > BHR+IRN"),
            (
                "brokered",
                "Kenya brokered talks between Ethiopia and Somalia.",
                "CONSULT/third-party KEN > ETH+SOM",
            ),
            (
                "hosted-talks",
                "Switzerland hosted talks between Georgia and Russia.",
                "CONSULT/third-party CHE > GEO+RUS",
            ),
            (
                "brought-together",
                "Norway brought together envoys of Chad and Sudan.",
                "CONSULT/third-party NOR > SDN+TCD",
            ),
            (
                "noun",
                "Qatar's mediation between Rwanda and Congo has begun.",
                "CONSULT/third-party QAT > COD+RWA",
            ),
            (
                "mediated-by",
                "The talks between Benin and Niger, mediated by Togo, ended early.",
                "CONSULT TGO > BEN+NER; ...",
            ),
        ]
    ),
)
def test_a_mediator_acts_towards_the_two_sides(code: Code, text: str, wanted: str) -> None:
    check(code, text, wanted)


@pytest.mark.parametrize(
    ("text", "wanted"),
    cases(
        [
            (
                "investigate",
                "Brazil urged Bolivia to cooperate in investigating the crash.",
                "REQUEST BRA > BOL",
            ),
            ("withdraw", "Kenya called on Rwanda to withdraw its troops from Congo.", "REQUEST KEN > RWA"),
            ("condemn", "Israel asked Germany to condemn Iran.", "REQUEST ISR > DEU"),
            ("sanction", "Poland pressed Hungary to sanction Belarus.", "REQUEST POL > HUN"),
            ("stop-attack", "Egypt told Sudan to stop shelling villages.", "REQUEST EGY > SDN"),
            ("release", "Japan demanded that North Korea release the fishermen.", "REQUEST JPN > PRK"),
            ("offer", "Norway offered to send doctors to Haiti.", "AGREE|AID NOR > HTI"),
            ("threat", "Turkey warned Greece that it would seize the islets.", "THREATEN TUR > GRC"),
            ("refusal", "Algeria refused to release the Moroccan crew.", "REJECT DZA > MAR"),
            ("appeal-noun", "Togo's appeal to Ghana to send troops went unanswered.", "REQUEST TGO > GHA"),
            ("discourage", "Chile advised Peru against attacking the rebels.", "REQUEST CHL > PER"),
            ("accusation", "Sudan accused Chad of attacking a convoy.", "ACCUSE SDN > TCD"),
        ]
    ),
)
def test_what_is_asked_offered_or_refused_is_no_act_of_its_own(code: Code, text: str, wanted: str) -> None:
    check(code, text, wanted)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(
            "Tensions between Chile and Peru are rising, and traders fear a long winter.", id="tension"
        ),
        pytest.param("Kenya lies between Ethiopia and Tanzania.", id="geography"),
        pytest.param("Ghana beat Togo by two goals to nil in Accra on Saturday.", id="sport"),
        pytest.param("Italian exports to Japan rose by four per cent.", id="trade-figures"),
        pytest.param("A Peruvian cook opened a Japanese restaurant in Lisbon.", id="food"),
        pytest.param("Heavy rain struck Malawi and Mozambique on Monday.", id="weather"),
        pytest.param("The Danish film won over critics in France.", id="culture"),
    ],
)
def test_a_sentence_without_an_act_between_parties_tells_none(code: Code, text: str) -> None:
    tells(code(text), "nothing")


@pytest.mark.parametrize(
    "text",
    ["After holding talks, France condemned Mali.", "After holding talks, France met Mali."],
    ids=["two-acts", "two-talks"],
)
def test_acts_that_hang_on_each_other_come_to_an_end(code: Code, text: str) -> None:
    assert [event.recipients[0].country for event in code(text).events if event.recipients] == ["MLI"]


def test_a_sentence_without_end_is_coded_in_parts(code: Code) -> None:
    text = "Kenya urged Uganda, " + " and ".join(["the envoy of Mali met the minister of Chad"] * 120) + "."
    document = code(text)
    assert len(document.events) > 50
    assert all(text[e.evidence.start : e.evidence.end] == e.evidence.text for e in document.events)


def test_who_is_killed_in_shelling_does_not_shell(code: Code) -> None:
    found = code(
        "Armenia says two soldiers killed in shelling near Jermuk\n\nAzerbaijan shelled Jermuk."
    ).events
    struck = [event for event in found if "soldiers" in event.evidence.text]
    assert struck
    assert [event for event in struck if any("soldiers" in (one.name or "") for one in event.actors)] == []
    assert all(one.country != "ARM" for event in struck for one in event.actors)
