"""No secret stands in a message: whatever a program or a store said, their values are taken out of it."""

import base64
import contextlib
from collections.abc import Iterator, Mapping

import msgspec

from generator.destinations import Bucket, Destination, GitBranch
from generator.errors import BaozhaiError, Diagnostic

HIDDEN = "***"
SHORTEST = 4  # what is shorter is no secret, and taking it out would leave no message


@contextlib.contextmanager
def no_secrets(target: Destination, environment: Mapping[str, str]) -> Iterator[None]:
    """Take the secrets of a target out of every error that is raised inside."""
    try:
        yield
    except BaozhaiError as error:
        secrets = _secrets(target, environment)
        hushed = [_without(item, secrets) for item in error.diagnostics]
        raise BaozhaiError(*hushed, status=error.status) from None


def _secrets(target: Destination, environment: Mapping[str, str]) -> list[str]:
    names = ["BAOZHAI_GIT_TOKEN", "BAOZHAI_BAIDU_TOKEN"]
    if isinstance(target, Bucket):
        names += [f"{target.env}_{name}" for name in ("ACCESS_KEY_ID", "SECRET_ACCESS_KEY", "SESSION_TOKEN")]
    values = [environment.get(name, "") for name in names]
    if isinstance(target, GitBranch):
        values.append(base64.b64encode(f"{target.username}:{values[0]}".encode()).decode() if values[0] else "")
    return sorted((value for value in values if len(value) >= SHORTEST), key=len, reverse=True)


def _without(item: Diagnostic, secrets: list[str]) -> Diagnostic:
    def hush(text: str) -> str:
        for secret in secrets:
            text = text.replace(secret, HIDDEN)
        return text

    arguments = tuple((name, hush(value)) for name, value in item.arguments)
    return msgspec.structs.replace(item, path=hush(item.path), arguments=arguments)
