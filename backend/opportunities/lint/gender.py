"""Titles that name one gender only, and how to name everybody."""

import re
from dataclasses import dataclass

from backend.core.text import fold

INCLUSIVE = re.compile(r"\b[mfhxd]\s*/\s*[mfhxd]\b|[(/][ao]s?\)?(?!\w)|@", re.IGNORECASE)
WORD = re.compile(r"[^\W\d_]+")

ENGLISH = {
    "actress": "actor",
    "businessman": "business person",
    "cameraman": "camera operator",
    "cameramen": "camera operators",
    "chairman": "chair",
    "craftsman": "artisan",
    "craftsmen": "artisans",
    "draughtsman": "draughtsperson",
    "foreman": "supervisor",
    "handyman": "maintenance technician",
    "hostess": "host",
    "salesman": "salesperson",
    "saleswoman": "salesperson",
    "seamstress": "sewing professional",
    "spokesman": "spokesperson",
    "stewardess": "flight attendant",
    "stuntman": "stunt performer",
    "waitress": "server",
}

# Portuguese pairs that no suffix rule gives; most others end in -or.
PAIRS = (
    "administrativo administrativa|arqueólogo arqueóloga|arquiteto arquiteta|"
    "bailarino bailarina|bibliotecário bibliotecária|cabeleireiro cabeleireira|cenógrafo cenógrafa|"
    "carpinteiro carpinteira|coreógrafo coreógrafa|costureiro costureira|cozinheiro cozinheira|"
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
NEUTRAL = {"agente", "artista", "assistente", "designer", "docente", "gerente", "interprete", "jornalista"}
ADJECTIVE = re.compile(r"(?:ic|iv|ad|ari)o$")  # a neutral noun may still carry a gendered adjective
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
    words = WORD.findall(title)
    folded = {fold(word) for word in words}
    for before, word in zip(["", *words], words, strict=False):
        forms = _forms(word, fold(before), lang)
        if forms and not {fold(form) for form in forms} <= folded:
            return Gendered(word, "/".join(form.title() if word.istitle() else form for form in forms))
    return None


def _forms(word: str, before: str, lang: str) -> tuple[str, ...]:
    """How to name everybody this word could mean; nothing for a word that names everybody already."""
    folded = fold(word)
    if lang != "pt":
        return (ENGLISH[folded],) if folded in ENGLISH else ()
    if IN_OR.search(folded):
        return _in_or(word.lower(), folded)
    if not before and IN_ORA.search(folded):
        feminine = word.lower()
        return (feminine[:-2] + "es" if folded.endswith("s") else feminine[:-1]), feminine
    if before in NEUTRAL and ADJECTIVE.search(folded):
        return word.lower(), word.lower()[:-1] + "a"
    plural = "s" if folded.endswith("s") else ""
    # A feminine form counts at the beginning only: further on it is the thing (música, técnica, secretária).
    pair = TO_FEMININE.get(folded.removesuffix("s")) or (not before and TO_MASCULINE.get(folded.removesuffix("s")))
    return tuple(form + plural for form in pair) if pair else ()


def _in_or(word: str, folded: str) -> tuple[str, ...]:
    if folded in NOT_PEOPLE or folded.removesuffix("es") in NOT_PEOPLE:
        return ()
    if folded in ("ator", "atores"):
        return ("ator", "atriz") if folded == "ator" else ("atores", "atrizes")
    return (word, word[:-2] + "as") if folded.endswith("es") else (word, word + "a")
