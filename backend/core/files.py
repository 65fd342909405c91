"""Files: a local folder by default, S3-compatible by setting, one API (obstore)."""

from pathlib import Path
from typing import TypeAlias
from urllib.parse import parse_qs, urlsplit

import obstore
from obstore.exceptions import AlreadyExistsError
from obstore.store import LocalStore, S3Store

from backend.core.problems import NotFound

Store: TypeAlias = LocalStore | S3Store


def open_store(url: str) -> Store:
    """`file:var/files`, or `s3://bucket?endpoint=http://host:9000&region=…` with the keys in AWS_* variables."""
    if url.startswith("file:"):
        folder = Path(url.removeprefix("file:"))
        folder.mkdir(parents=True, exist_ok=True)
        return LocalStore(folder)
    address = urlsplit(url)
    options = {key: values[0] for key, values in parse_qs(address.query).items()}
    endpoint, region = options.get("endpoint"), options.get("region", "us-east-1")
    if endpoint is None:  # Amazon's own
        return S3Store(address.netloc, region=region)
    return S3Store(
        address.netloc,
        endpoint=endpoint,
        region=region,
        client_options={"allow_http": endpoint.startswith("http://")},
        virtual_hosted_style_request=False,
    )


def put(store: Store, key: str, content: bytes) -> bool:
    """Store under a key that names the content; False if it was there already. Keys that climb are refused."""
    try:
        obstore.put(store, key, content, mode="create")
    except AlreadyExistsError:
        return False
    return True


def get(store: Store, key: str) -> bytes:
    """The bytes; raises `NotFound`."""
    try:
        return bytes(obstore.get(store, key).bytes())
    except FileNotFoundError as missing:
        raise NotFound from missing


def remove(store: Store, key: str) -> None:
    """Remove it; removing what is not there is fine."""
    try:
        obstore.delete(store, key)
    except FileNotFoundError:
        return
