"""Titles that name one gender only, and how to name everybody."""

import re
from dataclasses import dataclass

from backend.core.text import fold

INCLUSIVE = re.compile(
    r"\b[mfhxdw]\s*/\s*[mfhxdw]\b|\b(?:fe)?male\s*/\s*(?:fe)?male\b|[(/][ao]s?\)?(?!\w)|@", re.IGNORECASE
)
# A gender that is asked for outright: in brackets, by name, or as the first word.
ASKED = re.compile(
    r"\(\s*(?:m|f|h|(?:fe)?males?|m[ae]n|wom[ae]n|homem|homens|mulher(?:es)?|masculino|feminino)(?:\s+only)?\s*\)|"
    r"\bsexo\s+(?:masculino|feminino)\b|"
    r"^\s*(?:(?:fe)?male|homem|mulher|rapaz|rapariga|menin[oa]|senhora|senhor|lady|girl|boy)\b(?!['’])",
    re.IGNORECASE,
)
EVERYBODY = {"en": "all genders", "pt": "m/f/x"}
WORD = re.compile(r"[^\W\d_]+")

ENGLISH = {
    "actress": "actor",
    "anchorman": "anchor",
    "barmaid": "bartender",
    "barman": "bartender",
    "bellboy": "porter",
    "businessman": "business person",
    "cameraman": "camera operator",
    "cameramen": "camera operators",
    "camerawoman": "camera operator",
    "chairman": "chair",
    "craftsman": "artisan",
    "craftsmen": "artisans",
    "craftswoman": "artisan",
    "doorman": "door attendant",
    "draughtsman": "draughtsperson",
    "foreman": "supervisor",
    "handyman": "maintenance technician",
    "headmistress": "head teacher",
    "hostess": "host",
    "manageress": "manager",
    "repairman": "repairer",
    "salesman": "salesperson",
    "saleswoman": "salesperson",
    "salesmen": "salespeople",
    "sculptress": "sculptor",
    "seamstress": "sewing professional",
    "soundman": "sound technician",
    "spokesman": "spokesperson",
    "stewardess": "flight attendant",
    "stuntman": "stunt performer",
    "tradesman": "tradesperson",
    "tradesmen": "tradespeople",
    "waitress": "server",
}
BORROWED = {  # English words that Portuguese titles use
    "barmaid": "profissional de bar",
    "barman": "profissional de bar",
    "cameraman": "profissional de câmara",
    "hostess": "assistente de sala",
}

# Portuguese pairs that no suffix rule gives; most others end in -or.
PAIRS = (
    "administrativo administrativa|advogado advogada|antropólogo antropóloga|arqueólogo arqueóloga|arquiteto arquiteta|"
    "bailarino bailarina|biólogo bióloga|bibliotecário bibliotecária|cabeleireiro cabeleireira|cenógrafo cenógrafa|"
    "carpinteiro carpinteira|copeiro copeira|coreógrafo coreógrafa|costureiro costureira|cozinheiro cozinheira|"
    "dançarino dançarina|dramaturgo dramaturga|jardineiro jardineira|padeiro padeira|palhaço palhaça|"
    "pasteleiro pasteleira|porteiro porteira|psicólogo psicóloga|sapateiro sapateira|sociólogo socióloga|"
    "tesoureiro tesoureira|tipógrafo tipógrafa|"
    "empregado empregada|encarregado encarregada|engenheiro engenheira|estagiário estagiária|fotógrafo fotógrafa|"
    "geógrafo geógrafa|joalheiro joalheira|livreiro livreira|luminotécnico luminotécnica|maestro maestrina|"
    "marceneiro marceneira|mestre mestra|museólogo museóloga|músico música|oleiro oleira|operário operária|"
    "bordadeiro bordadeira|rendilheiro rendilheira|secretário secretária|serralheiro serralheira|sócio sócia|"
    "tecedeiro tecedeira|tecelão tecelã|técnico técnica|vidreiro vidreira|voluntário voluntária"
)
TO_FEMININE = {fold(m): (m, f) for m, f in (pair.split() for pair in PAIRS.split("|"))}
TO_MASCULINE = {fold(f): (m, f) for m, f in TO_FEMININE.values() if f != "música"}  # the art, not the person
IN_OR = re.compile(r"[dts]or(?:es)?$")
IN_ORA = re.compile(r"[dts]oras?$")
NEUTRAL_NOUNS = (
    "agente ajudante analista artista assistente auxiliar designer docente especialista gerente interprete jornalista "
    "profissional rececionista representante"
)
NEUTRAL = frozenset(NEUTRAL_NOUNS.split())
IRREGULAR = {"atriz": ("ator", "atriz"), "atrizes": ("atores", "atrizes")}
ADJECTIVE = re.compile(r"(?:ic|iv|ad|ari)[oa]s?$")  # a neutral noun may still carry a gendered adjective
NOT_PEOPLE = {"computador", "exterior", "fator", "interior", "motor", "projetor", "servidor", "setor", "vetor"}


