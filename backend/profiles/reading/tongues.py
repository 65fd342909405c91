"""Languages and their levels in running text: names in pt, en, es and fr; CEFR grades and plain words."""

import re
import unicodedata

from backend.profiles.reading.facts import Span, Spoken

# ISO 639-1 code, then the names people write. Folded: no accents, lower case.
NAMES: dict[str, str] = {
    "ar": "arabe|arabic",
    "bg": "bulgaro|bulgarian|bulgare",
    "ca": "catalao|catalan",
    "cs": "checo|czech|tcheque",
    "da": "dinamarques|danish|danes|danois",
    "de": "alemao|german|aleman|allemand",
    "el": "grego|greek|griego|grec",
    "en": "ingles|english|anglais",
    "es": "espanhol|castelhano|spanish|espanol|castellano|espagnol",
    "et": "estonio|estonian",
    "eu": "basco|basque|euskera|vasco",
    "fi": "finlandes|finnish|fines|finnois",
    "fr": "frances|french|francais",
    "ga": "irlandes|irish",
    "gl": "galego|galician|gallego",
    "he": "hebraico|hebrew|hebreo|hebreu",
    "hi": "hindi",
    "hr": "croata|croatian",
    "hu": "hungaro|hungarian|hongrois",
    "it": "italiano|italian|italien",
    "ja": "japones|japanese|japonais",
    "ko": "coreano|korean|coreen",
    "lt": "lituano|lithuanian",
    "lv": "letao|latvian",
    "mt": "maltes|maltese",
    "nl": "neerlandes|holandes|dutch|neerlandais",
    "no": "noruegues|norwegian|norvegien",
    "pl": "polaco|polish|polonais",
    "pt": "portugues|portuguese|portugais",
    "ro": "romeno|romanian|rumano|roumain",
    "ru": "russo|russian|ruso|russe",
    "sk": "eslovaco|slovak",
    "sl": "esloveno|slovenian",
    "sq": "albanes|albanian",
    "sr": "servio|serbian|serbio",
    "sv": "sueco|swedish|suedois",
    "tr": "turco|turkish|turc",
    "uk": "ucraniano|ukrainian|ukrainien",
    "zh": "chines|mandarim|chinese|mandarin|chinois",
}
CODES = {name: code for code, names in NAMES.items() for name in names.split("|")}
NAME = re.compile(r"\b(" + "|".join(sorted(CODES, key=len, reverse=True)) + r")\b")
CEFR = re.compile(r"\b([abc][12])\b\+?")
NATIVE = re.compile(r"nativ[oae]|lingua materna|mother tongue|materna|maternelle|first language|bilingu[ea]")
# Plain words are worth less than a stated level; the person confirms.
WORDS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("C1", re.compile(r"fluente|fluent|proficient|proficiente|full professional|avancado|advanced|avanzado|courant")),
    ("B2", re.compile(r"professional working|independente|upper.intermediate|bom nivel|\bgood\b")),
    ("B1", re.compile(r"intermedi\w+|limited working|conversa\w+")),
    ("A2", re.compile(r"elementar\w*|elementary|basic\w*|nocoes|basicos?|debutant")),
)
ORDER = ["A1", "A2", "B1", "B2", "C1", "C2"]
# What stands before a level and takes it away ("não sou fluente"), or puts it off ("working towards C1").
DENIED = re.compile(
    r"\b(?:nao|nunca|nem|sem|not|never|nor|without|cannot|non|hardly|little|less|below|pouco|quase|almost|nearly|near|"
    r"abaixo|aquem|isn['’]?t|aren['’]?t|don['’]?t|can['’]?t|sin|ni|jamais|pas|presque|casi|to (?:reach|become|get|be)|"
    r"aprender|learning|studying|a estudar|aprendo|aprendendo|aprendiendo|towards?|preparing|a preparar|preparacao|"
    r"a caminho|quero|want|goal|target|objetivo|meta|aim\w*|atingir|chegar|rumo|expected|previsto)\b"
)
CLAUSE = re.compile(r"[,;.()|\n]")


