"""What ranks, and who decided so: a challenger that passed the gate, or a return to what ranked before."""

from collections.abc import Mapping
from uuid import UUID

from sqlalchemy.orm import Session

from backend.core.access import Viewer, allowed, require
from backend.core.events import LoggedEvent, announce
from backend.core.ids import new_id
from backend.core.model import now
from backend.core.page import Page, Slice, Window
from backend.core.problems import FieldError, Invalid
from backend.core.schema import Decision
from backend.matches import queries, rules
from backend.matches.configuring import live, parsed
from backend.matches.events import ConfigurationApproved, ConfigurationDeclined
from backend.matches.learning.verdict import refusals
from backend.matches.models import Configuration, ConfigurationStatus
from backend.matches.problems import GateRefuses, JudgedBesideAnother
from backend.matches.schemas.configurations import (
    ApprovalDraft,
    ConfigurationRead,
    ConfigurationSearch,
    DecisionRead,
    EvidenceRead,
    RankingRead,
    SideRead,
)
from backend.matches.writing import add_missing
from matching import DEFAULT, Config
from matching.codec import canonical

WHAT = {"matches.configuration-proposed": "proposed", "matches.configuration-declined": "declined"}


def list_configurations(db: Session, viewer: Viewer, search: ConfigurationSearch) -> RankingRead:
    """What ranks now, what waits for a decision, and all there were."""
    require(viewer, rules.read_configurations, None)
    page = queries.list_configurations(db, search)
    in_use = live(db)
    first = page.items if search.page == 1 else queries.list_configurations(db, ConfigurationSearch(size=2)).items
    named = queries.names_of(db, (row.approved_by for row in (*page.items, *first)))
    told = {row.id: _read(viewer, row, in_use, named) for row in (*first, *page.items)}
    found = {row.status: told[row.id] for row in first if row.status != ConfigurationStatus.RETIRED}
    return RankingRead(
        live=found.get(ConfigurationStatus.LIVE) or _installed(),
        challenger=found.get(ConfigurationStatus.CHALLENGER),
        items=[told[row.id] for row in page.items],
        total=page.total,
        page=page.page,
        size=page.size,
    )


def list_decisions(db: Session, viewer: Viewer, window: Window) -> Page[DecisionRead]:
    """The trail, newest first."""
    require(viewer, rules.read_configurations, None)
    told: Slice[DecisionRead] = queries.list_decisions(db, window).map(lambda one: _decision(*one))
    return Page(items=list(told.items), total=told.total, page=told.page, size=told.size)


def approve_configuration(
    db: Session, viewer: Viewer, configuration_id: UUID, draft: ApprovalDraft
) -> ConfigurationRead:
    """From now on it ranks, in every process; what ranked before stays replayable, and can be returned to.

    Raises `GateRefuses` with the reasons, `JudgedBesideAnother`, `AlreadyLive`, `NeverLive`, and `Invalid` where the
    version was not typed as it is.
    """
    require(viewer, rules.read_configurations, None)
    row = queries.get_configuration(db, configuration_id)
    if row.status == ConfigurationStatus.CHALLENGER and (refused := refusals(row.evidence)):
        raise GateRefuses(refusals=list(refused))
    require(viewer, rules.approve_configuration, row)
    draft.check_read(row.updated_at)
    if draft.confirmation != row.version:
        raise Invalid([FieldError(pointer="/confirmation", code="confirmation", params={"version": row.version})])
    is_return, before = row.status == ConfigurationStatus.RETIRED, live(db)
    if not is_return and row.beside != before.digest:
        raise JudgedBesideAnother
    _retire_others(db, row)
    row.status, row.approved_at, row.approved_by = ConfigurationStatus.LIVE, now(), viewer.id
    db.flush()
    announce(db, viewer, ConfigurationApproved(row.id, row.version, before.version, is_return))
    return _read(viewer, row, live(db), queries.names_of(db, [viewer.id]))


def decline_configuration(db: Session, viewer: Viewer, configuration_id: UUID, draft: Decision) -> ConfigurationRead:
    """What is in use stays; raises `NoChallenger`."""
    require(viewer, rules.read_configurations, None)
    row = queries.get_configuration(db, configuration_id)
    require(viewer, rules.decline_configuration, row)
    draft.check_read(row.updated_at)
    row.status = ConfigurationStatus.RETIRED
    db.flush()
    announce(db, viewer, ConfigurationDeclined(row.id, row.version))
    return _read(viewer, row, live(db), {})


def _retire_others(db: Session, row: Configuration) -> None:
    """What ranked, and what was compared with that. What came with the system gets a row when it is first replaced."""
    in_use = queries.live_configuration(db)
    if in_use is None:
        _keep_installed(db)
    for other in queries.in_play(db):
        other.status = ConfigurationStatus.RETIRED
    db.flush()


def _keep_installed(db: Session) -> None:
    """Unless its row is there from before, as when what came with the system was returned to."""
    row = {
        "id": new_id(),
        "created_at": now(),
        "updated_at": now(),
        "digest": DEFAULT.digest,
        "version": DEFAULT.version,
        "content": canonical(DEFAULT).decode(),
        "status": ConfigurationStatus.RETIRED,
    }
    add_missing(db, Configuration, row)


def _read(viewer: Viewer, row: Configuration, in_use: Config, names: Mapping[UUID | None, str]) -> ConfigurationRead:
    is_current = row.beside == in_use.digest
    can = allowed(viewer, row, rules.OF_A_CONFIGURATION)
    if row.status == ConfigurationStatus.CHALLENGER and not is_current:
        can = [name for name in can if name != rules.approve_configuration.__name__]
    return ConfigurationRead(
        id=row.id,
        version=row.version,
        digest=row.digest,
        status=row.status,
        is_installed=row.beside is None,
        is_current=is_current,
        created_at=row.created_at,
        updated_at=row.updated_at,
        approved_at=row.approved_at,
        approved_by=names.get(row.approved_by),
        sides=_sides(parsed(row.content, row.digest)),
        evidence=_evidence(row),
        can=can,
    )


def _evidence(row: Configuration) -> EvidenceRead | None:
    return EvidenceRead.model_validate(row.evidence | {"refusals": refusals(row.evidence)}) if row.evidence else None


def _installed() -> ConfigurationRead:
    """What ranks where nobody ever decided anything."""
    return ConfigurationRead(
        id=None,
        version=DEFAULT.version,
        digest=DEFAULT.digest,
        status=ConfigurationStatus.LIVE,
        is_installed=True,
        is_current=True,
        created_at=None,
        updated_at=None,
        approved_at=None,
        approved_by=None,
        sides=_sides(DEFAULT),
        evidence=None,
        can=[],
    )


def _sides(config: Config) -> list[SideRead]:
    return [
        SideRead(market=scheme.market, weights={one.factor: one.weight for one in scheme.forward})
        for scheme in config.schemes
    ]


def _decision(event: LoggedEvent, by: str | None) -> DecisionRead:
    what = WHAT.get(event.name) or ("returned" if event.facts["is_return"] else "approved")
    return DecisionRead.model_validate(
        {
            "at": event.created_at,
            "what": what,
            "version": event.facts["version"],
            "by": by,
            "is_system": event.actor_id is None,
        }
    )
