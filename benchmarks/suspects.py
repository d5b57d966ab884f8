"""How doubtful print is told and mended: false suspects on clean articles, planted misprints and lost characters found.

    python benchmarks/suspects.py [--articles N] [--planted N] [--seams N] [--show]

Clean articles are those of the yardstick: invented ones and a month of a national daily. A misprint is planted as one
character in place of one that prints like it, anywhere in the prose, words and names alike; a lost character where a
sentence is torn between two paragraphs of an article. Whatever is applied without a person is counted right or wrong.
"""

import argparse
import random
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.stories import Story, daily, invented
from generator.gazetteer import Gazetteer
from generator.gazetteer import load as load_gazetteer
from generator.ingest.facts.proof import proofread
from generator.ingest.facts.wording import lookalikes
from generator.ingest.page.reading import read_page
from generator.model import IssueHead, Reading
from generator.words import Words

CITY = "4302"
HAN = range(0x4E00, 0xA000)
SEAM = 12  # characters that a torn sentence has at least on either side


class Reader(NamedTuple):
    """What a reader of pages knows."""

    gazetteer: Gazetteer
    words: Words

    def read(self, text: str) -> Reading:
        """A page, read and proofread."""
        reading, _ = read_page(text, path="page.txt", hints=IssueHead(), lexicon=self.words)
        return proofread(reading, text, self.gazetteer, self.words)


class Planted(NamedTuple):
    """A page with one character changed or left out at a line and column (a seam is the end of its line)."""

    text: str
    line: int
    column: int
    right: str


