"""The little grammar that texts need: verbs in the first person, contractions, lists, gender, articles."""

import re
import tomllib
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

from backend.seed.world.chance import Chance

_SOFT = {"c": "qu", "g": "gu", "ç": "c"}  # before an e: ficar, fiquei

_MARKED = re.compile(r"\*(fazê-las cumprir|[^\s,.;]+)")
_NUMBER = re.compile(r"\{(\d+)-(\d+)\}")
_GENDER = re.compile(r"\[([^|\]]*)\|([^\]]*)\]")

# Municipalities that carry an article: no Porto, na Maia. All others stand bare: em Braga.
_ARTICLES = {"Porto": "o", "Maia": "a", "Trofa": "a", "Póvoa de Varzim": "a", "Póvoa de Lanhoso": "a"}
_ARTICLES |= {"Marco de Canaveses": "o", "Peso da Régua": "o"}
_FOUND = {"o": "no", "a": "na", "": "em"}
_FROM = {"o": "do", "a": "da", "": "de"}


@cache
def _irregular(lang: str) -> dict[str, Any]:
    found: dict[str, Any] = tomllib.loads((Path(__file__).parent / "verbs.toml").read_text("utf-8"))[lang]
    return found


def in_town(town: str, lang: str = "pt") -> str:
    """`no Porto`, `na Maia`, `em Braga`; in English always `in …`."""
    return f"{_FOUND[_ARTICLES.get(town, '')]} {town}" if lang == "pt" else f"in {town}"


def of_town(town: str, lang: str = "pt") -> str:
    """`do Porto`, `da Maia`, `de Braga`; in English `of …`."""
    return f"{_FROM[_ARTICLES.get(town, '')]} {town}" if lang == "pt" else f"of {town}"


def present(verb: str) -> str:
    """A Portuguese infinitive as `I do`: montar, monto."""
    if verb in _irregular("pt"):
        return str(_irregular("pt")[verb][0])
    if verb.endswith(("cer", "cir")):
        return f"{verb[:-3]}ço"
    if verb.endswith("ear"):
        return f"{verb[:-2]}io"
    if verb.endswith(("ger", "gir")):
        return f"{verb[:-3]}jo"
    return f"{verb[:-2]}o"


def past(verb: str) -> str:
    """A Portuguese infinitive as `I did`: ficar, fiquei."""
    if verb in _irregular("pt"):
        return str(_irregular("pt")[verb][1])
    stem = verb[:-2]
    if verb.endswith("ar"):
        return f"{stem[:-1]}{_SOFT.get(stem[-1], stem[-1])}ei"
    return f"{stem}i"


def past_en(verb: str) -> str:
    """An English verb as `I did`: edit, edited."""
    if verb in _irregular("en"):
        return str(_irregular("en")[verb])
    if verb.endswith("e"):
        return f"{verb}d"
    if verb.endswith("y") and verb[-2] not in "aeiou":
        return f"{verb[:-1]}ied"
    return f"{verb}ed"


def infinitive(task: str) -> str:
    """A task as it stands: `montar filmes`."""
    return _MARKED.sub(r"\1", task)


def i_do(task: str, lang: str) -> str:
    """A task as somebody tells it who does it now: `monto filmes`, `I edit films` (without the I)."""
    return _MARKED.sub(lambda found: present(found[1]) if lang == "pt" else found[1], task)


def i_did(task: str, lang: str) -> str:
    """A task as somebody tells it who did it then: `montei filmes`, `edited films`."""
    return _MARKED.sub(lambda found: past(found[1]) if lang == "pt" else past_en(found[1]), task)


def numbered(text: str, chance: Chance) -> str:
    """Draws the numbers of a text, round ones where they are big: `{10-40} filmes` becomes `24 filmes`."""

    def draw(found: re.Match[str]) -> str:
        low, high = int(found[1]), int(found[2])
        step = 100 if high >= 1000 else 10 if high >= 200 else 5 if high >= 60 else 1
        return str(chance.round(low, high, step))

    return _NUMBER.sub(draw, text)


def gendered(text: str, gender: str) -> str:
    """Chooses the form: `[o|a]` becomes `o` or `a`."""
    return _GENDER.sub(lambda found: found[1] if gender == "m" else found[2], text)


def listed(things: Sequence[str], lang: str) -> str:
    """`a, b e c`, or `a, b and c`."""
    if len(things) < 2:
        return "".join(things)
    return f"{', '.join(things[:-1])} {'e' if lang == 'pt' else 'and'} {things[-1]}"


def capital(text: str) -> str:
    """The first letter big, the rest untouched."""
    return text[:1].upper() + text[1:]


def bare(thing: str) -> str:
    """A noun phrase without its article: `um filme` becomes `filme`."""
    first, _, rest = thing.partition(" ")
    return rest if first in {"um", "uma", "o", "a", "os", "as", "an", "the", "uns", "umas"} else thing
