"""Patterns for what stands between a statement and its verb of saying: where, when and to whom it was said.

Patterns only: each is a fragment of a regular expression for masked English prose.
"""

from __future__ import annotations

import re

_WORD = r"[\w’'.-]+"
_NOUN = "|".join(
    """statement briefing interview hearing conference email e-mail letter speech testimony post tweet meeting call
    rally debate release address memo filing report broadcast message blog column appearance ceremony forum podcast
    editorial affidavit lawsuit complaint deposition session presentation article essay lecture talk video event
    webinar announcement twitter facebook document reply response op-ed note opinion ruling""".split()
)
_MONTH = "January|February|March|April|May|June|July|August|September|October|November|December"

SETTING = (
    r"(?:in|at|during|on|via|through) (?:(?:a|an|the|his|her|its|their|another|one) )?"
    rf"(?P<setting>(?:{_WORD} ){{0,5}}?(?:{_NOUN})s?(?: (?:{_NOUN})s?)*\b"
    r"(?:(?: (?:to|with|before|by|from|of)|, dated| seen by| sent to)(?: (?:a|the|her|his|its))?"
    r" [\w’'.]+(?: [A-Z][\w’'.]+)*)?)"
)
"""In a letter to the company, at a White House press briefing: the group `setting` has it without its article."""

TIME = (
    r"(?:(?:late |early )?(?:on )?(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day(?: (?:morning|afternoon|evening|night))?"
    r"|today|yesterday|earlier|later|afterwards?|recently|at the time|again|after the \w+|before the \w+"
    r"|(?:earlier |later )?(?:last|this) (?:week|month|year|spring|summer|fall|autumn|winter|morning|afternoon)"
    rf"|in (?:{_MONTH})(?: \d{{4}})?|in \d{{4}})"
)

CIRCUMSTANCE = rf"(?:,? (?:{SETTING.replace('?P<setting>', '?:')}|{TIME}))"

_AUDIENCE = "|".join(
    """reporters lawmakers journalists members senators residents voters supporters investors officials commissioners
    council committee board commission court jury jurors panel crowd audience newspaper station parliament congress
    delegates workers students parents police detectives investigators shareholders analysts broadcaster inquiry
    hearing""".split()
)
ADDRESSEE = re.compile(
    rf" (?:(?:(?:the|a|an|his|her|its|their) )?(?:[\w’'-]+ ){{0,3}}?(?:{_AUDIENCE})\b"
    rf"|(?:[Tt]he )?[A-Z]{_WORD}(?: [A-Z]{_WORD})*|me|us|him|her|them)"
)
"""To whom something was told: reporters, the Gazette, a village hall full of people."""

EXAMPLES = re.compile(
    r"\b(?:offered|gave|given|cited|listed|described|pointed to|recounted|shared|named|provided|presented|told of)\b"
    r"(?: \S+){0,4}? (?:examples?|cases|instances|incidents|anecdotes)\b"
)
"""He gave several examples: what follows is told as fact, in the article's own voice."""
