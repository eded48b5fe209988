"""The words by which news prose attributes statements: verbs with their forms, kinds of speakers, settings.

Word lists and the patterns made of them; what they mean in a sentence is decided in attribution.py and mentions.py.
"""

from __future__ import annotations

import re
from typing import NamedTuple

_PAST = {
    "say": "said", "tell": "told", "write": "wrote|written", "find": "found", "point out": "pointed out",
    "go on": "went on", "swear": "swore|sworn", "rip": "ripped",
}  # fmt: skip
_GERUND = {"point out": "pointing out", "go on": "going on"}
_PRESENT = {"point out": "points out", "go on": "goes on"}
_DOUBLED = frozenset({"admit", "quip", "rip", "slam"})


class VerbForms(NamedTuple):
    """The forms of a list of verbs, each the alternatives of a pattern."""

    past: str
    present: str
    gerund: str
    base: str

    @property
    def finite(self) -> str:
        """Return the forms that stand after a subject."""
        return f"{self.past}|{self.present}|{self.base}"

    @property
    def words(self) -> frozenset[str]:
        """Return all forms as a set."""
        return frozenset(f"{self.finite}|{self.gerund}".split("|"))


def _past(verb: str) -> str:
    if verb in _PAST:
        return _PAST[verb]
    stem = f"{verb}{verb[-1]}" if verb in _DOUBLED else verb
    return f"{stem}d" if stem.endswith("e") else f"{_soft(stem)}ed"


def _present(verb: str) -> str:
    return _PRESENT.get(verb) or (f"{verb}es" if verb.endswith(("s", "sh", "ch")) else f"{_soft(verb)}{'es' if _soft(verb) != verb else 's'}")


def _gerund(verb: str) -> str:
    stem = f"{verb}{verb[-1]}" if verb in _DOUBLED else verb.removesuffix("e") if verb != "agree" else verb
    return _GERUND.get(verb) or f"{stem}ing"


def _soft(verb: str) -> str:
    """Return deni for deny, and say for say."""
    return f"{verb[:-1]}i" if verb.endswith("y") and verb[-2] not in "aeou" else verb


def verb_forms(verbs: list[str]) -> VerbForms:
    """Return the forms of the verbs, which are given in the infinitive, longer ones first."""
    ordered = sorted(verbs, key=len, reverse=True)
    return VerbForms(*("|".join(form(verb) for verb in ordered) for form in (_past, _present, _gerund, str)))


_SAYING_VERBS = """say tell add argue claim note insist state explain announce warn write testify report reply respond
continue conclude declare maintain assert contend acknowledge admit concede confirm estimate predict recall remark
reiterate repeat stress emphasize emphasise suggest allege ask tweet post promise pledge vow caution complain joke counter
quip observe believe agree recount lament boast find charge affirm reveal disclose swear speculate mention exclaim demand
recommend propose deny answer protest cry""".split()

# Verbs that take a clause or a quotation: X said (that) …; “…,” X said.
SAYING = verb_forms([*_SAYING_VERBS, "point out", "go on"])

# Verbs that say all by themselves and are followed by a clause without 'that': X said the bridge was shut.
# After any other verb of saying such a clause must show a finite verb, because 'X reported two cases' is no statement.
BARE_CLAUSE_VERBS = frozenset("said says say saying told tells tell telling".split())

# Verbs that are statements with their object, and what must follow for that: 'called the plan a gift', not 'called a taxi'.
# The quote begins with the verb, for without it the object says nothing.
_OF_A_CLAIM = r" (?:the |any |all |these |those |those )?(?:\w+ )?(?:ideas?|claims?|suggestions?|allegations?|accusations?|notions?|charges?|criticisms?|arguments?|reports?|rumou?rs?)\b"
JUDGING: tuple[tuple[VerbForms, str], ...] = tuple(
    (verb_forms(verbs.split()), follows)
    for verbs, follows in (
        ("slam blast criticize criticise condemn denounce praise applaud hail laud decry deplore lambast lambaste", r" \S"),
        ("rebuke ridicule mock defend fault urge bemoan chide", r" \S"),
        ("accuse", r" (?!of\b).*\bof\b"),
        ("blame", r" .*\b(?:for|on)\b"),
        ("credit attack rip", r" .*\bfor\b"),
        ("describe dismiss portray characterize characterise", r" .*\bas\b"),
        ("brand label", r" \S"),
        ("call", r" (?:for|on)\b| (?:\S+ ){1,9}?(?:an?\b|\uf8ff)"),
        ("reject dispute refute", _OF_A_CLAIM),
        ("deny", _OF_A_CLAIM + r"| (?:any\b|having\b|being\b|wrongdoing\b|\w+ing\b)"),
        ("question", r" (?:whether|why|how)\b"),
        ("warn", r" (?:of|about|against)\b"),
        ("recall recount", r" (?:an?|the|how|\w+ing)\b"),
        ("promise pledge vow threaten", r" to\b"),
        ("predict allege forecast", r" (?:an?|the)\b"),
    )
)

