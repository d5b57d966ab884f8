"""Throw bad input at the reader: random bytes, scripts and mutilated pages, none of which may crash, hang or lose a letter.

    python benchmarks/fuzz.py [--inputs N] [--seed S] [--big]

Every input is read as `baozhai read` does and has to be refused with a reason, or to give a balanced ledger, the same
bytes back, and a read-out that is JSON. `--big` adds the large ones: one line of 10 MB, 200,000 lines of three
characters, a million characters. Exit status 1 if anything went wrong; the seed of an input repeats it.
"""

import argparse
import json
import random
import resource
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(str(Path(__file__).resolve().parents[1])))

from benchmarks.compose import compose
from generator.gazetteer import load
from generator.ingest.facts.enrich import Desk
from generator.ingest.keep.printed import restore
from generator.ingest.sheet import read_sheet, show_sheet
from generator.model import IssueHead
from generator.words import Words

SECONDS = 5.0  # of processor time for one small input; more is a hang
SMALL = 60  # pieces of an invented input
PIECES = (
    "株洲日报·掌上株洲讯(记者/谢嘉 通讯员/周媛) ", "本报讯", "(记者 李晓)", "(下转A3版)", "(上接第1版)", "责任编辑/李晓", "A2 要闻 2021年11月25日 星期四",
    "新闻热线 28888888", "▲青春渌口。远山 摄", "通讯员供图", "【农村改厕】改厕助力振兴", "1 抓住关键", "2 重视民情", "——渌口区推进改革", "近年来，", "今年11月24日，",
    "全区累计收集意见201件，", "现场解决67件", "“三个一”工程，即一个服务站，一个平台", "天元区", "云塘社区", "涪口区", "高分子材料为主导的基地", "。", "，", "、", "！", "？", "”", "“",
    "(", "（", ")", "】", "【", "《", "……", "——", "\n", "\n\n", "\n\n\n\n", "\r\n", "\r", "\t", "\u3000\u3000", " ", "短评", "编者按", "(完)", "问：", "答：", "记者/", "通讯员 ", "摄",
    "学科合格", "率达100%", "推", "提供坚实保障", "因为从一个粗放式服务转变的鲜活例子。", "\x0b", "\x0c", "\x1c", "\x85", "\u2028", "\u2029", "\ufeff", "\u200b", "\u0301", "👍🏽",
)  # fmt: skip
SCRIPTS = (
    "abcdefghij KLM.,;",
    "абвгдежзик ЛМН",
    "あいうえおカキクケコ",
    "가나다라마바사",
    "ابتثجحخ",
    "0123456789.,%",
    "，。、；：！？“”（）《》…—",
    "\u4e00\u9fff\u3400\U00020000龘",
    "αβγδε",
)

Make = Callable[[random.Random], bytes]


class Outcome(NamedTuple):
    """What became of one input: how it ended, and what is wrong with that, if anything."""

    how: str
    wrong: str = ""


def nothing(rng: random.Random) -> bytes:
    """Blanks of all kinds, or no byte at all."""
    return "".join(rng.choices(" \n\r\t\u3000\x0c\u2028\ufeff", k=rng.randrange(30))).encode()


def noise(rng: random.Random) -> bytes:
    """Any bytes."""
    return rng.randbytes(rng.randrange(200))


def scripts(rng: random.Random) -> bytes:
    """Lines of one or a few scripts: Latin text, punctuation alone, another language."""
    chosen = rng.sample(SCRIPTS, rng.choice((1, 1, 2)))
    lines = ["".join(rng.choices(rng.choice(chosen), k=rng.randrange(60))) for _ in range(rng.randrange(20))]
    return rng.choice(("\n", "\n\n", "\r\n", "\r")).join(lines).encode()


def pieces(rng: random.Random) -> bytes:
    """Pieces of newspapers in any order."""
    return "".join(rng.choices(PIECES, k=rng.randrange(SMALL))).encode()


def unicode(rng: random.Random) -> bytes:
    """Any characters, rare planes and controls among them."""
    tops = (0x80, 0x250, 0x3100, 0xD800, 0x10000, 0x110000)
    found = [chr(rng.randrange(rng.choice(tops))) for _ in range(rng.randrange(120))]
    return "".join(found).encode("utf-8", errors="ignore")


def furniture(rng: random.Random) -> bytes:
    """Nothing but folios, editors, hot lines and jumps."""
    return "\n".join(rng.choices(PIECES[3:8], k=rng.randrange(1, 12))).encode()


def mutilated(rng: random.Random) -> bytes:
    """A composed page with lines moved, cut, doubled and lost."""
    lines = compose(rng.randrange(400)).text.split("\n")
    start = rng.randrange(len(lines))
    lines = lines[start : start + rng.randrange(2, 25)]
    for _ in range(rng.randrange(6)):
        at, other = rng.randrange(len(lines)), rng.randrange(len(lines))
        cut = rng.randrange(len(lines[at]) + 1)
        change = rng.randrange(4)
        if change == 0:
            lines[at], lines[other] = lines[other], lines[at]
        elif change == 1:
            lines.insert(other, lines[at])
        elif change == 2:
            lines[at : at + 1] = [lines[at][:cut], lines[at][cut:]]
        else:
            lines[at] = lines[at][:cut]
    return "\n".join(lines).encode()


