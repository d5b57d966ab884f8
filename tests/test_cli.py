"""The command line: statuses, languages, JSON, and what is imported for nothing."""

import contextlib
import io
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from generator.arguments import make_parser
from generator.cli import COMMANDS, main
from generator.lock import project_lock

REPOSITORY = Path(__file__).parent.parent
SAMPLE = REPOSITORY / "content/pages/2021-11-25/sample.txt"


def run(*words: str, folder: Path | None = None) -> tuple[int, str, str]:
    out, err = io.StringIO(), io.StringIO()
    with contextlib.ExitStack() as stack:
        stack.enter_context(contextlib.redirect_stdout(out))
        stack.enter_context(contextlib.redirect_stderr(err))
        if folder is not None:
            stack.enter_context(contextlib.chdir(folder))
        status = main(words)
    return status, out.getvalue(), err.getvalue()


def test_every_command_has_help_in_both_languages():
    for command in COMMANDS:
        english, chinese = (run(command, "--help", "--lang", lang) for lang in ("en", "zh"))
        assert english[0] == chinese[0] == 0
        assert english[1] != chinese[1]


def test_help_imports_nothing_heavy():
    script = "import sys; from generator.cli import main; main(['--help']); print(*sys.modules)"
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    loaded = set(ran.stdout.split())
    assert loaded & {"jieba", "jinja2", "markdown", "watchdog", "yaml", "nh3", "tqdm", "http.server"} == set()


def test_a_build_with_nothing_to_do_loads_neither_jieba_nor_markdown_nor_templates(sample):
    script = f"""
import sys
from generator.cli import main
main(["build", "--project", {str(sample.folder)!r}])
heavy = {{"jieba", "jinja2", "markdown"}} & set(sys.modules)
print("loaded:", *sorted(heavy))
"""
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert ran.stdout.splitlines()[-1] == "loaded:"


@pytest.mark.parametrize(
    "words",
    [[], ["unknown"], ["build", "--bad"], ["init"], ["serve", "--port", "99999"], ["read", "no-such-file"]],
)
def test_wrong_usage_ends_with_2_and_keeps_standard_output_clean(words, tmp_path):
    status, out, err = run(*words, folder=tmp_path)
    assert (status, out) == (2, "")
    assert err


def test_without_a_project_the_way_to_one_is_named(tmp_path):
    status, _, err = run("build", folder=tmp_path)
    assert status == 2
    assert "baozhai init" in err


def test_a_project_is_found_from_a_folder_inside_it(sample):
    assert run("check", folder=sample.folder / "content/pages")[0] == 0


def test_an_unknown_city_is_told_with_the_nearest_names(tmp_path):
    status, _, err = run("init", "new", "--city", "株州", folder=tmp_path)
    assert status == 2
    assert "株洲" in err
    assert not (tmp_path / "new").exists()


def test_a_wrong_date_is_a_usage_error(tmp_path):
    assert run("read", str(SAMPLE), "--date", "25.11.2021", folder=tmp_path)[0] == 2


def test_read_prints_one_json_object_a_line_and_writes_nothing(tmp_path):
    (tmp_path / "01.txt").write_bytes(SAMPLE.read_bytes())
    (tmp_path / "bad.txt").write_bytes(b"\x00")
    status, out, err = run("read", "--json", "01.txt", "bad.txt", folder=tmp_path)
    good, bad = (json.loads(line) for line in out.splitlines())
    assert status == 1
    assert "bad.txt:1: error" in err
    assert (bad["articles"], bool(bad["error"])) == ([], True)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["01.txt", "bad.txt"]
    assert good["source"] == "01.txt"
    assert good["issue"]["date"] == "2021-11-25"
    assert good["issue"]["date_basis"].startswith("inferred")
    assert good["ledger"]["balanced"] is True
    assert [article["district"]["name"] for article in good["articles"]] == [
        "天元区", "石峰区", "芦淞区", "天元区", "石峰区", "渌口区",
    ]  # fmt: skip


def test_options_overrule_the_path_and_the_page(tmp_path):
    out = run("read", "--json", str(SAMPLE), "--date", "2020-02-29", "--page", "C4", folder=tmp_path)[1]
    issue = json.loads(out)["issue"]
    assert (issue["date"], issue["print_page"], issue["date_basis"]) == ("2020-02-29", "C4", "option")


def test_digest_sentences_are_verbatim_with_their_line(tmp_path):
    lines = SAMPLE.read_text("utf-8").split("\n")
    for article in json.loads(run("read", "--json", str(SAMPLE), folder=tmp_path)[1])["articles"]:
        text = "\n".join(block["text"] for block in article["body"])
        assert article["digest"]["text"] in text
        assert article["digest"]["text"][:4] in lines[article["digest"]["line"] - 1].replace("涪", "渌")


def test_build_and_check_answer_in_json(sample):
    built = json.loads(run("build", "--json", "--explain", "--project", str(sample.folder))[1])
    assert (built["made"], built["articles"], built["switched"]) == ([], 10, True)
    checked = json.loads(run("check", "--json", "--project", str(sample.folder))[1])
    assert checked["error"] == 0
    assert any("涪口" in item["message"] for item in checked["diagnostics"])


def test_messages_follow_the_language(sample):
    assert "无需更新" in run("build", "--lang", "zh", "--project", str(sample.folder))[1]
    assert "Nothing to do" in run("build", "--lang=en", "--project", str(sample.folder))[1]


def test_the_last_language_counts(sample):
    assert "无需更新" in run("--lang", "en", "build", "--lang=zh", "--project", str(sample.folder))[1]


def test_a_second_writer_is_turned_away_with_4(sample):
    with project_lock(sample.folder / ".baozhai"):
        script = ["-m", "generator", "build", "--project", str(sample.folder)]
        ran = subprocess.run([sys.executable, *script], capture_output=True, text=True, check=False, cwd=REPOSITORY)
    assert ran.returncode == 4
    assert f"process {os.getpid()} on " in ran.stderr


@pytest.mark.skipif(os.geteuid() == 0, reason="root writes everywhere")
def test_a_disk_that_refuses_ends_with_5(tmp_path):
    run("init", "new", "--city", "长沙", folder=tmp_path)
    (tmp_path / "new").chmod(0o500)
    assert run("build", "--project", str(tmp_path / "new"))[0] == 5


def test_every_command_and_option_is_documented():
    documents = "".join(file.read_text("utf-8") for file in [REPOSITORY / "README.md", *REPOSITORY.glob("docs/*.md")])
    parser = make_parser("en")
    options = {
        option
        for command in parser._subparsers._group_actions[0].choices.values()
        for option in re.findall(r"--[a-z-]+", command.format_help())
    }
    assert [command for command in COMMANDS if f"baozhai {command}" not in documents] == []
    assert sorted(option for option in options if option not in documents) == []


def test_a_full_disk_behind_standard_output_ends_with_status_5_and_no_traceback(tmp_path):
    with Path("/dev/full").open("w") as full:
        command = [sys.executable, "-m", "generator", "read", str(SAMPLE), "--city", "株洲"]
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True, check=False, cwd=tmp_path)
    assert done.returncode == 5
    assert "No space left on device" in done.stderr
    assert "Traceback" not in done.stderr
