"""What is remembered of a target that tells articles whole makes the same target again."""

from pathlib import Path

import msgspec
import pytest

from generator.incremental import Target
from generator.model import Article
from generator.outputs import Outputs
from generator.render import record
from generator.render.copies import Copies, Copy
from generator.render.plan import lay_out
from generator.render.press import Press, imprint
from generator.render.record import take_down
from generator.render.reprints import reprints, shelve, taken
from generator.render.theme import load_theme
from generator.traces import Fingerprints
from tests.render.library import SAMPLE, SITE

THEME = load_theme("broadsheet", Path("nowhere"))
FULL = msgspec.structs.replace(SITE, outputs=Outputs(tag_feeds="full"))


@pytest.fixture(scope="module")
def planned():
    return lay_out(SAMPLE, FULL, THEME)


def holds_articles(target: Target) -> bool:
    return any(isinstance(value, Article | Copy | Copies) for value in target.inputs.values())


def test_every_target_that_tells_an_article_whole_is_remembered_and_comes_back_the_same(planned):
    numbers = {path: at for at, path in enumerate(planned.texts.whole)}
    articles = {numbers[path]: article for path, article in planned.texts.whole.items()}
    copies = {numbers[one.article.path]: one for target in planned.targets for one in target.inputs.values() if isinstance(one, Copy)}  # fmt: skip
    found = reprints(planned.targets, numbers)
    wanted = {target.path: target for target in planned.targets if holds_articles(target)}
    assert [one.path for one in found] == list(wanted)
    assert {one.maker for one in found} >= {"article", "twin", "file", "lines", "table", "feed", "texts", "full"}
    press = Press(THEME, imprint(FULL))
    data, ends = shelve(found, len(articles))
    assert len(data) == memoryview(ends).cast("Q")[-1]
    for reprint in found:
        again, target = reprint.target(articles, copies, press), wanted[reprint.path]
        assert (again.path, again.kind, list(again.inputs)) == (target.path, target.kind, list(target.inputs))
        assert Fingerprints().of_inputs(again.inputs) == Fingerprints().of_inputs(target.inputs)
        assert again.make(**again.inputs) == target.make(**target.inputs)


def test_every_article_leads_to_all_that_tells_it(planned):
    kept = take_down(planned.targets, planned.texts, FULL, "program")
    for number, path in enumerate(kept.record.paths):
        start, end = kept.record.span(number)
        found = {one.path for one in taken(kept.reprints[start:end])}
        told = {
            target.path
            for target in planned.targets
            for value in target.inputs.values()
            for one in (value if isinstance(value, Copies) else (value,))
            if (isinstance(one, Article) and one.path == path) or (isinstance(one, Copy) and one.article.path == path)
        }
        assert found == told


def test_a_file_made_of_articles_by_something_without_a_name_forbids_short_builds(planned):
    article = next(iter(planned.texts.whole.values()))
    strange = Target("strange", "strange", lambda article: (b"", ()), {"article": article})
    assert take_down((*planned.targets, strange), planned.texts, FULL, "program") is None


def test_an_archive_too_large_for_a_record_has_none(planned, monkeypatch):
    monkeypatch.setattr(record, "MOST", len(planned.texts.whole) - 1)
    assert take_down(planned.targets, planned.texts, FULL, "program") is None


def test_no_text_reaches_the_plan_but_by_the_gist_and_by_what_tells_it_whole(planned):
    """With other texts and the same gists, nothing but the targets that hold articles has other inputs."""
    prints = Fingerprints()
    other = tuple(
        msgspec.structs.replace(one, body=f"{one.body}\n\n另有一段别的话，不短也不长。") for one in SAMPLE.articles
    )
    again = lay_out(msgspec.structs.replace(SAMPLE, articles=other), FULL, THEME)
    assert again.texts.gists == planned.texts.gists
    before = {target.path: prints.of_inputs(target.inputs) for target in planned.targets}
    stale = {target.path for target in again.targets if prints.of_inputs(target.inputs) != before[target.path]}
    holders = {target.path for target in planned.targets if holds_articles(target)}
    search = {path for path in before if path.startswith("search/") and "/s" in path} | {"search/index.html"}
    assert holders <= stale <= holders | search
