"""Addresses on the web, and what they lead to by their host."""

import re
from urllib.parse import urlsplit

from backend.profiles.reading.facts import Link, LinkKind, Span

HOSTS: dict[LinkKind, tuple[str, ...]] = {
    LinkKind.PORTFOLIO: ("behance.net", "artstation.com", "dribbble.com", "carbonmade.com", "cargo.site"),
    LinkKind.CODE: ("github.com", "gitlab.com", "codeberg.org", "bitbucket.org", "itch.io", "codepen.io"),
    LinkKind.VIDEO: ("vimeo.com", "youtube.com", "youtu.be"),
    LinkKind.SOUND: ("soundcloud.com", "bandcamp.com", "mixcloud.com", "freesound.org"),
    LinkKind.NETWORK: ("linkedin.com", "instagram.com", "facebook.com", "mastodon.social", "orcid.org", "x.com"),
}
HOST_NAMES = frozenset(host for hosts in HOSTS.values() for host in hosts)
KNOWN = "|".join(re.escape(host) for hosts in HOSTS.values() for host in hosts)
ADDRESS = re.compile(
    rf"(?<![\w@.-])(?:https?://[^\s<>\"'()\[\]]+|www\.[^\s<>\"'()\[\]]+|(?:[\w-]+\.)*(?:{KNOWN})/[^\s<>\"'()\[\]]*)",
    re.IGNORECASE,
)
LONGEST = 300
AT_MOST = 20


def links_in(text: str) -> list[Link]:
    """Every address once, as https where no scheme was written."""
    found: dict[str, Link] = {}
    for match in ADDRESS.finditer(text):
        written = match[0].rstrip(".,;:!?|/")
        url = absolute(written)
        if url is not None and not _is_half(url) and len(found) < AT_MOST:
            found.setdefault(url, Link(url, kind_of(url), Span(match.start(), match.start() + len(written))))
    return list(found.values())


def _is_half(url: str) -> bool:
    """The front door of a network is nobody's page: the rest was lost at the end of a line."""
    parts = urlsplit(url)
    return parts.path.strip("/") == "" and (parts.hostname or "").removeprefix("www.") in HOST_NAMES


def absolute(written: str) -> str | None:
    """A whole http(s) address, or None for anything else."""
    url = written.strip() if re.match(r"https?://", written.strip(), re.IGNORECASE) else f"https://{written.strip()}"
    try:
        host = urlsplit(url).hostname or ""
    except ValueError:
        return None
    return url if "." in host and len(url) <= LONGEST and " " not in url else None


def kind_of(url: str) -> LinkKind:
    """By host; a host of its own is most likely a portfolio, but we do not say so."""
    host = (urlsplit(url).hostname or "").removeprefix("www.")
    for kind, hosts in HOSTS.items():
        if any(host == known or host.endswith(f".{known}") for known in hosts):
            return kind
    return LinkKind.OTHER
