"""The theme boundary: shadowed file by file, strict, and known by its whole closure."""

import gzip
import re
from pathlib import Path

import pytest
from msgspec.structs import replace

from generator.errors import BaozhaiError, ExitStatus, message
from generator.render.plan import plan
from generator.render.press import imprint
from generator.render.theme import Theme, load_theme
from tests.render.library import SAMPLE, SITE

GAP = re.compile(r"\{(?![Pp]arts?\}|whole\})(\w+)\}")  # but for what districts are called here
BUILT_IN = load_theme("broadsheet", Path("nowhere"))


def shadow(project: Path, name: str, text: str) -> Theme:
    file = project / "themes" / "broadsheet" / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
    return load_theme("broadsheet", project)


def fault(theme: Theme, template: str) -> str:
    with pytest.raises(BaozhaiError) as caught:
        theme.render(template, site=imprint(SITE), root="", crumbs=())
    return caught.value.diagnostics[0].format()


def test_a_stylesheet_is_shipped_without_what_only_people_read(tmp_path: Path) -> None:
    theme = shadow(
        tmp_path, "static/own.css", "/*! Wang, MIT */\n/* why */\na :hover {\n  --off: ;\n  color: red;\n}\n"
    )
    assert theme.static["own.css"] == b"/*! Wang, MIT */a :hover{--off: ;color:red}"
    assert len(BUILT_IN.static["broadsheet.css"]) < 20_000


def test_a_project_replaces_one_file_and_keeps_the_rest(tmp_path: Path) -> None:
    theme = shadow(tmp_path, "templates/nav.html", "<nav>自己的</nav>")
    assert theme.templates["nav.html"] == "<nav>自己的</nav>"
    assert theme.templates["base.html"] == BUILT_IN.templates["base.html"]


def test_a_project_replaces_one_string_and_keeps_the_rest(tmp_path: Path) -> None:
    theme = shadow(tmp_path, "strings/zh-CN.toml", 'citywide = "市直"')
    assert theme.say("zh-CN", "citywide") == "市直"
    assert theme.say("zh-CN", "nav.tags") == "标签"


def test_a_fingerprint_covers_what_a_template_extends_includes_and_says(tmp_path: Path) -> None:
    assert shadow(tmp_path / "a", "templates/nav.html", "x").fingerprint("tag.html") != BUILT_IN.fingerprint("tag.html")
    assert shadow(tmp_path / "b", "static/broadsheet.css", "x").fingerprint("tag.html") != BUILT_IN.fingerprint(
        "tag.html"
    )
    assert shadow(tmp_path / "c", "strings/en.toml", 'x = "y"').fingerprint("tag.html") != BUILT_IN.fingerprint(
        "tag.html"
    )
    other = shadow(tmp_path / "d", "templates/home.html", "x")
    assert other.fingerprint("tag.html") == BUILT_IN.fingerprint("tag.html")
    assert other.fingerprint("home.html") != BUILT_IN.fingerprint("home.html")


def test_a_template_that_asks_for_what_it_does_not_get_is_named_with_its_line(tmp_path: Path) -> None:
    theme = shadow(tmp_path, "templates/tag.html", "一行\n{{ article.headline }}")
    assert fault(theme, "tag.html").startswith("themes/broadsheet/templates/tag.html:2: error: 'article' is undefined")


def test_a_template_that_does_not_parse_is_named_with_its_line(tmp_path: Path) -> None:
    theme = shadow(tmp_path, "templates/tag.html", "一行\n二行\n{% if %}")
    assert fault(theme, "tag.html").startswith("themes/broadsheet/templates/tag.html:3: error: ")


def test_a_template_that_reckons_with_words_is_named_with_its_line(tmp_path: Path) -> None:
    theme = shadow(tmp_path, "templates/tag.html", "一行\n{{ 1 + 'x' }}")
    assert fault(theme, "tag.html").startswith("themes/broadsheet/templates/tag.html:2: error: unsupported operand")


def test_a_static_file_that_is_not_there_is_named_with_the_line_that_wants_it(tmp_path: Path) -> None:
    theme = shadow(tmp_path, "templates/tag.html", "{{ asset('none.css') }}")
    assert fault(theme, "tag.html").startswith("themes/broadsheet/templates/tag.html:1: error: 'none.css'")


def test_a_string_with_a_gap_nobody_fills_is_an_error_that_shows_it(tmp_path: Path) -> None:
    theme = shadow(tmp_path, "strings/zh-CN.toml", '[count]\narticles = "{anzahl}篇"')
    with pytest.raises(BaozhaiError) as caught:
        theme.say("zh-CN", "count.articles", n=3)
    assert (
        caught.value.diagnostics[0]
        .format()
        .startswith(
            "themes/broadsheet/strings/zh-CN.toml: error: string 'count.articles' can hold only {n}: {anzahl}篇"
        )
    )


