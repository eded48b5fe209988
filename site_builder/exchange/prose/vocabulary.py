"""Nouns of news prose: pronouns and honorifics, roles, groups, and the words by which one knows an organisation.

Word lists and the questions one asks of them; whom a phrase mentions is decided in mentions.py.
"""

from __future__ import annotations

PRONOUNS = {"he": "m", "she": "f", "it": "", "they": ""}
HONORIFICS = {
    "mr": "m",
    "mrs": "f",
    "ms": "f",
    "miss": "f",
    "mx": "",
    "sir": "m",
    "dame": "f",
    "lord": "m",
    "lady": "f",
}
DETERMINERS = frozenset(
    "the a an another its his her their our this that these those some several many most other both".split()
)
NUMBER_WORDS = frozenset("one two three four five six seven eight nine ten".split())

ROLES = frozenset(
    """director chief executive president chairman chairwoman chairperson chair mayor governor gov senator sen
    representative rep congressman congresswoman assemblyman assemblywoman secretary minister commissioner
    sheriff officer spokesman spokeswoman spokesperson judge justice attorney lawyer solicitor barrister
    prosecutor professor prof doctor dr captain capt lieutenant lt sergeant sgt general gen colonel col major
    maj admiral superintendent supt principal headteacher manager engineer economist analyst researcher
    scientist historian coach founder co-founder editor author administrator treasurer clerk deputy marshal
    ambassador councillor councilor cllr councilmember leader organizer organiser activist teacher nurse midwife
    coordinator inspector detective constable trooper ranger advocate candidate consultant curator librarian
    head member ceo cfo cto coo pastor rev reverend rabbi imam bishop archbishop father surgeon planner student
    witness neighbor neighbour resident driver volunteer veteran farmer pilot warden archaeologist archeologist
    architect auditor actuary accountant astronomer chemist commander counsel critic dean provost chancellor
    delegate developer envoy expert fellow forester lecturer lobbyist negotiator owner landlord tenant partner
    premier producer publisher reeve reporter rector scholar skipper steward strategist supervisor trustee
    undersecretary vice-president vicar whistleblower passenger customer parent survivor visitor commuter
    protester voter shopper employee guest juror defendant plaintiff patient caretaker entrepreneur sponsor
    trader retiree pensioner villager islander hiker cyclist motorist specialist mother daughter son wife
    husband brother sister""".split()
)
_OCCUPATION_ENDINGS = tuple("ologist ographer icist omist orist ician keeper worker owner man woman".split())
_LONG_ROLES = {
    "capt": "captain",
    "chairman": "chair",
    "chairperson": "chair",
    "chairwoman": "chair",
    "cllr": "councillor",
    "col": "colonel",
    "dr": "doctor",
    "gen": "general",
    "gov": "governor",
    "lt": "lieutenant",
    "maj": "major",
    "prof": "professor",
    "rep": "representative",
    "rev": "reverend",
    "sen": "senator",
    "sgt": "sergeant",
    "supt": "superintendent",
}
OFFICE_ROLES = frozenset(
    """president spokesman spokeswoman spokesperson director chairman chairwoman chair founder ceo executive
    manager""".split()
)
"""Roles in which one speaks for the organisation that is named before them: 'Halden Lines president Ann Bee'."""
SPEAKING_ROLES = frozenset({"spokesman", "spokeswoman", "spokesperson"})

GROUP_WORDS = frozenset(
    """people police officials authorities staff workers locals others everyone nobody some many critics supporters
    opponents backers skeptics sceptics neighbors neighbours relatives friends sources aides democrats
    republicans lawmakers legislators campaigners environmentalists observers members volunteers unions
    businesses scientists""".split()
)

ORGANISATION_WORDS = frozenset(
    """inc corp corporation co company companies group llc ltd plc holdings industries partners partnership energy
    construction health hospital clinic bank department dept agency administration authority bureau commission
    committee council board ministry office service services police university college school institute academy
    museum library society association federation union league alliance coalition foundation trust fund center
    centre court party club network news press gazette times courier post herald tribune journal chronicle
    airlines airways railway railways railroad motors systems technologies laboratories laboratory labs foods
    pharmaceuticals power electric gas oil mining media church congress senate parliament guard enforcement
    brewery dairy cooperative farms mills steel chemical chemicals logistics insurance observatory orchestra
    theatre theater gallery zoo task force survey""".split()
)
"""Words that make a run of capitalised words the name of an organisation."""

PLACE_WORDS = frozenset(
    """county city street road avenue river creek bridge house park lake mountain valley island town village square
    hall hill tower state states kingdom north south east west route highway airport station beach bay port
    hotel inn day january february march april june july august september october november december monday
    tuesday wednesday thursday friday saturday sunday""".split()
)

BUSINESSES = frozenset(
    """company firm chain contractor manufacturer maker developer retailer operator owner airline utility builder
    producer supplier business corporation startup laboratory lab""".split()
)
"""Common nouns that stand for any company that the text names."""
INSTITUTIONS = frozenset(
    """agency department bureau commission committee council board ministry office union society association museum
    university college school institute group organization organisation charity foundation trust bank hospital
    clinic railway authority party campaign court church club newspaper network federation league alliance
    coalition administration service brewery""".split()
)
"""Common nouns that stand for an organisation whose name has the word."""
GENERIC_NOUNS = frozenset(
    "authority agency group organization organisation institution body department nonprofit charity".split()
)
"""Common nouns that stand for whatever organisation the text has just named."""


def plain_word(word: str) -> str:
    """Return the word in lower case, without punctuation and a possessive ending."""
    return word.lower().strip(".,;:()").removesuffix("’s").removesuffix("'s")


def is_role(word: str) -> bool:
    """Tell whether the word names an office, an occupation or a relation."""
    plain = plain_word(word)
    return plain in ROLES or plain.endswith(_OCCUPATION_ENDINGS)


def role_key(word: str) -> str:
    """Return the word by which a role is compared: 'Capt.' and 'the captain' are one."""
    plain = plain_word(word)
    return _LONG_ROLES.get(plain, plain)


def is_group_noun(noun: str) -> bool:
    """Tell whether the noun, in lower case, means several people: 'critics', 'engineers'."""
    return noun in GROUP_WORDS or (noun.endswith("s") and is_role(noun[:-1]))
