"""Makes mentors."""

from typing import Any

from backend.core.text import fold
from backend.mentoring.models import Mentor, MentorLanguage, MentorStatus, MentorTopic
from backend.taxonomy.vocabulary import id_of
from tests.made import number
from tests.organisations.factory import PORTO, MakesOrganisations


class MakesMentoring(MakesOrganisations):
    """Mentors."""

    def mentor(self, **given: Any) -> Mentor:
        """An open offer of four hours a month in Porto, of which two are free."""
        account = given.pop("account", None) or self.account()
        usual = {
            "title": f"Listening {next(number)}",
            "summary": "Thirty years of mistakes that you need not repeat.",
            "about": "What I have done, and how I like to work.",
            "municipality_id": PORTO,
            "monthly_hours": 4,
            "free_hours": 2,
            "status": MentorStatus.OPEN,
            "topics": [MentorTopic(concept_id=id_of("skill/3d-modelling"), position=0, level=3)],
            "languages": [MentorLanguage(concept_id=id_of("language/pt"), position=0, level="C2")],
            "goals": ["portfolio"],
        }
        fields = usual | given
        folded = fold(account.name, fields["title"], fields["summary"])
        return self.save(Mentor(account_id=account.id, **fields, folded=folded))
