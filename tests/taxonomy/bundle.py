"""Writes small bundles in the shape of the official ESCO download, with invented contents."""

import csv
from pathlib import Path

BASE = "http://data.europa.eu/esco"
BROADER = ("conceptType", "conceptUri", "broaderType", "broaderUri")
NEEDS = ("occupationUri", "relationType", "skillType", "skillUri")
AKIN = ("originalSkillUri", "originalSkillType", "relationType", "relatedSkillType", "relatedSkillUri")
CONCEPT = ("conceptType", "conceptUri", "preferredLabel", "altLabels", "hiddenLabels", "status", "description", "code")


def occupation(name):
    return f"{BASE}/occupation/{name}"


def skill(name):
    return f"{BASE}/skill/{name}"


def concept(uri, preferred, alternatives=(), *, hidden=(), code="", status="released", kind="Concept"):
    return (kind, uri, preferred, "\n".join(alternatives), "\n".join(hidden), status, "About it,\nin two lines.", code)


def write(folder: Path, file: str, header, rows) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / file).open("w", encoding="utf-8", newline="") as out:
        csv.writer(out).writerows([header, *rows])
    return folder


def small(folder: Path) -> Path:
    """Two languages, one occupation that the starter vocabulary knows, one that it does not."""
    makers, lamps = occupation("makers"), occupation("lamps")
    write(folder, "ISCOGroups_en.csv", CONCEPT, [concept(f"{BASE}/isco/C7314", "Clay people", code="7314")])
    write(
        folder,
        "occupations_en.csv",
        CONCEPT,
        [
            concept(
                makers, "ceramicist", ["kiln person", "Potter", "clay thrower"], hidden=["seramicist"], code="7314.1"
            ),
            concept(lamps, "lamp whisperer", ["lantern coach"], code="7314.2"),
            concept(occupation("gone"), "obsolete lamp person", status="obsolete"),
        ],
    )
    write(
        folder,
        "occupations_es.csv",
        CONCEPT,
        [
            concept(makers, "ceramista de torno", ["alfarero/alfarera"]),
            concept(lamps, "susurrador de lámparas/susurradora de lámparas", ["susurrador de lámparas"]),
        ],
    )
    write(
        folder,
        "skills_en.csv",
        CONCEPT,
        [
            concept(skill("glow"), "tune the glow of lamps", ["glow tuning"]),
            concept(skill("blender"), "Blender (making pictures)"),
            concept(skill("elvish"), "Elvish", ["Quenya"]),
            concept(skill("write-elvish"), "write Elvish"),
        ],
    )
    write(
        folder,
        "skillGroups_en.csv",
        CONCEPT,
        [
            concept(skill("lights"), "working with lights", code="S9.9"),
            concept(skill("tongues"), "tongues", code="L1"),
            concept(f"{BASE}/isced-f/0214", "making things by hand", code="0214"),
            concept(f"{BASE}/isced-f/0219", "arts of other sorts", code="0219"),
        ],
    )
    write(
        folder,
        "broaderRelationsOccPillar_en.csv",
        BROADER,
        [("Occupation", one, "ISCOGroup", f"{BASE}/isco/C7314") for one in (makers, lamps)],
    )
    above = {"glow": "lights", "blender": "lights", "elvish": "tongues", "write-elvish": "elvish"}
    write(
        folder,
        "broaderRelationsSkillPillar_en.csv",
        BROADER,
        [("Skill", skill(one), "SkillGroup", skill(other)) for one, other in above.items()],
    )
    write(
        folder,
        "occupationSkillRelations_en.csv",
        NEEDS,
        [
            (lamps, "essential", "skill", skill("glow")),
            (lamps, "optional", "skill", skill("blender")),
            (lamps, "optional", "skill", skill("nobody-described-this")),
        ],
    )
    write(folder, "skillSkillRelations_en.csv", AKIN, [(skill("glow"), "skill", "optional", "skill", skill("blender"))])
    return folder
