"""The jobs of `baozhai tags`: list, suggest, merge, rename, refresh; each a short sequence of the parts' work.

People decide about tags: `suggest` and `refresh` change nothing until they are told to, `merge` and `rename` add one line
to `content/tags.toml`.
"""

from argparse import Namespace
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

import msgspec

from generator.disk import disk_errors
from generator.errors import BaozhaiError, ExitStatus, Lang, diagnose, message
from generator.ingest.keep.store import Store
from generator.ingest.keep.trash import Trash
from generator.lock import project_lock
from generator.project import CONTENT, Project, load_published, load_tagbook, project_gazetteer
from generator.tagbook import FILE, clean, parse_tagbook, with_alias

SHOWN = 200  # changes that a refresh prints for people; --json has all


class Tag(msgspec.Struct, frozen=True):
    """A tag in use: its one name, its articles, and the names of other spellings that lead to it."""

    name: str
    count: int
    also: tuple[str, ...] = ()


class Tags(msgspec.Struct, frozen=True):
    """Every tag in use, the most frequent first, and the version of the vocabulary that tags are found with."""

    tags: tuple[Tag, ...]
    articles: int
    version: int
    learned_from: int

    def say(self, lang: Lang) -> str:
        """A line for each tag, then what they were counted in."""
        lines = [f"{tag.count}\t{tag.name}" + (f"\t({'、'.join(tag.also)})" if tag.also else "") for tag in self.tags]
        said = "said-tags" if self.version else "said-tags-unlearned"
        counts = {"tags": len(self.tags), "articles": self.articles}
        return "\n".join([*lines, message(said, lang, **counts, version=self.version, learned_from=self.learned_from)])


def act(project: Project, asked: Namespace, lang: Lang) -> tuple[dict[str, Any], str]:
    """Do what `baozhai tags ACTION` asks for; the result for `--json`, and in words."""
    match asked.action:
        case "list":
            tags = list_tags(project)
            return msgspec.to_builtins(tags), tags.say(lang)
        case "suggest":
            found = suggest(project)
            return {"proposals": found}, say_proposals(found, lang)
        case "refresh":
            done = refresh_tags(project, write=asked.write)
            return done, say_refresh(done, lang)
        case action:
            name, count = join_tags(project, asked.old, asked.new, rename=action == "rename")
            said = message("said-tags-joined", lang, old=asked.old, name=name, count=count, file=FILE)
            return {"old": asked.old, "name": name, "articles": count}, said


def list_tags(project: Project) -> Tags:
    """The tags of the library under their one names."""
    from generator.ingest.facts import vocabulary  # noqa: PLC0415

    library, _ = load_published(project)
    counts = Counter(tag for article in library.articles for tag in dict.fromkeys(article.tags))
    book = load_tagbook(project)
    also: dict[str, list[str]] = defaultdict(list)
    for alias in sorted(book.aliases):
        also[book.name_of(alias)].append(alias)
    learned = vocabulary.parse(_text(project.root / vocabulary.FILE))
    return Tags(
        tags=tuple(
            Tag(name, count, tuple(also[name]))
            for name, count in sorted(counts.items(), key=lambda item: (-item[1], item[0]))
        ),
        articles=len(library.articles),
        version=learned.version,
        learned_from=learned.articles,
    )


def suggest(project: Project) -> tuple[dict[str, Any], ...]:
    """Proposals for `content/tags.toml`, of tags as they are called now; nothing is written."""
    from generator.ingest import retag  # noqa: PLC0415 - brings the segmenter
    from generator.ingest.facts.proposals import proposals  # noqa: PLC0415

    library, _ = load_published(project)
    book = load_tagbook(project)
    counts = Counter(tag for article in library.articles for tag in dict.fromkeys(article.tags))
    newsroom = _newsroom(project)
    learned = retag.learn(library.articles, newsroom.desk, newsroom.vocabulary)
    fresh = [word for word, kind in learned.kinds.items() if kind == "nz" and word not in (*book.pinned, *book.blocked)]
    return tuple(msgspec.to_builtins(one) for one in proposals(counts, len(library.articles), fresh))


