"""What a CV mentions is found where it stands; what it denies or only seems to say does not count."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.text.normalise import normalise
from tests.matching.taxonomy.words import LABELS

NAMES = [label for label in LABELS if label.lang == "en" and label.concept_kind != "sector" and "/" not in label.text]
STRONG = [label for label in NAMES if label.text not in {"React", "Swift", "Go", "C", "stage"}]


def named(linker, text, lang="en"):
    return [(text[s.start : s.end], s.concept_id) for s in linker.find(text, lang) if not s.negated]


def denied(linker, text, lang="en"):
    return {text[s.start : s.end] for s in linker.find(text, lang) if s.negated}


def test_neighbours_are_both_found(linker):
    assert named(linker, "Photoshop Illustrator") == [
        ("Photoshop", "tool/photoshop"),
        ("Illustrator", "tool/illustrator"),
    ]


def test_the_longest_name_wins(linker):
    assert named(linker, "Adobe Photoshop and Ableton Live") == [
        ("Adobe Photoshop", "tool/photoshop"),
        ("Ableton Live", "tool/ableton-live"),
    ]


@pytest.mark.parametrize(
    ("text", "lang", "said", "concept"),
    [
        pytest.param("Faço Ilustrações.", "pt", "Ilustrações", "skill/illustration", id="plural"),
        pytest.param("designers gráficas", "pt", "designers gráficas", "occupation/graphic-designer", id="gender"),
        pytest.param("vídeo e edição", "pt", "vídeo e edição", "skill/video-editing", id="word order"),
        pytest.param("edição do vídeo", "pt", "edição do vídeo", "skill/video-editing", id="other filler"),
        pytest.param("motion\ndesign", "en", "motion\ndesign", "skill/motion-design", id="broken line"),
        pytest.param("Blender, ilustrator, Maya", "en", "ilustrator", "tool/illustrator", id="a slip in a list"),
        pytest.param("software developper", "en", "software developper", "occupation/programmer", id="a slip in two words"),
        pytest.param("motion design em 2019", "pt", "motion design", "skill/motion-design", id="an English name"),
        pytest.param("ilustrac\u0327a\u0303o", "pt", "ilustrac\u0327a\u0303o", "skill/illustration", id="combining marks"),
    ],
)  # fmt: skip
def test_a_name_is_found_as_it_is_written(linker, text, lang, said, concept):
    assert (said, concept) in named(linker, text, lang)


def test_punctuation_parts_names(linker):
    assert named(linker, "We value motion. Design matters; video, editing") == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        pytest.param("I use React with TypeScript.", "React", id="written as a name"),
        pytest.param("html, react, typescript", "react", id="in a list"),
        pytest.param("Skills: C, C++, Go", "C", id="one letter in a list"),
        pytest.param("Skills: C, C++, Go", "Go", id="two letters in a list"),
    ],
)
def test_a_weak_word_counts_in_company(linker, text, said):
    assert said in [name for name, _ in named(linker, text)]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("I react quickly to TypeScript bugs", id="a verb near a tool"),
        pytest.param("React.", id="alone"),
        pytest.param("A swift worker on stage, I go far", id="prose"),
        pytest.param("on stage and motion design", id="a place"),
        pytest.param("write to ana@react.dev, www.swift.com/go, TypeScript", id="addresses"),
        pytest.param("leaving, Photoshop", id="an ordinary word one letter from a craft"),
    ],
)
def test_a_weak_word_alone_does_not_count(linker, text):
    weak = {"tool/react", "tool/swift", "tool/go", "tool/c", "skill/stage", "craft/weaving"}
    assert not weak & {concept for _, concept in named(linker, text)}


@pytest.mark.parametrize(
    ("text", "lang", "no"),
    [
        ("No experience with Maya, Blender or Photoshop.", "en", {"Maya", "Blender", "Photoshop"}),
        ("I do not know Maya, but Blender well", "en", {"Maya"}),
        ("I don't use Blender. Maya daily.", "en", {"Blender"}),
        ("Never worked with C++; C# for years", "en", {"C++"}),
        ("Maya: none\nBlender (no experience), Photoshop", "en", {"Maya", "Blender"}),
        ("Sem experiência em Maya; domino Blender", "pt", {"Maya"}),
        ("Não domino Maya nem Blender, mas uso Photoshop", "pt", {"Maya", "Blender"}),
        ("Não sei Maya. Ilustração sim", "pt", {"Maya"}),
        ("Sin experiencia en Maya, programador", "es", {"Maya", "programador"}),
        ("no experience with Maya", None, {"Maya"}),
        ("Not only Maya", "en", set()),
        ("Trabalho no Photoshop e no Blender", "pt", set()),
        ("Associação sem fins lucrativos: ilustração", "pt", set()),
    ],
)
def test_what_is_denied(linker, text, lang, no):
    assert denied(linker, text, lang) == no


def test_only_the_asked_kinds_come(linker):
    assert named(linker, "Photoshop, programmer")[1:] == [("programmer", "occupation/programmer")]
    assert [s.concept_id for s in linker.find("Photoshop, programmer", "en", kinds=["tool"])] == ["tool/photoshop"]


def test_sectors_are_not_skills(linker):
    assert named(linker, "design") == []


@given(
    st.lists(st.tuples(st.sampled_from(STRONG), st.sampled_from([", ", "; ", "\n\n", " | ", " (x), "])), max_size=12),
    st.text(alphabet="xyzw éñ\u0301\u00ad½\n", max_size=20),
)
def test_every_exact_name_is_found_where_it_stands(linker, parts, filler):
    text = filler + ". "
    expected = []
    for label, between in parts:
        expected.append((len(text), len(text) + len(label.text), label.concept_id))
        text += label.text + between
    spans = linker.find(text, "en")
    # A sign at an edge (".NET") belongs to the name, so the places agree to the letter.
    assert [(s.start, s.end, s.concept_id) for s in spans if s.confidence == 1.0] == expected
    for span in spans:
        if span.confidence == 1.0:
            assert normalise(text[span.start : span.end]) == normalise(span.label)


@given(st.text(), st.sampled_from(["en", "pt", "es", "xx", None]))
def test_odd_input_never_crashes(linker, text, lang):
    end = 0
    for span in linker.find(text, lang):
        assert end <= span.start < span.end <= len(text)
        assert 0 < span.confidence <= 1
        end = span.end


@pytest.mark.slow
@pytest.mark.parametrize("unit", ["Photoshop, ", "no experience with Maya ", "react ", "\n", "a", "video ", "Maya:"])
def test_five_megabytes_stay_linear(linker, unit):
    def seconds(size):
        text = (unit * (size // len(unit) + 1))[:size]
        begin = time.process_time()
        linker.find(text, "en")
        return time.process_time() - begin

    seconds(10_000)
    small, large = seconds(500_000), seconds(5_000_000)
    assert large < 40 * max(small, 0.02)
