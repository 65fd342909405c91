"""Keeping the tables equal to the files that ship with the code."""

from sqlalchemy import delete, insert, select, update

from backend.taxonomy import queries, service
from backend.taxonomy.models import Concept, ConceptLabel, ConceptRelation, ConceptSource, LabelKind
from backend.taxonomy.starter import read_starter
from backend.taxonomy.vocabulary import ConceptKind, id_of

BLENDER = id_of("tool/blender")


def names(db, concept_id):
    return set(db.scalars(select(ConceptLabel.text).where(ConceptLabel.concept_id == concept_id)))


def test_the_tables_hold_what_the_files_say(db):
    assert db.query(Concept).count() == len(read_starter().entries)
    assert names(db, id_of("occupation/theatre-director")) >= {
        "encenador/a",
        "encenador",
        "encenadora",
        "stage director",
    }


def test_a_second_time_changes_nothing(db):
    version = queries.version_of(db)

    assert service.load_starter(db).is_unchanged
    assert queries.version_of(db) == version


def test_two_fresh_databases_have_the_same_version(db, client):
    assert len(queries.version_of(db)) == 64


def test_what_was_altered_is_put_right(db):
    db.execute(delete(ConceptLabel).where(ConceptLabel.concept_id == BLENDER, ConceptLabel.lang == "pt"))
    db.execute(update(ConceptLabel).where(ConceptLabel.text == "Figma").values(is_weak=True))
    db.execute(
        insert(ConceptRelation).values(from_id=BLENDER, kind="related", to_id=id_of("skill/singing"), source="starter")
    )
    version = queries.version_of(db)

    stored = service.load_starter(db)

    assert (stored.labels.added, stored.labels.changed, stored.relations.removed) == (2, 2, 1)
    assert queries.version_of(db) != version
    assert service.load_starter(db).is_unchanged


def test_a_concept_that_left_the_files_is_retired_and_no_longer_offered(db, client):
    lute = Concept(id=id_of("tool/lute"), key="tool/lute", kind=ConceptKind.TOOL, source=ConceptSource.STARTER)
    name = {
        "lang": "en",
        "text": "glass lute",
        "kind": LabelKind.PREFERRED,
        "folded": "glass lute",
        "source": ConceptSource.STARTER,
    }
    db.add_all([lute, ConceptLabel(concept_id=lute.id, **name)])
    db.flush()

    service.load_starter(db)
    db.commit()

    assert client.get(f"/api/concepts/{lute.id}").json()["is_retired"] is True
    assert "glass lute" not in [each["matched"] for each in client.get("/api/concepts?q=glass lute").json()]
    assert service.load_starter(db).is_unchanged


def test_what_esco_says_of_our_concepts_is_left_alone(db):
    added = {
        "lang": "fr",
        "text": "mixeur",
        "kind": LabelKind.ALTERNATIVE,
        "folded": "mixeur",
        "source": ConceptSource.ESCO,
    }
    db.add(ConceptLabel(concept_id=BLENDER, **added))
    db.flush()

    assert service.load_starter(db).is_unchanged
    assert "mixeur" in names(db, BLENDER)
