"""Taking in ESCO, from bundles in the shape of the official download."""

from zipfile import ZipFile

import pytest
from sqlalchemy import select

from backend.core.events import LoggedEvent
from backend.core.problems import Problem
from backend.taxonomy import queries, service
from backend.taxonomy.models import Concept, ConceptLabel, ConceptSource
from backend.taxonomy.problems import BrokenBundle, NotABundle
from backend.taxonomy.vocabulary import ConceptKind, id_of
from tests.taxonomy.bundle import BASE, BROADER, CONCEPT, NEEDS, concept, occupation, skill, small, write


@pytest.fixture
def bundle(tmp_path):
    return small(tmp_path / "bundle")


@pytest.fixture
def take(db):
    """Imports, and lets the application see it."""

    def take(path, **given):
        report = service.import_esco(db, path, **given)
        db.commit()
        return report

    return take


def names(client, key, lang):
    concept = client.get(f"/api/concepts/{id_of(key)}").json()
    return {(label["text"], label["kind"]) for label in concept["labels"] if label["lang"] == lang}


def leads_to(client, key, kind):
    concept = client.get(f"/api/concepts/{id_of(key)}").json()
    return {each["concept"]["label"] for each in concept["relations"] if each["kind"] == kind}


def best(client, q, **others):
    return client.get("/api/concepts", params={"q": q, **others}).json()[0]


def test_what_nobody_knew_is_found_in_every_language_of_the_bundle(client, take, bundle):
    take(bundle)

    assert best(client, "lantern co", lang="es")["label"] == "susurrador/a de lámparas"
    assert best(client, "susurradora")["label"] == "lamp whisperer"
    assert leads_to(client, occupation("lamps"), "essential") == {"tune the glow of lamps"}
    assert leads_to(client, occupation("lamps"), "broader") == {"Clay people"}


def test_a_concept_of_ours_keeps_its_id_and_its_names_and_gains_those_of_esco(client, take, bundle):
    report = take(bundle)

    ours = client.get(f"/api/concepts/{id_of('occupation/ceramicist')}").json()
    assert report.merged == 3  # the ceramicist, Blender, handicrafts
    assert (ours["key"], ours["source"], ours["esco_uri"]) == ("occupation/ceramicist", "starter", occupation("makers"))
    assert ("ceramicist", "preferred") in names(client, "occupation/ceramicist", "en")
    assert ("kiln person", "alternative") in names(client, "occupation/ceramicist", "en")
    assert ("ceramista de torno", "preferred") in names(client, "occupation/ceramicist", "es")
    assert {"Craft occupations", "Clay people"} <= leads_to(client, "occupation/ceramicist", "broader")


def test_a_bracket_that_explains_does_not_part_two_concepts(client, take, bundle):
    take(bundle)

    assert best(client, "Blender")["id"] == str(id_of("tool/blender"))
    assert leads_to(client, occupation("lamps"), "optional") == {"Blender"}


def test_a_field_of_study_is_the_same_by_its_code(client, take, bundle):
    take(bundle)

    assert client.get(f"/api/concepts/{id_of('field/isced-0214')}").json()["esco_uri"] == f"{BASE}/isced-f/0214"
    assert best(client, "arts of other", kind="field")["label"] == "arts of other sorts"


def test_other_names_do_not_lead_away_from_the_concept_of_ours_that_has_them(client, take, bundle):
    report = take(bundle)

    assert report.skipped["names-of-ours"] == 1
    assert [each["id"] for each in client.get("/api/concepts", params={"q": "potter", "size": 1}).json()] == [
        str(id_of("occupation/potter"))
    ]


def test_a_language_is_a_language_and_writing_it_is_a_skill(client, take, bundle):
    take(bundle)

    assert best(client, "Quenya")["kind"] == "language"
    assert best(client, "write elvish")["kind"] == "skill"


def test_hidden_names_find_but_are_never_shown(client, take, bundle):
    take(bundle)

    assert best(client, "seramicist")["id"] == str(id_of("occupation/ceramicist"))
    assert "seramicist" not in {text for text, _ in names(client, "occupation/ceramicist", "en")}


def test_groups_gather_and_are_not_offered(client, take, bundle):
    take(bundle)

    offered = {each["label"] for each in client.get("/api/concepts", params={"q": "clay people"}).json()}
    assert "Clay people" not in offered


