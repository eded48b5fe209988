"""Which scripts are written without spaces between words, as the inside of a regular expression's brackets.

A quotation may begin and end between any two of their letters, and a search knows their words by every two neighbours.
"""

from __future__ import annotations

UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1100-\u11ff\u1780-\u17ff\u1950-\u19df\u1a20-\u1aaf\u2e80-\ua4cf\ua960-\ua97f"
    "\ua9e0-\ua9ff\uaa60-\uaadf\uac00-\ud7ff\uf900-\ufaff\uff66-\uffdc"
    "\U00011700-\U0001174f\U0001aff0-\U0001b2ff\U00020000-\U0003ffff"
)
"""Letters between which lines break: the classes ID, CJ, SA, H2, H3, JL, JV and JT of Unicode Standard Annex 14.

Thai, Lao, Burmese, Khmer, Tai, Han, kana, Yi and their like; Hangul too, whose particles cling to the noun.
templates/assets/js/search-pipeline.js has the same list.
"""
