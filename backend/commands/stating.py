"""The file of groups that an audit may be given, and a configuration to compare with: read from outside, never kept."""

import json
from pathlib import Path
from uuid import UUID

from backend.commands.benchmarks import read_csv
from matching import Config
from matching.codec import from_plain
from matching.errors import BadInput, BrokenReceipt

MOST_GROUPS = 20  # more are not groups but names
LONGEST = 40  # letters of a group's name


def stated_in(path: Path) -> dict[UUID, str]:
    """Account → group, from a table with the columns account_id and group; where the group is empty, nothing is said.

    Raises BadInput: `audit.column`, `audit.account`, `audit.twice`, `audit.label`, `audit.many`.
    """
    header, *rows = read_csv(path) or [[]]
    names = [cell.strip().casefold() for cell in header]
    if not {"account_id", "group"} <= set(names):
        raise BadInput("audit.column", file=path.name, found=tuple(names))
    account, group = names.index("account_id"), names.index("group")
    stated: dict[UUID, str] = {}
    for line, row in enumerate(rows, start=2):
        cells = [*row, "", ""] if any(cell.strip() for cell in row) else []
        label = cells[group].strip() if len(cells) > max(account, group) else ""
        if len(label) > LONGEST:
            raise BadInput("audit.label", file=path.name, line=line, most=LONGEST)
        if not cells:
            continue
        one = _account(cells[account], path.name, line)
        if one in stated:
            raise BadInput("audit.twice", file=path.name, line=line)
        stated[one] = label
    told = {one: label for one, label in stated.items() if label}
    if len(set(told.values())) > MOST_GROUPS:
        raise BadInput("audit.many", file=path.name, found=len(set(told.values())), most=MOST_GROUPS)
    return told


def config_in(path: Path) -> Config:
    """A configuration as a receipt carries it, or the receipt itself. Raises BadInput (`audit.no-config`)."""
    try:
        plain = json.loads(path.read_text("utf-8"))
        return from_plain(Config, plain.get("config", plain))
    except (AttributeError, BrokenReceipt, ValueError) as trouble:
        raise BadInput("audit.no-config", file=path.name) from trouble


def _account(cell: str, file: str, line: int) -> UUID:
    try:
        return UUID(cell.strip())
    except ValueError:
        raise BadInput("audit.account", file=file, line=line, found=cell[:40]) from None
