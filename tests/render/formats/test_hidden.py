"""What may not be found is in nothing that machines get."""

import msgspec

from generator.model import Byline, Credit, Tombstone
from tests.render.formats.made import files, with_outputs
from tests.render.library import SAMPLE, article, library

SECRET = "不宜检索的稿件"


def test_an_article_kept_out_of_the_indexes_is_in_no_file_for_machines() -> None:
    hidden = article(
        "s1",
        headline=SECRET,
        noindex=True,
        tags=("三高四新", "疫情防控"),
        digest="不宜检索的摘要。",
        body="不宜检索的摘要。",
    )
    for site in (with_outputs(), with_outputs(tag_feeds="full")):
        made = files(library(*SAMPLE.articles, hidden), site)
        shown = {
            path
            for path, data in made.items()
            if "不宜检索" in data.decode(errors="replace") or "/s1/" in data.decode(errors="replace")
        }
        assert shown
        assert all(path.endswith(".html") for path in shown)
        page = made["2021/11/25/tianyuan/s1/index.html"].decode()
        assert 'content="noindex"' in page
        assert "ld+json" not in page
        assert "index.md" not in page
        assert "/s1/" not in path_list(made)


def path_list(made: dict[str, bytes]) -> str:
    """All paths but those of pages."""
    return "\n".join(path for path in made if not path.endswith(".html"))


def test_a_removed_article_leaves_no_twin_and_no_record() -> None:
    stone = Tombstone("s1", "2021-11-25", "天元区", "报道有误", "2021-12-01")
    made = files(msgspec.structs.replace(SAMPLE, tombstones=(stone,)))
    assert [path for path in made if "s1" in path and not path.startswith(("search/", "static/"))] == [
        "2021/11/25/tianyuan/s1/index.html"
    ]
    page = made["2021/11/25/tianyuan/s1/index.html"].decode()
    assert "ld+json" not in page
    assert "og:title" not in page
    assert not [path for path, data in made.items() if b"/s1/" in data and not path.endswith(".html")]


def test_whoever_stays_unnamed_is_in_no_list_of_people_or_authors() -> None:
    body = "五年级学生刘畅来自农村。主任陈明说，很好。"
    byline = Byline(None, (Credit("小记者", ("王小明",)), Credit("记者", ("谢嘉",))))
    made = files(library(article("k1", people=("刘畅", "陈明"), byline=byline, body=body)))
    record = msgspec.json.decode(made["api/articles/2021/11/25/tianyuan/k1.json"])
    assert record["people"] == ["陈明"]
    assert record["authors"] == [{"role": "记者", "name": "谢嘉"}]
    for path, data in made.items():
        if not path.endswith(".html") and not path.startswith("search/"):
            assert "王小明" not in data.decode(errors="replace"), path
    graph = made["2021/11/25/tianyuan/k1/index.html"].decode().partition("ld+json")[2].partition("</script>")[0]
    assert "刘畅" not in graph.replace(body[:12], "")
    assert "王小明" not in graph
