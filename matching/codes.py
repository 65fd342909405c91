"""Every code this library can say, for whoever puts them into words."""

REASONS = frozenset(
    {
        *("conditions.none", "conditions.counted"),
        *("deadline.none", "deadline.days-left"),
        *("education.nothing-asked", "education.unknown", "education.met", "education.below"),
        *("experience.nothing-asked", "experience.unknown", "experience.enough", "experience.short"),
        *("goals.unknown", "goals.answered"),
        *("grant.not-stated", "grant.no-need", "grant.covers", "grant.part"),
        *("growth.no-goals", "growth.nothing-offered", "growth.serves", "growth.elsewhere"),
        *("language.nothing-asked", "language.unknown", "language.asked", "language.shared", "language.none-shared"),
        *("occupation.not-named", "occupation.no-experience", "occupation.same", "occupation.close", "occupation.new"),
        *(
            "pay.not-stated",
            "pay.stated",
            "pay.not-comparable",
            "pay.above-floor",
            "pay.reaches-floor",
            "pay.below-floor",
        ),
        *("place.remote", "place.unknown", "place.distance"),
        *("practice.unknown", "practice.not-said", "practice.share"),
        *("price.not-stated", "price.no-ceiling", "price.within", "price.above"),
        *("responsiveness.no-record", "responsiveness.record"),
        *("skills.nothing-asked", "skills.none-claimed", "skills.coverage"),
        *("time.unknown", "time.fits", "time.partly"),
    }
)

PARTS = frozenset(
    {
        *("skills.covered", "skills.partly", "skills.related", "skills.missing", "skills.denied"),
        *("language.met", "language.below", "language.missing"),
    }
)

_TOPICS = (
    *("region", "organisation-kind", "legal-form", "company-months", "headcount"),
    *("sector", "co-financing", "education", "low-density"),
)
VERDICTS = frozenset(
    {
        *("deadline.passed", "deadline.ahead"),
        *("travel.where-are-you", "travel.where-is-it", "travel.within-limit", "travel.too-far"),
        *("remote.not-said", "remote.wholly", "remote.on-site"),
        *("hours.not-said", "hours.too-many", "hours.too-few", "hours.fit"),
        *("dates.over-before", "dates.starts-after", "dates.meet"),
        *("pay.not-stated", "pay.below-floor", "pay.reaches-floor"),
        *("price.above-ceiling", "price.within"),
        *("education.what-is-yours", "education.met", "education.below"),
        *("languages.not-met", "languages.do-you-have", "languages.met"),
        *("skills.not-met", "skills.do-you-have", "skills.met"),
        *(f"condition-{topic}.{what}" for topic in _TOPICS for what in ("not-met", "what-is-yours", "met")),
    }
)

RULES = frozenset(code.partition(".")[0] for code in VERDICTS)

MOVES = frozenset(
    {
        *("rerank.organisation-cap", "rerank.occupation-cap", "rerank.says-little", "rerank.lifted"),
        *("rerank.group-cap", "rerank.adjacent", "rerank.explored", "rerank.made-room"),
    }
)

TERMS = frozenset({"competition.shown-to-many"})

CONTRASTS = frozenset({"contrast.by-score", "contrast.by-lot", "contrast.by-policy"})

ACTIONS = frozenset(
    {
        *("learn.skill", "learn.level", "learn.language"),
        *("prove.skill",),
        *("answer.languages", "answer.education", "answer.hours", "answer.dates", "answer.place", "answer.condition"),
        *("widen.area", "widen.hours", "widen.dates"),
        *("consider.remote", "consider.on-site"),
        *("drop.nice",),
        *("state.level",),
        *("publish.pay",),
        *("allow.remote",),
    }
)

REACH = frozenset(
    {
        *("reach.skill", "reach.language", "reach.education", "reach.experience"),
        *("reach.hours", "reach.dates", "reach.place", "reach.pay"),
        *("soften.level", "soften.language", "soften.education", "state.level", "allow.remote"),
    }
)

WHY_NOT = frozenset(
    {
        *("why-not.better-wish", "why-not.not-eligible", "why-not.below-floor", "why-not.no-seats"),
        *("why-not.reserved", "why-not.lottery", "why-not.score"),
    }
)

FINDINGS = frozenset(
    {
        *("verify.malformed", "verify.digest", "verify.commitment", "verify.number"),
        *("verify.stranger", "verify.not-once", "verify.unknown-place", "verify.not-acceptable"),
        *("verify.over-capacity", "verify.blocking-pair", "verify.cutoff", "verify.waiting", "verify.not-best"),
    }
)

