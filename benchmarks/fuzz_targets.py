"""Throw mutilated input at everything that reads what others wrote; each target has a corpus, and something to hold.

    python benchmarks/fuzz_targets.py [--inputs N] [--seed S] [--only TARGET]

An input is made from files of `tests/cases/fuzz/<target>/`: cut, doubled, spliced, flipped, with pieces that such files
are made of. A target may refuse it with a `BaozhaiError` or a remark; anything else that is raised, a promise that does
not hold, and more than two seconds for a megabyte (and for anything smaller) is a fault. The seed of an input repeats
it; what was once a fault becomes a file of the corpus, which the tests replay. Exit status 1 if anything went wrong.
"""

import argparse
import email
import random
import re
import sys
import time
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import msgspec

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from generator.config import Config, parse_toml
from generator.content import dump, parse_bytes
from generator.content.filenames import NAME_LIMIT, article_name, clean_name, folder_name
from generator.content.redactions import parse_redactions, traces
from generator.content.seal import is_sealed, sealed
from generator.encodings import decode, encoding_of
from generator.errors import DAMAGED, BaozhaiError
from generator.gazetteer.localities import parse_places
from generator.ingest.facts.decisions import parse_decisions
from generator.ingest.keep.merge import merge3
from generator.ingest.keep.records import Record
from generator.ingest.parsed import parse_articles
from generator.model import Byline
from generator.preview.address import Found, Moved, find, own_hosts, query, refusal, url_path
from generator.render.markup import render
from generator.render.permalinks import article_slug, district_slug, tag_slug
from generator.tagbook import parse_tagbook, with_alias

CORPUS = Path(__file__).resolve().parents[1] / "tests" / "cases" / "fuzz"
SECONDS = 2.0  # of processor time for a megabyte, and for anything smaller
LONGEST = 20_000  # bytes of an input
Try = Callable[[bytes], None]
FORBIDDEN = {"script", "iframe", "style", "object", "embed", "form", "base", "meta", "link", "svg", "math"}
TAG = re.compile(r'<([a-z0-9]+)((?: [\w:-]+="[^"]*")*) ?/?>|</[a-z0-9]+>')
ATTRIBUTE = re.compile(r' ([\w:-]+)="([^"]*)"')
LINK = re.compile(r"https?://|mailto:|#")
BUILT = frozenset(("index.html", "tags/村庄/index.html", "2021/11/25/index.html", "404.html"))
PIECES: dict[str, tuple[str, ...]] = {
    "json": ("{", "}", "[", "]", '"', ":", ",", "\\u", "\\ud800", "null", "1e999", "-0", '"title"', '"body"', '"date"', "[[[[[[", "\n", "\ufeff", "\\", "999999999999999999999"),
    "header": ("---\n", "\n", ": ", "- ", "&a ", "*a", "!!python/object:os.system ", "!!", "|\n", ">\n", '"', "'", "{", "[", "#", "title: ", "id: ", "tags: ", "date: ", "? ", "<<: ", "\t", "\u2028", "\ufeff", "%YAML 1.1\n", "...\n", "0x1F", "2021-13-45", "yes", "~"),
    "toml": ("[", "]", "[[", "]]", "=", '"', '"""', "'", ".", "\n", "{", "}", ",", "1979-05-27T07:32:00Z", "0xFFFFFFFFFFFFFFFFFF", "inf", "nan", "[paper]\n", "city", "[publish.web]\n", "kind", "#", "\\u0000", "\t", "\r", "true"),
    "markdown": ("[", "](", ")", "![", "*", "**", "_", "`", "```\n", "~~~\n", "> ", "    ", "- ", "1. ", "# ", "<", ">", "<!--", "-->", "<![", "<script>", "</p>", "<a href=", "javascript:", "onerror=x", "&#", "&lt;", ";", "\\", "|", "---|---", "\n\n", "\n", "[^1]", "http://", "\x02", "\x03", "\u202e", "<?", "]]>"),
    "bytes": ("\ufeff", "\n", "株洲", "é", "\0", "\x85", "\u2028"),
    "names": ("/", "\\", "..", ".", " ", "\0", "\n", ":", "*", "?", "CON", "nul", "com1.", "LPT¹", "\u202e", "\u200b", "é", "e\u0301", "ﬁ", "İ", "ß", "\ud7a3", "👍🏽", "~", "%2e%2e", "-", "$(x)", "`", "|", "pages", "ledger", "\ufffe", "\U000e0001", "龘" * 90),
    "request": ("/", "..", "%2e", "%2f", "%5c", "%00", "%", "?", "#", "&", "=", "//", "http://", "%ff", "%c0%af", "é", "\\", ";", "index.html", "tags/", "%E6%9D%91", "Host: ", "Origin: ", "127.0.0.1:8000", "localhost:8000", "evil.example", "\r\n", "@", ":", " ", "since=", "at=", "_bench/"),
    "lines": ("\n", "\r\n", "一\n", "二\n", "\n\n", "\x0b", "\u2028", "\x1c", "# ", "---\n", "seal: ", '"', "0" * 32),
}  # fmt: skip


