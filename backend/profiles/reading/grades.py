"""How well somebody says they can do something, where it stands right beside the name: "Figma (básico)", "★★★☆☆"."""

import re

from backend.profiles.reading.facts import Span
from backend.profiles.reading.lines import BULLET
from backend.profiles.reading.tongues import fold

# Levels 1 basic, 2 working, 3 strong, 4 expert; folded words.
WORDS: dict[int, str] = {
    4: r"expert|especialista|perit[oa]|mestria|mastery|master",
    3: r"avancad[oa]s?|advanced|avanzad[oa]s?|proficien\w+|experienced|experiente|fluente?|solid[oa]s?|strong|"
    r"muito bo[mn]s?|muito boas?|very good|excelente|excellent|avancee?",
    2: r"intermedi\w+|working|bo[mn]s?|boas?|good|competen\w+|medi[oa]|razoavel",
    1: r"basic[oa]?s?|iniciante|iniciad[oa]|beginner|elementar(?:es)?|elementary|principiante|novice|nocoes|debutant",
}
WORD = "|".join(f"(?P<level_{level}>{words})" for level, words in WORDS.items())
LEADING_WORD = WORD.replace("|master)", ")")  # "Master Design" is a degree
PLAIN = "|".join(f"(?:{words})" for words in WORDS.values())
NOUNS = (
    r"nivel|level|conhecimentos?|knowledge|understanding|dominio|command|utilizador|user|use|uso|skills?|competencias?|"
    r"ferramentas?|tools?|software|programas?|experience|experiencia|nocoes|proficiency"
)
LINKS = r"de|em|do|da|dos|das|of|in|with|com|e|and|o|a"
CLOSED = r"\s*(?=[)\],;.|\n]|$)"
AFTER = re.compile(rf"\s*(?:[(\[:|–—\t-]\s*|\s)(?:(?:{NOUNS})\s+)?(?:{WORD})(?:\s+(?:{NOUNS}))?{CLOSED}")
SCORE = re.compile(
    r"\s*[(\[:|–—-]?\s*(?:(?P<percent>\d{1,3})\s?%|(?P<of>\d{1,2})\s?/\s?(?P<all>5|10)(?![\d/])|"
    r"(?P<full>[★⭐●⬤■]{1,5})(?P<hollow>[☆○□]{0,4}))" + CLOSED
)
LABEL = re.compile(r"(?:^|[;|])\s*(?P<label>[^:;|]{2,60}):[^:;|]*$")
LABELLED = re.compile(rf"(?:(?:{NOUNS}|{LINKS})\s+)*(?:{WORD})(?:\s+(?:{NOUNS}|{LINKS}))*|.*\((?:{PLAIN})\)")
BRACKET = re.compile(rf"\((?:{WORD})\)$")
GRADED = rf"(?:{NOUNS})\s+(?:muito\s+)?(?:{LEADING_WORD})|(?:{LEADING_WORD.replace('level', 'first')})\s+(?:{NOUNS})"
LEADING = re.compile(
    rf"\b(?:(?:{GRADED})\s+(?:{LINKS})\s[^.;:|()]*|(?P<only_1>nocoes|basics)\s+(?:de|of)\s[^.;:|()]*|"
    rf"(?:{LEADING_WORD.replace('level', 'beside')})\s)$"
)
# What is advanced there is the course.
COURSE = re.compile(
    r"\b(?:cursos?|courses?|workshops?|formacao|training|class(?:es)?|bootcamp|certificad\w+|certificate)\b"
)


def level_beside(text: str, span: Span) -> int | None:
    """The level 1–4 that stands beside the name in `span`, on its line; None where none is plain."""
    start, end = text.rfind("\n", 0, span.start) + 1, text.find("\n", span.end)
    after = fold(text[span.end : end if end >= 0 else len(text)])
    before = fold(BULLET.sub("", text[start : span.start]))
    if COURSE.search(before) or COURSE.search(after):
        return None
    if match := AFTER.match(after):
        return _level(match)
    if score := SCORE.match(after):
        return _scored(score)
    if label := LABEL.search(before):
        return _labelled(label["label"].strip())
    leading = LEADING.search(before)
    return _level(leading) if leading else None


def _labelled(label: str) -> int | None:
    match = LABELLED.fullmatch(label)
    if match is None:
        return None
    in_bracket = BRACKET.search(label)
    return _level(in_bracket or match)


def _level(match: re.Match[str]) -> int | None:
    return next((int(name[-1]) for name, words in match.groupdict().items() if words and name[-1].isdigit()), None)


def _scored(match: re.Match[str]) -> int | None:
    """Of a whole: up to two fifths are basic, up to two thirds working, up to six sevenths strong."""
    if match["percent"]:
        part, whole = int(match["percent"]), 100
    elif match["of"]:
        part, whole = int(match["of"]), int(match["all"])
    else:
        part, whole = len(match["full"]), len(match["full"]) + len(match["hollow"])
        if whole not in {4, 5}:
            return None
    if not 0 < part <= whole:
        return None
    share = 100 * part // whole
    return next(level for level, most in ((1, 40), (2, 66), (3, 85), (4, 100)) if share <= most)