@dataclass(frozen=True, slots=True)
class Gendered:
    """The word that names one gender, and words that name everybody."""

    found: str
    suggestion: str


def gendered(title: str, lang: str) -> Gendered | None:
    """The first word of a title that leaves people out, unless the title says that all are meant."""
    if INCLUSIVE.search(title):
        return None
    if asked := ASKED.search(title):
        return Gendered(asked.group().strip(" ()"), EVERYBODY["pt" if lang == "pt" else "en"])
    found = list(WORD.finditer(title))
    folded = {fold(match.group()) for match in found}
    for before, match in zip([None, *found], found, strict=False):
        word = match.group()
        forms = _forms(word, _just_before(match, before, title), lang)
        if forms and not {fold(form) for form in forms} <= folded:
            return Gendered(word, "/".join(form[:1].upper() + form[1:] if word.istitle() else form for form in forms))
    return None


def _just_before(word: re.Match[str], before: re.Match[str] | None, title: str) -> str:
    """The word this one may agree with: none after a comma or a dash; nothing comes before the first."""
    if before is None:
        return ""
    is_next = title[before.end() : word.start()].isspace()
    return fold(before.group()) if is_next else "-"


def _forms(word: str, before: str, lang: str) -> tuple[str, ...]:
    """How to name everybody this word could mean; nothing for a word that names everybody already."""
    folded = fold(word)
    if lang != "pt":
        return _in_english(folded)
    if folded in BORROWED or folded in IRREGULAR:
        return IRREGULAR.get(folded) or (BORROWED[folded],)
    if IN_OR.search(folded):
        return _in_or(word.lower(), folded)
    if not before and IN_ORA.search(folded):
        feminine = word.lower()
        return (feminine[:-2] + "es" if folded.endswith("s") else feminine[:-1]), feminine
    if before.removesuffix("s") in NEUTRAL and ADJECTIVE.search(folded):
        return _agreeing(word.lower())
    plural = "s" if folded.endswith("s") else ""
    # A feminine form counts at the beginning only: further on it is the thing (música, técnica, secretária).
    pair = TO_FEMININE.get(folded.removesuffix("s")) or (not before and TO_MASCULINE.get(folded.removesuffix("s")))
    return tuple(form + plural for form in pair) if pair else ()


def _in_english(folded: str) -> tuple[str, ...]:
    several = ENGLISH.get(folded.removesuffix("es")) if folded.endswith("sses") else None
    neutral = several + "s" if several else ENGLISH.get(folded)
    return (neutral,) if neutral else ()


def _agreeing(adjective: str) -> tuple[str, str]:
    plural = "s" if adjective.endswith("s") else ""
    stem = adjective.removesuffix("s")[:-1]
    return f"{stem}o{plural}", f"{stem}a{plural}"


def _in_or(word: str, folded: str) -> tuple[str, ...]:
    if folded in NOT_PEOPLE or folded.removesuffix("es") in NOT_PEOPLE:
        return ()
    if folded in ("ator", "atores"):
        return ("ator", "atriz") if folded == "ator" else ("atores", "atrizes")
    return (word, word[:-2] + "as") if folded.endswith("es") else (word, word + "a")
