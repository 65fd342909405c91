"""Places people write beside an employer: a town is not whom somebody worked for."""

import re

from backend.profiles.reading.tongues import fold

COUNTRIES = (
    "portugal|espanha|spain|espana|franca|france|alemanha|germany|deutschland|italia|italy|reino unido|"
    "united kingdom|uk|inglaterra|england|escocia|scotland|irlanda|ireland|paises baixos|holanda|netherlands|"
    "the netherlands|belgica|belgium|suica|switzerland|austria|polonia|poland|suecia|sweden|dinamarca|denmark|"
    "noruega|norway|finlandia|finland|republica checa|czech republic|czechia|hungria|hungary|grecia|greece|"
    "romenia|romania|ucrania|ukraine|brasil|brazil|angola|mocambique|mozambique|cabo verde|cape verde|"
    "estados unidos|eua|usa|united states|canada|mexico|argentina|luxemburgo|luxembourg|pt|es|fr|de"
)
TOWNS = (
    "aveiro|barcelos|beja|braga|braganca|caldas da rainha|castelo branco|chaves|coimbra|covilha|espinho|"
    "esposende|evora|fafe|famalicao|vila nova de famalicao|faro|figueira da foz|funchal|guarda|guimaraes|lamego|"
    "leiria|lisboa|lisbon|loule|maia|matosinhos|melgaco|mirandela|moncao|oeiras|ovar|penafiel|ponta delgada|"
    "ponte da barca|ponte de lima|portalegre|portimao|porto|oporto|povoa de varzim|santarem|santo tirso|setubal|"
    "sintra|tomar|torres vedras|valenca|viana do castelo|vila do conde|vila nova de gaia|vila real|viseu|vizela|"
    "amares|terras de bouro|montalegre|vigo|ourense|pontevedra|santiago de compostela|a coruna|lugo|tui|madrid|"
    "barcelona|bilbao|valencia|sevilla|seville|salamanca|paris|lyon|marseille|london|londres|manchester|bristol|"
    "glasgow|edinburgh|dublin|berlin|berlim|hamburg|munich|amsterdam|amesterdao|rotterdam|utrecht|brussels|"
    "bruxelas|antwerp|geneva|genebra|zurich|vienna|viena|milan|milano|milao|roma|rome|turin|torino|prague|praga|"
    "warsaw|budapest|copenhagen|stockholm|oslo|helsinki|new york|rio de janeiro|sao paulo|luanda|maputo"
)
MANNERS = "remote|remoto|remota|teletrabalho|hybrid|hibrido|on site|presencial|online|freelance|freelancer"
KNOWN = frozenset("|".join((COUNTRIES, TOWNS, MANNERS)).split("|"))


def is_place(words: str) -> bool:
    """Whether words name only a town, a country, or the manner of working: "Braga, Portugal", "(remote)"."""
    pieces = [re.sub(r"[^\w ]+", " ", piece).strip() for piece in re.split(r"[,/()–—|·]| - ", fold(words))]
    said = [" ".join(piece.split()) for piece in pieces if piece]
    return bool(said) and all(piece in KNOWN for piece in said)