def mixed(rng: random.Random) -> bytes:
    """A page in GB18030, UTF-16, Big5, with NUL bytes, or in two encodings at once."""
    text = pieces(rng).decode() + "天元区"
    change = rng.randrange(6)
    if change == 0:
        return text.encode("gb18030")
    if change == 1:
        return text.encode("utf-16")
    if change == 2:
        return text.encode("big5", errors="ignore")
    if change == 3:
        return text.encode() + "天元区加快接种".encode("gb18030") + text.encode()
    if change == 4:
        data = bytearray(text.encode())
        data.insert(rng.randrange(len(data) + 1), 0)
        return bytes(data)
    return b"\xef\xbb\xbf" + text.encode()


def parsed(rng: random.Random) -> bytes:
    """JSON that may be articles."""
    values = (None, 3, "", "天元区", ["甲", "乙"], {"a": 1}, "2021-11-25", "近年来。\n\n第二段", True, [], 1e999)
    keys = (
        "title",
        "headline",
        "body",
        "content",
        "text",
        "date",
        "byline",
        "author",
        "page",
        "paragraphs",
        "tags",
        "x",
    )
    article = {rng.choice(keys): rng.choice(values) for _ in range(rng.randrange(6))}
    text = json.dumps(
        rng.choice((article, [article, article], {"articles": [article]})), ensure_ascii=rng.random() < 0.5
    )
    return text[: rng.randrange(len(text) + 1)].encode() if rng.random() < 0.3 else text.encode()


MAKERS: tuple[tuple[Make, str], ...] = (
    (nothing, "a.txt"), (noise, "a.txt"), (scripts, "a.txt"), (pieces, "a.txt"), (pieces, "A01.txt"), (unicode, "a.txt"),
    (furniture, "a.txt"), (mutilated, "2021-11-25/A01.txt"), (mixed, "a.txt"), (parsed, "a.json"),
)  # fmt: skip


def try_input(data: bytes, path: str, desk: Desk) -> Outcome:
    """Read one input as the program does and say what became of it."""
    begin = time.process_time()
    try:
        sheet, reasons = read_sheet(data, path, desk, IssueHead())
        shown = json.dumps(show_sheet(sheet)) if sheet else ""
    except Exception as error:
        return Outcome("crash", f"{type(error).__name__}: {error}")
    if time.process_time() - begin > SECONDS and len(data) < 100_000:
        return Outcome("slow", f"{time.process_time() - begin:.1f} s")
    if sheet is None:
        return Outcome("refused", "" if reasons else "refused without a reason")
    if not sheet.reading.ledger.balanced:
        return Outcome("read", "ledger not balanced")
    if restore(sheet.printed) != data:
        return Outcome("read", "other bytes come back")
    return Outcome("read" if sheet.reading.articles else "nothing to read", "" if shown else "no read-out")


def desk_of(city: str) -> Desk:
    """What a reader of one city's papers knows."""
    gazetteer = load(city, None)
    return Desk(gazetteer, Words(gazetteer.names()))


def run(inputs: int, seed: int) -> tuple[Counter[str], list[str]]:
    """How so many inputs ended, and every fault with the seed that repeats it."""
    desk = desk_of("4302")
    ends: Counter[str] = Counter()
    faults: list[str] = []
    for number in range(seed, seed + inputs):
        rng = random.Random(number)
        make, path = MAKERS[number % len(MAKERS)]
        outcome = try_input(make(rng), path, desk)
        ends[f"{make.__name__}: {outcome.how}"] += 1
        if outcome.wrong:
            faults.append(f"seed {number} ({make.__name__}): {outcome.wrong}")
    return ends, faults


def big() -> dict[str, bytes]:
    """Inputs of a size that no print page has."""
    rng = random.Random(3)
    page = "".join(compose(seed).text + "\n" for seed in range(260))
    han = [chr(rng.randrange(0x4E00, 0x9FA5)) for _ in range(3000)]
    return {
        "one line of 10 MB": ("".join(rng.choices(han, k=3_400_000))).encode()[: 3 * 3_333_333],
        "one line of 10 MB, one character": "株".encode() * 3_333_333,
        "200,000 lines of three characters": "\n".join("".join(rng.choices(han, k=3)) for _ in range(200_000)).encode(),
        "200,000 lines, all one": ("天元区\n" * 200_000).encode(),
        "50,000 lines of a headline's length": "\n".join(rng.choice(han) * 12 for _ in range(50_000)).encode(),
        "a million marks": ("，。" * 500_000).encode(),
        "a million brackets": ("（" * 1_000_000).encode(),
        "1,000,000 characters of pages": page[:1_000_000].encode(),
    }


def main() -> None:
    """Read what the command line asks for and print how it ended."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--inputs", type=int, default=2_000)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--big", action="store_true", help="the large inputs as well")
    options = parser.parse_args()
    ends, faults = run(options.inputs, options.seed)
    print("\n".join(f"{count:8,} {end}" for end, count in sorted(ends.items())))
    for name, data in big().items() if options.big else ():
        begin = time.process_time()
        outcome = try_input(data, "a.txt", desk_of("4302"))
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        print(f"{name}: {outcome.how}, {time.process_time() - begin:.1f} s, at most {memory} MB", flush=True)
        faults += [f"{name}: {outcome.wrong}"] if outcome.wrong else []
    print("\n".join(faults) or "no fault")
    sys.exit(bool(faults))


if __name__ == "__main__":
    main()