FAULTS = frozenset(
    {
        *("panel.barred", "panel.read-twice", "panel.not-kept", "panel.load", "panel.reads", "panel.no-expert"),
    }
)

SHORTAGES = frozenset({"panel.too-few-readers", "panel.too-few-experts", "panel.too-little-to-read"})

BAD_INPUT = frozenset(
    {
        *("applicant.id", "applicant.twice", "applicant.unknown"),
        *("application.id", "application.reads", "application.twice", "application.unknown"),
        *("audit.count", "audit.group", "audit.length", "audit.page", "audit.persistence", "audit.repeated"),
        *("askers.of-people",),
        *("available.order",),
        *("budget.hours", "budget.id", "budget.twice"),
        *("call.id", "call.no-applicants", "call.no-places"),
        *("condition.order", "condition.says-nothing"),
        *(
            "config.competition",
            "config.constants",
            "config.factor-twice",
            "config.importance",
            "config.markets",
            "config.policy",
            "config.shape-direction",
            "config.variety",
            "config.unknown-factor",
            "config.weight",
            "config.weights-sum",
        ),
        *("continuation.both", "continuation.nothing-to-accept"),
        *("contrast.two-people",),
        *("dates.order",),
        *("deadline.naive",),
        *("education.level",),
        *(
            "evaluate.column",
            "evaluate.columns",
            "evaluate.duplicate",
            "evaluate.empty",
            "evaluate.missing",
            "evaluate.no-gold",
            "evaluate.relevance",
            "evaluate.repeated",
        ),
        *("experience.months",),
        *("feedback.position", "feedback.twice", "feedback.values"),
        *("hours.high", "hours.low", "hours.order"),
        *(
            "index.amount",
            "index.concept",
            "index.coordinates",
            "index.days",
            "index.field",
            "index.format",
            "index.full",
            "index.length",
            "index.none",
            "index.number",
            "index.reach",
            "index.weight",
        ),
        *("item.too-many", "item.twice", "item.unknown"),
        *("language.level",),
        *(
            "learn.comparison",
            "learn.factors",
            "learn.no-pages",
            "learn.strength",
            "learn.too-few",
            "learn.too-few-outcomes",
            "learn.version",
            "learn.vignette",
        ),
        *("lottery.seed",),
        *("mark.answer", "mark.confidence", "mark.score", "mark.twice", "marks.empty"),
        *(
            "market.attention",
            "market.graph",
            "market.no-places",
            "market.places",
            "market.price",
            "market.score",
            "market.shown",
            "market.shown-tomorrow",
            "market.terms",
            "market.twice",
        ),
        *("money.cents", "money.high", "money.low", "money.order"),
        *("now.naive",),
        *("pair.hours", "pair.side", "pair.stranger", "pair.twice"),
        *("panels.apart",),
        *("person.twice", "person.unknown"),
        *("place.floor", "place.id", "place.latitude", "place.longitude", "place.twice"),
        *("places.count",),
        *("policy.unknown",),
        *(
            "pool.empty",
            "pool.fit",
            "pool.kept-but-barred",
            "pool.kept-no-expert",
            "pool.kept-too-many",
            "pool.stranger",
        ),
        *(
            "receipt.incomplete",
            "receipt.inconsistent",
            "receipt.malformed",
            "receipt.not-json",
            "receipt.other-snapshot",
            "receipt.taxonomy",
            "receipt.unknown-format",
        ),
        *("remote.share",),
        *("reply.answered", "reply.asked"),
        *("requirement.level",),
        *("reviewer.id", "reviewer.load", "reviewer.twice"),
        *("round.empty",),
        *("rubric.empty", "rubric.unknown-criterion", "rubric.weight"),
        *("score.does-not-sum",),
        *("seats.count", "seats.group", "seats.too-many-groups"),
        *("seeker.too-many", "seeker.weights"),
        *("shape.corners", "shape.not-monotone"),
        *("simulate.size",),
        *("skill.confidence", "skill.level"),
        *("taxonomy.cycle", "taxonomy.loose-end", "taxonomy.two-kinds", "taxonomy.unknown-link"),
        *("top.too-small",),
        *("travel.limit",),
        *("wish.score", "wish.twice", "wish.unknown-place"),
    }
)
