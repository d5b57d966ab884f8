"""The figures that articles state, collected with their dates: in one list, and by place and topic.

A figure is shown as long as it stands in the text word for word: where a person corrected it there, it is gone until
the header says it too. Adds up, converts and compares nothing.
"""

from collections.abc import Iterable, Iterator, Mapping

from generator.incremental import Target
from generator.model import Quantity
from generator.render import marks
from generator.render.press import Press
from generator.render.taxonomy import Taxonomy, parts
from generator.render.values import NumberLeaf, NumberRow, Series, Teaser

ADDRESS = "numbers/"
Rows = Mapping[str, tuple[NumberRow, ...]]  # by the address of their article

MOST_SERIES = 12  # of a place or topic
LONGEST_SERIES = 6  # values of one subject


def rows_of(figures: Iterable[Quantity], teaser: Teaser) -> tuple[NumberRow, ...]:
    """Figures of one article as lists show them."""
    return tuple(
        NumberRow(
            date=teaser.date,
            subject=item.subject,
            figure=item.value + item.unit,
            district=teaser.district,
            headline=teaser.headline,
            address=teaser.address,
            anchor=marks.figure(at),
        )
        for at, item in enumerate(figures)
    )


def collect(news: Taxonomy) -> dict[str, tuple[NumberRow, ...]]:
    """The rows of each article that states figures, by its address, in the order of the library."""
    found = ((news.teasers[path], gist.figures) for path, gist in news.texts.gists.items() if gist.figures)
    return {teaser.address: rows_of(figures, teaser) for teaser, figures in found}


def series(teasers: Iterable[Teaser], rows: Rows) -> tuple[Series, ...]:
    """The figures of some articles, newest first, the values of one subject together."""
    by_subject: dict[str, list[NumberRow]] = {}
    for teaser in teasers:
        for row in rows.get(teaser.address, ()):
            by_subject.setdefault(row.subject, []).append(row)
        if len(by_subject) > 4 * MOST_SERIES:
            break  # what follows is older than all that is shown
    repeated = sorted(by_subject.items(), key=lambda item: -min(len(item[1]), 2))
    return tuple(Series(subject, tuple(found[:LONGEST_SERIES])) for subject, found in repeated[:MOST_SERIES])


def targets(rows: Rows, press: Press, size: int) -> Iterator[Target]:
    """The list of all figures, newest first, in parts."""
    found = [row for made in rows.values() for row in made]
    for part in parts(len(found), ADDRESS, size):
        leaf = NumberLeaf(part.address, part.number, tuple(found[part.start : part.end]), part.newer, part.older)
        count = len(found) if part.number == 0 else None
        yield press.target("numbers", leaf.address, leaf=leaf, count=count)
