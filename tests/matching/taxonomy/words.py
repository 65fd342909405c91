"""A small vocabulary with every trap in it: weak words, genders, signs, two languages."""

from matching.taxonomy.labels import Label

_CONCEPTS = {
    "tool/photoshop": ("tool", {"en": ["Adobe Photoshop", "Photoshop"], "pt": ["Adobe Photoshop", "Photoshop"]}),
    "tool/illustrator": ("tool", {"en": ["Illustrator"], "pt": ["Illustrator"]}),
    "tool/react": ("tool", {"en": ["React", "React.js"], "pt": ["React"]}),
    "tool/swift": ("tool", {"en": ["Swift"], "pt": ["Swift"]}),
    "tool/typescript": ("tool", {"en": ["TypeScript"], "pt": ["TypeScript"]}),
    "tool/blender": ("tool", {"en": ["Blender"], "pt": ["Blender"]}),
    "tool/maya": ("tool", {"en": ["Maya"], "pt": ["Maya"]}),
    "tool/go": ("tool", {"en": ["Go", "Golang"], "pt": ["Go"]}),
    "tool/c": ("tool", {"en": ["C"], "pt": ["C"]}),
    "tool/cpp": ("tool", {"en": ["C++"], "pt": ["C++"]}),
    "tool/csharp": ("tool", {"en": ["C#"], "pt": ["C#"]}),
    "tool/dotnet": ("tool", {"en": [".NET"], "pt": [".NET"]}),
    "tool/ableton-live": ("tool", {"en": ["Ableton Live"], "pt": ["Ableton Live"]}),
    "skill/motion-design": ("skill", {"en": ["motion design"], "pt": ["design em movimento", "motion design"]}),
    "skill/video-editing": ("skill", {"en": ["video editing"], "pt": ["edição de vídeo"]}),
    "skill/illustration": ("skill", {"en": ["illustration"], "pt": ["ilustração"]}),
    "skill/stage": ("skill", {"en": ["stage"], "pt": ["palco"]}),
    "skill/programming": ("skill", {"en": ["programming"], "pt": ["programação"]}),
    "craft/weaving": ("craft", {"en": ["weaving"], "pt": ["tecelagem"]}),
    "occupation/programmer": (
        "occupation",
        {"en": ["programmer", "software developer"], "pt": ["programador", "programadora"], "es": ["programador"]},
    ),
    "occupation/graphic-designer": (
        "occupation",
        {"en": ["graphic designer"], "pt": ["Designer gráfico/Designer gráfica"]},
    ),
    "language/pt": ("language", {"en": ["Portuguese"], "pt": ["português"]}),
    "sector/design": ("sector", {"en": ["design"], "pt": ["design"]}),
}

LABELS = [
    Label(concept_id, lang, text, "alternative" if place else "preferred", kind)
    for concept_id, (kind, names) in _CONCEPTS.items()
    for lang, texts in names.items()
    for place, text in enumerate(texts)
]
