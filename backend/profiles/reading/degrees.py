"""Levels of the European Qualifications Framework by the words of degrees; None where the words leave a doubt."""

import re

# Highest first: "mestrado integrado (licenciatura + mestrado)" is a master's.
LEVELS: tuple[tuple[int, str], ...] = (
    (8, r"doutoramento|doutorad[oa]|doutorand[oa]|ph\.?\s?d\b|doctorate|doctoral|doctorado|doctorat"),
    (
        7,
        r"mestrado|mestrand[oa]|\bmestre\b|\b(?<!scrum\s)master(?:['’]s|s|ado)?\b(?![\s-]?class)|máster|m\.?\s?sc\b|\bm\.?\s?f\.?\s?a\b|\bm\.a\.(?=\s)|"
        r"\bmba\b|postgraduate (?:degree|diploma|certificate)",
    ),
    (
        6,
        r"licenciatura|licenciad[oa]|licenciand[oa]|bachelor(?:['’]s|s)?\b|\bb\.?\s?sc\b|\bb\.?\s?f\.?\s?a\b|"
        r"\bb\.?\s?a\.?(?=\s(?:in|hons|\())|bacharelato|\bgrado en\b|\blicence (?:en|ès|de|professionnelle)\b",
    ),
    (
        5,
        r"\bctesp\b|técnico superior profissional|higher national diploma|\bhnd\b|foundation degree|\bcet\b|"
        r"especialização tecnológica|ciclo formativo de grado superior|\bbts\b",
    ),
    (
        4,
        r"curso profissional|curso técnico-profissional|ensino profissional|nível (?:4|iv)\b|curso tecnológico|"
        r"ensino artístico especializado",
    ),
    (
        3,
        r"ensino secundário|12\.?º\s?ano|secondary (?:school|education)|high school|a-levels?|bachillerato|"
        r"baccalauréat",
    ),
    (2, r"ensino básico|9\.?º\s?ano"),
)
PATTERNS = tuple((level, re.compile(words, re.IGNORECASE)) for level, words in LEVELS)
# Studies at a university that lead to no level of the framework by themselves.
LEVELLESS = re.compile(r"pós-gradua\w+|postgraduate", re.IGNORECASE)
STATED = re.compile(r"\b(?:eqf|qeq|qnq|nível)\s*(?:level|nível)?\s*([1-8])\b", re.IGNORECASE)
SCHOOL = re.compile(
    r"universidad\w*|university|universit\w+|politécnico|polytechnic|instituto|institute|escola|school|college|"
    r"faculdade|faculty|academia|academy|conservatório|conservatory|escuela|école|agrupamento|colégio|"
    r"centro de formação|\bies\b",
    re.IGNORECASE,
)


def level_of(words: str) -> int | None:
    """An EQF level 1–8: as stated ("EQF 6"), else by the highest degree named."""
    if stated := STATED.search(words):
        return int(stated[1])
    return next((level for level, pattern in PATTERNS if pattern.search(words)), None)


def names_degree(words: str) -> bool:
    """Whether a degree is named."""
    return any(pattern.search(words) for _, pattern in PATTERNS) or LEVELLESS.search(words) is not None


def names_school(words: str) -> bool:
    """Whether a school is named."""
    return SCHOOL.search(words) is not None