def test_what_is_not_released_is_left_out(take, bundle, db):
    assert take(bundle).skipped["not-released"] == 1
    assert db.get(Concept, id_of(occupation("gone"))) is None


def test_the_second_time_changes_nothing_and_says_so(take, bundle, db):
    first, version = take(bundle), queries.version_of(db)
    second = take(bundle)

    assert not first.stored.is_unchanged
    assert second.stored.is_unchanged
    assert queries.version_of(db) == version
    assert len(db.scalars(select(LoggedEvent).where(LoggedEvent.name == "taxonomy.imported")).all()) == 1


def test_the_starter_vocabulary_after_it_changes_nothing_either(take, bundle, db):
    take(bundle)
    version = queries.version_of(db)

    assert service.load_starter(db).is_unchanged
    assert queries.version_of(db) == version


def test_the_european_commission_is_thanked(client, take, bundle):
    take(bundle)

    thanks = client.get("/api/concepts/attribution").json()
    assert thanks["attribution"] == "This service uses the ESCO classification of the European Commission."
    assert thanks["imported_at"] is not None


def test_what_a_later_bundle_no_longer_tells_is_withdrawn(client, take, bundle):
    take(bundle)
    write(bundle, "occupations_en.csv", CONCEPT, [concept(occupation("lamps"), "lamp listener", ["lantern coach"])])
    write(bundle, "occupationSkillRelations_en.csv", NEEDS, [(occupation("lamps"), "optional", "skill", skill("glow"))])

    changes = take(bundle).stored

    assert names(client, occupation("lamps"), "en") == {
        ("lamp listener", "preferred"),
        ("lantern coach", "alternative"),
    }
    assert leads_to(client, occupation("lamps"), "essential") == set()
    assert leads_to(client, occupation("lamps"), "optional") == {"tune the glow of lamps"}
    assert ("ceramista de torno", "preferred") in names(client, "occupation/ceramicist", "es")  # told before, not again
    assert (changes.labels.added, changes.labels.removed) == (1, 1)


def test_a_partial_bundle_takes_nothing_away(client, take, bundle, tmp_path):
    take(bundle)
    part = write(tmp_path / "part", "occupations_es.csv", CONCEPT, [concept(occupation("lamps"), "farolero/farolera")])

    report = take(part)

    assert names(client, occupation("lamps"), "es") == {
        ("farolero/a", "preferred"),
        ("farolero", "masculine"),
        ("farolera", "feminine"),
    }
    assert ("lantern coach", "alternative") in names(client, occupation("lamps"), "en")
    assert leads_to(client, occupation("lamps"), "essential") == {"tune the glow of lamps"}
    assert "skills_es.csv" in report.missing
    assert "occupationSkillRelations_es.csv" in report.missing


def test_collections_stand_in_for_a_missing_table(client, take, bundle):
    (bundle / "skills_en.csv").unlink()
    header = ("conceptType", "conceptUri", "preferredLabel", "altLabels")
    write(
        bundle,
        "greenSkillsCollection_en.csv",
        header,
        [("Skill", skill("glow"), "tune the glow", "dim lamps | glow lore")],
    )

    report = take(bundle)

    assert best(client, "glow lore")["label"] == "tune the glow"
    assert report.missing == ["skills_en.csv", "ISCOGroups_es.csv", "skillGroups_es.csv", "skills_es.csv"]
    assert report.skipped["loose-links"] > 0


def test_an_archive_is_as_good_as_a_folder(client, take, bundle, tmp_path):
    with ZipFile(tmp_path / "esco.zip", "w") as archive:
        for file in bundle.iterdir():
            archive.write(file, f"ESCO dataset/{file.name}")

    assert take(tmp_path / "esco.zip").langs == ["en", "es"]
    assert best(client, "glow tuning")["label"] == "tune the glow of lamps"


def test_progress_is_told_up_to_the_end(take, bundle):
    heard = []

    take(bundle, progress=lambda *told: heard.append(told))

    files = [(done, every) for step, done, every in heard if step == "read"]
    rows = [(done, every) for step, done, every in heard if step == "store"]
    assert files[-1] == (9, 9)
    assert rows[-1][0] == rows[-1][1]
    assert rows == sorted(rows)


