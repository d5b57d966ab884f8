"""Settings are typed, and each way to get them wrong says where and what was meant."""

import json
from pathlib import Path

import pytest

from generator import config
from generator.config import Config, PaperSettings, SiteSettings, config_schema, load_config
from generator.destinations import Baidu, Bucket, Folder, GitBranch, IndexNow, Rsync, WebSub
from generator.errors import BaozhaiError, ExitStatus
from generator.lines import line_of_entry, line_of_key


def write(project: Path, text: str | bytes) -> Path:
    (project / "content").mkdir(exist_ok=True)
    file = project / "content/site.toml"
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return project


def test_one_line_is_enough(tmp_path):
    config = load_config(write(tmp_path, '[paper]\ncity = "长沙"\n'))
    assert config.paper.city == "长沙"
    assert config.site.theme == "broadsheet"


def test_a_byte_order_mark_is_no_fault(tmp_path):
    assert load_config(write(tmp_path, b'\xef\xbb\xbf[paper]\ncity = "x"')).paper.city == "x"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            '[paper]\ncity = "x"\n[site]\ntitel = "y"',
            "content/site.toml:4: error: unknown key 'titel' (did you mean 'title'?)",
        ),
        (
            '[paper]\ncity = "x"\nzzzzz = 1',
            "content/site.toml:3: error: unknown key 'zzzzz' (known here: city, name)",
        ),
        (
            '[paper]\ncity = "x"\n[siet]',
            "content/site.toml:3: error: unknown key 'siet' (did you mean 'site'?)",
        ),
        (
            "[paper]\ncity = 3",
            'content/site.toml:2: error: paper.city: Expected `str`, got `int` (write the value in straight quotes: "…")',
        ),
        (
            "[paper]\ncity = “长沙”",
            "content/site.toml:2: error: not TOML: Invalid value "
            '(Chinese text stands in straight quotes on both sides, and all marks are narrow: "报上的写法" = "地名")',
        ),
        (
            '[site]\ntitle = "y"',
            "content/site.toml: error: the key 'paper' is missing "
            '(add it; the one line every project needs is city = "…" under [paper])',
        ),
        (
            '[paper]\nname = "y"',
            "content/site.toml:1: error: the key 'paper.city' is missing "
            '(add it; the one line every project needs is city = "…" under [paper])',
        ),
        (
            '[paper]\ncity = "x"\n[site]\nbase_url = "ftp://x/"',
            "content/site.toml:4: error: site.base_url is no address of a site "
            "(write one such as https://example.org/ without ? and #)",
        ),
        (
            '[paper]\ncity = " "',
            "content/site.toml:2: error: paper.city is empty (write a city's name or code, such as 株洲 or 430200)",
        ),
        (
            '[paper]\ncity = "x"\n[site]\ntheme = "../x"',
            "content/site.toml:4: error: site.theme is no name of a theme "
            "(write the name of a folder below themes/, of a-z, 0-9 and -)",
        ),
        (
            '[paper]\ncity = "x"\n[site]\npage_size = 0',
            "content/site.toml:4: error: site.page_size is out of range (write a whole number from 1 to 1000)",
        ),
        (
            '[paper]\ncity "x"',
            "content/site.toml:2: error: not TOML: Expected '=' after a key in a key/value pair "
            '(a line is a table such as [site] or a pair such as title = "株洲日报")',
        ),
        (
            '[paper]\ncity = "x"\n[publish.web]\nkind = "folder"\npath = "w"\n[publish.pages]\nkind = "git"\nremot = "r"',
            "content/site.toml:8: error: unknown key 'remot' (did you mean 'remote'?)",
        ),
        (
            '[paper]\ncity = "x"\n[publish.web]\nkind = "ftp"',
            "content/site.toml:4: error: publish.web.kind names no kind of target (write one of folder, git, rsync, s3)",
        ),
        (
            '[paper]\ncity = "x"\n[publish.web]\nkind = "rsync"\nhost = "-oProxyCommand=x"\npath = "/w"',
            "content/site.toml:5: error: publish.web.host is no name of a place to publish to "
            "(write it as git, ssh or the store know it, such as deploy@example.org)",
        ),
        (
            '[paper]\ncity = "x"\n[publish.web]\nkind = "git"\nremote = "https://me:secret@example.org/x.git"',
            "content/site.toml:5: error: publish.web.remote holds a password "
            "(take it out and change it; a token may stand in the environment as BAOZHAI_GIT_TOKEN)",
        ),
        (
            '[paper]\ncity = "x"\n[publish.web]\nkind = "s3"\nbucket = "b"\nsecret_key = "k"',
            "content/site.toml:6: error: unknown key 'secret_key' "
            "(known here: kind, bucket, endpoint, region, prefix, path_style, env, keep, notify)",
        ),
        (b"\xff\xfe[", "content/site.toml: error: the file is not UTF-8 (save it as UTF-8)"),
    ],
)
def test_a_wrong_setting_says_where_and_what(tmp_path, text, expected):
    with pytest.raises(BaozhaiError) as caught:
        load_config(write(tmp_path, text))
    assert [item.format("en") for item in caught.value.diagnostics] == [expected]


def test_a_folder_without_a_project_says_how_to_make_one(tmp_path):
    with pytest.raises(BaozhaiError) as caught:
        load_config(tmp_path)
    assert caught.value.status is ExitStatus.USAGE
    assert "baozhai init" in caught.value.diagnostics[0].format("en")
    assert "baozhai init" in caught.value.diagnostics[0].format("zh")


def test_the_line_of_a_key_is_found_in_its_own_table_only():
    text = '[paper]\nname = "a"\n\n[site]\nname = "b"\n'
    assert line_of_key(text, "site.name") == 5
    assert line_of_key(text, "site.absent") == 4
    assert line_of_key(text, "nowhere.absent") == 0


def test_an_entry_of_a_list_is_found_by_its_number():
    text = 'x = 1 # list = [\nlist = [ # a "["\n  {a = "},{"}, {b = [1, 2]},\n\n  {c = \'[\'},\n]\n[[tables]]\n[[tables]]\na = 1\n'
    assert [line_of_entry(text, "list", at) for at in range(4)] == [3, 3, 5, 2]
    assert [line_of_key(text, dotted) for dotted in ("list[2].c", "tables[1].a", "none[0]")] == [5, 8, 0]


def test_the_shipped_schema_is_that_of_the_code(request):
    file = Path(config.__file__).parent / "data/site.schema.json"
    written = json.dumps(config_schema(), ensure_ascii=False, indent=2) + "\n"
    if request.config.getoption("--update-cases"):
        file.write_text(written, encoding="utf-8")
    assert file.read_text(encoding="utf-8") == written


def test_the_schema_names_every_setting():
    words = json.dumps(config_schema())
    for group in Config.__struct_fields__:
        assert f'"{group}"' in words
    structs = (PaperSettings, SiteSettings, Baidu, IndexNow, WebSub, Folder, GitBranch, Rsync, Bucket)
    for name in (field for kind in structs for field in kind.__struct_fields__):
        assert f'"{name}"' in words
