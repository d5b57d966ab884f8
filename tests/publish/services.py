"""Real servers for tests, on loopback: each is started on a free port and stopped by its process id."""

import contextlib
import json
import os
import re
import shutil
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

LOOPBACK = "127.0.0.1"
SSHD = shutil.which("sshd") or "/usr/sbin/sshd"


def need(*programs: str) -> None:
    """Skip the test, saying what is missing."""
    missing = [name for name in programs if not (shutil.which(name) or Path(name).exists())]
    if missing:
        pytest.skip(f"not installed: {', '.join(missing)}")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind((LOOPBACK, 0))
        return int(probe.getsockname()[1])


@contextlib.contextmanager
def running(command: list[str], sign: str, **environment: str) -> Iterator[str]:
    """A program that runs until the block ends; yields the line of its errors that matches `sign`."""
    program = subprocess.Popen(command, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True,
                               env={**os.environ, **environment})  # fmt: skip
    assert program.stderr is not None
    drained = None
    try:
        said = []
        for line in program.stderr:
            said.append(line)
            if re.search(sign, line):
                break
        else:
            pytest.fail(f"{command[0]} did not start: {''.join(said)}")
        drained = threading.Thread(target=program.stderr.read)
        drained.start()
        yield line
    finally:
        program.terminate()
        program.wait()
        if drained is not None:
            drained.join()
        program.stderr.close()


@contextlib.contextmanager
def ssh_server(folder: Path) -> Iterator[Path]:
    """OpenSSH's server for this user; yields a configuration file that lets `ssh` in as the host `desk`."""
    need(SSHD, "ssh", "ssh-keygen", "rsync")
    if os.geteuid() == 0:
        Path("/run/sshd").mkdir(exist_ok=True)
    for name in ("host", "user"):
        subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(folder / name)], check=True)
    shutil.copy(folder / "user.pub", folder / "authorized")
    port = free_port()
    penalties = "PerSourcePenalties no\n" if _knows_penalties() else ""
    (folder / "sshd_config").write_text(
        f"ListenAddress {LOOPBACK}\nPort {port}\nHostKey {folder}/host\nAuthorizedKeysFile {folder}/authorized\n"
        f"PidFile {folder}/pid\nStrictModes no\nUsePAM no\nPasswordAuthentication no\nPermitRootLogin yes\n"
        f"MaxStartups 100\nUseDNS no\nPrintMotd no\nPrintLastLog no\n{penalties}"
    )
    key = (folder / "host.pub").read_text().split()[:2]
    (folder / "known").write_text(f"[{LOOPBACK}]:{port} {' '.join(key)}\n")
    client = folder / "ssh_config"
    client.write_text(
        f"Host desk\nHostName {LOOPBACK}\nPort {port}\nIdentityFile {folder}/user\nIdentitiesOnly yes\n"
        f"UserKnownHostsFile {folder}/known\nStrictHostKeyChecking yes\n"
        "KexAlgorithms curve25519-sha256\nGSSAPIAuthentication no\nAddressFamily inet\n"
    )
    with running([SSHD, "-D", "-e", "-f", str(folder / "sshd_config")], "Server listening"):
        yield client


@contextlib.contextmanager
def s3_server() -> Iterator[dict[str, str]]:
    """An S3-compatible store that checks signatures; yields its address and the keys of a user who may do all."""
    pytest.importorskip("moto.server", reason="not installed: moto[s3,server]")
    boto3 = pytest.importorskip("boto3")
    port = free_port()
    command = [sys.executable, "-m", "moto.server", "-H", LOOPBACK, "-p", str(port)]
    with running(command, "Running on", INITIAL_NO_AUTH_ACTION_COUNT="3"):
        endpoint = f"http://{LOOPBACK}:{port}"
        iam = boto3.client("iam", endpoint_url=endpoint, region_name="us-east-1", aws_access_key_id="x",
                           aws_secret_access_key="x")  # fmt: skip
        iam.create_user(UserName="desk")
        everything = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:*", "Resource": "*"}]}
        iam.put_user_policy(UserName="desk", PolicyName="all", PolicyDocument=json.dumps(everything))
        key = iam.create_access_key(UserName="desk")["AccessKey"]
        iam.close()
        yield {"endpoint": endpoint, "id": key["AccessKeyId"], "secret": key["SecretAccessKey"]}


@contextlib.contextmanager
def listener(status: int = 200) -> Iterator[tuple[str, list[tuple[str, str, str]]]]:
    """A service that notes every POST: path with query, content type, body."""
    heard: list[tuple[str, str, str]] = []

    class Listener(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            heard.append((self.path, self.headers["Content-Type"], body))
            self.send_response(status)
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:
            pass

    with ThreadingHTTPServer((LOOPBACK, 0), Listener) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        try:
            yield f"http://{LOOPBACK}:{server.server_port}", heard
        finally:
            server.shutdown()
            thread.join()


def _knows_penalties() -> bool:
    """Whether this sshd is of those that slow down clients whose connections broke, as killed ones do."""
    told = subprocess.run([SSHD, "-T", "-f", "/dev/null"], capture_output=True, text=True, check=False).stdout
    return "persourcepenalties" in told
