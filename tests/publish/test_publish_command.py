"""`baozhai publish` and `baozhai rollback` as an editor runs them."""

import json
from pathlib import Path

import pytest
from scenario import Project

from .services import listener

ARTICLE = "# 荷塘区修路\n\n荷塘区修好了一条路。\n"


@pytest.fixture
def desk(tmp_path) -> Project:
    made = Project(tmp_path)
    for day in range(1, 8):
        made.write(f"content/荷塘区/2021-11-0{day}/01.md", ARTICLE)
    settings(made, '[publish.web]\nkind = "folder"\npath = "www/paper"\n')
    return made.build().expects()


def settings(project: Project, more: str) -> Project:
    project.write(
        "content/site.toml", f'[paper]\ncity = "株洲"\n[site]\nbase_url = "https://news.example.org/"\n{more}'
    )
    return project


def shown(project: Project) -> dict[str, bytes]:
    folder = project.folder / "www/paper"
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def tree(folder: Path) -> dict[str, tuple[int, bytes]]:
    return {str(path): (path.stat().st_mtime_ns, path.read_bytes()) for path in folder.rglob("*") if path.is_file()}


def test_the_site_goes_out_byte_for_byte_and_a_second_time_nothing_does(desk):
    desk.run("publish", "web").expects(says=["Published 20", "sent"])
    assert shown(desk) == desk.site()
    desk.run("publish", "web").expects(says=["Nothing to publish: web holds all"])


def test_one_corrected_article_sends_its_page_and_what_shows_it(desk):
    desk.run("publish", "web").expects()
    desk.edit("content/荷塘区/2021-11-03/01.md", "一条路。", "一条新路。").build().expects()
    assert desk.latest is not None
    changed = desk.latest.changed
    desk.run("publish", "web", "--json").expects()
    told = json.loads(desk.latest.out)
    assert sorted(told["uploaded"]) == sorted(changed)
    assert shown(desk) == desk.site()


def test_a_dry_run_tells_and_touches_nothing(desk):
    before = tree(desk.folder / "content"), tree(desk.folder / "site")
    desk.run("publish", "web", "--dry-run").expects(says=["Would publish to web: send", "Nothing was changed"])
    assert not (desk.folder / "www").exists()
    assert before == (tree(desk.folder / "content"), tree(desk.folder / "site"))
    desk.run("publish", "web").expects()
    after = tree(desk.folder / "www")
    desk.edit("content/荷塘区/2021-11-03/01.md", "一条路。", "一条新路。").build()
    desk.run("publish", "web", "--dry-run").expects()
    assert tree(desk.folder / "www") == after


def test_more_than_a_tenth_does_not_go_without_being_meant(desk):
    desk.run("publish", "web").expects()
    for day in range(2, 8):
        desk.delete(f"content/荷塘区/2021-11-0{day}/01.md")
    desk.build().expects()
    before = shown(desk)
    desk.run("publish", "web").expects(status=6, says=["--confirm-deletes"])
    desk.run("publish", "web", "--dry-run").expects(status=6)
    assert shown(desk) == before
    desk.run("publish", "web", "--confirm-deletes").expects(says=["kept for one more release"])
    assert before.keys() == shown(desk).keys()
    desk.run("publish", "web", "--delete-now").expects(says=["removed"])
    assert shown(desk) == desk.site()


def test_a_faulty_build_and_failing_checks_are_not_published(desk):
    desk.write("content/pages/2021-11-25/x.txt", b"\x00").build().expects(status=1)
    desk.run("publish", "web").expects(status=6, says=["x.txt", "not published: the last build or the checks"])
    desk.delete("content/pages/2021-11-25/x.txt").build().expects()
    desk.run("publish", "web").expects()
    desk.edit("content/荷塘区/2021-11-03/01.md", "一条路。", "[一条路](#nowhere)。").build().expects()
    desk.run("publish", "web").expects(status=6, says=["#nowhere"])


