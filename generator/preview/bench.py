"""The editor's bench: everything that deserves a look, as a page at `/_bench/`; finds nothing by itself.

Each remark names file and line, and leads there where an editor that can be called by a URL is known.
"""

from collections.abc import Iterable, Sequence
from html import escape
from itertools import groupby
from pathlib import Path
from urllib.parse import quote

from generator.errors import SEVERITY_WORDS, Diagnostic, Lang, message
from generator.preview.overlay import SCRIPT, Fault, fault

STYLE = "/_baozhai/bench.css"
MOST = 1000  # remarks on the page; who has more mends some first
SEVERITIES = ("error", "warning", "note")
REFUSED = frozenset(("http", "https", "file", "javascript", "data", "blob"))  # these would not open an editor
EDITORS = {
    "vscode": "vscode://file{file}:{line}",
    "vscodium": "vscodium://file{file}:{line}",
    "cursor": "cursor://file{file}:{line}",
    "zed": "zed://file{file}:{line}",
    "idea": "idea://open?file={file}&line={line}",
    "pycharm": "pycharm://open?file={file}&line={line}",
    "sublime": "subl://open?url=file://{file}&line={line}",
    "textmate": "txmt://open?url=file://{file}&line={line}",
    "emacs": "org-protocol://open-file?url=file://{file}&line={line}",
}


def bench(
    diagnostics: Sequence[Diagnostic], number: int, *, base_path: str, lang: Lang, root: Path, editor: str
) -> bytes:
    """The page that lists the diagnostics of build `number`; `editor` is a URL with `{file}` and `{line}`, or nothing."""
    shown = sorted(diagnostics, key=lambda item: (SEVERITIES.index(item.severity), item))[:MOST]
    counts = {word: sum(item.severity == word for item in diagnostics) for word in SEVERITIES}
    words = message("said-check", lang, errors=counts["error"], warnings=counts["warning"], notes=counts["note"])
    title = message("bench-title", lang)
    rest = len(diagnostics) - len(shown)
    parts = [
        f'<!DOCTYPE html>\n<html lang="{"zh-CN" if lang == "zh" else "en"}">\n<head>\n<meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{escape(title)}</title>",
        f'<link rel="icon" href="data:,">\n<link rel="stylesheet" href="{STYLE}">',
        f'<script src="{SCRIPT}" data-build="{number}" defer></script>\n</head>\n<body>\n<main>',
        f'<h1>{escape(title)}</h1>\n<p>{escape(words)} <a href="{quote(base_path)}">'
        f"{escape(message('bench-site', lang))}</a></p>",
        *_lists(shown, lang, root, editor),
        f"<p>{escape(message('bench-more', lang, count=rest))}</p>" if rest else "",
        "" if shown else f"<p>{escape(message('bench-empty', lang))}</p>",
        "</main>\n</body>\n</html>\n",
    ]
    return "\n".join(filter(None, parts)).encode()


def _lists(shown: Iterable[Diagnostic], lang: Lang, root: Path, editor: str) -> Iterable[str]:
    for severity, items in groupby(shown, key=lambda item: item.severity):
        yield f'<h2 class="{severity}">{escape(SEVERITY_WORDS[severity][lang])}</h2>\n<ol>'
        for item in items:
            yield _remark(fault(item, lang, root), jump(item, root, editor))
        yield "</ol>"


def _remark(told: Fault, address: str) -> str:
    place = f"<code>{escape(told.place)}</code>"
    lines = [
        f'<li><a href="{escape(address)}">{place}</a>' if address else f"<li>{place}",
        f"<p>{escape(told.text)}</p>",
        f"<pre>{escape(told.excerpt)}</pre>" if told.excerpt else "",
        f'<p class="hint">{escape(told.hint)}</p>' if told.hint else "",
        "</li>",
    ]
    return "\n".join(filter(None, lines))


def jump(item: Diagnostic, root: Path, editor: str) -> str:
    """The URL that opens the diagnostic's place in the editor, or nothing.

    >>> from generator.errors import diagnose
    >>> jump(diagnose("site-missing", "content/村/a.md", 7), Path("/desk"), EDITORS["vscode"])
    'vscode://file/desk/content/%E6%9D%91/a.md:7'
    """
    file = (root / item.path).absolute()
    if not editor or item.path.startswith("-") or not file.is_absolute():
        return ""
    return editor.replace("{file}", quote(file.as_posix())).replace("{line}", str(item.line or 1))


def editor_url(named: str) -> str | None:
    """The URL of an editor that is known by name or given as a URL; None for what is neither.

    >>> editor_url("vscode"), editor_url("x://open?{file}"), editor_url("javascript:alert(1)"), editor_url("")
    ('vscode://file{file}:{line}', 'x://open?{file}', None, '')
    """
    if named in EDITORS or not named:
        return EDITORS.get(named, "")
    scheme, separator, rest = named.partition("://")
    known = separator and scheme.replace("-", "").replace("+", "").isalnum() and scheme not in REFUSED
    return named if known and "{file}" in rest else None