def fold(text: str) -> str:
    """Lower case without accents, letter for letter: offsets stay."""
    return "".join(unicodedata.normalize("NFD", letter)[0].lower()[:1] or letter for letter in text)


def code_of(name: str) -> str | None:
    """The ISO 639-1 code of a language given by name or code."""
    folded = fold(name.strip())
    if folded[:2] in NAMES and (len(folded) == 2 or folded[2:3] in {"-", "_"}):
        return folded[:2]
    match = NAME.search(folded)
    return CODES[match[1]] if match else None


def level_in(words: str) -> tuple[str | None, float]:
    """A CEFR level and how sure it is: of several (listening, writing, …) the lowest counts.

    None where a level is denied or only aimed at: half a statement is none.
    """
    folded = fold(words)
    grades = list(CEFR.finditer(folded))
    if grades:
        levels = {grade[1].upper() for grade in grades}
        return _unless_denied(folded, grades, min(levels, key=ORDER.index), 0.95 if len(levels) == 1 else 0.8)
    if native := NATIVE.search(folded):
        return _unless_denied(folded, [native], "C2", 0.9)
    plain = [(level, match) for level, pattern in WORDS if (match := pattern.search(folded))]
    if not plain:
        return None, 0.5
    return _unless_denied(folded, [match for _, match in plain], plain[-1][0], 0.6)


def _unless_denied(folded: str, said: list[re.Match[str]], level: str, sure: float) -> tuple[str | None, float]:
    is_denied = any(DENIED.search(_clause_before(folded, match.start())) for match in said)
    return (None, 0.5) if is_denied else (level, sure)


def _clause_before(folded: str, at: int) -> str:
    """What leads up to a place, since the last comma or stop."""
    return CLAUSE.split(folded[:at])[-1]


def spoken_in(text: str, within: Span) -> list[Spoken]:
    """Languages in a part headed as languages: each with the level that follows it before the next one."""
    folded = fold(text[within.start : within.end])
    names = list(NAME.finditer(folded))
    found: dict[str, Spoken] = {}
    for index, match in enumerate(names):
        end = names[index + 1].start() if index + 1 < len(names) else len(folded)
        after = _same_entry(folded[match.end() : end])
        before = _native_before(folded, match.start())
        is_denied = DENIED.search(_clause_before(folded, match.start()))
        cefr, confidence = (None, 0.5) if is_denied else level_in(before or after)
        span = Span(
            within.start + match.start() - len(before), within.start + match.end() + len(after.rstrip(" ,;|\n\t"))
        )
        found.setdefault(CODES[match[1]], Spoken(CODES[match[1]], cefr, span, confidence))
    return list(found.values())


def spoken_anywhere(text: str) -> list[Spoken]:
    """Elsewhere only what cannot be misread: a language directly followed by a CEFR level."""
    folded = fold(text)
    found: dict[str, Spoken] = {}
    for match in NAME.finditer(folded):
        stated = re.match(r"[\s:,(–—-]{1,4}(?:nivel |level )?([abc][12])\b", folded[match.end() : match.end() + 20])
        if stated and not DENIED.search(_clause_before(folded, match.start())):
            span = Span(match.start(), match.end() + stated.end())
            found.setdefault(CODES[match[1]], Spoken(CODES[match[1]], stated[1].upper(), span, 0.9))
    return list(found.values())


def _same_entry(after: str) -> str:
    """What belongs to a language: the rest of its line, or the next line when nothing else is there."""
    lines = after.split("\n")
    if any(letter.isalnum() for letter in lines[0]) or len(lines) == 1:
        return lines[0]
    return "\n".join(lines[:2])


def _native_before(folded: str, at: int) -> str:
    """The level may come first: "Mother tongue: Portuguese"."""
    line = folded[folded.rfind("\n", 0, at) + 1 : at]
    return line if NATIVE.search(line) and not NAME.search(line) else ""
