"""Makes conversations through the front door."""

from typing import Any

from tests.applications.factory import MakesApplications


class Talking:
    """Two browsers about one application."""

    def __init__(self, client: Any, make: MakesApplications, **given: Any) -> None:
        self.client, self.make = client, make
        self.application = make.application(**given)
        self.opportunity = make.opportunity_of(self.application)
        self.owner = make.member_of(self.opportunity)
        self.person, self.team = make.as_by_id(self.application.account_id), make.as_(self.owner)
        self.at = f"/api/conversations/application/{self.application.id}"

    def send(self, headers: dict[str, str], words: str = "Hello!", **more: str) -> Any:
        """One message."""
        return self.client.post(f"{self.at}/messages", headers=headers | more, json={"words": words})

    def read(self, headers: dict[str, str], number: int) -> Any:
        """How far."""
        return self.client.post(f"{self.at}/reading", headers=headers, json={"number": number})

    def page(self, headers: dict[str, str]) -> Any:
        """The conversation."""
        return self.client.get(self.at, headers=headers)

    def said(self, headers: dict[str, str]) -> Any:
        """All messages, the last first."""
        return self.client.get(f"{self.at}/messages", headers=headers).json()["items"]

    def list(self, headers: dict[str, str], **search: Any) -> Any:
        """One's conversations."""
        return self.client.get("/api/conversations", headers=headers, params=search).json()
