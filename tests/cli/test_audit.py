"""`viveiro audit`: figures of many, in which nobody can be found; and what is wrong with a file, in a sentence."""

import json
from uuid import uuid4

import pytest
from typer.testing import CliRunner

from backend.commands.auditing import app as audit
from backend.commands.simulating import app as simulate
from backend.commands.stating import stated_in
from backend.settings import Settings, use
from matching import DEFAULT
from matching.codec import canonical
from matching.errors import BadInput
from tests.factories import Make
from tests.matches.scene import role, talent


@pytest.fixture
def region(looking, url, tmp_path):
    """Twenty-six people in one town, two of whom said the same of themselves, and three roles."""
    make = Make(looking, use(Settings(_env_file=None, database_url=url, files_url=f"file:{tmp_path}/files")))
    people = [talent(make, display_name=f"Person {number}") for number in range(26)]
    return people, [role(make, organisation_id=make.verified().id) for _ in range(3)]


@pytest.fixture
def table(tmp_path):
    """Writes a file of groups."""

    def write(*lines):
        path = tmp_path / "groups.csv"
        path.write_text("\n".join(lines), "utf-8")
        return path

    return write


def test_the_figures_name_nobody_and_no_group_of_few(region, table, tmp_path):
    people, roles = region
    rows = [
        f"{account.id},{'rare' if at < 2 else 'often' if at < 15 else ''}" for at, (account, _) in enumerate(people)
    ]
    (tmp_path / "other.json").write_bytes(canonical(DEFAULT))
    asked = ["--groups", str(table("account_id,group", *rows)), "--config", str(tmp_path / "other.json")]
    told, shown = (CliRunner().invoke(audit, [*asked, *form]) for form in (["--json"], []))
    assert (told.exit_code, shown.exit_code) == (0, 0), told.output + shown.output
    document = json.loads(told.stdout)
    assert (document["people"], document["alarm"]) == (26, False)
    groups = document["candidates"]["by_group"]
    assert {name: rate["people"] for name, rate in groups["impact"].items()} == {"often": 13}
    assert groups["people_in_none"] == 13
    assert document["stability"]["other configuration"]["rbo"] == 1
    assert document["candidates_of_other_configuration"] == document["candidates"]
    assert sum(size["count"] for size in document["opportunities"]["by_size_of_town"].values()) == len(roles)
    for output in (told.stdout, shown.stdout):
        assert "rare" not in output
        assert not [
            one
            for account, profile in people
            for one in (str(account.id), str(profile.id), profile.display_name)
            if one in output
        ]
    assert all(
        words in shown.stdout for words in ("under 10,000", "Gini", "impact ratio", "Nobody could be compared", "often")
    )


ONE = str(uuid4())


@pytest.mark.parametrize(
    ("lines", "code"),
    [
        pytest.param(["account,group"], "audit.column", id="no such column"),
        pytest.param(["account_id,group", "7,a"], "audit.account", id="no id"),
        pytest.param(["account_id,group", f"{ONE},a", f"{ONE},b"], "audit.twice", id="twice"),
        pytest.param(["account_id,group", f"{ONE},{'a' * 41}"], "audit.label", id="a story"),
        pytest.param(["account_id,group", *(f"{uuid4()},{n}" for n in range(21))], "audit.many", id="names"),
    ],
)
def test_a_file_of_groups_that_is_none_is_refused_in_a_sentence(table, lines, code):
    path = table(*lines)
    with pytest.raises(BadInput, match=code.replace(".", r"\.")):
        stated_in(path)
    refused = CliRunner().invoke(audit, ["--groups", str(path)])
    assert refused.exit_code == 2
    assert "{" not in refused.output


def test_columns_come_in_any_order_and_silence_is_no_group(table):
    path = table("when;Group;Account_ID", f"1;a;{ONE}", f"2; ;{uuid4()}", ";;", "")
    assert {str(one): label for one, label in stated_in(path).items()} == {ONE: "a"}


def test_what_is_no_configuration_is_refused(table):
    for told in ("[]", "{}x", '{"config": {"version": 7}}'):
        refused = CliRunner().invoke(audit, ["--config", str(table(told))])
        assert (refused.exit_code, "no configuration" in refused.output) == (2, True)


def test_how_often_the_alarm_is_raised_can_be_asked():
    asked = ["audit", "--panels", "4", "--people", "200"]
    told, again = (CliRunner().invoke(simulate, [*asked, "--json"]) for _ in range(2))
    assert told.stdout == again.stdout
    powers = json.loads(told.stdout)["by_people"]["200"]
    assert [one["bias"] for one in powers] == [0, 0.25, 0.5, 0.75, 1]
    assert powers[0]["alarms"] <= 1 < powers[-1]["alarms"]
    assert "no bias" in CliRunner().invoke(simulate, asked).stdout


def test_who_a_cv_is_of_changes_nothing_and_what_it_says_does(region):
    asked = ["invariance", "--kind", "form", "--cv"]
    told = CliRunner().invoke(audit, [*asked, "en-making", "--json"])
    document = json.loads(told.stdout)
    assert document["compared"] == {"form": {"cvs": 2, "same": 2, "lowest_rbo": 1}}
    assert (document["changed"], document["controls"]["a skill"]["same"], told.exit_code) == ([], 0, 0)
    assert CliRunner().invoke(audit, [*asked, "pt-dentist"]).exit_code == 2
