"""`viveiro export`: what everybody may see, as files; and proof that the event log was not touched."""

import hashlib
import json

import pytest
from sqlalchemy import create_engine, text

from backend.core.access import GUEST
from backend.core.db import snapshot, writing
from backend.core.events import announce
from backend.core.ids import new_id
from backend.exports.folder import FolderTakenError, export_to
from backend.exports.nouns import NOUNS
from backend.opportunities.models import OpportunityStatus
from backend.taxonomy.vocabulary import id_of
from tests.core.test_events import SeedSown

PLURALS = ("organisations", "opportunities", "funding-calls", "places", "spaces", "programmes", "calls")


def lines(folder, noun):
    return [json.loads(line) for line in (folder / f"{noun}.jsonl").read_text("utf-8").splitlines()]


def hushed(*_):
    """Nobody watches."""


@pytest.fixture
def exported(app, tmp_path):
    def export(name="open", **given):
        with snapshot(app.state.engine) as db:
            return tmp_path / name, export_to(db, tmp_path / name, **{"with_events": False, "progress": hushed} | given)

    return export


def region(make):
    """One public thing of each noun, with parts."""
    make.opportunity(title="Som ao vivo")
    make.space(equipment_ids=[id_of("tool/blender")], lift=True)
    make.funding_call(rules=[{"topic": "organisation_kind", "one_of": ["startup"], "is_bonus": False}])
    make.call()


def test_each_line_is_what_the_api_shows_a_guest(client, make, exported):
    region(make)

    folder, _ = exported()

    for noun in PLURALS:
        found = lines(folder, noun)
        assert found, noun
        for line in found:
            shown = client.get(f"/api/{noun}/{line['id']}").json()
            assert line == {name: value for name, value in shown.items() if name not in {"can", "km", "calls"}}, noun
    town = lines(folder, "municipalities")[0]
    shown = client.get(f"/api/municipalities/{town['id']}").json()
    assert town == {name: value for name, value in shown.items() if name not in {"km", "travel"}}


def test_the_words_come_with_their_names_and_relations(client, exported):
    folder, _ = exported()

    blender = next(line for line in lines(folder, "concepts") if line["key"] == "tool/blender")
    shown = client.get(f"/api/concepts/{blender['id']}").json()

    by_text = {(name["lang"], name["text"]) for name in shown["labels"]}
    assert {(name["lang"], name["text"]) for name in blender["labels"]} == by_text
    assert {"from_id", "kind", "to_id", "source"} == lines(folder, "concept-relations")[0].keys()


def test_what_is_not_public_is_not_in_it_and_nobody_is(make, exported):
    hidden = [
        make.opportunity(status=OpportunityStatus.DRAFT),
        make.space(status="draft"),
        make.funding_call(status="draft"),
        make.programme(status="draft"),
        make.call(status="draft"),
        make.organisation(status="draft"),
    ]
    rita = make.account(name="Rita Vale", email="rita.vale@example.org")
    make.profile(rita), make.mentor(account=rita)

    folder, _ = exported()

    everything = "".join(path.read_text("utf-8") for path in folder.glob("*.jsonl"))
    assert [thing.id for thing in hidden if str(thing.id) in everything] == []
    assert "Rita Vale" not in everything
    assert str(rita.id) not in everything


def test_the_manifest_lets_anybody_check_the_files(make, exported):
    region(make)

    folder, _ = exported()

    manifest = json.loads((folder / "manifest.json").read_text("utf-8"))
    assert [file["name"] for file in manifest["files"]] == [f"{noun}.jsonl" for noun in NOUNS]
    for file in manifest["files"]:
        content = (folder / file["name"]).read_bytes()
        assert file["sha256"] == hashlib.sha256(content).hexdigest()
        assert (file["bytes"], file["records"]) == (len(content), content.count(b"\n"))


def test_the_same_data_give_the_same_bytes(make, exported):
    region(make)

    _, first = exported("one")
    _, second = exported("two")

    assert first.files == second.files


def test_it_takes_as_many_queries_for_three_as_for_one(make, exported, count_queries):
    region(make)
    one = count_queries(lambda: exported("one"))
    region(make), region(make)
    assert count_queries(lambda: exported("three")) == one


def test_the_log_can_be_followed_by_anybody_who_has_the_file(app, exported):
    """The rule is documented with the events; nothing of ours is needed to check it."""
    with writing(app.state.engine) as db:
        for _ in range(3):
            announce(db, GUEST, SeedSown(new_id()))

    folder, _ = exported(with_events=True)

    last = "0" * 64
    for position, line in enumerate(lines(folder, "events"), 1):
        content = {
            "id": line["id"],
            "position": position,
            "name": line["name"],
            "actor": line["actor_id"],
            "subject": line["subject_id"],
            "facts": line["facts"],
            "at": line["created_at"].replace("Z", "+00:00"),
        }
        canonical = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        last = hashlib.sha256(f"{last}\n{canonical}".encode()).hexdigest()
        assert line["hash"] == last
    assert position == 3


def test_what_fails_half_way_leaves_no_trace(exported, tmp_path):
    def stop(_step, done, _every):
        if done == 3:
            raise OSError(28, "No space left on device")

    with pytest.raises(OSError, match="No space"):
        exported(progress=stop)

    assert not list(tmp_path.glob("*open*"))
    assert not list(tmp_path.glob(".open*"))


def test_a_folder_with_something_in_it_is_left_alone(exported, tmp_path):
    (tmp_path / "open").mkdir()
    (tmp_path / "open" / "diary.txt").write_text("mine")

    with pytest.raises(FolderTakenError):
        exported()

    assert [path.name for path in (tmp_path / "open").iterdir()] == ["diary.txt"]


@pytest.mark.slow
def test_an_operator_gets_files_and_counts(viveiro, url, tmp_path):
    (tmp_path / "out").mkdir()

    done = viveiro("export", "out", "--events", "--verify")

    assert done.returncode == 0, done.stderr
    assert "The event log is whole." in done.stderr
    assert "86 municipalities.jsonl" in done.stderr
    assert (tmp_path / "out" / "events.jsonl").read_text() == ""

    again = viveiro("export", "out")
    assert (again.returncode, "is not empty" in again.stderr) == (1, True)


@pytest.mark.slow
def test_a_touched_log_is_found_and_nothing_is_written(viveiro, url, looking, tmp_path):
    for _ in range(3):
        announce(looking, GUEST, SeedSown(new_id()))
        looking.commit()
    engine = create_engine(url)
    with engine.begin() as connection:  # somebody with the database in their hands
        connection.execute(text("DROP TRIGGER event_no_change"))
        changed = text("UPDATE event SET actor_id = :who WHERE position = 2")
        connection.execute(changed, {"who": new_id().hex})
    engine.dispose()

    done = viveiro("export", "out", "--verify")

    assert done.returncode == 1
    assert "broken at position 2" in done.stderr
    assert not (tmp_path / "out").exists()


@pytest.mark.slow
def test_without_folder_and_purpose_it_asks_for_one(viveiro):
    done = viveiro("export")
    assert done.returncode == 2
    assert "FOLDER" in done.stderr
