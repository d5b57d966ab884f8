"""One input, one output: whatever the hash seed, locale, time zone, umask, folder or order of files, the same bytes."""

import hashlib
import os
import shutil
import subprocess
import sys
from itertools import cycle, islice
from pathlib import Path

from scenario import SAMPLE_CONTENT

ENVIRONMENTS = int(os.environ.get("BAOZHAI_ENVIRONMENTS", "4"))  # 20 is the long form
LOCALES = ("C.UTF-8", "C", "zh_CN.UTF-8", "tr_TR.UTF-8", "POSIX")
ZONES = ("UTC", "Asia/Shanghai", "Pacific/Kiritimati", "America/St_Johns")
SEEDS = ("0", "1", "4294967295", "random")
UMASKS = (0o022, 0o077, 0o002)
SECOND = "城区新增三处口袋公园\n\n株洲日报讯(记者/王小山) 11月26日，芦淞区新增三处口袋公园，附近居民前来散步。\n\n芦淞区城管局介绍，公园面积共两千平方米。\n"


def fingerprint(folder: Path) -> str:
    """Of every path and byte below a folder but for the project's private memory."""
    state = hashlib.sha256()
    for file in sorted(path for path in folder.rglob("*") if path.is_file() and ".baozhai" not in path.parts):
        state.update(file.relative_to(folder).as_posix().encode() + b"\0" + file.read_bytes() + b"\0")
    return state.hexdigest()


def settings(number: int) -> dict[str, str]:
    """The surroundings of one run; the periods of the lists differ, so that they meet in many ways."""

    def turn(values: tuple[str, ...]) -> str:
        return next(islice(cycle(values), number, None))

    return {"LC_ALL": turn(LOCALES), "LANG": turn(LOCALES), "TZ": turn(ZONES), "PYTHONHASHSEED": turn(SEEDS)}


def project_in(folder: Path, number: int) -> None:
    """The sample and a second page, their files made in another order each time."""
    sources = [(path, path.read_bytes()) for path in sorted(SAMPLE_CONTENT.rglob("*")) if path.is_file()]
    files = [(path.relative_to(SAMPLE_CONTENT), data) for path, data in sources]
    files.append((Path("pages/2021-11-26/A2.txt"), SECOND.encode()))
    start = number % len(files)
    for path, data in files[start:] + files[:start]:
        (folder / "content" / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / "content" / path).write_bytes(data)


def run(folder: Path, number: int) -> None:
    surroundings = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ} | settings(number)
    place = folder if number % 2 else folder.parent
    jobs = str(1 + number // 2 % 2)  # of processes that read, find tags and write
    command = [sys.executable, "-m", "generator", "build", "--jobs", jobs, "--project", str(folder)]
    done = subprocess.run(
        command,
        cwd=place,
        env=surroundings,
        umask=UMASKS[number % len(UMASKS)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_surroundings_change_no_byte(tmp_path: Path):
    found = {}
    for number in range(ENVIRONMENTS):
        folder = tmp_path / f"run-{number}" / "项目"[: 1 + number % 2]
        project_in(folder, number)
        run(folder, number)
        if number % 2:  # the same once more, and then from nothing
            run(folder, number + 1)
            shutil.rmtree(folder / "site")
            run(folder, number + 2)
        found[number] = fingerprint(folder)
    assert len(set(found.values())) == 1, found
    assert (tmp_path / "run-0" / "项" / "site" / "index.html").is_file()


FACTS = """
import sys
from benchmarks.tags import tagged
from generator import words
from generator.ingest.facts.enrich import Desk, enrich
desk = Desk(None, words.load())
articles = [article for _, article, _ in tagged()]
found = {one.headline: enrich(one, desk, "2024-11-10") for one in (articles[::-1] if sys.argv[1] == "back" else articles)}
print([(headline, found[headline]) for headline in sorted(found)])
"""


def test_tags_and_facts_hang_on_no_hash_seed_and_on_no_order_of_articles():
    made = set()
    for seed, order in (("0", "on"), ("1", "back"), ("4294967295", "on")):
        run = subprocess.run(
            [sys.executable, "-c", FACTS, order],
            cwd=SAMPLE_CONTENT.parent,
            env={"PATH": os.environ["PATH"], "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=False,
        )
        assert run.returncode == 0, run.stderr
        made.add(run.stdout)
    assert len(made) == 1
    assert "tags=(" in made.pop()