PRONOUNS = frozenset({"he", "she", "it", "they"})
DETERMINERS = frozenset("the a an one another its his her their our this that these those some several many most other both two three four".split())
HONORIFICS = {"mr": "m", "mrs": "f", "ms": "f", "miss": "f", "mx": "", "sir": "m", "dame": "f", "lord": "m", "lady": "f"}

_ROLES = """director chief executive president chairman chairwoman chairperson chair mayor governor gov senator sen
representative rep congressman congresswoman assemblyman assemblywoman secretary minister commissioner sheriff officer
spokesman spokeswoman spokesperson judge justice attorney lawyer solicitor barrister prosecutor professor prof doctor dr
captain capt lieutenant lt sergeant sgt general gen colonel col major maj admiral superintendent supt principal headteacher
manager engineer economist analyst researcher scientist historian biologist coach founder co-founder editor author
administrator treasurer clerk deputy marshal ambassador councilman councilwoman councillor councilor councilmember alderman
leader organizer organiser activist teacher nurse midwife coordinator inspector detective constable trooper ranger advocate
candidate consultant curator librarian head member ceo cfo cto coo pastor rev reverend rabbi imam bishop archbishop father
hydrologist geologist physician surgeon planner student witness neighbor neighbour resident driver volunteer veteran
farmer pilot warden archaeologist archeologist architect auditor actuary accountant astronomer physicist chemist
commander counsel critic dean provost chancellor delegate developer economist envoy expert fellow foreman forester
lecturer lobbyist negotiator ombudsman owner landlord tenant partner premier producer publisher reeve reporter rector
scholar selectman selectwoman skipper steward strategist supervisor technician trustee undersecretary vice-president
vicar whistleblower cllr capt passenger customer parent survivor shopkeeper tourist visitor commuter protester voter shopper
employee worker guest juror defendant plaintiff patient homeowner caretaker businessman businesswoman entrepreneur sponsor
trader retiree pensioner villager islander hiker cyclist motorist""".split()
# A role and its abbreviation are one: 'Capt. Roe' is 'the captain'.
_ABBREVIATED_ROLES = {
    "capt": "captain", "gov": "governor", "sen": "senator", "rep": "representative", "dr": "doctor", "prof": "professor",
    "lt": "lieutenant", "sgt": "sergeant", "gen": "general", "col": "colonel", "maj": "major", "rev": "reverend",
    "supt": "superintendent", "cllr": "councillor", "chairwoman": "chair", "chairman": "chair", "chairperson": "chair",
}  # fmt: skip
_OCCUPATION_ENDINGS = ("ologist", "ographer", "icist", "omist", "orist", "ician", "keeper", "worker")
# Roles in which one speaks for the organisation that is named before them: 'Halden Lines president Ann Bee'.
OFFICE_ROLES = frozenset(
    "president spokesman spokeswoman spokesperson director chairman chairwoman chair founder ceo executive manager official".split()
)
SPEAKING_ROLES = frozenset({"spokesman", "spokeswoman", "spokesperson"})
ROLES = frozenset(_ROLES)


def is_role(word: str) -> bool:
    """Tell whether the word, in lower case, names an office or an occupation."""
    return word in ROLES or word.endswith(_OCCUPATION_ENDINGS)


def role_key(word: str) -> str:
    """Return the word by which a role is compared."""
    plain = word.lower().strip(".,")
    return _ABBREVIATED_ROLES.get(plain, plain)


GROUP_WORDS = frozenset("""people police officials authorities staff workers locals others everyone nobody some many critics
supporters opponents backers skeptics sceptics neighbors neighbours relatives friends sources aides democrats republicans
lawmakers legislators campaigners environmentalists observers members volunteers unions businesses scientists""".split())

