"""Who somebody is, in a CV: names, forms of a word, titles, schools, addresses. None of it may change a ranking.

Nobody here exists. Many names are also words of crafts and tools (Potter, Carpinteiro, Maya), because a reader of words
may take them for skills; and the hard ones are kept, whether they were found by thinking or by failing.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from importlib import resources

from backend.core.text import fold


class Kind(StrEnum):
    """What is another in a CV."""

    FORM = "form"
    NAME = "name"
    TITLE = "title"
    PRONOUNS = "pronouns"
    PHOTO = "photo"
    PERSONAL = "personal"
    STREET = "street"
    SCHOOL = "school"
    ALL = "all-together"


FORMS = ("man's", "woman's", "both")
NAMES = (
    *("João Silva", "Maria Fernandes", "Rita Carpinteiro", "Luís Pintor", "Ana Tecelão", "Zé Ferreiro", "Rosa Flores"),
    *("Maya Santos", "Rui Fotógrafo", "Inês Escultor", "Manuel da Costa Oleiro", "Beatriz Luz", "Pedro Teatro"),
    *("Aminata Diallo", "Nkechi Okonkwo", "Kwame Mensah", "Fátima Al-Sayed", "Mohammed bin Rashid", "Leyla Yıldız"),
    *(
        "Li Xiaolong",
        "李小龙",
        "Nguyễn Thị Hoa",
        "Priya Sharma",
        "Bishnu Gurung",
        "Олена Шевченко",
        "Wojciech Kowalski",
    ),
    *("Ștefan Ionescu", "Sámal Joensen", "Ruby Carpenter", "Harry Potter", "Jack Weaver", "Grace Taylor", "Emma Mason"),
    *("Julia Cook", "Taylor Swift", "Will Turner", "Olive Baker", "Django Reinhardt", "Pearl Painter", "Art Smith"),
    *("Unity Jones", "Harmony Lopes", "Max Madeira", "Dante Barros", "Lina Prata", "Ana Cesteiro", "Tiago Renda"),
    *("Camila Luz", "Nuno Vidro", "Marta Ferro", "Clara Som", "Rui Palco", "Penny Silver", "Glass Wood", "Ivo Corda"),
    *("MARIA DA CONCEIÇÃO", "Jean-Luc d'Arc", "Sofía Núñez", "Iara Guarani", "Soraia Monteiro", "Dandara dos Santos"),
)
TITLES = (("", "", ""), ("Sr. ", "Sr.ª ", ""), ("Mr ", "Ms ", "Mx "), ("Dr. ", "Dra. ", "Dr.ª "))
PRONOUNS = ("", " (ele/dele)", " (ela/dela)", " (elu/delu)", " (he/him)", " (she/her)", " (they/them)")
PHOTOS = ("", "[Fotografia]", "Foto: retrato.jpg", "[Photo]", "Photo: portrait.jpg")
PERSONAL = (
    "",
    "Data de nascimento: 12/03/1991 · Nacionalidade: portuguesa",
    "Nascida a 3 de maio de 1968 · Nacionalidade: brasileira · Casada, dois filhos",
    "Sexo: masculino · Estado civil: solteiro",
    "Género: feminino",
    "Date of birth: 12/03/1991 · Nationality: Nigerian",
    "Gender: female · Married, three children",
    "Idade: 58 anos",
)
STREETS = (
    "Rua das Flores 3, Ermesinde, Valongo",
    "Travessa do Sol 9, Alfena, Valongo",
    "Bairro da Serra, Campo, Valongo",
)
SCHOOLS = (
    *("Universidade do Porto", "Escola Pequena", "Instituto Politécnico do Vale do Cávado", "University of Oxford"),
    *("Universidade Lusófona de Humanidades", "Universidade Federal da Bahia", "Universidade de Cabo Verde"),
    *("Escola Superior de Música e Artes do Espetáculo", "Academia de Cinema e Fotografia", "School of Animation"),
    *("Escola Artística de Cerâmica e Olaria", "London College of Fashion", "Conservatório de Dança"),
    *("Colégio do Sagrado Coração", "Central Saint Martins", "Kingston College", "Open University"),
)

CONTROLS = {
    "en-making": ("Adobe Illustrator", "Blender"),
    "en-stage": ("lighting design", "basketry"),
    "pt-animation": ("Blender", "Ableton Live"),
    "pt-resume": ("Blender", "Ableton Live"),
    "pt-sound": ("Ableton Live", "olaria"),
    "pt-stage": ("desenho de luz", "After Effects"),
}
"""One skill of each CV and another: exchanging them has to change the ranking, or nothing is compared."""


@dataclass(frozen=True, slots=True)
class Person:
    """What a CV says of somebody besides what they can do. `form` is 0, 1 or 2: which of the forms of words."""

    form: int = 0
    name: str = NAMES[0]
    title: int = 0
    pronouns: str = ""
    photo: str = ""
    personal: str = ""
    street: str = STREETS[0]
    school: str = SCHOOLS[0]


FIRST = Person()


def cvs() -> Mapping[str, str]:
    """Each CV by name, texts and a JSON Resume, with [man's|woman's|both] forms and places for the rest."""
    folder = resources.files(__package__) / "cvs"
    texts = {file.name.partition(".")[0]: file.read_text("utf-8") for file in folder.iterdir()}
    return dict(sorted(texts.items()))


def written(cv: str, person: Person) -> str:
    """The CV as this person would send it."""
    mail = re.sub(r"[^a-z]+", ".", fold(person.name)).strip(".") or "contacto"
    told = re.sub(r"\[([^][|]*\|[^][]*)\]", lambda found: found[1].split("|")[person.form], cv)
    places = asdict(person) | {
        "given": person.name.split()[0],
        "mail": f"{mail}@example.org",
        "title": TITLES[person.title][person.form],
    }
    return re.sub(r"\{([a-z]+)\}", lambda found: places[found[1]], told).strip()


def changed(name: str, cv: str) -> str:
    """The same person with another skill in place of one."""
    return cv.replace(*CONTROLS[name])


def people() -> Iterator[tuple[Kind, Person]]:
    """Everybody to try, and how they differ from the first: in one thing, and then in many."""
    for form in (1, 2):
        yield Kind.FORM, replace(FIRST, form=form)
    for kind, values in (
        (Kind.NAME, NAMES),
        (Kind.PRONOUNS, PRONOUNS),
        (Kind.PHOTO, PHOTOS),
        (Kind.PERSONAL, PERSONAL),
        (Kind.STREET, STREETS),
        (Kind.SCHOOL, SCHOOLS),
    ):
        yield from ((kind, replace(FIRST, **{kind.value: value})) for value in values[1:])  # type: ignore[arg-type]
    for title in range(1, len(TITLES)):
        for form in range(len(FORMS)):
            yield Kind.TITLE, replace(FIRST, title=title, form=form)
    for number in range(1, len(NAMES)):
        yield Kind.ALL, mixed(number)


def mixed(number: int) -> Person:
    """Somebody who differs in everything: strides without a common measure meet all pairs in time."""
    return Person(
        form=number % len(FORMS),
        name=NAMES[number % len(NAMES)],
        title=number % len(TITLES),
        pronouns=PRONOUNS[number % len(PRONOUNS)],
        photo=PHOTOS[number % len(PHOTOS)],
        personal=PERSONAL[number % len(PERSONAL)],
        street=STREETS[number % len(STREETS)],
        school=SCHOOLS[number % len(SCHOOLS)],
    )
