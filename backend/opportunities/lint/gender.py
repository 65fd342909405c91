"""Titles that name one gender only, and how to name everybody."""

import re
from dataclasses import dataclass

from rapidfuzz import fuzz

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
# What the other gender is called where both are named: "waiter/waitress". For -man it is -woman, and back.
BESIDE = {
    "actress": "actor",
    "bellboy": "bellgirl",
    "headmistress": "headmaster",
    "hostess": "host",
    "manageress": "manager",
    "sculptress": "sculptor",
    "seamstress": "tailor",
    "stewardess": "steward",
    "waitress": "waiter",
}
BORROWED_TWINS = {"barman": "barmaid"}
ALIKE = 65  # of 100: two words of a title and its twin; "técnico" and "técnica" have 86
BORROWED = {  # English words that Portuguese titles use
    "barmaid": "profissional de bar",
    "barman": "profissional de bar",
    "cameraman": "profissional de câmara",
    "hostess": "assistente de sala",
}

# Portuguese pairs that no suffix rule gives; most others end in -or.
PAIRS = (
    "administrativo administrativa|enfermeiro enfermeira|funcionário funcionária|médico médica|veterinário veterinária|"
    "advogado advogada|arquiteto arquiteta|"
    "bailarino bailarina|bibliotecário bibliotecária|cabeleireiro cabeleireira|"
    "carpinteiro carpinteira|copeiro copeira|costureiro costureira|cozinheiro cozinheira|"
    "dançarino dançarina|dramaturgo dramaturga|jardineiro jardineira|padeiro padeira|palhaço palhaça|"
    "pasteleiro pasteleira|porteiro porteira|sapateiro sapateira|"
    "tesoureiro tesoureira|"
    "empregado empregada|encarregado encarregada|engenheiro engenheira|estagiário estagiária|"
    "joalheiro joalheira|livreiro livreira|luminotécnico luminotécnica|maestro maestrina|"
    "marceneiro marceneira|mestre mestra|músico música|oleiro oleira|operário operária|"
    "bordadeiro bordadeira|rendilheiro rendilheira|secretário secretária|serralheiro serralheira|sócio sócia|"
    "tecedeiro tecedeira|tecelão tecelã|técnico técnica|vidreiro vidreira|voluntário voluntária"
)
TO_FEMININE = {fold(m): (m, f) for m, f in (pair.split() for pair in PAIRS.split("|"))}
TO_MASCULINE = {fold(f): (m, f) for m, f in TO_FEMININE.values() if f != "música"}  # the art, not the person
IN_OR = re.compile(r"[dts]or(?:es)?$")
IN_ORA = re.compile(r"[dts]oras?$")
NEUTRAL_NOUNS = (
    "agente ajudante analista artista assistente auxiliar chefe designer docente especialista gerente guia interprete "
    "jornalista oficial piloto profissional rececionista representante responsavel terapeuta"
)
NEUTRAL = frozenset(NEUTRAL_NOUNS.split())
IRREGULAR = {"atriz": ("ator", "atriz"), "atrizes": ("atores", "atrizes")}
ADJECTIVE = re.compile(r"(?:ic|iv|ad|ari)[oa]s?$")  # a neutral noun may still carry a gendered adjective
THINGS = (
    "catalogo computador dialogo exterior fator interior motor paragrafo prologo projetor servico servidor setor vetor"
)
NOT_PEOPLE = frozenset(THINGS.split())
IN_LOGO = re.compile(r"(?:log|graf)os?$")
IN_LOGA = re.compile(r"(?:log|graf)as?$")
ADJECTIVES_TOO = {
    "administrativo",
    "medico",
    "tecnico",
    "veterinario",
}  # "vestuário técnico" is no person; "assistente técnico" is one
AND = {"", "-", "e", "ou", "de", "para"}
# What follows one of these is what the work is about ("interfaces do utilizador"), unless it is a post that is offered.
PREPOSITIONS = "a ao aos as com da das de do dos em na nas no nos num numa o os para pela pelas pelo pelos por"
OFFERS = "bolsa bolsas cargo emprego estagio estagios funcao lugar lugares posto trabalho vaga vagas"
ABOUT, POSTS = frozenset(PREPOSITIONS.split()), frozenset(OFFERS.split())
SERVED, SERVING = frozenset({"businessman", "chairman"}), frozenset({"for", "to"})
SIDE_BY_SIDE = re.compile(r"\s*/\s*")
WHOLE_FORMS = {"pt": "(m/f/x)", "en": "(all genders)"}


@dataclass(frozen=True, slots=True)
class Gendered:
    """The word that names one gender, words that name everybody, and the whole title as it could be."""

    found: str
    suggestion: str
    title: str


def gendered(title: str, lang: str) -> Gendered | None:
    """The first word of a title that leaves people out, unless the title says that all are meant."""
    if INCLUSIVE.search(title):
        return None
    if asked := ASKED.search(title):
        rest = " ".join((title[: asked.start()] + title[asked.end() :]).split())
        everybody = EVERYBODY["pt" if lang == "pt" else "en"]
        return Gendered(asked.group().strip(" ()"), everybody, f"{rest[:1].upper()}{rest[1:]} ({everybody})".lstrip())
    if _names_both(title, lang):
        return None
    found = list(WORD.finditer(title))
    folded = {fold(match.group()) for match in found}
    for place, match in enumerate(found):
        word = match.group()
        forms = () if _is_other(title, found, place, lang) else _forms(word, _just_before(found, place, title), lang)
        if forms and not {fold(form) for form in forms} <= folded and _beside(fold(word)) not in folded:
            shown = [_cased(form, word) for form in forms]
            return Gendered(word, "/".join(shown), _mended(title, match, shown, lang))
    return None


