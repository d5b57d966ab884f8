"""Publish to a folder of another machine by rsync over ssh, whose `current` shows one of its releases.

A release is put together beside the others: unchanged files are hard links made there, changed ones are sent, and the
link `current` is replaced in one step by `mv -T`. The other machine needs a shell, rsync and the tools of GNU or BusyBox.
"""

import shlex
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path

from generator.destinations import Rsync
from generator.errors import BaozhaiError, ExitStatus, diagnose
from generator.publish.release import (
    Plan,
    Read,
    Release,
    Standing,
    dump_record,
    failed,
    is_release,
    parse_record,
    surplus,
)

# Prints the release that `current` shows (or an empty line), the names of all, an empty line, and the record.
LOOK = """
cd {path} 2>/dev/null || exit 0
link=$(readlink current || true)
[ -n "$link" ] || [ ! -e current ] || {{ echo taken; exit 0; }}
echo "${{link##*/}}"
for record in releases/*.json; do
  name=${{record#releases/}}; name=${{name%.json}}
  [ ! -d "releases/$name" ] || echo "$name"
done
echo
[ -z "$link" ] || cat "releases/${{link##*/}}.json"
"""
STAGE = """
set -e
mkdir -p {path}/releases
cd {path}/releases
rm -rf stage
if [ -n {before} ]; then cp -al {before} stage; else mkdir stage; fi
"""
DELETE = """
set -e
cd {path}/releases/stage
xargs -0 rm -f --
find . -type d -empty -delete
"""
SWITCH = """
set -e
cd {path}/releases
cat > record
sync -f record 2>/dev/null || sync
rm -rf {release}
mv stage {release}
mv record {release}.json
cd ..
rm -f next
ln -s releases/{release} next
mv -T next current
"""
RETURN = """
set -e
cd {path}
rm -f next
ln -s releases/{release} next
mv -T next current
cat releases/{release}.json
"""
PRUNE = "cd {path}/releases && rm -rf {names}"


class RsyncView:
    """Reads what the other machine shows, by one command."""

    def __init__(self, settings: Rsync, root: Path) -> None:
        self._settings, self._root = settings, root

    def standing(self) -> Standing:
        """The release that `current` shows, and all that lie beside it."""
        head, _, record = self._shell(LOOK).partition(b"\n\n")
        if head.strip() == b"taken":
            place = f"{self._settings.host}:{self._settings.path}/current"
            raise BaozhaiError(diagnose("publish-taken", place), status=ExitStatus.REFUSED)
        _, *kept = head.decode(errors="replace").split("\n") if head else ("",)
        current = parse_record(record, self._settings.host) if record else None
        return Standing(current, tuple(sorted(filter(is_release, kept))))

    def _shell(self, script: str, data: bytes = b"", **words: str) -> bytes:
        quoted = {name: shlex.quote(word) for name, word in {"path": self._settings.path, **words}.items()}
        return self._run([*self._ssh(), "--", self._settings.host, script.format(**quoted)], data)

    def _ssh(self) -> list[str]:
        config = self._settings.ssh_config
        file = ["-F", str(self._root / Path(config).expanduser())] if config else []
        port = ["-p", str(self._settings.port)] if self._settings.port else []
        return ["ssh", "-o", "BatchMode=yes", *file, *port]

    def _run(self, command: Sequence[str], data: bytes) -> bytes:
        try:
            done = subprocess.run(command, input=data, capture_output=True, check=False)
        except OSError as error:
            raise failed(command[0], error.strerror or str(error)) from None
        if done.returncode != 0:
            raise failed(
                self._settings.host, done.stderr.decode(errors="replace") or f"{command[0]}: {done.returncode}"
            )
        return done.stdout


class RsyncPublisher(RsyncView):
    """Puts releases together on the other machine and switches between them."""

    def publish(self, plan: Plan, read: Read) -> None:
        """Send what changed into a copy of the release before, then switch to it."""
        self._shell(STAGE, before=plan.before.id if plan.before else "")
        if plan.uploads:
            with tempfile.TemporaryDirectory(prefix="baozhai-") as folder:
                self._send(Path(folder), plan.uploads, read)
        if plan.deletions:
            self._shell(DELETE, "".join(f"{path}\0" for path in plan.deletions).encode())
        self._shell(SWITCH, dump_record(plan.release), release=plan.release.id)
        self._prune(plan.release.id, 1 if plan.forget else self._settings.keep)

    def roll_back(self, release: str, standing: Standing) -> Release:
        """Switch the link back; nothing is sent."""
        del standing
        return parse_record(self._shell(RETURN, release=release), self._settings.host)

    def _send(self, folder: Path, paths: Sequence[str], read: Read) -> None:
        """Send copies, so that what arrives is what was planned, whatever happens to the site meanwhile."""
        for path in paths:
            file = folder / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(read(path))
        command = [
            "rsync", "--recursive", "--times", "--perms", "--chmod=D755,F644", "--ignore-times", "--compress",
            "--protect-args", "-e", shlex.join(self._ssh()), "--", f"{folder}/",
            f"{self._settings.host}:{self._settings.path}/releases/stage/",
        ]  # fmt: skip
        self._run(command, b"")

    def _prune(self, current: str, keep: int) -> None:
        names = surplus(self.standing().kept, current, keep)
        if names:
            listing = " ".join(f"{name} {name}.json" for name in names)
            self._run(
                [
                    *self._ssh(),
                    "--",
                    self._settings.host,
                    PRUNE.format(path=shlex.quote(self._settings.path), names=listing),
                ],
                b"",
            )
