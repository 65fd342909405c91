"""Words that hide the pay, pry into the past, or turn people away. English and Portuguese."""

import re
from collections.abc import Iterator

from backend.core.text import fold
from backend.opportunities.lint.circumstances import Circumstances, advise, refuse
from backend.opportunities.lint.gender import gendered
from backend.opportunities.schemas import Finding, LintCode, OpportunityDraft

PROSE = ("title", "summary", "description", "benefits", "pay_reference")


def _any(*alternatives: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(alternatives)})\b", re.IGNORECASE)


PAY = r"(?:sal[áa]rio|vencimento|remunera[çc][ãa]o|ordenado|salary|pay|wages?|remuneration|compensation)"
VAGUE = (
    r"(?:competitiv[oae]s?|competitive|attractive|atra[c]?tiv[oa]s?|aliciantes?|a combinar|a definir|a acordar|"
    r"to be (?:agreed|defined|discussed)|tbd|acima da m[ée]dia|above average|"
    r"(?:de acordo com|conforme|consoante) (?:a )?experi[êe]ncia|depend(?:s|ing) on experience)"
)
HIDDEN_PAY = _any(
    rf"{PAY}[^.\n]{{0,30}}?\b{VAGUE}",
    rf"(?:competitive|attractive)\s+(?:\w+\s+)?{PAY}",
)
HIDDEN_REFERENCE = _any(VAGUE, "negoci[áa]vel", "negotiable")
PAY_HISTORY = _any(
    rf"{PAY}\s+(?:a[c]?tual|anterior|passado)",
    rf"[úu]ltim[oa]\s+(?:{PAY}|recibo)",
    rf"(?:current|previous|last|past|present)\s+{PAY}",
    rf"{PAY}\s+history",
    r"hist[óo]rico\s+salarial",
    r"recibos?\s+de\s+(?:vencimento|ordenado|sal[áa]rio)",
    r"pay\s?slips?",
)
AGE = _any(
    r"jove[mn]s?\s+(?:e\s+)?(?:din[âa]mic|talent|motivad|profission|promessa)\w*",
    r"(?:equipa|esp[íi]rito|perfil|mente)\s+jove[mn]",
    r"young\s+(?:and\s+)?(?:dynamic|team|talents?|professionals?|person|people|man|woman|minds?|at heart)",
    r"nativ[oa]s?\s+digita(?:l|is)",
    r"digital\s+natives?",
    r"idade\s+(?:m[áa]xima|inferior|at[ée])",
    r"at[ée]\s+(?:aos\s+)?\d{2}\s+anos(?:\s+de\s+idade)?(?!\s+de\s+experi)",
    r"entre\s+(?:os\s+)?\d{2}\s+e\s+(?:os\s+)?\d{2}\s+anos",
    r"(?:maximum|max\.?)\s+age",
    r"(?:under|below)\s+\d{2}\s+years",
    r"\d{2}\s*(?:-|–|to)\s*\d{2}\s+years\s+old",
)
JARGON = _any(
    r"ninjas?",
    r"rock\s?stars?",
    r"gurus?",
    r"superher[óo]i\w*",
    r"vestir\s+a\s+camisola",
    r"work\s+hard,?\s+play\s+hard",
    r"fast[- ]paced",
    r"ritmo\s+(?:acelerado|alucinante)",
    r"hit\s+the\s+ground\s+running",
    r"wear\s+many\s+hats",
    r"(?:resist[êe]ncia|toler[âa]ncia)\s+(?:ao\s+stress|à\s+press[ãa]o)",
    r"(?:we\s+are|we're|somos)\s+(?:like\s+|como\s+)?(?:a|uma)\s+fam(?:ily|[íi]lia)",
)


def says_what_it_pays(draft: OpportunityDraft, _: Circumstances) -> Iterator[Finding]:
    """A promise is not an amount."""
    for pointer, found in _found(draft, HIDDEN_PAY):
        yield refuse(LintCode.PAY_VAGUE, pointer, words=found)
    if draft.pay_reference and (vague := HIDDEN_REFERENCE.search(draft.pay_reference)):
        yield refuse(LintCode.PAY_VAGUE, "/pay_reference", words=vague.group())


def leaves_the_past_alone(draft: OpportunityDraft, _: Circumstances) -> Iterator[Finding]:
    """What somebody earned elsewhere is nobody's business here."""
    for pointer, found in _found(draft, PAY_HISTORY):
        yield refuse(LintCode.PAY_HISTORY, pointer, words=found)


def names_everybody(draft: OpportunityDraft, _: Circumstances) -> Iterator[Finding]:
    """A title for one gender only."""
    if word := gendered(draft.title, draft.lang):
        yield advise(LintCode.GENDERED_TITLE, "/title", words=word.found, suggestion=word.suggestion)


def has_no_age(draft: OpportunityDraft, _: Circumstances) -> Iterator[Finding]:
    """Words that say how old somebody should be."""
    for pointer, found in _found(draft, AGE):
        yield advise(LintCode.AGE_WORDS, pointer, words=found)


def has_no_jargon(draft: OpportunityDraft, _: Circumstances) -> Iterator[Finding]:
    """Words that describe a club rather than work."""
    for pointer, found in _found(draft, JARGON):
        yield advise(LintCode.JARGON, pointer, words=found)


def _found(draft: OpportunityDraft, pattern: re.Pattern[str]) -> Iterator[tuple[str, str]]:
    """Where a pattern occurs, each wording once a field."""
    for name in PROSE:
        seen = set()
        for match in pattern.finditer(getattr(draft, name) or ""):
            if fold(match.group()) not in seen:
                seen.add(fold(match.group()))
                yield f"/{name}", match.group()
