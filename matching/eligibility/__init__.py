"""Three-valued rules. Only a legal or essential demand, or the person's own limit, ever hides."""

from matching.eligibility.conditions import CONDITIONS
from matching.eligibility.demands import EDUCATION, LANGUAGES, SKILLS
from matching.eligibility.limits import DATES, DEADLINE, HOURS, PAY, PRICE, REMOTE, TRAVEL
from matching.eligibility.rule import Rule, outcome_of
from matching.scene import Scene
from matching.types import Item, Seeker, Verdict

RULES: tuple[Rule, ...] = (
    DEADLINE,
    TRAVEL,
    REMOTE,
    HOURS,
    DATES,
    PAY,
    PRICE,
    EDUCATION,
    LANGUAGES,
    SKILLS,
    *CONDITIONS,
)


def judge(seeker: Seeker, item: Item, scene: Scene) -> tuple[Verdict, ...]:
    """What each rule that applies says about this pair, in a fixed order; a rule with nothing to say says nothing."""
    verdicts = (rule.judge(seeker, item, scene) for rule in RULES)
    return tuple(verdict for verdict in verdicts if verdict is not None)


__all__ = ["RULES", "Rule", "judge", "outcome_of"]
