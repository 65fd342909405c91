"""Small words that carry the grammar of a CV: fillers, connectors, ambiguous names, and ways to say no.

All folded. A language that is missing has no fillers and no words of denial of its own.
"""

from collections.abc import Mapping
from typing import TypeAlias

Phrase: TypeAlias = tuple[str, ...]


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


FILLERS: Mapping[str, frozenset[str]] = {
    "en": _words("a an the of in on for to and or with by at from as"),
    "pt": _words("a o as os um uma de do da dos das em no na nos nas para por e ou com ao aos"),
    "es": _words("a al el la los las un una de del en para por y e o u con lo"),
    "fr": _words("a au aux le la les un une de du des d l en pour par et ou avec dans sur"),
    "it": _words("a al il lo la i gli le un una di del della dei delle in per da e o con"),
}
CONNECTORS = _words("and or e ou y o et with com con avec")

# Names of real skills and tools that are also everyday words; vocabularies may flag more of their own.
WEAK = _words(
    "react swift spring cut live stage go rust ruby dash flask express ant make less sketch processing max reason "
    "logic access word pages numbers notes notion slack teams craft set form act mix master edit draw dance sing run "
    "lead line color colour light sound print press motion flash pure it ar pr hr ps ai id "
    "corte palco montagem luz som cor prensa vida cena escena directo arte obra ritmo voz"
) | {"ao vivo", "en vivo"}

DENIALS: Mapping[str, frozenset[Phrase]] = {
    "en": frozenset(
        tuple(cue.split())
        for cue in (
            "no", "not", "never", "without", "cannot", "lack", "lacking", "nor", "neither", "unfamiliar with", "don t",
            "doesn t", "haven t", "can t", "didn t",
        )
    ),
    "pt": frozenset((cue,) for cue in ("sem", "nao", "nunca", "nem", "jamais", "nenhum", "nenhuma")),
    "es": frozenset((cue,) for cue in ("sin", "no", "nunca", "ni", "jamas", "ningun", "ninguna")),
    "fr": frozenset((cue,) for cue in ("sans", "jamais", "aucun", "aucune", "pas", "ni")),
}  # fmt: skip

# Said of a whole list ("no experience with Maya, Blender or Houdini"), and plain in any language's text.
FULL_DENIALS: frozenset[Phrase] = frozenset(
    tuple(cue.split())
    for cue in (
        "no experience", "no prior experience", "no previous experience", "no knowledge", "no skills",
        "without experience", "without any experience", "without knowledge", "lack of experience",
        "little or no experience", "not familiar with", "not experienced", "not proficient", "do not know",
        "don t know", "do not use", "don t use", "do not have experience", "don t have experience", "never used",
        "never worked", "never learned", "never learnt", "have not used", "haven t used", "cannot use", "can t use",
        "sem experiencia", "sem qualquer experiencia", "sem nenhuma experiencia", "sem conhecimento",
        "sem conhecimentos", "nao domino", "nao sei", "nao conheco", "nao uso", "nao utilizo", "nao trabalho",
        "nao trabalhei", "nao tenho experiencia", "nao tenho conhecimentos", "nunca usei", "nunca utilizei",
        "nunca trabalhei", "nenhuma experiencia", "sin experiencia", "sin conocimientos", "no domino", "no se usar",
        "no conozco", "no uso", "no utilizo", "no manejo", "no tengo experiencia", "no tengo conocimientos",
        "nunca use", "nunca he usado", "nunca he trabajado", "sans experience", "aucune experience",
        "aucune connaissance", "je ne connais pas", "je ne maitrise pas", "pas d experience",
    )
)  # fmt: skip
# "Maya: none", "Unity (nenhuma)": a denial that stands after its name.
ANSWERS = _words("none no never nenhum nenhuma nao nunca ninguno ninguna nada aucun aucune")
# "not only Maya", "sem fins lucrativos": what follows shows that nothing is denied.
EXCEPTIONS = _words(
    "only just so apenas somente solo solamente doubt problem problems limits fins duvida problema problemas limites "
    "animo seulement"
)
# After these a denial reaches no further ("no Maya, but Blender") …
TURNS = _words(
    "but however although though yet except mas porem contudo todavia embora excepto exceto pero aunque sino salvo "
    "mais cependant sauf know use uso sei domino conheco tenho conozco manejo tengo experienced proficient"
)
# … but what is denied is often the ability itself ("nem domino Blender"), and then all that it is said of.
ABILITIES = _words(
    "know use used using work worked have had master handle understand experienced proficient familiar skilled fluent "
    "comfortable confident able uso usei usar sei saber domino dominar conheco conhecer tenho tive utilizo utilizei "
    "utilizar trabalho trabalhei trabalhar percebo entendo conozco conocer manejo manejar tengo utilizar trabajo "
    "connais connaitre maitrise maitriser utilise utiliser sais"
)
# Words that may stand between a denial and what it denies.
ADVERBS = _words(
    "really actually even yet ever still currently now at all well bem sequer ainda muito atualmente realmente bien "
    "todavia aun siquiera encore vraiment"
)
# "Figma, que ainda não conheço": these tie a denial to the name before it.
RELATIVES = _words("que which that quais cuales qui")
SUBJECTS = _words("i ve we eu yo je have he ai as os a o lo la los las")

# A wish says nothing about what somebody can do: neither that they can nor that they cannot.
WISHES: frozenset[Phrase] = frozenset(
    tuple(cue.split())
    for cue in (
        "want to", "wants to", "wanting to", "would like to", "would love to", "d like to", "d love to", "hope to",
        "hoping to", "wish to", "wishing to", "eager to", "keen to", "curious to", "ready to learn", "willing to learn",
        "looking to", "looking forward to", "looking for", "plan to", "planning to", "aim to", "aiming to",
        "aspire to", "aspiring", "dream of", "seeking", "interested in", "interest in", "to learn", "yet to learn",
        "currently learning", "now learning", "still learning", "just learning", "also learning", "am learning",
        "m learning", "are learning", "been learning", "start learning", "started learning", "begun learning",
        "began learning", "keep learning", "learning to", "learning how", "teaching myself", "currently studying",
        "first steps in", "quero", "queria", "gostava de", "gostaria de", "adorava", "adoraria", "pretendo", "desejo",
        "espero", "ambiciono", "tenciono", "sonho em", "sonho com", "vontade de", "hei de", "vou comecar",
        "vou estudar", "aprender", "aprendendo", "estou a estudar", "a descobrir", "interesse em", "interesse por",
        "interessado em", "interessada em", "interessa me", "interesso me por", "procuro", "a procura de",
        "curiosidade por", "curiosidade em", "primeiros passos", "quiero", "quisiera", "me gustaria", "aprendiendo",
        "deseo", "busco", "interesado en", "interesada en", "je veux", "je voudrais", "je souhaite", "j aimerais",
        "apprendre", "j apprends", "interesse par",
    )
)  # fmt: skip
# "Blender (learning)", "Unity: em aprendizagem": a wish that stands after its name.
UNDERWAY = _words("learning aprendizagem aprendizaje apprentissage aprender")
