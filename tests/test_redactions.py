"""Redactions from the file to the site: nothing that is built shows what an editor hid."""

import pytest
from scenario import Project

ONE = """---
title: "李晓家门口的小公园"
id: "one"
tags: ["口袋公园", "李晓"]
people: ["李晓"]
---
李晓是云田镇居民。记者昨日见到李 晓。

> 李**晓**说：公园很近。
"""
TWO = """---
title: "镇上修路"
id: "two"
tags: ["口袋公园"]
people: ["李晓"]
---
修路队昨日进场，李晓到场。
"""
FOLDER = "content/石峰区/2024-05-06"


@pytest.fixture
def published(project) -> Project:
    return project.write(f"{FOLDER}/01-a.md", ONE).write(f"{FOLDER}/02-b.md", TWO).build().expects()


def hide(project: Project, text: str) -> Project:
    return project.write("content/redactions.toml", text)


def test_a_name_is_nowhere_in_the_site(published):
    assert any("李晓" in data.decode(errors="replace") for data in published.site().values())
    hide(published, 'redact = [{text = "李晓", reason = "本人要求"}]').build().expects()
    for path, data in published.site().items():
        assert "李晓" not in path
        assert "李晓" not in data.decode(errors="replace"), path
    published.check()
    assert "redaction-shown" not in published.latest.out + published.latest.err
    assert "李晓" in published.file(f"{FOLDER}/01-a.md").read_text(encoding="utf-8")


def test_check_finds_what_the_settings_still_show(published):
    hide(published, 'redact = [{text = "李晓", reason = "本人要求"}]')
    published.edit("content/site.toml", "[site]", '[site]\ndescription = "李晓主编"').build().check()
    assert published.latest.status == 1
    assert "site/index.html" in published.latest.out + published.latest.err


def test_a_name_in_the_other_script_is_hidden_too(published):
    published.edit(f"{FOLDER}/01-a.md", "李晓", "李曉").build().expects()
    assert any("李曉" in data.decode(errors="replace") for data in published.site().values())
    hide(published, 'redact = [{text = "李晓", reason = "本人要求"}]').build().expects()
    assert not any("李曉" in data.decode(errors="replace") for data in published.site().values())


def test_a_new_redaction_forgets_the_releases_of_before_once(published):
    published.edit("content/site.toml", "[site]", '[publish.web]\nkind = "folder"\npath = "www"\n\n[site]')
    published.edit("content/site.toml", "[site]", '[site]\nbase_url = "https://paper.example/"').build().expects()
    published.run("publish", "web").expects()
    hide(published, 'redact = [{text = "李晓", reason = "本人要求"}]').build().expects()
    published.check().expects(says=["a release that is kept"])
    published.run("publish", "web", "--dry-run").expects(says=["(1)", "are forgotten"])
    published.check().expects(says=["a release that is kept"])
    published.run("publish", "web").expects(says=["are forgotten"])
    published.check()
    assert "a release that is kept" not in published.latest.out + published.latest.err
    published.run("rollback", "web").expects(status=6)
    published.edit("content/site.toml", "[site]", '[site]\ndescription = "新的一版"').build().expects()
    published.run("publish", "web").expects()
    assert "forgotten" not in published.latest.out + published.latest.err
    published.run("rollback", "web").expects()
    published.run("publish", "web").expects()
    assert "forgotten" not in published.latest.out + published.latest.err
    published.delete(".baozhai/publish/web.json")  # as another desk, which knows nothing of what lies there
    published.run("publish", "web").expects(says=["are forgotten"])


def test_a_removed_article_leaves_its_reason_at_its_address(published):
    address = next(path for path in published.site() if path.endswith("/one/index.html"))
    hide(published, 'remove = [{article = "one", reason = "报道有误", date = 2024-06-01}]').build().expects()
    site = published.site()
    stone = site[address].decode()
    assert "报道有误" in stone
    assert "2024年6月1日" in stone
    assert 'name="robots" content="noindex"' in stone
    for path, data in site.items():
        assert "家门口的小公园" not in data.decode(errors="replace"), path
    assert not [path for path, data in site.items() if path != address and b"/one/" in data]


def test_an_article_out_of_the_indexes_stays_where_it_is(published):
    address = next(path for path in published.site() if path.endswith("/one/index.html"))
    hide(published, 'noindex = [{article = "one", reason = "本人要求"}]').build().expects()
    site = published.site()
    assert 'name="robots" content="noindex"' in site[address].decode()
    assert "家门口的小公园" in site["index.html"].decode()
    for path in ("sitemap/2024-05.xml", "feed.xml", "rss.xml", "feed.json", "api/issues/2024-05-06.json", "llms.txt"):
        assert "/one/" not in site[path].decode()
        assert "/two/" in site[path].decode()
    for path, data in site.items():
        if not path.endswith(".html"):
            assert "家门口的小公园" not in data.decode(errors="replace"), path


def test_taking_a_redaction_back_gives_the_site_back(published):
    before = published.site()
    hide(
        published,
        'redact = [{text = "李晓", reason = "r"}]\nremove = [{article = "two", reason = "r", date = 2024-06-01}]',
    )
    published.build().expects()
    assert published.site() != before
    hide(published, "").build().expects()
    assert published.site() == before


def test_a_faulty_file_stops_the_build_and_the_old_site_stays(published):
    before = published.site()
    hide(published, 'redact = [{text = "李", reason = "r"}]').build()
    assert published.latest.status == 1
    assert "content/redactions.toml:1" in published.latest.out + published.latest.err
    assert published.site() == before
