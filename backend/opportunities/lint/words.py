"""Words that hide the pay, pry into the past, or turn people away. English and Portuguese."""

import re
from collections.abc import Iterator

from backend.core.text import fold
from backend.opportunities.lint.circumstances import Circumstances, advise, refuse
from backend.opportunities.lint.gender import gendered
from backend.opportunities.schemas import Finding, LintCode, OpportunityDraft

NEAR = 80  # characters before a match that may say whom it is about
PROSE = ("title", "summary", "description", "benefits", "pay_reference")


def _any(*alternatives: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(alternatives)})\b", re.IGNORECASE)


PAY = (
    r"(?:sal[áa]rio|vencimento|remunera[çc][ãa]o|ordenado|retribui[çc][ãa]o|pagamento|honor[áa]rios|cach(?:et|ê)|"
    r"(?:oferta|proposta|condi[çc][õo]es|pacote)\s+salaria(?:l|is)|"
    r"salary|pay(?!\s+(?:attention|heed|tribute|respect))|payment(?!\s+(?:terms|plans?|systems?))|wages?|"
    r"remuneration|compensation)\b"
)
PERSON = r"(?:experi[êe]ncia|fun[çc][ãa]o|fun[çc][õo]es|cargo|perfil|candidat\w+|mercado|qualifica\w+|compet[êe]ncias)"
VAGUE = (
    r"(?:competitiv[oae]s?|competitive|attractive|atra[c]?tiv[oa]s?|aliciantes?|"
    r"a (?:combinar|definir|acordar|negociar|discutir|ajustar)|negoci[áa]ve(?:l|is)|negotiable|sob consulta|on request|"
    r"to be (?:agreed|confirmed|defined|discussed|negotiated)|tbd|tbc|(?-i:DOE|D\.O\.E)|"
    r"acima da m[ée]dia|above average|"
    rf"(?:de acordo com|conforme|consoante|em fun[çc][ãa]o d|em linha com|(?:compat[íi]ve(?:l|is)|adequad[oa]s?) com|"
    rf"(?:adequad|ajustad)[oa]s?)\s*(?:[aoà]s?\s+)?(?:sua\s+)?{PERSON}|"
    r"(?:depend(?:s|ing|ent) (?:up)?on|according to|based on|commensurate with|in line with) "
    r"(?:your |the )?(?:experience|skills|profile|candidate|market|qualifications))"
)
STATED = r"(?!\s+(?:within|between|entre|dentro)\b)"  # negotiable within a range that is stated
# An amount, another clause or another sentence between the two says that something else is left open.
HIDDEN_PAY = _any(
    rf"{PAY}[^.,;\n\d]{{0,30}}?[,;]?\s*(?<!\w){VAGUE}{STATED}",
    rf"{PAY}\s*:\s*(?:open|em aberto)",
    r"valor(?:es)?\s+a\s+(?:combinar|acordar|negociar)",
    rf"(?:competitive|attractive|negotiable)\s+(?:\w+\s+)?{PAY}",
)
HIDDEN_REFERENCE = _any(VAGUE)
PAY_HISTORY = _any(
    rf"{PAY}\s+(?:a[c]?tual|anterior|passado)",
    rf"[úu]ltim[oa]\s+(?:{PAY}|recibo)",
    rf"(?:current|previous|last|past|present)\s+{PAY}",
    rf"{PAY}\s+history",
    r"hist[óo]rico\s+salarial",
    r"recibos?\s+de\s+(?:vencimento|ordenado|sal[áa]rio)",
    r"pay\s?slips?",
)
YEARS = r"(?:1[6-9]|[2-6]\d)"
TO = r"\s*(?:-|–|\be\b|\ba\b|\baos\b|\bat[ée]\b)\s*(?:os\s+|aos\s+)?"
OF_WORK = r"(?!\s+de\s+(?!idade))"  # of experience, of history, of work
AGE = _any(
    r"procura(?:mos|-se|m-se)?\s+(?:um\s+|uma\s+)?jove(?:m|ns)",
    r"jove[mn]s?\s+(?:e\s+)?(?:din[âa]mic|talent|motivad|profission|promessa)\w*",
    r"(?:equipa|esp[íi]rito|perfil|mente)\s+jove[mn]",
    r"young\s+(?:and\s+)?(?:dynamic|team|talents?|professionals?|person|people|man|woman|minds?|at heart)",
    r"nativ[oa]s?\s+digita(?:l|is)",
    r"digital\s+natives?",
    r"idade\s+(?:m[áa]xima|inferior|at[ée]|preferencial|limite)",
    r"limite\s+(?:m[áa]ximo\s+)?de\s+idade",
    rf"(?:at[ée]\s+(?:aos\s+)?|menos\s+de\s+|m[áa]x(?:imo|\.)?\s+(?:de\s+)?){YEARS}\s+anos(?:\s+de\s+idade)?{OF_WORK}",
    rf"(?:entre|dos|de)\s+(?:os\s+)?{YEARS}{TO}{YEARS}\s+anos(?:\s+de\s+idade)?{OF_WORK}",
    rf"idades?\s*:?\s*(?:(?:compreendidas?\s+)?(?:entre|dos|de)\s+)?(?:os\s+)?{YEARS}{TO}{YEARS}",
    rf"{YEARS}\s*[-–]\s*{YEARS}\s+anos(?:\s+de\s+idade)?{OF_WORK}",
    r"(?:maximum|max\.?)\s+age",
    r"age\s+limit",
    rf"(?:no\s+older|younger)\s+than\s+{YEARS}|(?:under|below)\s+the\s+age\s+of\s+{YEARS}",
    rf"(?:under|below)\s+{YEARS}\s+years(?!\s+of\s+(?!age))",
    rf"age[ds]?\s*:?\s*(?:between\s+|from\s+)?{YEARS}\s*(?:-|–|to|and)\s*{YEARS}",
    rf"{YEARS}\s*(?:-|–|to)\s*{YEARS}\s+years\s+old",
    rf"between\s+{YEARS}\s+and\s+{YEARS}\s+years(?:\s+old|\s+of\s+age)",
)
# Those whom the work is for may have an age; those who are to do it may not.
AUDIENCE = re.compile(
    r"(?<!vaga )(?<!vagas )(?<!lugar )(?<!est[áa]gio )(?<!job )(?<!role )(?<!internship )\b(?:para|com|for|with)\s+"
    r"(?:\w+\s+)?"
    r"(?:crian[çc]as|jovens|p[úu]blicos?|alun[oa]s|estudantes|participantes|utentes|children|pupils|students|"
    r"teenagers|young\s+people|audiences?|participants)\b[^.;\n]{0,25}$",
    re.IGNORECASE,
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
        yield advise(LintCode.GENDERED_TITLE, "/title", words=word.found, suggestion=word.suggestion, title=word.title)


def has_no_age(draft: OpportunityDraft, _: Circumstances) -> Iterator[Finding]:
    """Words that say how old somebody should be."""
    for pointer, found in _found(draft, AGE, unless_after=AUDIENCE):
        yield advise(LintCode.AGE_WORDS, pointer, words=found)


def has_no_jargon(draft: OpportunityDraft, _: Circumstances) -> Iterator[Finding]:
    """Words that describe a club rather than work."""
    for pointer, found in _found(draft, JARGON):
        yield advise(LintCode.JARGON, pointer, words=found)


def _found(
    draft: OpportunityDraft, pattern: re.Pattern[str], *, unless_after: re.Pattern[str] | None = None
) -> Iterator[tuple[str, str]]:
    """Where a pattern occurs, each wording once a field, and not where `unless_after` ends."""
    for name in PROSE:
        seen, text = set(), getattr(draft, name) or ""
        for match in pattern.finditer(text):
            before = text[max(0, match.start() - NEAR) : match.start()]
            if fold(match.group()) in seen or (unless_after and unless_after.search(before)):
                continue
            seen.add(fold(match.group()))
            yield f"/{name}", match.group()
