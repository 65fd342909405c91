"""What other domains ask of the vocabulary."""

from concurrent.futures import ThreadPoolExecutor
from threading import Event as Signal
from threading import Timer
from uuid import uuid4

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import create_engine, insert

from backend.core.db import reading
from backend.taxonomy import linking, queries
from backend.taxonomy.models import ConceptRelation, ConceptSource, RelationKind, State
from backend.taxonomy.vocabulary import ConceptKind, id_of

TEXT = "Sou motion designer: After Effects, Blender e ilustração. Sem experiência em Houdini. Quero aprender Figma."


def test_a_text_is_read_for_what_it_mentions(db):
    found = queries.find_in_text(db, TEXT, "pt")

    assert {(TEXT[m.start : m.end], m.concept_id, m.negated, m.wished) for m in found} == {
        ("motion designer", id_of("occupation/motion-designer"), False, False),
        ("After Effects", id_of("tool/after-effects"), False, False),
        ("Blender", id_of("tool/blender"), False, False),
        ("ilustração", id_of("skill/illustration"), False, False),
        ("Houdini", id_of("tool/houdini"), True, False),
        ("Figma", id_of("tool/figma"), False, True),
    }


def test_a_text_is_read_for_certain_kinds_only(db):
    assert [m.concept_id for m in queries.find_in_text(db, TEXT, "pt", [ConceptKind.OCCUPATION])] == [
        id_of("occupation/motion-designer")
    ]


@pytest.mark.parametrize(
    ("phrase", "lang", "kind", "key"),
    [
        ("Técnica de Som", "pt", ConceptKind.OCCUPATION, "occupation/sound-technician"),
        ("Senior graphic designer", "en", ConceptKind.OCCUPATION, "occupation/graphic-designer"),
        ("Licenciatura em Design de Comunicação", "pt", ConceptKind.FIELD, "field/graphic-design-studies"),
        ("Artes Plásticas", "pt", ConceptKind.FIELD, "field/fine-arts"),
    ],
)
def test_a_phrase_is_linked_to_what_it_means(db, phrase, lang, kind, key):
    assert queries.link(db, phrase, lang, [kind])[0].concept_id == id_of(key)


def test_what_means_nothing_is_linked_to_nothing(db):
    assert queries.link(db, "xyzzy plugh", "en") == []


def test_whoever_asks_for_games_means_video_games_too(db):
    wide, games, design = map(id_of, ("sector/games-and-animation", "sector/video-games", "sector/design"))

    assert games in set(db.scalars(queries.at_or_below([wide])))
    assert {wide, design} & set(db.scalars(queries.at_or_below([wide]))) == {wide}
    assert list(db.scalars(queries.at_or_below([games]))) == [games]
    assert list(db.scalars(queries.at_or_below([uuid4()]))) == []


def test_concepts_that_are_broader_than_each_other_are_each_found_once(db):
    design, graphic = id_of("sector/design"), id_of("sector/graphic-design")
    circle = {"from_id": design, "to_id": graphic, "kind": RelationKind.BROADER, "source": ConceptSource.ESCO}
    db.execute(insert(ConceptRelation).values(**circle))

    found = list(db.scalars(queries.at_or_below([graphic])))

    assert {design, graphic} <= set(found)
    assert len(found) == len(set(found))


def test_concepts_are_called_in_the_language_asked_for_by_one_query(db, app, count_queries):
    keys = ["occupation/photographer", "skill/singing", "language/pt"]
    ids = [id_of(key) for key in keys]

    named = queries.labels_of(db, [*ids, uuid4()], "pt")

    assert [named[one] for one in ids] == ["fotógrafo/a", "canto", "português"]
    assert len(named) == 3
    assert queries.labels_of(db, ids[:1], "fi") == {ids[0]: "photographer"}
    assert queries.labels_of(db, [], "pt") == {}
    assert count_queries(lambda: queries.labels_of(db, ids, "pt")) == 1


def test_the_graph_is_built_once_for_each_version(db):
    graph = queries.graph(db)

    assert queries.graph(db) is graph
    assert str(id_of("skill/motion-graphics")) in graph.needs[str(id_of("occupation/motion-designer"))]


def test_a_new_version_is_noticed_at_once(db):
    made = []
    kept = linking.PerVersion(lambda _: made.append(1) or len(made))
    state = db.query(State).one()

    assert [kept.get(db), kept.get(db)] == [1, 1]
    state.version = "a" * 64
    db.flush()
    assert [kept.get(db), kept.get(db)] == [2, 2]


def test_while_one_builds_the_others_go_on_with_what_they_know(app, db):
    begun, go_on = Signal(), Signal()

    def make(session):
        version = linking.version_of(session)
        if version == "b" * 64:
            begun.set()
            assert go_on.wait(10)
        return version

    def ask():
        with reading(app.state.engine) as session:
            return kept.get(session)

    kept = linking.PerVersion(make)
    before = ask()
    db.query(State).one().version = "b" * 64
    db.commit()
    with ThreadPoolExecutor(1) as pool:
        building = pool.submit(ask)
        assert begun.wait(10)
        meanwhile = ask()
        go_on.set()

        assert (meanwhile, building.result(), ask()) == (before, "b" * 64, "b" * 64)


def test_the_server_builds_before_anybody_asks_and_stops_when_it_is_done(app, monkeypatch):
    made = []
    begun, go_on = Signal(), Signal()

    def make(name):
        begun.set()
        go_on.wait(10)
        made.append(name)

    for name in ("linker", "graph"):
        monkeypatch.setattr(linking, name, linking.PerVersion(lambda _, name=name: make(name)))
    with TestClient(app):
        assert begun.wait(10)
        Timer(0.1, go_on.set).start()

    assert sorted(made) == [
        "graph",
        "linker",
    ]  # or the connection that reads them would come back to a pool that is gone


def test_a_database_without_tables_is_left_for_later():
    with linking.prepared(create_engine("sqlite://")) as thread:
        thread.join(10)