def test_a_broken_catalogue_and_an_unknown_setting_of_a_theme_are_errors(tmp_path: Path) -> None:
    with pytest.raises(BaozhaiError):
        shadow(tmp_path / "a", "strings/zh-CN.toml", "citywide = ")
    with pytest.raises(BaozhaiError):
        shadow(tmp_path / "b", "theme.toml", 'name = "x"\nversion = "1"\nparant = "y"')


def test_a_template_in_another_encoding_is_an_error(tmp_path: Path) -> None:
    shadow(tmp_path, "templates/tag.html", "x")
    (tmp_path / "themes" / "broadsheet" / "templates" / "tag.html").write_bytes("标签".encode("gb18030"))
    with pytest.raises(BaozhaiError) as caught:
        load_theme("broadsheet", tmp_path)
    assert caught.value.diagnostics[0].path == "themes/broadsheet/templates/tag.html"


def test_a_template_that_is_not_there_is_an_error() -> None:
    with pytest.raises(BaozhaiError) as caught:
        BUILT_IN.fingerprint("none.html")
    assert "the theme has no template none.html" in caught.value.diagnostics[0].format()


def test_what_lies_about_in_a_theme_folder_is_not_published(tmp_path: Path) -> None:
    shadow(tmp_path, "static/.DS_Store", "x")
    assert set(shadow(tmp_path, "static/style.css~", "x").static) == set(BUILT_IN.static)


def test_a_computed_include_is_refused(tmp_path: Path) -> None:
    theme = shadow(tmp_path, "templates/tag.html", "\n{% include name %}")
    with pytest.raises(BaozhaiError) as caught:
        theme.fingerprint("tag.html")
    assert (
        caught.value.diagnostics[0].format().startswith("themes/broadsheet/templates/tag.html:2: error: the name after")
    )


def test_a_string_nobody_wrote_is_an_error(tmp_path: Path) -> None:
    assert "no string 'nav.nothing'" in fault(
        shadow(tmp_path, "templates/tag.html", "{{ t('nav.nothing') }}"), "tag.html"
    )


def test_a_theme_that_is_not_there_says_where_it_was_looked_for(tmp_path: Path) -> None:
    with pytest.raises(BaozhaiError) as caught:
        load_theme("tabloid", tmp_path)
    assert caught.value.status == ExitStatus.USAGE
    assert str(tmp_path / "themes" / "tabloid") in caught.value.diagnostics[0].format()


def test_headlines_are_escaped_and_break_between_phrases(tmp_path: Path) -> None:
    theme = shadow(tmp_path, "templates/tag.html", "{{ '<b>高新区</b>:打好“组合拳” 产业兴' | headline }}")
    assert theme.render("tag.html", site=imprint(SITE), root="").decode() == (
        '<span class="phrase">&lt;b&gt;高新区&lt;/b&gt;：</span>'
        '<span class="phrase">打好<span class="quoted">“组合拳”</span></span> '
        '<span class="phrase">产业兴</span>'
    )


def test_every_catalogue_has_every_string_with_the_same_gaps() -> None:
    """Of Taiwan: `python scripts/build_zh_tw.py` after any change of the simplified one."""
    assert set(BUILT_IN.strings) == {"zh-CN", "zh-TW", "en"}
    gaps = {
        language: {
            key: set(GAP.findall(text))
            for key, text in strings.items()
            if not key.startswith("date.") and not key.endswith("_one")
        }
        for language, strings in BUILT_IN.strings.items()
    }
    assert gaps["zh-CN"] == gaps["zh-TW"] == gaps["en"]
    assert BUILT_IN.strings["zh-CN"].keys() == BUILT_IN.strings["zh-TW"].keys()


def test_every_english_string_that_counts_things_has_a_singular() -> None:
    english = BUILT_IN.strings["en"]
    counting = {key for key, text in english.items() if re.search(r"\{n\} [a-z]", text) and not key.endswith("_one")}
    singular = {key.removesuffix("_one") for key in english if key.endswith("_one")}
    leaf_or_week = {key for key in counting if re.search(r"(?:part|week) \{n\}", english[key])}
    assert counting - leaf_or_week <= singular
    assert all(set(GAP.findall(english[f"{key}_one"])) <= set(GAP.findall(english[key])) for key in singular)


def test_a_count_is_told_in_the_number_of_its_language() -> None:
    told = [[BUILT_IN.say(language, "count.articles", n=n) for n in (0, 1, 2)] for language in ("en", "zh-CN")]
    assert told == [["0 articles", "1 article", "2 articles"], ["0篇", "1篇", "2篇"]]