def _cased(form: str, word: str) -> str:
    if word.isupper():
        return form.upper()
    return form[:1].upper() + form[1:] if word.istitle() else form


def _names_both(title: str, lang: str) -> bool:
    """Two forms side by side, as ESCO writes them: "doorman/doorwoman", "Técnico de som/Técnica de som"."""
    halves = SIDE_BY_SIDE.split(fold(title))
    if len(halves) != 2:
        return False
    first, second = (WORD.findall(half) for half in halves)
    if not first or not second:
        return False
    if _are_twins(first[-1], second[0]) or _are_twins(first[-1], second[-1]):  # "head waiter/waitress"
        return True
    return len(first) == len(second) and first != second and all(map(_agree, first, second))


def _agree(one: str, other: str) -> bool:
    """The same word, perhaps with a slip of the finger, or its form for the other gender."""
    return fuzz.ratio(one, other) >= ALIKE or _are_twins(one, other)


def _are_twins(one: str, other: str) -> bool:
    return other in (_beside(one), BORROWED_TWINS.get(one)) or one in (_beside(other), BORROWED_TWINS.get(other))


def _beside(word: str) -> str | None:
    """The twin of an English word that names one gender."""
    for ending, twin in (("woman", "man"), ("women", "men"), ("man", "woman"), ("men", "women")):
        if word.endswith(ending):
            return word.removesuffix(ending) + twin
    return BESIDE.get(word)


def _is_other(title: str, found: list[re.Match[str]], place: int, lang: str) -> bool:
    """Whether this is what the work is about, such as a user, or whom it is for, and not who does it."""
    before = [fold(match.group()) for match in found[max(0, place - 2) : place]]
    if lang != "pt":
        is_whose = title[found[place].end() :].startswith(("'", "’"))
        return is_whose or (fold(found[place].group()) in SERVED and not SERVING.isdisjoint(before))
    return bool(before) and before[-1] in ABOUT and before[0] not in POSTS


def _mended(title: str, word: re.Match[str], forms: list[str], lang: str) -> str:
    """The title with that word for everybody; where others would have to agree with it, the sign that says it."""
    after = WORD.match(title[word.end() :].lstrip())
    if lang == "pt" and len(forms) == 2 and after and ADJECTIVE.search(fold(after.group())):
        return f"{title} {WHOLE_FORMS['pt']}"
    return title[: word.start()] + _short(forms) + title[word.end() :]


def _short(forms: list[str]) -> str:
    """Técnico/a for a word that differs in its ending alone, Ator/Atriz for others."""
    if len(forms) != 2:
        return "/".join(forms)
    first, second = forms
    if second == first + "a" or (first.endswith("o") and second == first[:-1] + "a"):
        return f"{first}/a"
    if first.endswith("os") and second == first[:-2] + "as":
        return f"{first}/as"
    return f"{first}/as" if first.endswith("es") and second == first[:-2] + "as" else "/".join(forms)


def _just_before(found: list[re.Match[str]], place: int, title: str) -> str:
    """The word this one may agree with: none after a comma or a dash; nothing comes before the first."""
    if place == 0:
        return ""
    before, word = found[place - 1], found[place]
    is_next = title[before.end() : word.start()].isspace()
    return fold(before.group()) if is_next else "-"


def _forms(word: str, before: str, lang: str) -> tuple[str, ...]:
    """How to name everybody this word could mean; nothing for a word that names everybody already."""
    folded = fold(word)
    if lang != "pt":
        return _in_english(folded)
    if folded in BORROWED or folded in IRREGULAR:
        return IRREGULAR.get(folded) or (BORROWED[folded],)
    if folded in NOT_PEOPLE or folded.removesuffix("s") in NOT_PEOPLE or folded.removesuffix("es") in NOT_PEOPLE:
        return ()
    return _by_ending(word.lower(), folded, before) or _by_table(folded, before)


def _by_ending(word: str, folded: str, before: str) -> tuple[str, ...]:
    """Both forms of a word whose ending says that it is somebody: -dor, -tora, -logo, -grafa; or of an adjective."""
    if IN_OR.search(folded):
        return _in_or(word, folded)
    if not before and IN_ORA.search(folded):
        return (word[:-2] + "es" if folded.endswith("s") else word[:-1]), word
    is_adjective = before.removesuffix("s") in NEUTRAL and ADJECTIVE.search(folded)
    is_scholar = IN_LOGO.search(folded) or (not before and IN_LOGA.search(folded))
    return _agreeing(word) if is_adjective or is_scholar else ()


def _by_table(folded: str, before: str) -> tuple[str, ...]:
    """Both forms of a word of the list.

    A feminine one counts at the beginning only: further on it is the thing (música, técnica, secretária).
    """
    one, plural = folded.removesuffix("s"), "s" if folded.endswith("s") else ""
    if one in ADJECTIVES_TOO and before not in AND:
        return ()
    pair = TO_FEMININE.get(one) or (not before and TO_MASCULINE.get(one))
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
    if folded in ("ator", "atores"):
        return ("ator", "atriz") if folded == "ator" else ("atores", "atrizes")
    return (word, word[:-2] + "as") if folded.endswith("es") else (word, word + "a")
