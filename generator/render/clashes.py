"""That no two targets meet in one file, on any file system."""

from collections.abc import Iterable

from generator.errors import BaozhaiError, diagnose
from generator.render.permalinks import fold


def refuse_clashes(named: Iterable[tuple[str, str]]) -> None:
    """Of all `(path, what it is made from)`, two paths that one file system would mix up end the build.

    Raises BaozhaiError that names both, also where one is a file and the other needs a folder of that name.
    """
    files: dict[str, tuple[str, str]] = {}
    folders: dict[str, tuple[str, str]] = {}
    for path, source in named:
        folded = fold(path)
        above = [folded[:at] for at, letter in enumerate(folded) if letter == "/"]
        other = files.get(folded) or folders.get(folded) or next((files[a] for a in above if a in files), None)
        if other:
            arguments = {"first": other[1], "first_path": other[0], "second_path": path}
            raise BaozhaiError(diagnose("render-clash", source, **arguments))
        files[folded] = (path, source)
        folders.update(dict.fromkeys(above, (path, source)))
