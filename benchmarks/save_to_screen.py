"""From a file saved to the page updated in Chromium, on a preview of a large site; judges no page.

    python -m benchmarks.save_to_screen FOLDER [--articles 10000] [--saves 15]

`FOLDER` is a project of `benchmarks.make_site`, made when it is not there. The clock starts when the file has been
replaced and stops in the page itself, when its text holds what was saved. On a busy machine the processor time that the
preview takes for a save says more.
"""

import argparse
import os
import re
import signal
import statistics
import subprocess
import sys
import time
from pathlib import Path

from playwright.sync_api import sync_playwright

from benchmarks.browser import ARGUMENTS, CHROMIUM
from benchmarks.make_site import make_site


def main() -> None:
    """Print each save and the median."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("folder", type=Path, help="a project, made when it is missing")
    parser.add_argument("--articles", type=int, default=10_000, metavar="N", help="how many (default 10000)")
    parser.add_argument("--saves", type=int, default=15, metavar="N", help="how many (default 15)")
    options = parser.parse_args()
    if not (options.folder / "content").exists():
        make_site(options.folder, options.articles)
    words = [
        sys.executable,
        "-m",
        "generator",
        "serve",
        "--project",
        str(options.folder),
        "--port",
        "0",
        "--lang",
        "en",
    ]
    preview = subprocess.Popen([*words, "--no-ingest"], stdout=subprocess.PIPE, text=True, env={**os.environ})
    try:
        assert preview.stdout is not None
        address = next(found[1] for line in preview.stdout if (found := re.search(r"is at (\S+)", line)))
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(ARGUMENTS))
            page = browser.new_page()
            article = open_one(page, options.folder, address)
            text = article.read_text("utf-8").rstrip()
            times = [save(page, article, text)]
            begun = processor_seconds(preview.pid)
            times += [save(page, article, text) for _ in range(1, options.saves)]
            taken = (processor_seconds(preview.pid) - begun) / (options.saves - 1)
            browser.close()
    finally:
        preview.send_signal(signal.SIGTERM)
        preview.communicate()
    print("  ".join(f"{seconds * 1000:.0f}" for seconds in times), "ms")
    print(f"median {statistics.median(times[1:]) * 1000:.0f} ms (the first, which warms up, left out)")
    print(f"processor time of the preview {taken * 1000:.0f} ms a save; load of the machine {os.getloadavg()[0]:.1f}")


def processor_seconds(process: int) -> float:
    """What a process has used until now."""
    fields = Path(f"/proc/{process}/stat").read_text("ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def open_one(page, folder: Path, address: str) -> Path:  # noqa: ANN001 - Playwright's page
    """Open the page of some article; its file."""
    article = sorted((folder / "content").glob("*/*/*.md"))[7]
    identity = re.search(r"^id: \W?(\w+)", article.read_text("utf-8"), re.MULTILINE)
    assert identity
    found = next((folder / "site").glob(f"*/*/*/*/{identity[1][:6]}*/index.html"))
    page.goto(address + found.relative_to(folder / "site").parent.as_posix() + "/")
    time.sleep(1)  # until the page listens
    return article


def save(page, article: Path, text: str) -> float:  # noqa: ANN001 - Playwright's page
    """Seconds from an article saved, with other words behind its `text` each time, to its open page holding these."""
    word = f"保存第{time.time_ns()}次"
    passing = article.with_name(f".{article.name}.swp")
    passing.write_text(f"{text}\n\n{word}。\n", "utf-8")
    begun = time.perf_counter()
    passing.replace(article)
    page.wait_for_function(
        "word => document.body && document.body.textContent.includes(word)", arg=word, timeout=60_000
    )
    return time.perf_counter() - begun


if __name__ == "__main__":
    main()
