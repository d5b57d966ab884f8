"""Give every ingested source back, byte for byte, from what `content/ledger/` keeps; reads no source and no article."""

from pathlib import Path, PurePosixPath

from generator.disk import disk_errors, write_atomically
from generator.errors import Diagnostic, diagnose
from generator.ingest.keep.printed import printed_of, restore, restores
from generator.ingest.keep.records import PAGES, Records


def unbuild(project: Path, folder: Path) -> tuple[tuple[str, ...], tuple[Diagnostic, ...]]:
    """Restore all sources below `folder`, under the names they have in `content/pages/`; the paths that are there now.

    A source whose record is broken is reported, and a different file that is in the way is not overwritten.
    """
    records = Records(project)
    restored: list[str] = []
    found: list[Diagnostic] = []
    for record in records.every():
        printed = printed_of(record)
        if printed is None or not restores(printed, record.sha256):
            found.append(diagnose("unbuild-broken", record.source))
            continue
        file = folder / PurePosixPath(record.source).relative_to(PAGES)
        data = restore(printed)
        with disk_errors(file):
            there = file.read_bytes() if file.exists() else None
        if there not in {None, data}:
            found.append(diagnose("unbuild-in-the-way", str(file)))
            continue
        if there is None:
            write_atomically(file, data)
        restored.append(record.source)
    return tuple(restored), (*records.diagnostics, *found)
