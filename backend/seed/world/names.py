"""Names of people and schools, all invented or too common to mean anybody."""

from dataclasses import dataclass
from functools import cache

from backend.seed.world import grammar
from backend.seed.world.chance import Chance
from backend.seed.world.known import is_known
from backend.seed.world.phrases import table, words
from backend.seed.world.places import Town

JOINED = {"Costa": "da", "Silva": "da", "Rocha": "da", "Cunha": "da", "Mota": "da", "Santos": "dos", "Neves": "das"}
ARTS, MUSIC = "field/isced-021", "field/isced-0215"


@dataclass(frozen=True, slots=True)
class Origin:
    """Where somebody who came from elsewhere learnt to speak."""

    language: str
    women: str
    men: str
    surnames: str


@cache
def origins() -> tuple[Origin, ...]:
    """Where newcomers come from."""
    return tuple(Origin(**raw) for raw in table("names")["origin"])


@cache
def named(what: str) -> list[str]:
    """One of the lists of names."""
    return words(table("names")[what])


def draw_name(chance: Chance, gender: str, origin: Origin | None) -> str:
    """A name that is nobody's in particular."""
    while True:
        name = _foreign(chance, gender, origin) if origin else _local(chance, gender)
        if not is_known(name, "people"):
            return name


def _local(chance: Chance, gender: str) -> str:
    """A first name and one or two surnames, as usual here."""
    first = chance.one(named("women" if gender == "f" else "men"))
    middle, last = chance.some(named("surnames"), 2)
    if chance.yes(0.2) and last in JOINED:
        last = f"{JOINED[last]} {last}"
    return f"{first} {last}" if chance.yes(0.45) else f"{first} {middle} {last}"


def _foreign(chance: Chance, gender: str, origin: Origin) -> str:
    first = chance.one(words(origin.women if gender == "f" else origin.men))
    return f"{first} {chance.one(words(origin.surnames))}"


def draw_school(chance: Chance, eqf: int, field: str, town: Town) -> str:
    """A school of that level and field: an invented one, or one that is named by what it is."""
    by = chance.one(named("by"))
    if eqf <= 4:
        here = f"{chance.one(named('schools'))} {grammar.of_town(town.name)}"
        return chance.one([here, f"Escola Profissional {by}"])
    polytechnic = f"Instituto Politécnico {chance.one(named('polytechnics'))}"
    if eqf == 5:
        return polytechnic
    options = [polytechnic, f"Universidade {chance.one(named('universities'))}"]
    if field.startswith(ARTS):
        options.append(f"Conservatório Superior {by}" if field == MUSIC else f"{chance.one(named('academies'))} {by}")
    return chance.one(options)
