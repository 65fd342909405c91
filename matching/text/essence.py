"""What a title is about: without what it says it is not, and without remarks on whom it is open to."""

import re

# "Teachers, except special education", "técnicos no clasificados en otra parte": up to the end, or to the bracket's.
_EXCEPTED = re.compile(
    r"[\s,;(\[–-]+(?:"
    r"except|excepting|excluding|not elsewhere|other than|excepto|exceptuando|no clasificad\w+|exceto"
    r"|nao classificad\w+|não classificad\w+|salvo|sauf|hormis|non class\w+|eccetto|tranne|esclus[aieo]"
    r"|non classificat\w+"
    r"|cu excep[tț]ia|neclasificat\w+|ausgenommen|außer|nicht anderweitig|anderweitig nicht|uitgezonderd|behalve"
    r"|niet elders|z wyj[aą]tkiem|opr[oó]cz|gdzie indziej|undantag\w*|utom|bortset fra|kiv[eé]ve|s výjimkou"
    r")\b[^()\[\]]*",
    re.IGNORECASE,
)
# "(m/f/d)", "H/F", "(w/m/x)": letters for genders between slashes or bars.
_OPEN_TO = re.compile(
    r"(?<![^\W_])[(\[]?(?:(?:[mfwhdxnk]|div)\s?[/|*]\s?){1,3}(?:[mfwhdxnk]|div)[)\]]?(?![^\W_])", re.IGNORECASE
)
# "técnico/a", "enfermeiro(a)", "opérateur(trice)", "Lehrer:in": the other gender's ending after a whole word.
_ENDINGS = (
    "a|as|o|os|e|es|ne|nes|ra|ras|ora|oras|rice|rices|trice|trices|euse|euses|ère|ere|ière|iere|in|innen|frau|oare"
)
_OR_SO = re.compile(
    rf"(?<=[^\W\d_][^\W\d_][^\W\d_])\s?(?:\((?:{_ENDINGS})\)|[/*:·•](?:{_ENDINGS}))(?![^\W_])", re.IGNORECASE
)


def essence(title: str) -> str:
    """The title without exceptions and marks of gender; the title itself where nothing else would remain."""
    kept = _OR_SO.sub(" ", _OPEN_TO.sub(" ", _EXCEPTED.sub(" ", title)))
    return kept if any(map(str.isalnum, kept)) else title