def test_what_was_edited_in_the_output_folder_is_not_published(desk):
    (desk.folder / "site/index.html").write_text("edited")
    desk.run("publish", "web").expects(status=6, says=["site/index.html: error: not published"])
    (desk.folder / "site/index.html").unlink()
    desk.run("publish", "web").expects(status=6)
    (desk.folder / "site/strange.html").write_text("not of the build")
    desk.build().expects()
    desk.run("publish", "web").expects()
    assert "strange.html" not in shown(desk)


def test_a_project_that_was_never_built_has_nothing_to_publish(tmp_path):
    project = settings(Project(tmp_path), '[publish.web]\nkind = "folder"\npath = "www"\n')
    project.run("publish", "web").expects(status=6, says=["baozhai build"])


def test_what_was_saved_after_the_build_is_named(desk):
    desk.edit("content/荷塘区/2021-11-03/01.md", "一条路。", "一条新路。")
    desk.run("publish", "web").expects(says=["warning: something was saved after the build", "2021-11-03/01.md"])


def test_a_build_that_had_nothing_to_change_has_seen_what_was_saved(desk):
    desk.write("content/site.toml", desk.text("content/site.toml") + "# a remark\n")
    desk.run("publish", "web", "--dry-run").expects(says=["was saved after the build", "content/site.toml"])
    desk.build().expects()
    assert "was saved after" not in desk.run("publish", "web", "--dry-run").expects().latest.err


def test_a_build_that_was_refused_has_not_taken_in_what_was_saved(desk):
    desk.write("content/荷塘区/2021-11-03/01.md", "---\nheadlin: 字\n---\n# 荷塘区修路\n\n新路。\n")
    desk.run("build", "--strict").expects(status=3)
    desk.run("publish", "web", "--dry-run").expects(says=["was saved after the build", "2021-11-03/01.md"])


def test_a_folder_that_somebody_else_uses_is_left_alone(desk):
    desk.write("www/paper/index.html", "of another program")
    desk.run("publish", "web").expects(status=6, says=["not published by this program"])
    assert shown(desk) == {"index.html": b"of another program"}


def test_an_unknown_target_is_a_mistake_of_usage(desk):
    desk.run("publish", "wbe").expects(status=2, says=["did you mean 'web'?"])
    desk.run("rollback", "zzz").expects(status=2, says=["known: web", "docs/publishing.md"])


def test_rollback_is_said_with_what_is_kept(desk):
    desk.run("publish", "web").expects()
    first = shown(desk)
    desk.run("rollback", "web").expects(status=6)
    desk.edit("content/荷塘区/2021-11-03/01.md", "一条路。", "一条新路。").build()
    desk.run("publish", "web").expects()
    desk.run("rollback", "web").expects(says=["web shows 20"])
    assert shown(desk) == first
    desk.run("rollback", "web", "--lang", "zh").expects(status=6, says=["没有保留更早的版本"])