class Target(NamedTuple):
    """What is tried with an input, and the pieces that such inputs are made of."""

    name: str
    attempt: Try
    pieces: str


class Fault(NamedTuple):
    """An input that broke something: its seed, and what."""

    target: str
    seed: int
    what: str


# ---- what has to hold --------------------------------------------------------------------------------


def text_of(data: bytes) -> str:
    """Any bytes as a text, as an editor of this machine would have saved it."""
    return data.decode("utf-8", errors="ignore")


def try_json(data: bytes) -> None:
    """Parsed articles: each refused one has its remark."""
    articles, remarks = parse_articles(text_of(data), "a.json", lambda _: Byline())
    assert all(item.format("zh") and item.line >= 0 for item in remarks)
    msgspec.json.encode(articles)


def try_header(data: bytes) -> None:
    """An article: what is read can be written, and comes back the same."""
    article, remarks = parse_bytes(data, "a.md")
    assert article is not None or remarks
    if article is not None and not remarks:
        again, more = parse_bytes(dump(article).encode(), "a.md")
        assert again == article, f"{article} became {again} {more}"


def try_settings(data: bytes) -> None:
    """All TOML files that people write."""
    text = text_of(data)
    for parse in (parse_tagbook, parse_redactions, parse_places, lambda text: parse_decisions(text, "d.toml")):
        refusing(parse, text)
    refusing(lambda text: parse_toml(text, "site.toml", Config), text)


def refusing(parse: Callable[[str], object], text: str) -> None:
    """A text that may be refused, with words."""
    try:
        parse(text)
    except BaozhaiError as error:
        assert all(item.format("zh") for item in error.diagnostics)


def try_tags(data: bytes) -> None:
    """An alias added to a tags file: it holds, and the file is still one."""
    text = text_of(data)
    try:
        book = parse_tagbook(text.removeprefix("\ufeff"))
        edited = with_alias(text, "防疫", "疫情防控")
        after = parse_tagbook(edited.removeprefix("\ufeff"))
    except BaozhaiError:
        return
    assert after.name_of("防疫") == after.name_of("疫情防控")
    assert set(book.blocked) == set(after.blocked)


def try_markdown(data: bytes) -> None:
    """A body: no mark-up comes out that is not on the list."""
    html, _ = render(text_of(data), "a.md")
    html = html.lower()
    assert "<" not in TAG.sub("", html), html
    for tag in TAG.finditer(html):
        attributes = dict(ATTRIBUTE.findall(tag[2] or ""))
        assert tag[1] not in FORBIDDEN, html
        assert not any(name.startswith("on") or name in {"srcdoc", "style"} for name in attributes), html
        assert all(LINK.match(attributes[name]) for name in ("href", "src") if name in attributes), html


def try_encoding(data: bytes) -> None:
    """Bytes: read exactly, or refused with a reason."""
    text, reasons = decode(data, "a.txt")
    assert (text is None) == bool(reasons)
    if text is not None:
        encoding = encoding_of(data)
        assert data.decode(encoding) == text


def try_names(data: bytes) -> None:
    """A headline, a district, a tag, an id: a name that any system takes, one piece, at most so long."""
    text = (
        data.decode("utf-8", errors="surrogatepass" if b"\xed" in data else "replace")
        if is_text(data)
        else text_of(data)
    )
    plain = text.encode("utf-8", errors="ignore").decode()
    for name in (clean_name(text), article_name(1, text), folder_name(text)):
        check_name(name)
    for slug in (tag_slug(plain), article_slug(plain), district_slug(plain)):
        check_name(slug)


def is_text(data: bytes) -> bool:
    try:
        data.decode("utf-8", errors="surrogatepass")
    except UnicodeDecodeError:
        return False
    return True


def check_name(name: str) -> None:
    """What must hold of the name of a file or a folder."""
    assert name and name not in {".", ".."}, repr(name)
    assert len(name.encode()) <= NAME_LIMIT, repr(name)
    assert not set(name) & set('/\\:*?"<>|\0'), repr(name)
    assert not any(unicodedata.category(mark) in {"Cc", "Cs"} for mark in name), repr(name)
    assert unicodedata.normalize("NFC", name) == name, repr(name)
    assert name[-1] not in ". ", repr(name)
    stem = name.split(".", maxsplit=1)[0].rstrip(" ").upper()
    assert stem not in {
        "CON",
        "PRN",
        "AUX",
        "NUL",
        *(f"{device}{digit}" for device in ("COM", "LPT") for digit in "0123456789¹²³"),
    }, repr(name)


def try_request(data: bytes) -> None:
    """A request: only what was built is found, only our own names are answered."""
    line, _, rest = data.decode("latin-1").partition("\n")
    path = url_path(line)
    query(line)
    found = find(path, "/paper/", BUILT) if path is not None else None
    assert not isinstance(found, Found) or found.path in BUILT
    if isinstance(found, Moved):
        assert found.location.startswith("/paper/") and found.location.isascii()
    headers = email.message_from_string(rest.replace("\r", ""))
    hosts = own_hosts(8000)
    if refusal(headers, hosts) is None:
        assert [name.lower() in hosts for name in headers.get_all("Host", [])] == [True]


