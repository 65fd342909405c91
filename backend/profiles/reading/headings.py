"""Headings of CVs in four languages: they cut the text into sections and betray its language."""

import re
from collections import Counter
from dataclasses import dataclass

from backend.profiles.reading.facts import Section, SectionKind, Span
from backend.profiles.reading.tongues import fold

LONGEST = 48

# Folded words, one heading each; `lang -> kind -> headings`.
WORDS: dict[str, dict[SectionKind, str]] = {
    "pt": {
        SectionKind.ABOUT: (
            "sobre mim|sobre|perfil|perfil profissional|resumo|resumo profissional|apresentacao|objetivo|objetivos"
        ),
        SectionKind.EXPERIENCE: (
            "experiencia|experiencia profissional|experiencias|experiencias profissionais|"
            "percurso profissional|historico profissional|carreira|atividade profissional|trabalho|estagios|"
            "experiencia de trabalho"
        ),
        SectionKind.EDUCATION: (
            "educacao|formacao|formacao academica|educacao e formacao|habilitacoes|habilitacoes literarias|"
            "habilitacoes academicas|percurso academico|estudos|escolaridade"
        ),
        SectionKind.SKILLS: (
            "competencias|competencias tecnicas|competencias digitais|competencias pessoais|aptidoes|"
            "ferramentas|software|programas|conhecimentos|conhecimentos tecnicos|competencias profissionais|"
            "aptidoes e competencias pessoais|oficio|tecnicas"
        ),
        SectionKind.LANGUAGES: (
            "linguas|idiomas|competencias linguisticas|linguas estrangeiras|conhecimentos linguisticos"
        ),
        SectionKind.PROJECTS: "projetos|portefolio|portfolio|trabalhos|projetos pessoais|obra|exposicoes",
        SectionKind.COURSES: (
            "formacao complementar|cursos|certificacoes|formacao profissional|workshops|certificados|outras formacoes"
        ),
        SectionKind.VOLUNTEERING: "voluntariado|associativismo|atividades associativas",
        SectionKind.AWARDS: "premios|distincoes|premios e distincoes|bolsas",
        SectionKind.PUBLICATIONS: "publicacoes|artigos",
        SectionKind.INTERESTS: "interesses|passatempos|tempos livres",
        SectionKind.REFERENCES: "referencias|recomendacoes",
        SectionKind.CONTACT: "contactos|contacto|dados pessoais|informacao pessoal|informacoes pessoais|ligacoes",
    },
    "en": {
        SectionKind.ABOUT: (
            "about|about me|profile|summary|professional summary|objective|personal statement|personal profile|bio"
        ),
        SectionKind.EXPERIENCE: (
            "experience|work experience|professional experience|employment|employment history|work history|"
            "career|career history|work|internships|relevant experience"
        ),
        SectionKind.EDUCATION: (
            "education|education and training|academic background|studies|qualifications|training and education"
        ),
        SectionKind.SKILLS: (
            "skills|technical skills|digital skills|key skills|core skills|tools|software|competences|"
            "competencies|expertise|personal skills|skills and tools|tools and skills|craft|techniques"
        ),
        SectionKind.LANGUAGES: "languages|language skills|languages spoken",
        SectionKind.PROJECTS: (
            "projects|portfolio|personal projects|selected work|selected works|exhibitions|selected projects"
        ),
        SectionKind.COURSES: "courses|certifications|certificates|training|workshops|further training",
        SectionKind.VOLUNTEERING: "volunteering|volunteer work|volunteer experience|community",
        SectionKind.AWARDS: "awards|honours|honors|prizes|grants|awards and honours",
        SectionKind.PUBLICATIONS: "publications|papers",
        SectionKind.INTERESTS: "interests|hobbies",
        SectionKind.REFERENCES: "references|recommendations",
        SectionKind.CONTACT: "contact|contacts|personal information|personal details|links|contact details",
    },
    "es": {
        SectionKind.ABOUT: "sobre mi|perfil profesional|resumen|presentacion",
        SectionKind.EXPERIENCE: "experiencia laboral|experiencia profesional|trayectoria profesional",
        SectionKind.EDUCATION: "formacion|educacion|formacion academica|estudios",
        SectionKind.SKILLS: "habilidades|aptitudes|herramientas|conocimientos|competencias digitales",
        SectionKind.LANGUAGES: "idiomas y lenguas|lenguas|competencias linguisticas",
        SectionKind.PROJECTS: "proyectos|portafolio",
        SectionKind.COURSES: "cursos y talleres|formacion complementaria|certificaciones",
        SectionKind.VOLUNTEERING: "voluntariados",
        SectionKind.AWARDS: "premios y becas",
        SectionKind.PUBLICATIONS: "publicaciones",
        SectionKind.INTERESTS: "intereses|aficiones",
        SectionKind.REFERENCES: "referencias personales",
        SectionKind.CONTACT: "datos personales",
    },
    "fr": {
        SectionKind.ABOUT: "a propos|profil|resume",
        SectionKind.EXPERIENCE: (
            "experience professionnelle|experiences professionnelles|experiences|parcours professionnel"
        ),
        SectionKind.EDUCATION: "formation|formations|etudes|diplomes",
        SectionKind.SKILLS: "competences techniques|outils|logiciels|savoir-faire",
        SectionKind.LANGUAGES: "langues",
        SectionKind.PROJECTS: "projets",
        SectionKind.COURSES: "certificats|stages",
        SectionKind.VOLUNTEERING: "benevolat",
        SectionKind.AWARDS: "prix",
        SectionKind.PUBLICATIONS: "articles",
        SectionKind.INTERESTS: "centres d'interet|loisirs",
        SectionKind.REFERENCES: "references professionnelles",
        SectionKind.CONTACT: "coordonnees",
    },
}


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a heading says, and in which languages it is written so."""

    kind: SectionKind
    langs: frozenset[str]


def _meanings() -> dict[str, Meaning]:
    known: dict[str, Meaning] = {}
    for lang, kinds in WORDS.items():
        for kind, words in kinds.items():
            for word in words.split("|"):
                before = known.get(word)
                langs = before.langs if before else frozenset()
                known[word] = Meaning(before.kind if before else kind, langs | {lang})
    return known


MEANINGS = _meanings()


@dataclass(frozen=True, slots=True)
class Outline:
    """The sections of a text, and the language most of its headings are written in (None on a tie)."""

    sections: tuple[Section, ...]
    lang: str | None
    first: int  # where the first heading starts


def outline(text: str) -> Outline:
    """Cuts at every line that is a heading and nothing else."""
    heads: list[tuple[int, int, Meaning]] = []
    at = 0
    for line in text.split("\n"):
        meaning = meaning_of(line)
        if meaning is not None:
            heads.append((at, at + len(line), meaning))
        at += len(line) + 1
    ends = [*(start for start, _, _ in heads), len(text)][1:]
    sections = tuple(
        Section(meaning.kind, _trimmed(text, Span(min(end + 1, stop), stop)))
        for (_, end, meaning), stop in zip(heads, ends, strict=True)
    )
    votes = Counter(lang for _, _, meaning in heads if len(meaning.langs) == 1 for lang in meaning.langs)
    return Outline(sections, _winner(votes), heads[0][0] if heads else len(text))


def meaning_of(line: str) -> Meaning | None:
    """What a line says as a heading; numbers, colons, rules and "&" do not matter."""
    if not line.strip() or len(line) > LONGEST:
        return None
    words = fold(line).replace("&", " e " if "ç" in line.lower() or "ê" in line.lower() else " and ")
    words = re.sub(r"^[\W\d_]+|[\W_]+$", "", words)
    spaced = re.sub(r"(?<=\b\w) (?=\w\b)", "", words)  # "E D U C A T I O N"
    return MEANINGS.get(re.sub(r"\s+", " ", words)) or MEANINGS.get(spaced)


def _winner(votes: Counter[str]) -> str | None:
    ranked = votes.most_common(2)
    if not ranked or ranked[0][1] < 2 or (len(ranked) > 1 and ranked[0][1] == ranked[1][1]):
        return None
    return ranked[0][0]


def _trimmed(text: str, span: Span) -> Span:
    start, end = span.start, span.end
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)