def test_services_are_told_of_changed_pages_only_and_never_with_the_token_in_a_message(desk, monkeypatch):
    monkeypatch.setenv("BAOZHAI_BAIDU_TOKEN", "geheim123")
    with listener() as (address, heard):
        settings(
            desk,
            '[publish.web]\nkind = "folder"\npath = "www/paper"\nnotify = ["baidu", "indexnow", "websub"]\n'
            f'[notify.baidu]\nendpoint = "{address}/urls"\n'
            f'[notify.indexnow]\nkey = "0a1b2c3d"\nendpoint = "{address}/indexnow"\n'
            f'[notify.websub]\nhub = "{address}/hub"\n',
        ).build()
        desk.run("publish", "web").expects(says=["Told baidu: ", "Told indexnow: ", "Told websub: "])
        assert shown(desk)["0a1b2c3d.txt"] == b"0a1b2c3d"
        heard.clear()
        desk.edit("content/荷塘区/2021-11-03/01.md", "# 荷塘区修路", "# 荷塘区修新路").build()
        assert desk.latest is not None
        changed = {path for path in desk.latest.changed if path.endswith(".html")}
        desk.run("publish", "web").expects()
        pages = {f"https://news.example.org/{path.removesuffix('index.html')}" for path in changed - {"404.html"}}
        baidu, indexnow, *hub = heard
        assert baidu[:2] == ("/urls?site=https%3A%2F%2Fnews.example.org&token=geheim123", "text/plain")
        assert set(baidu[2].split("\n")) == pages
        told = json.loads(indexnow[2])
        assert (told["host"], told["key"]) == ("news.example.org", "0a1b2c3d")
        assert told["keyLocation"] == "https://news.example.org/0a1b2c3d.txt"
        assert set(told["urlList"]) == pages
        assert hub[0][:2] == ("/hub", "application/x-www-form-urlencoded")
        feeds = {item[2] for item in hub}
        assert "hub.mode=publish&hub.url=https%3A%2F%2Fnews.example.org%2Ffeed.xml" in feeds
        heard.clear()
        desk.run("publish", "web").expects()
        assert heard == []


def test_a_service_that_fails_or_lacks_its_token_is_a_warning_and_the_site_is_out(desk, monkeypatch):
    monkeypatch.delenv("BAOZHAI_BAIDU_TOKEN", raising=False)
    with listener(status=503) as (address, _):
        settings(
            desk,
            '[publish.web]\nkind = "folder"\npath = "www/paper"\nnotify = ["baidu", "websub"]\n'
            f'[notify.websub]\nhub = "{address}/hub"\n',
        ).build()
        desk.run("publish", "web").expects(says=["BAOZHAI_BAIDU_TOKEN is not set", "HTTP 503"])
    assert shown(desk) == desk.site()
    with listener() as (closed, _):
        pass
    settings(
        desk,
        '[publish.web]\nkind = "folder"\npath = "www/other"\nnotify = ["baidu"]\n'
        f'[notify.baidu]\nendpoint = "{closed}/urls"\n',
    ).build()
    monkeypatch.setenv("BAOZHAI_BAIDU_TOKEN", "geheim123")
    desk.run("publish", "web").expects(says=[f"{closed}/urls: warning: published, but"])
    assert desk.latest is not None
    assert "geheim123" not in desk.latest.out + desk.latest.err


def test_a_store_without_its_keys_says_which_variables_are_missing(desk, monkeypatch):
    pytest.importorskip("boto3", reason="not installed: boto3")
    monkeypatch.delenv("OSS_ACCESS_KEY_ID", raising=False)
    settings(desk, '[publish.oss]\nkind = "s3"\nbucket = "paper"\nenv = "OSS"\n').build()
    desk.run("publish", "oss").expects(status=2, says=["OSS_ACCESS_KEY_ID, OSS_SECRET_ACCESS_KEY"])


def test_no_secret_stands_in_what_a_store_or_git_says(desk, monkeypatch):
    pytest.importorskip("boto3", reason="not installed: boto3")
    monkeypatch.setenv("OSS_ACCESS_KEY_ID", "AKIDgeheim")
    monkeypatch.setenv("OSS_SECRET_ACCESS_KEY", "nobody-may-read")
    monkeypatch.setenv("BAOZHAI_GIT_TOKEN", "git-geheim")
    with listener(status=403) as (address, _):
        settings(
            desk,
            f'[publish.oss]\nkind = "s3"\nbucket = "AKIDgeheim"\nendpoint = "{address}"\nenv = "OSS"\npath_style = true\n'
            f'[publish.pages]\nkind = "git"\nremote = "{address}/git-geheim.git"\n',
        ).build()
        for target in ("oss", "pages"):
            desk.run("publish", target).expects(status=6, says=["***"])
            assert desk.latest is not None
            for secret in ("AKIDgeheim", "nobody-may-read", "git-geheim"):
                assert secret not in desk.latest.out + desk.latest.err
