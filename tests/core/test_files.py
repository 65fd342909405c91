"""Files in a folder and on a real S3 peer behave alike."""

import boto3
import pytest
from moto.server import ThreadedMotoServer

from backend.core import files
from backend.core.problems import NotFound


@pytest.fixture(scope="session")
def s3():
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    yield f"http://{host}:{port}"
    server.stop()


@pytest.fixture(params=["folder", "s3"])
def store(request, tmp_path, monkeypatch):
    if request.param == "folder":
        return files.open_store(f"file:{tmp_path}/files")
    endpoint = request.getfixturevalue("s3")
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "test")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "test")
    bucket = f"b{abs(hash(tmp_path))}"
    boto3.client("s3", endpoint_url=endpoint, region_name="us-east-1").create_bucket(Bucket=bucket)
    return files.open_store(f"s3://{bucket}?endpoint={endpoint}")


def test_a_bucket_without_an_endpoint_is_amazon_s_own():
    assert files.open_store("s3://bucket").config["bucket"] == "bucket"


def test_what_was_put_is_got_back(store):
    assert files.put(store, "cv/ab/cd", b"x" * 1000) is True
    assert files.get(store, "cv/ab/cd") == b"x" * 1000


def test_nothing_is_overwritten(store):
    files.put(store, "a", b"first")

    assert files.put(store, "a", b"second") is False
    assert files.get(store, "a") == b"first"


def test_what_is_not_there_is_not_found(store):
    with pytest.raises(NotFound):
        files.get(store, "nothing")


def test_removing_twice_is_fine(store):
    files.put(store, "a", b"x")
    files.remove(store, "a"), files.remove(store, "a")
    with pytest.raises(NotFound):
        files.get(store, "a")


@pytest.mark.parametrize("key", ["../../etc/x", "a/../../x"])
def test_keys_that_climb_are_refused(store, key):
    with pytest.raises(Exception, match=r"\.\.|segment|path"):
        files.put(store, key, b"x")
