"""What a text denies and what it only wishes for: neither is a claim, and what stands beside them still is."""

import pytest


def found(linker, text, lang):
    spans = linker.find(text, lang)
    claimed = {text[s.start : s.end] for s in spans if not s.negated and not s.wished}
    return (
        claimed,
        {text[s.start : s.end] for s in spans if s.negated},
        {text[s.start : s.end] for s in spans if s.wished},
    )


@pytest.mark.parametrize(
    ("text", "lang", "denied", "claimed"),
    [
        # An ability that is denied turns nothing round.
        ("Não tenho experiência em ilustração nem domino Blender.", "pt", "ilustração|Blender", ""),
        ("Trabalho com Photoshop, mas nem uso Blender.", "pt", "Blender", "Photoshop"),
        ("Nem sei usar Maya", "pt", "Maya", ""),
        ("Nem sequer domino Blender, Maya ou Photoshop.", "pt", "Blender|Maya|Photoshop", ""),
        ("Ainda não conheço bem Blender, Maya", "pt", "Blender|Maya", ""),
        ("Nunca trabalhei com Maya, Blender nem Photoshop", "pt", "Maya|Blender|Photoshop", ""),
        ("Não uso Blender ou domino Maya", "pt", "Blender|Maya", ""),
        ("I don't really use Blender or know Maya", "en", "Blender|Maya", ""),
        ("I have never actually used Maya, Blender", "en", "Maya|Blender", ""),
        ("I am not proficient in Maya, Photoshop", "en", "Maya|Photoshop", ""),
        ("Not yet comfortable with Blender", "en", "Blender", ""),
        ("No tengo práctica con Maya ni manejo Blender", "es", "Maya|Blender", ""),
        ("Je ne sais pas utiliser Blender, Maya", "fr", "Blender|Maya", ""),
        # A denial that names nothing itself is said of the name before it.
        ("Maya e Blender, que ainda não conheço", "pt", "Maya|Blender", ""),
        ("Maya, que nunca usei. Domino Blender.", "pt", "Maya", "Blender"),
        ("Blender ainda não domino.", "pt", "Blender", ""),
        ("Photoshop, Maya, which I have never used", "en", "Maya", "Photoshop"),
        ("Blender (ainda não domino), Photoshop", "pt", "Blender", "Photoshop"),
        ("Maya – not yet", "en", "", "Maya"),
        # Lines break inside clauses.
        ("Sem experiência\nem Maya", "pt", "Maya", ""),
        ("Não tenho experiência em\nBlender. Uso Maya", "pt", "Blender", "Maya"),
        # Negative controls: a denial ends where the clause does.
        ("Não uso Blender, domino Maya", "pt", "Blender", "Maya"),
        ("Não uso Maya mas domino Blender", "pt", "Maya", "Blender"),
        ("Não uso apenas Photoshop, Blender", "pt", "", "Photoshop|Blender"),
        ("Não fumo. Uso Blender", "pt", "", "Blender"),
        ("Sem experiência em Maya\nBlender", "pt", "Maya", "Blender"),
        ("Montagem com Photoshop – no Atelier Norte", "pt", "", "Photoshop"),
        ("I don't know Maya but I use Blender", "en", "Maya", "Blender"),
        ("Photoshop every day. I never work without Blender", "en", "Blender", "Photoshop"),  # missed, not wrong
        ("Nunca falho um prazo, uso Blender", "pt", "", "Blender"),
        ("Conheço Photoshop e não domino Maya", "pt", "Maya", "Photoshop"),
    ],
)  # fmt: skip
def test_what_is_denied_is_not_claimed(linker, text, lang, denied, claimed):
    is_claimed, is_denied, _ = found(linker, text, lang)

    assert (is_denied, is_claimed) == (set(filter(None, denied.split("|"))), set(filter(None, claimed.split("|"))))


@pytest.mark.parametrize(
    ("text", "lang", "wished", "claimed"),
    [
        ("Quero aprender Blender e Maya.", "pt", "Blender|Maya", ""),
        ("Gostava de aprender Maya, Blender", "pt", "Maya|Blender", ""),
        ("Gostaria de trabalhar com Blender", "pt", "Blender", ""),
        ("Estou a aprender Maya; uso Photoshop", "pt", "Maya", "Photoshop"),
        ("Tenho vontade de dominar Blender", "pt", "Blender", ""),
        ("Pretendo vir a usar Maya", "pt", "Maya", ""),
        ("Quero aprender mais sobre Blender", "pt", "Blender", ""),
        ("Procuro trabalho em ilustração", "pt", "ilustração", ""),
        ("Currently learning Blender", "en", "Blender", ""),
        ("I'd love to learn Maya and Blender", "en", "Maya|Blender", ""),
        ("I want to learn Maya, but I use Blender", "en", "Maya", "Blender"),
        ("I am eager to try motion design", "en", "motion design", ""),
        ("Looking to move into motion design", "en", "motion design", ""),
        ("Blender (learning), Photoshop", "en", "Blender", "Photoshop"),
        ("Maya – a aprender\nPhotoshop", "pt", "Maya", "Photoshop"),
        ("Blender: em aprendizagem; Maya", "pt", "Blender", "Maya"),
        ("Maya (quero aprender), Blender", "pt", "Maya", "Blender"),
        ("Quiero aprender Blender", "es", "Blender", ""),
        ("I would love to learn\nBlender. I use Maya", "en", "Blender", "Maya"),
        ("Gostava de aprender Blender\nMaya", "pt", "Blender", "Maya"),
        # Negative controls: learnt is not wished for, and learning is also a subject.
        ("Aprendi Blender na escola", "pt", "", "Blender"),
        ("I learned Maya at school", "en", "", "Maya"),
        ("Self-taught Blender, Maya", "en", "", "Blender|Maya"),
        ("Machine learning, Photoshop", "en", "", "Photoshop"),
        ("Photoshop, machine learning", "en", "", "Photoshop"),
        ("E-learning: Photoshop", "en", "", "Photoshop"),
        ("I like to work with Blender", "en", "", "Blender"),
        ("Gosto de Blender", "pt", "", "Blender"),
        ("Ensino Maya. Quero mais tempo. Uso Blender", "pt", "", "Maya|Blender"),
    ],
)
def test_a_wish_is_no_claim(linker, text, lang, wished, claimed):
    is_claimed, is_denied, is_wished = found(linker, text, lang)

    assert (is_wished, is_claimed) == (set(filter(None, wished.split("|"))), set(filter(None, claimed.split("|"))))
    assert is_denied == set()
