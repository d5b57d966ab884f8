"""The yardstick is only as good as its own truth: composed pages balance, and the scorer sees every damage."""

import copy
from random import Random

import pytest

from benchmarks.bylines import FORMS, make_byline, press
from benchmarks.compose import compose
from benchmarks.draw import DAMAGE, DIFFICULTIES, HELD_OUT
from benchmarks.score import article_pieces, differences, flatten, loose_pieces, moved, score
from benchmarks.stories import daily, invented

SEEDS = range(40)


def printed_places(text):
    """Every place of a page that is not blank."""
    return {
        (number, at)
        for number, line in enumerate(text.split("\n"), 1)
        for at, char in enumerate(line)
        if not char.isspace()
    }


def all_pieces(truth):
    for article in flatten(truth["articles"]):
        for piece in article_pieces(article):
            yield piece["line"], piece["start"], piece["end"]
    for group in ("furniture", "removed"):
        for one in truth[group]:
            yield from loose_pieces(one)


def test_a_seed_always_makes_the_same_page():
    assert [compose(seed) for seed in range(12)] == [compose(seed) for seed in range(12)]


def test_different_seeds_make_different_pages():
    assert len({compose(seed).text for seed in SEEDS}) == len(SEEDS)


@pytest.mark.parametrize("seed", SEEDS)
def test_every_printed_character_is_in_exactly_one_place_of_the_truth(seed):
    page = compose(seed)
    places = [(line, at) for line, start, end in all_pieces(page.truth) for at in range(start, end)]
    assert len(places) == len(set(places))
    assert printed_places(page.text) <= set(places)


@pytest.mark.parametrize("seed", SEEDS)
def test_the_text_of_a_block_is_what_stands_at_its_pieces(seed):
    page = compose(seed)
    lines = page.text.split("\n")
    for article in flatten(page.truth["articles"]):
        for block in article["body"]:
            pieces = [lines[one["line"] - 1][one["start"] : one["end"]] for one in block["pieces"]]
            assert "".join(pieces) == block["printed"]
        for part in article["head"]:
            pieces = [lines[one["line"] - 1][one["start"] : one["end"]] for one in part["pieces"]]
            assert "".join(pieces) == part["text"].replace(" ", "") or "".join(pieces) == part["text"]


@pytest.mark.parametrize("seed", SEEDS)
def test_the_truth_itself_scores_full_marks(seed):
    truth = compose(seed).truth
    assert differences(truth, truth) == []
    for name, (hits, found, there) in score(truth, truth).items():
        if name != "clean":
            assert (hits, found) == (there, there), name


@pytest.mark.parametrize("difficulty", DIFFICULTIES)
def test_every_difficulty_can_be_on_alone(difficulty):
    assert difficulty in compose(7, only=difficulty).truth["switches"]


def test_every_damage_happens_on_some_page():
    pages = {name: [compose(seed, only=name).truth for seed in range(1, 13)] for name in DAMAGE}
    assert any(truth["joins"] for truth in pages["tears"])
    assert any(truth["joins"] for truth in pages["across"])
    assert any(truth["joins"] for truth in pages["strangers"])
    assert any(truth["wraps"] for truth in pages["wraps"])
    assert any(truth["sections"] for truth in pages["grid"])
    assert any(truth["removed"] for truth in pages["repeats"])
    assert any(truth["removed"] for truth in pages["near_repeats"])
    assert any(truth["insertions"] for truth in pages["lost"])


def test_a_clean_page_has_no_repairs():
    for seed in SEEDS:
        truth = compose(seed, clean=True).truth
        assert truth["clean"]
        assert not (truth["joins"] or truth["removed"] or truth["insertions"] or truth["wraps"])


def worse(truth, change):
    """A truth that something was done to."""
    read = copy.deepcopy(truth)
    change(read)
    return read


def lose_article(tree):
    tree["articles"].pop()


def lose_name(tree):
    next(one for one in tree["articles"] if one["byline"]["credits"])["byline"]["credits"][0]["names"] = []


def lose_headline(tree):
    tree["articles"][0]["headline"] = "另一个标题"


def swap_blocks(tree):
    body = next(one["body"] for one in tree["articles"] if len(one["body"]) > 1)
    body[0], body[1] = body[1], body[0]


def lose_character(tree):
    tree["articles"][0]["body"][0]["text"] = tree["articles"][0]["body"][0]["text"][1:]


@pytest.mark.parametrize("change", [lose_article, lose_name, lose_headline, swap_blocks, lose_character])
def test_a_damaged_truth_is_no_longer_entirely_right(change):
    truth = compose(11).truth
    read = worse(truth, change)
    assert differences(truth, read)
    assert score(truth, read)["pages"][0] == 0


def test_a_lost_article_costs_boundaries_text_and_headlines():
    truth = compose(11).truth
    counts = score(truth, worse(truth, lose_article))
    for name in ("boundaries", "text", "headlines"):
        assert counts[name][0] < counts[name][2]


def test_a_missed_join_costs_recall_and_a_wrong_one_precision():
    truth = next(page.truth for page in map(compose, SEEDS) if page.truth["joins"])
    missed, wrong = copy.deepcopy(truth), copy.deepcopy(truth)
    for article in flatten(missed["articles"]):
        for block in article["body"]:
            block["pieces"] = block["pieces"][:1]
    assert score(truth, missed)["joins"][0] == 0
    blocks = [block for article in flatten(wrong["articles"]) for block in article["body"]]
    blocks[0]["pieces"] += blocks[-1]["pieces"]
    hits, found, there = score(truth, wrong)["joins"]
    assert hits == there < found


def test_held_out_pages_are_made_of_articles_that_no_other_page_has():
    tuning = {source for seed in range(1, 60) if seed % HELD_OUT for source in compose(seed).truth["sources"]}
    held = {source for seed in range(0, 60, HELD_OUT) for source in compose(seed).truth["sources"]}
    assert held and tuning
    assert not held & tuning


def test_either_of_two_equal_neighbours_may_be_taken_out():
    page = next(
        page
        for page in (compose(seed, only="repeats") for seed in range(1, 60))
        if any(one["kept"] for one in page.truth["removed"])
    )
    twin = next(one for one in page.truth["removed"] if one["kept"])
    lines = {twin["line"]: twin["kept_line"], twin["kept_line"]: twin["line"]}
    read = moved(page.truth, lines) | {"wraps": [], "joins": []}
    assert read["removed"] != page.truth["removed"]
    assert differences(page.truth, read) == []


def test_every_form_of_byline_says_whom_it_names():
    story = next(story for story in invented() if story.app and len(story.credits) > 1)
    rng = Random(1)
    for position, forms in FORMS.items():
        for number in range(20 * len(forms)):
            byline = make_byline(rng, story, press(rng, names_glued=number % 5 == 0), position, variety=True)
            for role, names in byline.credits:
                assert role in byline.text or role == "记者"
                for name in names:
                    assert name in byline.text.replace(" ", "").replace("　", "")


def test_the_stories_are_many_and_whole():
    stories = invented()
    assert len(stories) >= 60
    assert len({story.headline for story in stories}) == len(stories)
    assert all(story.body for story in stories)
    assert len(daily()) > 500
    assert all(2 <= len(name) <= 3 for story in daily() for _, names in story.credits for name in names)
