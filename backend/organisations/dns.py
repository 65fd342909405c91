"""The TXT record by which a domain says which organisation it belongs to."""

import hashlib
import hmac
from dataclasses import dataclass

import dns.resolver
from dns.exception import DNSException

from backend.organisations.models import Organisation
from backend.organisations.rules import domain_of
from backend.settings import Settings

PATIENCE = 3.0  # seconds for the whole question


@dataclass(frozen=True, slots=True)
class Record:
    """Where the record stands and what it says."""

    name: str
    value: str


def record_for(organisation: Organisation, config: Settings) -> Record:
    """What an owner has to publish. Nothing is stored: the value follows from the id, the domain and our secret."""
    domain = domain_of(organisation.website) or ""
    secret = config.secret_key.get_secret_value().encode()
    value = hmac.new(secret, b"dns" + organisation.id.bytes + domain.encode(), hashlib.sha256).hexdigest()[:40]
    return Record(f"_viveiro.{domain}", f"viveiro={value}")


def has_record(record: Record, server: str | None) -> bool:
    """Ask the system's resolver, or the one at `host:port`. No answer is a no."""
    resolver = dns.resolver.Resolver(configure=server is None)
    if server is not None:
        host, _, port = server.rpartition(":")
        resolver.nameservers, resolver.port = [host], int(port)
    try:
        answer = resolver.resolve(record.name, "TXT", lifetime=PATIENCE)
    except DNSException:
        return False
    return record.value in {b"".join(text.strings).decode("ascii", "replace") for text in answer}