def main() -> None:
    """Print the figures that the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--articles", type=int, default=10_000, help="clean articles that are read")
    parser.add_argument("--planted", type=int, default=2_000, help="misprints")
    parser.add_argument("--seams", type=int, default=2_000, help="torn sentences, half of them without a character")
    parser.add_argument("--show", action="store_true", help="every false suspect and every wrong correction")
    options = parser.parse_args()
    gazetteer = load_gazetteer(CITY, None)
    reader = Reader(gazetteer, Words(gazetteer.names()))
    for name, stories in (("invented", invented()), ("daily", daily())):
        print("\n".join(clean_rows(name, stories[: options.articles], reader, options.show)))
    everything = (*invented(), *daily())
    print("\n".join(planted_rows(everything, options.planted, reader, options.show)))
    print("\n".join(seam_rows(everything, options.seams, reader, options.show)))


def page_of(story: Story, paragraphs: Sequence[str] | None = None) -> str:
    """An article as a page of its own."""
    return "\n\n".join((story.headline, *(paragraphs or [part.text for part in story.body])))


def clean_rows(name: str, stories: Sequence[Story], reader: Reader, show: bool) -> list[str]:
    """False suspects of clean articles, by what speaks for them."""
    kinds: Counter[str] = Counter()
    size = applied = inserted = 0
    for story in stories:
        text = page_of(story)
        reading = reader.read(text)
        size += len(text)
        applied += sum(item.applied for item in reading.suspects)
        inserted += len(reading.insertions)
        for item in reading.suspects:
            kinds[kind_of(item.evidence)] += 1
            if show:
                print(" ", story.source, item.printed, item.proposals, item.evidence[:1])
    told = sum(kinds.values())
    shares = ", ".join(f"{kind} {count}" for kind, count in kinds.most_common())
    return [
        f"clean, {name}: {len(stories)} articles, {size:,} characters: {told} suspects,"
        f" {1000 * told / size:.3f} per 1,000 characters ({shares or 'none'}); applied {applied}, inserted {inserted}"
    ]


def kind_of(evidence: Sequence[str]) -> str:
    """The last words of the evidence, without what it quotes."""
    words = evidence[0]
    while "“" in words:
        start, end = words.index("“"), words.find("”", words.index("“"))
        words = words[:start] + words[end + 1 :] if end >= 0 else words[:start]
    return words[:10]


def planted_rows(stories: Sequence[Story], count: int, reader: Reader, show: bool) -> list[str]:
    """Planted misprints that are told, proposed rightly, applied."""
    told = right = applied = wrong = 0
    for case in planted(stories, count):
        reading = reader.read(case.text)
        hits = [
            item
            for item in reading.suspects
            if item.line == case.line and item.start <= case.column < item.start + len(item.printed)
        ]
        told += bool(hits)
        right += any(
            case.right in {word[case.column - item.start : case.column - item.start + 1] for word in item.proposals}
            for item in hits
        )
        applied += sum(item.applied for item in reading.suspects)
        for item in reading.suspects:
            mended = item.applied and item in hits and item.proposals[0][case.column - item.start] == case.right
            if item.applied and not mended:
                wrong += 1
                if show:
                    print("  applied wrongly", item)
    return [
        f"planted misprints: {count}: told {told} ({told / count:.1%}), rightly {right} ({right / count:.1%});"
        f" applied {applied}, of these wrong {wrong}"
    ]


def planted(stories: Sequence[Story], count: int) -> Iterator[Planted]:
    """Pages with one look-alike in place of a character."""
    rng = random.Random(1998)
    while count:
        story = rng.choice(stories)
        lines = page_of(story).split("\n")
        places = [
            (number, at)
            for number, line in enumerate(lines)
            if number
            for at, char in enumerate(line)
            if char in lookalikes()
        ]
        if not places:
            continue
        number, at = rng.choice(places)
        line, right = lines[number], lines[number][at]
        lines[number] = line[:at] + rng.choice(lookalikes()[right][:4]) + line[at + 1 :]
        count -= 1
        yield Planted("\n".join(lines), number + 1, at, right)


def seam_rows(stories: Sequence[Story], count: int, reader: Reader, show: bool) -> list[str]:
    """Lost characters put back where a torn sentence was joined, and characters put in where none was lost."""
    joined = lost = back = wrong = told = false = 0
    for case in seams(stories, count):
        reading = reader.read(case.text)
        if not is_joined(reading, case.line):
            continue
        joined += 1
        lost += bool(case.right)
        for item in reading.suspects:
            is_seam = item.line == case.line and not item.applied and item.start + 1 == case.column
            told += is_seam and item.proposals == (item.printed + case.right,)
            false += is_seam and not case.right
        for item in reading.insertions:
            is_right = bool(case.right) and (item.line, item.text) == (case.line + 2, case.right)
            back += is_right
            wrong += not is_right
            if show and not is_right:
                lines = case.text.split("\n")
                print(
                    "  put in",
                    item.text,
                    "for",
                    case.right or "nothing",
                    lines[case.line - 1][-8:],
                    lines[case.line + 1][:8],
                )
    return [
        f"torn sentences: {count}, joined {joined}, of these with a lost character {lost}: put back {back}"
        f" ({back / max(lost, 1):.1%}), {told} more told rightly, {false} told where nothing was lost; put in wrongly {wrong} ({1000 * wrong / max(joined, 1):.1f} per 1,000 seams)"
    ]


def is_joined(reading: Reading, line: int) -> bool:
    """Whether what a line ends with goes on with the paragraph below it."""
    return any(
        {line, line + 2} <= {piece.line for piece in block.pieces} for one in reading.articles for block in one.body
    )


def seams(stories: Sequence[Story], count: int) -> Iterator[Planted]:
    """Pages with one sentence torn; in every other one a character is lost at the seam."""
    rng = random.Random(2021)
    while count:
        story = rng.choice(stories)
        texts = [part.text for part in story.body]
        number = rng.randrange(len(texts))
        text = texts[number]
        places = [at for at in range(SEAM, len(text) - SEAM) if all(ord(char) in HAN for char in text[at - 2 : at + 3])]
        if not places:
            continue
        at, lost = rng.choice(places), count % 2
        texts[number : number + 1] = [text[:at], text[at + lost :]]
        count -= 1
        page = page_of(story, texts)
        yield Planted(page, 2 * number + 3, at, text[at : at + lost])


if __name__ == "__main__":
    main()
