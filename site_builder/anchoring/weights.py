"""Which words turn what a sentence says: numbers, negations, names, dates and units.

Words in, kinds out. The lists are of languages that quotations often come in; a word that is missing is still shown as
a difference, only not pointed out. Nothing is decided by them but what a person is asked to look at twice.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from typing import Literal

Weight = Literal["number", "negation", "name", "date", "unit"]

_NEGATIONS = frozenset(
    "no not never none neither nor nothing nobody without cannot nicht kein keine keinen keinem keiner nie "
    "niemals ohne ne pas jamais sans aucun aucune nunca sin ningún ninguna non mai senza niet geen nooit zonder "
    "não nem sem не нет ни без لا لم لن ليس ما 不 没 沒 无 無 未 非".split()
)
_NUMBERS = frozenset(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred hundreds thousand "
    "thousands million millions billion billions trillion dozen dozens half third quarter once twice double "
    "triple first second null eins zwei drei vier fünf sechs sieben acht neun zehn elf zwölf zwanzig dreißig "
    "hundert tausend millionen milliarde milliarden halb hälfte drittel viertel doppelt deux trois quatre cinq "
    "sept huit neuf dix onze douze vingt trente cent cents mille millions milliard milliards moitié tiers quart "
    "dos tres cuatro cinco seis siete ocho nueve diez cien ciento mil millón millones mitad واحد اثنان ثلاثة "
    "أربعة خمسة ستة سبعة ثمانية تسعة عشرة مئة مائة ألف آلاف مليون مليار نصف ثلث ربع "
    "一 二 三 四 五 六 七 八 九 十 百 千 万 萬 亿 億 半".split()
)
_DATES = frozenset(
    "january february march april may june july august september october november december monday tuesday "
    "wednesday thursday friday saturday sunday today yesterday tomorrow januar februar märz mai juni juli oktober "
    "dezember montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag heute gestern morgen janvier "
    "février mars avril juin juillet août septembre octobre novembre décembre lundi mardi mercredi jeudi vendredi "
    "samedi dimanche aujourd'hui hier demain enero febrero marzo abril mayo junio julio agosto septiembre octubre "
    "noviembre diciembre lunes martes miércoles jueves viernes sábado domingo hoy ayer mañana يناير فبراير مارس "
    "أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر اليوم أمس غدا 年 月 日".split()
)
_UNITS = frozenset(
    "percent percentage points dollars dollar euros euro pounds pound cents cent yen francs marks km kilometers "
    "kilometres miles mile meters metres m cm mm feet foot inches acres hectares kg kilograms kilos grams g tons "
    "tonnes liters litres gallons barrels degrees seconds minutes hours days weeks months years decades centuries "
    "mph kw mw gw kwh prozent prozentpunkte meter kilometer meilen tonnen kilo gramm liter grad sekunden minuten "
    "stunden tage wochen monate jahre mètres kilomètres tonnes litres degrés secondes heures jours semaines mois "
    "ans années metros kilómetros toneladas litros grados segundos horas días semanas meses años".split()
)
_EDGES = ".,;:!?…'\"()[]*_~“”‘’«»„"


def weights_of(quoted: str, found: str) -> tuple[Weight, ...]:
    """Return the kinds of words in which the two differ, in the order of `Weight`."""
    return tuple(kind for kind, weighs in _WEIGHS.items() if _words(quoted, weighs) != _words(found, weighs))


def _words(text: str, weighs: Callable[[str], bool]) -> list[str]:
    words = (word.strip(_EDGES) for word in text.split())
    return [word.lower() for word in words if word and weighs(word)]


def _is_number(word: str) -> bool:
    return any(character.isnumeric() for character in word) or any(
        part in _NUMBERS for part in re.split("[-‐‑]", word.lower())
    )


def _is_negation(word: str) -> bool:
    return word.lower() in _NEGATIONS or word.lower().endswith(("n't", "n’t"))


def _is_name(word: str) -> bool:
    return word[0].isupper()


def _is_unit(word: str) -> bool:
    return word.lower() in _UNITS or any(
        character in "%‰°" or unicodedata.category(character) == "Sc" for character in word
    )


_WEIGHS: dict[Weight, Callable[[str], bool]] = {
    "number": _is_number,
    "negation": _is_negation,
    "name": _is_name,
    "date": lambda word: word.lower() in _DATES,
    "unit": _is_unit,
}
