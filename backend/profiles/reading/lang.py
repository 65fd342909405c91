"""Which language a CV is written in: a guess by py3langid, kept to itself when it is not sure."""

from functools import cache

from py3langid.langid import MODEL_FILE, LanguageIdentifier

KNOWN = ["de", "en", "es", "fr", "it", "nl", "pl", "pt", "ro", "uk"]
FEWEST = 20  # letters; less than a line tells nothing
SURE = 0.8


@cache
def _identifier() -> LanguageIdentifier:
    identifier = LanguageIdentifier.from_pickled_model(MODEL_FILE, norm_probs=True)
    identifier.set_languages(KNOWN)
    return identifier


def guess(text: str) -> str | None:
    """An ISO 639-1 code, or None for too little or too mixed a text."""
    if sum(letter.isalpha() for letter in text[:400]) < FEWEST:
        return None
    code, probability = _identifier().classify(text[:20_000])
    return str(code) if probability >= SURE else None
