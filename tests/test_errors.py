"""One format of diagnostics, complete in both languages."""

import json
import re
import string
import subprocess
from pathlib import Path

import pytest

from generator.arguments import make_parser
from generator.content.yaml_header import Fault, read_yaml
from generator.errors import STORED, BaozhaiError, ExitStatus, catalogue, diagnose, has_errors, message, reworded

PACKAGE = Path(__file__).parent.parent / "generator"
CODE_IN_SOURCE = re.compile(r'(?:diagnose|message)\(\s*"([a-z0-9-]+)"')


SUSPECT = {"printed": "涪口区", "proposals": "渌口区", "confidence": "99%", "lines": "1", "decision": "{}"}


def test_a_diagnostic_is_one_line_with_place_severity_message_and_hint():
    item = diagnose("key-unknown-near", "content/site.toml", 4, key="titel", near="title")
    assert item.format("en") == "content/site.toml:4: error: unknown key 'titel' (did you mean 'title'?)"
    assert item.format("zh") == "content/site.toml:4: 错误: 未知的键“titel” (是否想写“title”?)"


def test_without_a_line_only_the_path_stands():
    assert diagnose("disk-failed", "site", reason="full").format("en").startswith("site: error: the disk refused: full")


def test_diagnostics_sort_by_place():
    one, two = diagnose("disk-failed", "a", 10), diagnose("disk-failed", "a", 9)
    assert sorted([one, two]) == [two, one]


def test_an_error_carries_its_status():
    error = BaozhaiError(diagnose("disk-failed", "a", reason=""), status=ExitStatus.DISK)
    assert (error.status, has_errors(error.diagnostics)) == (5, True)


@pytest.mark.parametrize("code", sorted(catalogue()))
def test_every_message_stands_in_both_languages_with_the_same_arguments(code):
    entry = catalogue()[code]

    def fields(key: str) -> set[str | None]:
        return {name for _, name, _, _ in string.Formatter().parse(entry.get(key, "")) if name is not None}

    assert entry["en"] and entry["zh"]
    assert fields("en") == fields("zh")
    assert bool(entry.get("en_hint")) == bool(entry.get("zh_hint"))
    assert fields("en_hint") == fields("zh_hint")
    assert entry.get("severity", "note") in {"error", "warning", "note"}


@pytest.mark.parametrize("code", [code for code in sorted(catalogue()) if code.startswith(("evidence-", "problem-"))])
def test_evidence_and_problems_are_told_in_the_language_of_the_message(code):
    names = {name for _, name, _, _ in string.Formatter().parse(catalogue()[code]["zh"]) if name}
    arguments = {name: f"某{name}" for name in names}
    kind = code.partition("-")[0]
    for lang in ("en", "zh"):
        stored = message(code, STORED[kind], **arguments)
        assert reworded(kind, stored, lang) == message(code, lang, **arguments)
        told = diagnose("print-suspect", "a.txt", 1, **SUSPECT, evidence=stored).format(lang)
        assert kind == "problem" or message(code, lang, **arguments) in told


@pytest.mark.parametrize(
    "header",
    ["a: [b", "a: {b", 'a: "b', "a: b: c", "a: @b", "- a\nb: c", "a: 'b'c'", 'a: "\\q"'],
)
def test_what_the_parser_of_headers_says_is_known_in_chinese(header):
    with pytest.raises(Fault) as caught:
        read_yaml(header)
    problem = caught.value.arguments["problem"]
    assert reworded("problem", problem, "zh") != problem


@pytest.mark.parametrize("text", ["", '"a', "[1 2]", '{"a" 1}', "{a}", "[]x", '"a\tb"', r'"\q"'])
def test_what_the_parser_of_articles_says_is_known_in_chinese(text):
    with pytest.raises(json.JSONDecodeError) as caught:
        json.loads(text)
    assert reworded("problem", caught.value.msg, "zh") != caught.value.msg


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["publish"], "缺少参数：TARGET"),
        (["bild"], "没有 'bild' 这一项（可用：'init'"),
        (["build", "--jobs", "0"], "--jobs 应为 1 到 512 的进程数"),
        (["build", "--jobs"], "--jobs 后面要写一个值"),
        (["serve", "--port", "x"], "--port 应为 0 到 65535 的端口号"),
        (["undo", "x"], "NUMBER 应为命令的序号"),
        (["check", "--all"], "不认识的参数：--all"),
    ],
)
def test_wrong_usage_is_told_in_the_language_of_the_editor(words, said, capsys):
    with pytest.raises(SystemExit):
        make_parser("zh").parse_args(words)
    assert said in capsys.readouterr().err


def test_every_code_that_the_source_names_is_in_the_catalogue():
    named = {code for file in PACKAGE.rglob("*.py") for code in CODE_IN_SOURCE.findall(file.read_text("utf-8"))}
    assert named - catalogue().keys() == set()
    assert message("said-interrupted", "en")


def test_no_module_but_the_command_line_prints():
    found = subprocess.run(
        ["grep", "-rnE", r"^\s*print\(", str(PACKAGE), "--include=*.py"], capture_output=True, text=True, check=False
    ).stdout
    assert [line for line in found.splitlines() if "cli.py" not in line] == []
