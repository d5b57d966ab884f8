"""Articles full of scripts, in the real browser under the site's own policy: nothing runs, nothing is even refused."""

import json
import os

import hostile
from scenario import Project

from .conftest import Visit

COUNT = int(os.environ.get("BAOZHAI_PAYLOADS", "400"))  # 5000 is the long form
A_PAGE = 25
FOLDER = "content/天元区/2024-05-06"
RAN = "document.documentElement.dataset.ran ?? null"


def quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False).replace("\x0b", "\\u000b").replace("\x01", "\\u0001")


def article(number: int, payloads: list[str]) -> str:
    """Payloads in the body, and one of them in every field that a page shows."""
    one = payloads[number % len(payloads)]
    short = one.replace("\n", " ")[:300]
    keys = {
        "title": short, "kicker": short, "deck": short, "section": short, "dateline": short, "paper": short,
        "digest": short, "print_page": short[:40],
    }  # fmt: skip
    lists = {"tags": [short[:60]], "people": [short[:60]], "organisations": [short[:60]], "places": [short[:60]]}
    header = [f"{key}: {quoted(value)}" for key, value in keys.items()]
    header += [f"{key}: [{quoted(value[0])}]" for key, value in lists.items()]
    header.append(
        f"byline: {{outlet: {quoted(short)}, credits: [{{role: {quoted(short[:20])}, names: [{quoted(short)}]}}]}}"
    )
    header.append(f"figures: [{{caption: {quoted(short)}, credit: {quoted(short)}}}]")
    body = "\n\n".join(payloads).replace("\x01", "").replace("\x0b", "")
    return "---\n" + "\n".join(header) + f'\nid: "x{number}"\n---\n\n' + body + "\n"


def test_no_script_of_an_article_runs(project: Project, visit: Visit):
    payloads = hostile.spread(COUNT)
    assert len(payloads) == COUNT
    for number in range(0, COUNT, A_PAGE):
        project.write(f"{FOLDER}/{number:05d}.md", article(number // A_PAGE, payloads[number : number + A_PAGE]))
    project.build()
    pages = sorted(path for path in project.site() if path.endswith(".html"))
    assert len([path for path in pages if path.startswith("2024/05/06/tianyuan/x")]) == COUNT // A_PAGE
    asked: list[str] = []
    visit.page.on("dialog", lambda dialog: dialog.dismiss() or asked.append(dialog.message))
    for path in pages:
        visit.page.goto((project.folder / "site" / path).as_uri(), wait_until="load")
        visit.page.mouse.move(200, 300)
        assert visit.page.evaluate(RAN) is None, f"a script ran on {path}"
        assert (
            visit.page.evaluate(
                "[...document.querySelectorAll('script')].filter(one => !one.src && !one.type.endsWith('json')).length"
            )
            == 0
        )
        assert (
            visit.page.evaluate(
                "[...document.querySelectorAll('*')].flatMap(one => one.getAttributeNames()).filter(name => name.startsWith('on')).length"
            )
            == 0
        )
    assert asked == []
    refused = [said for said in visit.complaints if "Content Security Policy" in said or "script" in said.lower()]
    assert refused == []
