"""Whether a text is confidently not in English, by py3langid (Lui and Baldwin's langid.py, retrained).

What is short or numeric is not judged. A table of prices or a list of names looks like no language, or faintly like
several, so a text is refused only where English is out of the question and another language is nearly certain.
Measured: over the 10,747 Reuters reports of 1987 the chance of English is never below 0.35, and in the paragraphs of
tests/paragraphs.py it is never above `IMPOSSIBLE`.
"""

import functools
import re
import unicodedata
from dataclasses import dataclass
from typing import Any

ENGLISH = "en"

# Fewer letters than this are not judged.
LEAST_LETTERS = 200

# In another script fewer are enough: no English text is mostly written in one.
LEAST_LETTERS_OTHER_SCRIPT = 50

# A text is not English where the chance of English is below the first and that of another language above the second.
# In another script the first is enough: Arabic and Chinese share their chances with their dialects.
IMPOSSIBLE = 0.001
SURE = 0.9

# Characters looked at, half from the start and half from the middle.
SAMPLE = 4_000

# Nigerian Pidgin has most of its words from English: telegram style is taken for it.
_NEAR_ENGLISH = frozenset({"en", "pcm"})

_LATIN = re.compile(r"[A-Za-zÀ-ɏ]")
_OTHER_SCRIPT = re.compile(r"[^\x00-\u02ff]")

_NAMES = {
    "ar": "Arabic", "bn": "Bengali", "de": "German", "es": "Spanish", "fa": "Persian", "fr": "French", "gu": "Gujarati",
    "he": "Hebrew", "hi": "Hindi", "id": "Indonesian", "it": "Italian", "ja": "Japanese", "kn": "Kannada",
    "ko": "Korean", "ml": "Malayalam", "mr": "Marathi", "nl": "Dutch", "pa": "Punjabi", "pl": "Polish",
    "pt": "Portuguese", "ru": "Russian", "ta": "Tamil", "te": "Telugu", "th": "Thai", "tr": "Turkish",
    "uk": "Ukrainian", "ur": "Urdu", "vi": "Vietnamese", "zh": "Chinese",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Verdict:
    """`language` is "en" or null; `foreign` says that English is out of the question; `guess` is for the error line."""

    language: str | None = None
    foreign: bool = False
    guess: str = ""


_UNDECIDED = Verdict()


def identify(text: str) -> Verdict:
    """The language of a text, as far as that can be told. The model is loaded on the first text long enough."""
    sample = _sample(text)
    latin = len(_LATIN.findall(sample))
    other = 0 if sample.isascii() else _other_letters(sample)
    if latin + other < (LEAST_LETTERS if latin >= other else LEAST_LETTERS_OTHER_SCRIPT):
        return _UNDECIDED
    if other and latin >= other:
        # A byte of another script weighs three times as much: a quotation in Hindi does not make an English report
        # Hindi. Judge the part in Latin letters alone.
        sample = _OTHER_SCRIPT.sub(" ", sample)
    chances = _model().rank(sample)
    english = sum(chance for language, chance in chances if language in _NEAR_ENGLISH)
    best, chance = chances[0]
    if english < IMPOSSIBLE and (chance >= SURE or other > latin):
        return Verdict(foreign=True, guess=f" (it looks like {_NAMES.get(best, best)})")
    return Verdict(language=ENGLISH) if best in _NEAR_ENGLISH else _UNDECIDED


def _sample(text: str) -> str:
    if len(text) <= SAMPLE:
        return text
    half, middle = SAMPLE // 2, len(text) // 2
    return text[:half] + " " + text[middle : middle + half]


def _other_letters(sample: str) -> int:
    """Letters and vowel signs of other scripts."""
    return sum(unicodedata.category(char)[0] in "LM" for char in _OTHER_SCRIPT.findall(sample))


@functools.cache
def _model() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
