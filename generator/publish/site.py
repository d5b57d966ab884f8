"""The built site as it is published: exactly the files that the last good build made, by fingerprint.

A file that somebody edited in the output folder, or that no build knows of, is not published.
"""

from collections.abc import Mapping
from pathlib import Path

import msgspec

from generator.disk import disk_errors
from generator.errors import BaozhaiError, Diagnostic, ExitStatus, diagnose
from generator.traces import fingerprint_bytes, load_state, lying


class Site(msgspec.Struct, frozen=True):
    """Files below `folder` with their fingerprints, and `extras` that only publishing adds."""

    folder: Path
    files: dict[str, str]
    extras: dict[str, bytes] = {}

    def read(self, path: str) -> bytes:
        """The bytes of a file, which are those of its fingerprint or an error."""
        if path in self.extras:
            return self.extras[path]
        file = self.folder / path
        with disk_errors(file):
            data = file.read_bytes()
        if fingerprint_bytes(data).hex() != self.files[path]:
            raise _refused(diagnose("publish-edited", f"{self.folder.name}/{path}"))
        return data


def built_site(folder: Path, memory: Path, extras: Mapping[str, bytes]) -> Site:
    """The site as its last build left it; raises `BaozhaiError` where there is none, or where it was changed since."""
    state = load_state(memory / "state")
    if state is None or not folder.is_dir():
        raise _refused(diagnose("site-missing", folder.name))
    files = {path: trace.output.hex() for path, trace in state.traces.items()}
    edited = [path for path, trace in state.traces.items() if lying(folder, path, trace) != trace.output]
    if edited:
        raise _refused(*(diagnose("publish-edited", f"{folder.name}/{path}") for path in sorted(edited)[:20]))
    added = {path: fingerprint_bytes(data).hex() for path, data in extras.items()}
    return Site(folder, {**files, **added}, dict(extras))


def _refused(*diagnostics: Diagnostic) -> BaozhaiError:
    return BaozhaiError(*diagnostics, status=ExitStatus.REFUSED)
