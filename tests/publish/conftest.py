"""One fixture for each kind of target; the servers behind them run once for all tests."""

import subprocess

import pytest

from generator.destinations import Bucket, Folder, GitBranch, Rsync

from .places import Place
from .services import need, s3_server, ssh_server


@pytest.fixture(scope="session")
def ssh_config(tmp_path_factory):
    with ssh_server(tmp_path_factory.mktemp("ssh")) as config:
        yield config


@pytest.fixture(scope="session")
def s3():
    with s3_server() as server:
        yield server


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "www").mkdir()
    return Place(Folder("www/paper", keep=3), tmp_path)


@pytest.fixture
def branch(tmp_path):
    need("git")
    subprocess.run(["git", "init", "-q", "--bare", str(tmp_path / "remote.git")], check=True)
    return Place(GitBranch("remote.git", cname="news.example.org", keep=3), tmp_path)


@pytest.fixture
def machine(tmp_path, ssh_config):
    return Place(Rsync("desk", f"{tmp_path}/its own/paper", port=0, ssh_config=str(ssh_config), keep=3), tmp_path)


@pytest.fixture
def bucket(tmp_path, s3, request):
    import boto3  # noqa: PLC0415 - the fixture it needs has skipped where it is missing

    name = f"b{abs(hash(request.node.nodeid))}"
    store = boto3.client("s3", endpoint_url=s3["endpoint"], region_name="us-east-1", aws_access_key_id=s3["id"],
                         aws_secret_access_key=s3["secret"])  # fmt: skip
    store.create_bucket(Bucket=name)
    settings = Bucket(name, s3["endpoint"], prefix="paper", path_style=True, env="DESK", keep=3)
    environment = {"DESK_ACCESS_KEY_ID": s3["id"], "DESK_SECRET_ACCESS_KEY": s3["secret"]}
    yield Place(settings, tmp_path, environment, store)
    store.close()


@pytest.fixture(params=["folder", "branch", "machine", "bucket"])
def place(request):
    return request.getfixturevalue(request.param)