def try_merge(data: bytes) -> None:
    """Three texts: what one side alone changed is taken, what both left alone stays, on conflict ours stands."""
    base, mine, theirs = [*text_of(data).split("====="), "", "", ""][:3]
    merged, conflict = merge3(base, mine, theirs)
    assert merge3(base, base, theirs) == (theirs, False)
    assert merge3(base, mine, base) == (mine, False)
    assert not conflict or merged == mine


def try_seal(data: bytes) -> None:
    """A file: a seal is true until somebody touches the text."""
    text = text_of(data)
    is_sealed(text)
    if text.startswith("---\n") and "\n---\n" in text[3:] and "\r" not in text and "seal:" not in text:
        ours = sealed(text)
        assert is_sealed(ours)
        assert not is_sealed(ours + "人")


def try_record(data: bytes) -> None:
    """A record of the ledger: read, or refused."""
    try:
        msgspec.json.decode(data, type=Record)
    except DAMAGED:
        return


def try_redaction(data: bytes) -> None:
    """Published bytes that are looked through for a name."""
    redactions = parse_redactions('redact = [{text = "李晓", reason = "r"}, {text = "AB公司", reason = "r"}]')
    found = set(traces(data, redactions))
    assert "李晓" not in data.decode("utf-8", errors="replace") or "李晓" in found


TARGETS = (
    Target("json", try_json, "json"),
    Target("header", try_header, "header"),
    Target("settings", try_settings, "toml"),
    Target("tags", try_tags, "toml"),
    Target("markdown", try_markdown, "markdown"),
    Target("encoding", try_encoding, "bytes"),
    Target("names", try_names, "names"),
    Target("request", try_request, "request"),
    Target("merge", try_merge, "lines"),
    Target("seal", try_seal, "header"),
    Target("record", try_record, "json"),
    Target("redaction", try_redaction, "markdown"),
)


# ---- making and trying -------------------------------------------------------------------------------


def corpus_of(target: str) -> list[bytes]:
    """The files of a target's corpus, in order of names."""
    return [file.read_bytes() for file in sorted((CORPUS / target).iterdir())]


def mutilate(rng: random.Random, seeds: list[bytes], pieces: tuple[str, ...]) -> bytes:
    """An input from the corpus, changed in a few places."""
    data = bytearray(rng.choice(seeds))
    for _ in range(rng.choice((1, 1, 2, 3, 5, 8))):
        at, end = sorted((rng.randrange(len(data) + 1), rng.randrange(len(data) + 1)))
        match rng.randrange(8):
            case 0 | 1:
                data[at:at] = rng.choice(pieces).encode("utf-8", "surrogatepass")
            case 2:
                data[at:at] = rng.choice(pieces).encode("utf-8", "surrogatepass") * rng.choice((2, 10, 200))
            case 3:
                del data[at:end]
            case 4:
                data[at:at] = data[at:end]
            case 5:
                other = rng.choice(seeds)
                data[at:end] = other[rng.randrange(len(other) + 1) :]
            case 6 if data:
                data[at - 1] ^= 1 << rng.randrange(8)
            case _:
                data[at:at] = rng.randbytes(rng.randrange(1, 6))
    return bytes(data[:LONGEST])


def fault_of(target: Target, data: bytes) -> str:
    """What is wrong with how a target takes an input; empty if nothing is."""
    begin = time.process_time()
    try:
        target.attempt(data)
    except Exception as error:
        return f"{type(error).__name__}: {error}"[:300]
    seconds = time.process_time() - begin
    return f"{seconds:.1f} s for {len(data)} bytes" if seconds > SECONDS * max(1, len(data) / 1_000_000) else ""


def run(target: Target, inputs: int, seed: int) -> Iterator[Fault]:
    """Try so many inputs."""
    seeds = corpus_of(target.name)
    for number in range(seed, seed + inputs):
        data = mutilate(random.Random(f"{target.name} {number}"), seeds, PIECES[target.pieces])
        if what := fault_of(target, data):
            yield Fault(target.name, number, what)


def replay(target: Target) -> list[str]:
    """What is wrong with how a target takes its own corpus."""
    return [what for data in corpus_of(target.name) if (what := fault_of(target, data))]


def main() -> None:
    """Try what the command line asks for, and print each fault with its seed."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--inputs", type=int, default=10_000, help="for each target")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--only", action="append", choices=[target.name for target in TARGETS])
    options = parser.parse_args()
    wrong = 0
    for target in TARGETS:
        if options.only and target.name not in options.only:
            continue
        begin = time.process_time()
        found = list(run(target, options.inputs, options.seed))
        wrong += len(found)
        print(
            f"{target.name}: {options.inputs:,} inputs, {time.process_time() - begin:.0f} s, faults: {len(found)}",
            flush=True,
        )
        for fault in found[:5]:
            print(f"    seed {fault.seed}: {fault.what}")
    sys.exit(bool(wrong))


if __name__ == "__main__":
    main()