def test_evidence_is_told_in_the_language_of_the_site(tmp_path: Path) -> None:
    theme = shadow(tmp_path, "templates/tag.html", "{% for one in told %}{{ one | reason }}|{% endfor %}")
    told = (message("evidence-in-front", "zh", place="渌口区"), "编者<核对>过", "decisions.toml")
    made = {
        language: theme.render("tag.html", site=imprint(replace(SITE, language=language)), root="", told=told).decode()
        for language in ("zh-CN", "en")
    }
    assert made["zh-CN"] == f"{told[0]}|编者&lt;核对&gt;过|decisions.toml|"
    assert made["en"] == (
        f'{message("evidence-in-front", "en", place="渌口区")}|<span lang="zh-CN">编者&lt;核对&gt;过</span>|decisions.toml|'
    )


def child(project: Path, **files: str) -> Theme:
    """A theme of the project whose parent is the built-in one."""
    theme = project / "themes" / "evening"
    for name, text in {"theme.toml": 'name = "evening"\nversion = "1"\nparent = "broadsheet"\n', **files}.items():
        (theme / name).parent.mkdir(parents=True, exist_ok=True)
        (theme / name).write_text(text, encoding="utf-8")
    return load_theme("evening", project)


def test_a_child_theme_holds_only_what_is_otherwise(tmp_path: Path) -> None:
    theme = child(
        tmp_path,
        **{
            "templates/nav.html": "<nav>晚报</nav>",
            "static/evening.css": "p { color: navy }",
            "strings/zh-CN.toml": 'citywide = "市直"',
        },
    )
    assert theme.templates["nav.html"] == "<nav>晚报</nav>"
    assert theme.templates["base.html"] == BUILT_IN.templates["base.html"]
    assert theme.language == BUILT_IN.language
    assert (theme.say("zh-CN", "citywide"), theme.say("zh-CN", "nav.tags")) == ("市直", "标签")
    assert set(theme.static) == {*BUILT_IN.static, "evening.css"}
    made = {target.path: target.make(**target.inputs)[0] for target in plan(SAMPLE, SITE, theme)}
    assert made["tags/index.html"].decode().count("<nav>晚报</nav>") == 1


def test_a_child_theme_extends_the_template_it_replaces(tmp_path: Path) -> None:
    theme = child(
        tmp_path,
        **{
            "templates/missing.html": '{% extends "broadsheet/missing.html" %}{% block title %}走错了{% endblock %}',
        },
    )
    made = theme.render("missing.html", site=imprint(SITE), root="/", address="404.html", canonical="", crumbs=())
    assert "<title>走错了" in made.decode()
    assert "<h1>没有这个页面</h1>" in made.decode()
    assert theme.fingerprint("missing.html") != BUILT_IN.fingerprint("missing.html")


def test_a_project_shadows_files_of_the_parent_of_its_theme_too(tmp_path: Path) -> None:
    shadow(tmp_path, "templates/nav.html", "x")
    assert child(tmp_path).templates["nav.html"] == "x"


def test_a_parent_that_is_not_there_or_one_s_own_child_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(BaozhaiError) as lost:
        child(tmp_path / "a", **{"theme.toml": 'name = "e"\nversion = "1"\nparent = "tabloid"'})
    assert lost.value.status == ExitStatus.USAGE
    with pytest.raises(BaozhaiError) as circle:
        child(tmp_path / "b", **{"theme.toml": 'name = "e"\nversion = "1"\nparent = "evening"'})
    assert "evening → evening" in circle.value.diagnostics[0].format()
    with pytest.raises(BaozhaiError):
        child(tmp_path / "c", **{"theme.toml": 'name = "e"\nversion = "1"\nparent = "../../x"'})


def test_the_readme_has_a_row_for_every_template_and_no_other() -> None:
    readme = (Path(__file__).parents[2] / "themes" / "broadsheet" / "README.md").read_text(encoding="utf-8")
    rows = {line.split("`")[1] for line in readme.splitlines() if line.startswith("| `") and ".html`" in line}
    assert rows == set(BUILT_IN.templates)


def test_the_readme_names_every_value_a_template_gets() -> None:
    readme = (Path(__file__).parents[2] / "themes" / "broadsheet" / "README.md").read_text(encoding="utf-8")
    common = {"site", "address", "crumbs", "template", "remarks"}
    for target in plan(SAMPLE, SITE, BUILT_IN):
        if "template" in target.inputs:
            [row] = [line for line in readme.splitlines() if line.startswith(f"| `{target.kind}.html`")]
            assert {name for name in target.inputs if f"`{name}`" not in row} <= common, target.kind


def test_the_stylesheet_is_small_and_loads_nothing() -> None:
    style = BUILT_IN.static["broadsheet.css"]
    assert len(gzip.compress(style, mtime=0)) < 8_000
    assert b"url(" not in style
    assert b"@import" not in style
