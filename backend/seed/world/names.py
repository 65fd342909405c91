"""Names of people, schools and employers, all invented or too common to mean anybody."""

from typing import NamedTuple

from backend.seed.world import grammar
from backend.seed.world.chance import Chance
from backend.seed.world.places import Town

WOMEN = (
    "Ana|Alice|Adriana|Alexandra|Amélia|Andreia|Aurora|Beatriz|Benedita|Branca|Bruna|Camila|Carlota|Carolina|Catarina|"
    "Cecília|Celeste|Clara|Cláudia|Constança|Cristina|Daniela|Débora|Diana|Dulce|Elisa|Ema|Emília|Ester|Eva|Fátima|"
    "Filipa|Flávia|Francisca|Gabriela|Glória|Graça|Helena|Inês|Irene|Isabel|Ivone|Jéssica|Joana|Júlia|Lara|Laura|Leonor|"
    "Lídia|Liliana|Lúcia|Luísa|Madalena|Mafalda|Manuela|Margarida|Maria João|Mariana|Marisa|Marta|Matilde|Mónica|Natália|"
    "Noémia|Olívia|Patrícia|Paula|Raquel|Rita|Rosa|Rute|Sandra|Sara|Sílvia|Sofia|Sónia|Susana|Tânia|Telma|Teresa|"
    "Vanessa|Vera|Verónica|Virgínia|Vitória|Zélia"
).split("|")
MEN = (
    "Abel|Adriano|Afonso|Alberto|Alexandre|Álvaro|André|António|Artur|Augusto|Bernardo|Bruno|Carlos|César|Cristiano|"
    "Daniel|David|Diogo|Domingos|Duarte|Edgar|Eduardo|Elias|Emanuel|Ernesto|Fábio|Fausto|Fernando|Filipe|Francisco|"
    "Frederico|Gabriel|Gaspar|Gil|Gonçalo|Guilherme|Gustavo|Heitor|Hélder|Henrique|Horácio|Hugo|Ivo|Jaime|João|João Pedro|"
    "Joaquim|Jorge|José|Júlio|Leandro|Leonel|Lourenço|Luís|Manuel|Marco|Mário|Martim|Mateus|Miguel|Nelson|Nuno|Óscar|"
    "Paulo|Pedro|Rafael|Raul|Ricardo|Rodrigo|Rogério|Rúben|Rui|Salvador|Samuel|Sérgio|Simão|Tiago|Tomás|Valter|Vasco|"
    "Vicente|Vítor|Xavier"
).split("|")
SURNAMES = (
    "Abreu|Afonso|Aguiar|Alves|Amaral|Amorim|Andrade|Antunes|Araújo|Azevedo|Barbosa|Barros|Bastos|Borges|Braga|Brandão|"
    "Brito|Cabral|Caldas|Campos|Cardoso|Carneiro|Carvalho|Castro|Coelho|Correia|Costa|Couto|Cunha|Dias|Domingues|Duarte|"
    "Esteves|Faria|Fernandes|Ferraz|Ferreira|Fonseca|Freitas|Garcia|Gomes|Gonçalves|Guedes|Lacerda|Leal|Leite|Lemos|Lima|"
    "Lobo|Lopes|Loureiro|Macedo|Machado|Magalhães|Maia|Marinho|Marques|Martins|Matos|Meireles|Melo|Mendes|Mesquita|"
    "Miranda|Monteiro|Morais|Moreira|Mota|Moura|Neves|Nogueira|Novais|Nunes|Oliveira|Pacheco|Paiva|Peixoto|Pereira|Pinho|"
    "Pinto|Pires|Queirós|Ramalho|Ramos|Rebelo|Reis|Ribeiro|Rocha|Rodrigues|Sá|Sampaio|Santos|Saraiva|Seixas|Sequeira|"
    "Silva|Simões|Soares|Sousa|Tavares|Teixeira|Torres|Valente|Vasconcelos|Vaz|Veiga|Veloso|Viana|Vieira|Vilela|Xavier"
).split("|")
JOINED = {"Costa": "da", "Silva": "da", "Rocha": "da", "Cunha": "da", "Mota": "da", "Santos": "dos", "Neves": "das"}