def test_links_that_run_in_circles_are_left_out(take, bundle, db):
    ours = [(skill("a"), "digital painting"), (skill("b"), "drawing"), (skill("c"), "life drawing")]
    write(bundle, "skills_en.csv", CONCEPT, [concept(uri, name) for uri, name in ours])
    circle = [("S", skill("b"), "S", skill("c")), ("S", skill("a"), "S", skill("b"))]
    write(bundle, "broaderRelationsSkillPillar_en.csv", BROADER, circle)

    report = take(bundle)

    assert report.skipped["circular-links"] == 1  # life drawing is drawing, whatever others say
    assert queries.graph(db).broader[str(id_of("skill/digital-painting"))]


def test_a_claimed_concept_keeps_its_kind(take, bundle, db):
    take(bundle)
    (bundle / "broaderRelationsSkillPillar_en.csv").unlink()

    take(bundle)

    db.expire_all()
    assert db.get_one(Concept, id_of(skill("elvish"))).kind == ConceptKind.LANGUAGE


@pytest.mark.parametrize(
    ("spoil", "pointer", "code"),
    [
        pytest.param(
            lambda b: (b / "skills_en.csv").write_text("a,b\n1,2\n"),
            "/skills_en.csv/1",
            "missing-columns",
            id="columns",
        ),
        pytest.param(
            lambda b: (b / "skills_en.csv").write_text((b / "skills_en.csv").read_text()[:-12]),
            "/skills_en.csv/9",
            "not-csv",
            id="cut off",
        ),
        pytest.param(
            lambda b: write(b, "skills_en.csv", CONCEPT, [("Skill", skill("x"), "x")]),
            "/skills_en.csv/2",
            "wrong-number-of-columns",
            id="short line",
        ),
        pytest.param(
            lambda b: write(b, "skills_en.csv", CONCEPT, [concept("https://example.org/x", "x")]),
            "/skills_en.csv/3",
            "not-an-esco-uri",
            id="foreign address",
        ),
        pytest.param(
            lambda b: write(b, "skills_en.csv", CONCEPT, [concept(skill("x"), " ")]),
            "/skills_en.csv/3",
            "no-name",
            id="no name",
        ),
        pytest.param(
            lambda b: (b / "skills_en.csv").write_bytes("conceptUri,preferredLabel,altLabels\nç".encode("latin-1")),
            "/skills_en.csv/0",
            "not-utf-8",
            id="encoding",
        ),
        pytest.param(
            lambda b: write(
                b, "occupationSkillRelations_en.csv", NEEDS, [(occupation("lamps"), "vital", "", skill("glow"))]
            ),
            "/occupationSkillRelations_en.csv/2",
            "unknown-relation",
            id="relation",
        ),
    ],
)
def test_a_broken_table_is_refused_and_nothing_is_written(take, bundle, db, spoil, pointer, code):
    spoil(bundle)

    with pytest.raises(BrokenBundle) as refused:
        take(bundle)

    assert [(error.pointer, error.code) for error in refused.value.errors] == [(pointer, code)]
    db.rollback()
    assert db.scalars(select(ConceptLabel).where(ConceptLabel.source == ConceptSource.ESCO)).all() == []


def test_a_place_without_tables_says_what_was_expected(db, tmp_path):
    (tmp_path / "holiday.csv").write_text("a,b")

    for path in (tmp_path, tmp_path / "holiday.csv", tmp_path / "nowhere"):
        with pytest.raises(NotABundle) as refused:
            service.import_esco(db, path)
        assert isinstance(refused.value, Problem)
        assert "occupations_xx.csv" in refused.value.params["expected"]


@pytest.mark.slow
def test_the_official_files_go_in(client, take, db, shared_data):
    report = take(shared_data / "esco")

    assert report.langs == ["en", "es"]
    assert report.missing == ["skills_es.csv"]
    assert report.merged > 300
    assert db.query(Concept).count() > 19_000
    assert best(client, "ingeniera de sonido", lang="es")["kind"] == "occupation"
    assert best(client, "Haskel")["label"] == "Haskell"
    assert queries.graph(db).digest
    assert take(shared_data / "esco").stored.is_unchanged
