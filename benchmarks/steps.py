"""Where the processor time of a cold build goes, step by step, in one process; compares nothing.

Steps that lie inside others (Markdown inside pages) are taken out of these, so that the lines add up. The corpus is
that of `make_site`.

    python -m benchmarks.steps --articles 1000
"""

import argparse
import functools
import gc
import os
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from benchmarks.make_site import make_site
from generator.config import load_config
from generator.content import library as reading
from generator.project import Project, load_published, site_info
from generator.render import markup, plan
from generator.render.press import imprint
from generator.render.search import Shelf
from generator.render.theme import Theme, load_theme
from generator.staging import Staging
from generator.traces import Fingerprints, fingerprint_bytes

PAGES = "pages: "


class Clock:
    """Processor time by step; a step inside another is not counted to that."""

    def __init__(self) -> None:
        self.seconds: Counter[str] = Counter()
        self.calls: Counter[str] = Counter()
        self._inner = [0.0]

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        """Count what is done inside to a step."""
        self._inner.append(0.0)
        started = time.process_time()
        try:
            yield
        finally:
            taken = time.process_time() - started
            self.seconds[name] += taken - self._inner.pop()
            self.calls[name] += 1
            self._inner[-1] += taken

    def watch(self, holder: Any, function: str, name: str) -> None:  # noqa: ANN401
        """Count every call of a function of a module or class to a step."""
        plain: Callable[..., Any] = getattr(holder, function)

        @functools.wraps(plain)
        def timed(*args: object, **values: object) -> object:
            with self.step(name):
                return plain(*args, **values)

        setattr(holder, function, timed)


def measure(clock: Clock, top: Path) -> int:
    """Build the project in a folder, which is the current one; the number of files."""
    clock.watch(reading, "parse_bytes", "front matter")
    clock.watch(markup, "_unset", "Markdown and sanitising")
    clock.watch(Theme, "render", "templates")
    project = Project(Path(), load_config(Path()))
    with clock.step("read"):
        library, _ = load_published(project)
    theme, site, shelf = load_theme(project.config.site.theme, top), site_info(project), Shelf()
    with clock.step("templates: compile"):
        theme.prepare(imprint(site))
    clock.watch(Shelf, "of", "search index")
    with clock.step("plan"):
        targets = tuple(plan.plan(library, site, theme, shelf))
    fingerprints, staging = Fingerprints(), Staging(top / "site", top / ".baozhai")
    with staging.open(whole=True):
        for target in targets:
            with clock.step("fingerprints"):
                fingerprints.of_inputs(target.inputs)
            with clock.step(f"{PAGES if 'template' in target.inputs else 'files: '}{target.kind}"):
                data, _ = target.make(**target.inputs)
            with clock.step("fingerprints"):
                fingerprint_bytes(data)
            with clock.step("write"):
                staging.add(target.path, data)
    return len(targets)


def table(clock: Clock, articles: int) -> Iterator[str]:
    """The steps, the longest first; milliseconds an article."""
    total = sum(clock.seconds.values())
    yield "| step | s | ms an article | share |"
    yield "|---|---|---|---|"
    for name, seconds in clock.seconds.most_common():
        yield f"| {name} | {seconds:.2f} | {seconds / articles * 1000:.3f} | {seconds / total:.1%} |"
    yield f"| all | {total:.2f} | {total / articles * 1000:.3f} | |"


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--articles", type=int, default=1000, metavar="N", help="size of the corpus (default 1000)")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="steps-") as scratch:
        make_site(Path(scratch), arguments.articles)
        os.chdir(scratch)
        gc.set_threshold(200_000, 50, 1000)  # as `build` does
        clock = Clock()
        count = measure(clock, Path(scratch))
        print(f"{arguments.articles:,} articles, {count:,} files")
        print("\n".join(table(clock, arguments.articles)))


if __name__ == "__main__":
    main()