def say_proposals(found: tuple[dict[str, Any], ...], lang: Lang) -> str:
    """The lines to paste, by table, each with its reason."""
    if not found:
        return message("said-suggest-nothing", lang)
    lines = [message("said-suggest", lang, file=FILE)]
    for table in ("blocked", "pinned", "aliases"):
        mine = [one for one in found if one["table"] == table]
        if mine and table == "aliases":
            lines += ["", "[aliases]"]
            lines += [f"{one['line']}  # {message('suggest-' + one['reason'], lang)}" for one in mine]
        elif mine:
            listed = ", ".join(one["line"].partition(" = [")[2].removesuffix("]") for one in mine)
            lines += ["", f"{table} = [{listed}]  # {message('suggest-' + mine[0]['reason'], lang)}"]
    return "\n".join(lines)


def join_tags(project: Project, old: str, new: str, *, rename: bool) -> tuple[str, int]:
    """Let `old` lead to `new`; the one name and how many articles have it now.

    To merge, both must be in use; to rename, only `old`. Raises `BaozhaiError` (usage) otherwise.
    """
    with project_lock(project.memory):
        counts = {tag.name: tag.count for tag in list_tags(project).tags}
        book = load_tagbook(project)
        old, new = clean(old), clean(new)
        if not rename:
            new = book.name_of(new)
        if not new or old == new:
            raise BaozhaiError(diagnose("tags-same", old), status=ExitStatus.USAGE)
        if missing := next((tag for tag in ((old,) if rename else (old, new)) if tag not in counts), None):
            raise BaozhaiError(diagnose("tags-unknown", missing), status=ExitStatus.USAGE)
        if new in book.blocked:
            raise BaozhaiError(diagnose("tags-is-blocked", new), status=ExitStatus.USAGE)
        if rename and new in counts:
            raise BaozhaiError(diagnose("tags-taken", new, tag=old), status=ExitStatus.USAGE)
        file = project.root / FILE
        edited = with_alias(_text(file), old, new)
        parse_tagbook(edited)
        Store(project.root, Trash(project.root, "tags rename" if rename else "tags merge")).replace(
            FILE, edited.encode()
        )
    library, _ = load_published(project)
    return new, sum(new in article.tags for article in library.articles)


def refresh_tags(project: Project, *, write: bool) -> dict[str, Any]:
    """Learn the vocabulary of the archive and find the tags of its articles anew; written only if told to."""
    from generator.ingest import retag  # noqa: PLC0415 - brings the segmenter

    with project_lock(project.memory):
        newsroom = _newsroom(project)
        former = newsroom.vocabulary
        library, _ = load_published(project)  # what was taken out of the paper teaches nothing
        learned = retag.learn(library.articles, newsroom.desk, former)
        desk = newsroom.desk_with(learned)
        done = retag.refresh(project.root, desk, learned, former, write=write)
    return dict(msgspec.to_builtins(done))


def say_refresh(done: dict[str, Any], lang: Lang) -> str:
    """The difference, then what was or would be done."""
    lines: list[str] = []
    for change in done["changes"][:SHOWN]:
        before, after = change["before"], change["after"]
        marks = [f"-{tag}" for tag in before if tag not in after] + [f"+{tag}" for tag in after if tag not in before]
        lines.append(f"{CONTENT}/{change['path']}: {' '.join(marks) or ' '.join(after)}")
    if len(done["changes"]) > SHOWN:
        lines.append("…")
    if done["new_words"]:
        lines.append(message("said-new-words", lang, words=" ".join(done["new_words"][:SHOWN])))
    counts = {name: len(done[name]) for name in ("changes", "kept")}
    said = "said-refresh-written" if done["written"] else "said-refresh"
    lines.append(message(said, lang, **counts, unchanged=done["unchanged"], version=done["version"]))
    return "\n".join(lines)


def _newsroom(project: Project) -> Any:  # noqa: ANN401 - named where it is imported
    from generator.ingest.newsroom import Newsroom  # noqa: PLC0415

    return Newsroom(project.root, project_gazetteer(project), project.config.paper.name)


def _text(file: Path) -> str:
    with disk_errors(file):
        return file.read_bytes().decode("utf-8") if file.exists() else ""