# Words that make a run of capitalised words the name of an organisation.
ORGANISATION_WORDS = frozenset(
    """inc corp co company companies group llc ltd plc holdings industries partners energy construction health hospital clinic
bank department dept agency administration authority bureau commission committee council board ministry office service
services police university college school institute academy museum library society association federation union league
alliance coalition foundation trust fund center centre court party club network news press gazette times courier post
herald tribune journal chronicle airlines airways railway railways railroad motors systems technologies laboratories
laboratory labs foods pharmaceuticals power electric gas oil mining media church congress senate parliament guard
corporation enforcement brewery dairy farms mills steel chemical chemicals logistics insurance partnership observatory
orchestra theatre theater gallery zoo task force survey""".split()
)
PLACE_WORDS = frozenset(
    """county city street road avenue river creek bridge house park lake mountain valley island town village square hall
hill tower state states kingdom north south east west route highway airport station beach bay port hotel inn day
january february march april june july august september october november december monday tuesday wednesday thursday
friday saturday sunday""".split()
)

# Common nouns that stand for an organisation named elsewhere. Those in BUSINESSES fit any company; the others only an
# organisation whose name has the word.
BUSINESSES = frozenset(
    "company firm chain contractor manufacturer maker developer retailer operator owner airline utility builder producer supplier business corporation startup".split()
)
# Nouns that a text uses for whatever organisation it has just named.
GENERIC_NOUNS = frozenset("authority agency group organization organisation institution body department nonprofit charity".split())
INSTITUTIONS = frozenset(
    """agency department bureau commission committee council board ministry office union society association museum university
college school institute group organization organisation charity foundation trust bank hospital clinic railway authority
party campaign court church club newspaper network federation league alliance coalition administration
service brewery""".split()
)

_SETTING_NOUNS = """statement briefing interview hearing conference email e-mail letter speech testimony post tweet meeting
call rally debate release address memo filing report broadcast message blog column appearance ceremony forum podcast
editorial affidavit lawsuit complaint deposition session presentation article essay lecture talk video event webinar
announcement reply response op-ed note opinion ruling""".split()
SETTING = (
    r"(?:in|at|during|on|via|through) (?:a|an|the|his|her|its|their|another|one) "
    rf"(?P<setting>(?:[\w’'.-]+ ){{0,6}}?(?:{'|'.join(_SETTING_NOUNS)})s?\b"
    r"(?:(?: (?:to|with|before|by|from|of)|, dated| seen by| sent to)(?: (?:a|the|her|his|its))? [\w’'.]+(?: [A-Z][\w’'.]+)*)?)"
)
_WEEKDAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
TIME = (
    rf"(?:(?:late |early )?(?:on )?{_WEEKDAY}(?: (?:morning|afternoon|evening|night))?|today|yesterday|earlier|later|afterwards?|recently"
    r"|(?:earlier |later )?(?:last|this) (?:week|month|year|spring|summer|fall|autumn|winter|morning|afternoon)"
    rf"|after the \w+|before the \w+|at the time|again|in (?:January|February|March|April|May|June|July|August|September|October|November|December)(?: \d{{4}})?|in \d{{4}})"
)
# What may stand between a verb of saying and what was said, or after it at the end of the sentence.
CIRCUMSTANCE = rf"(?:,? (?:{SETTING.replace('?P<setting>', '?:')}|{TIME}))"
_AUDIENCE = r"reporters|lawmakers|journalists|members|senators|residents|voters|supporters|investors|officials|commissioners|council|committee|board|commission|court|jury|panel|crowd|audience|newspaper|station|parliament|congress|delegates|workers|students|parents|police|detectives|investigators|shareholders|analysts|broadcaster|inquiry|hearing"
ADDRESSEE = rf" (?:(?:(?:the|a|an|his|her|its|their) )?(?:[\w’'-]+ ){{0,3}}?(?:{_AUDIENCE})\b|(?:The |the )?[A-Z][\w’'.-]*(?: [A-Z][\w’'.-]*)*|me|us|him|her|them)"

# He gave several examples; what follows is told as fact, in the article's own voice.
EXAMPLES = re.compile(
    r"\b(?:offered|gave|given|cited|listed|described|pointed to|recounted|shared|named|provided|presented|told of|mentioned)\b"
    r"(?: \S+){0,4}? (?:examples?|cases|instances|incidents|anecdotes)\b"
)