class Origin(NamedTuple):
    """Where somebody who came from elsewhere learnt to speak."""

    language: str
    women: str
    men: str
    surnames: str


ORIGINS = (
    Origin(
        "language/pt",
        "Thaís|Larissa|Jussara|Bianca",
        "Caio|Murilo|Thiago|Renan",
        "Bezerra|Cavalcante|Siqueira|Pinheiro",
    ),
    Origin("language/kea", "Edna|Neusa|Ivânia", "Admilson|Djony|Nilton", "Tavares|Varela|Semedo|Évora"),
    Origin("language/uk", "Oksana|Iryna|Daryna", "Taras|Andriy|Bohdan", "Kovalenko|Bondar|Melnyk|Tkachenko"),
    Origin("language/gl", "Uxía|Antía|Noa", "Brais|Xoán|Anxo", "Outeiro|Castiñeira|Rial|Barreiro"),
    Origin("language/ro", "Ioana|Mihaela|Anca", "Radu|Ciprian|Vlad", "Popescu|Munteanu|Ciobanu|Lungu"),
    Origin("language/it", "Chiara|Giulia|Elena", "Matteo|Davide|Luca", "Ferrante|Moretti|Bassi|Galli"),
    Origin("language/fr", "Camille|Élodie|Manon", "Julien|Bastien|Théo", "Lambert|Mercier|Fontaine|Perrin"),
    Origin("language/de", "Katrin|Lena|Svenja", "Jonas|Matthias|Florian", "Brandt|Vogel|Kessler|Lorenz"),
    Origin("language/en", "Hannah|Erin|Molly", "Callum|Ewan|Rhys", "Whitcombe|Ashdown|Mackey|Harrop"),
    Origin("language/hi", "Priya|Ananya|Meera", "Rohan|Arjun|Vikram", "Nair|Kulkarni|Deshmukh|Rao"),
)

POLYTECHNICS = (
    "do Alto Sabor",
    "das Terras de Basto",
    "do Vale do Sousa",
    "da Raia Norte",
    "do Baixo Minho",
    "do Corgo",
)
UNIVERSITIES = ("das Ribeiras", "do Entre-Rios", "da Foz do Norte", "dos Três Vales")
ACADEMIES = (
    "Escola Superior de Artes",
    "Escola Superior de Design",
    "Escola Superior Artística",
    "Conservatório Superior",
)
SCHOOLS = (
    "Escola Profissional",
    "Escola Secundária Artística",
    "Escola de Artes e Ofícios",
    "Centro de Formação Profissional",
)
BYS = (
    "do Ave",
    "do Lima",
    "do Tâmega",
    "do Tua",
    "do Sabor",
    "do Cávado",
    "do Leça",
    "do Neiva",
    "do Corgo",
    "do Coura",
)


def draw_name(chance: Chance, gender: str) -> str:
    """A first name and two surnames, as usual here."""
    first = chance.one(WOMEN if gender == "f" else MEN)
    middle, last = chance.some(SURNAMES, 2)
    if chance.yes(0.2) and last in JOINED:
        last = f"{JOINED[last]} {last}"
    return f"{first} {last}" if chance.yes(0.45) else f"{first} {middle} {last}"


def draw_foreign_name(chance: Chance, gender: str, origin: Origin) -> str:
    """A first name and a surname from elsewhere."""
    first = chance.one((origin.women if gender == "f" else origin.men).split("|"))
    return f"{first} {chance.one(origin.surnames.split('|'))}"


def draw_school(chance: Chance, eqf: int, town: Town) -> str:
    """A school of that level: an invented one, or one that is named by what it is."""
    if eqf <= 4:
        return chance.one(
            [f"{chance.one(SCHOOLS)} {grammar.of_town(town.name)}", f"Escola Profissional {chance.one(BYS)}"]
        )
    if eqf == 5:
        return f"Instituto Politécnico {chance.one(POLYTECHNICS)}"
    return chance.one(
        [
            f"Instituto Politécnico {chance.one(POLYTECHNICS)}",
            f"Universidade {chance.one(UNIVERSITIES)}",
            f"{chance.one(ACADEMIES)} {chance.one(BYS)}",
        ]
    )
