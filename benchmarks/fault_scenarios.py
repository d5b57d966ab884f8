"""The projects and commands that `benchmarks/faults.py` disturbs: each prepared by real commands, small, and of every kind."""

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

HEAD = "株洲日报讯(记者/王小山) "
ONE = f"""城区新增三处口袋公园

{HEAD}11月26日,芦淞区新增三处口袋公园,附近居民前来散步。

芦淞区城管局介绍,公园面积共两千平方米。
"""
TWO = f"""云田镇花木上市

{HEAD}11月27日,石峰区云田镇花木上市,村民忙着装车。

今年全镇种植花木三千亩。
"""
THREE = f"""荷塘区改造老旧小区

{HEAD}12月2日,荷塘区首批改造十二个老旧小区。

居民李女士说,电梯装好了。
"""
SETTINGS = """
[publish.web]
kind = "folder"
path = "www"
keep = 2
"""
WORD = "这一句是编辑写的。"
EDITED = "content/芦淞区/2021-11-26"
Do = Callable[..., None]


class Scenario(NamedTuple):
    """A project and the command to disturb; `again` is what is run afterwards.

    `words` are a person's; `either` are files that may be any; `statuses` are those that also end well.
    `once` tells a command that is not run again where it has done its work.
    """

    name: str
    prepare: Callable[[Path, Do], None]
    command: tuple[str, ...]
    again: tuple[str, ...]
    words: tuple[str, ...] = ()
    switches_in_place: bool = False
    statuses: tuple[int, ...] = ()
    either: tuple[str, ...] = ()
    unbuilds: bool = True
    once: bool = False


def write(folder: Path, path: str, text: str) -> None:
    """A file of the project."""
    file = folder / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")


def edit(folder: Path, pattern: str, old: str, new: str) -> None:
    """Replace text that has to be there in the one file that a pattern matches."""
    (file,) = folder.glob(pattern)
    text = file.read_text(encoding="utf-8")
    assert old in text, (file, old)
    file.write_text(text.replace(old, new), encoding="utf-8")


def empty(folder: Path, do: Do) -> None:
    """A project with two pages that nobody has read."""
    do("init", str(folder), "--city", "株洲")
    settings = folder / "content/site.toml"
    text = settings.read_text(encoding="utf-8") + SETTINGS
    settings.write_text(text, encoding="utf-8")
    write(folder, "content/pages/2021-11-26/A1.txt", ONE)
    write(folder, "content/pages/2021-11-27/A1.txt", TWO)


def built(folder: Path, do: Do) -> None:
    """… built, one article edited."""
    empty(folder, do)
    do("build", "--project", str(folder))
    edit(folder, f"{EDITED}/*.md", "附近居民前来散步。", f"附近居民前来散步。{WORD}")


def changed(folder: Path, do: Do) -> None:
    """… sources that improve, where a person was too and where not, one that is gone, a new one."""
    built(folder, do)
    write(folder, "content/pages/2021-11-26/A1.txt", ONE.replace("两千平方米", "两千五百平方米"))
    (folder / "content/pages/2021-11-27/A1.txt").unlink()
    write(folder, "content/pages/2021-12-02/A1.txt", THREE)


def conflicting(folder: Path, do: Do) -> None:
    """… a source that improves in the line that a person changed."""
    built(folder, do)
    write(folder, "content/pages/2021-11-26/A1.txt", ONE.replace("附近居民前来散步", "附近居民都来散步"))


def ingested(folder: Path, do: Do) -> None:
    """… an ingest that can be taken back."""
    changed(folder, do)
    do("ingest", "--project", str(folder))


def published(folder: Path, do: Do) -> None:
    """… published, then changed and built again."""
    built(folder, do)
    do("build", "--project", str(folder))
    do("publish", "web", "--project", str(folder))
    write(folder, "content/pages/2021-12-02/A1.txt", THREE)
    do("build", "--project", str(folder))


def republished(folder: Path, do: Do) -> None:
    """… published once more."""
    published(folder, do)
    do("publish", "web", "--project", str(folder))


def tagged(folder: Path, do: Do) -> None:
    """… two articles by hand, with tags to join."""
    built(folder, do)
    for number, tag in enumerate(("口袋公园", "小公园")):
        header = f'---\ntitle: "手写{number}"\nid: "aaaaaaaaaaa{number}"\ntags: ["{tag}"]\n---\n'
        write(folder, f"content/芦淞区/2021-11-28/0{number}-手写.md", f"{header}{WORD}\n")


BUILD, INGEST = ("build", "--jobs", "1"), ("ingest",)
MERGE, REFRESH = ("tags", "merge", "小公园", "口袋公园"), ("tags", "refresh", "--write")
PUBLISH, ROLLBACK = ("publish", "web"), ("rollback", "web")
SCENARIOS = (
    Scenario("ingest new", empty, INGEST, INGEST),
    Scenario("ingest changed", changed, INGEST, INGEST, (WORD,)),
    Scenario("ingest conflict", conflicting, INGEST, INGEST, (WORD,)),
    Scenario("build first", empty, BUILD, BUILD),
    Scenario("build changed", changed, BUILD, BUILD, (WORD,), switches_in_place=True),
    Scenario("build clean", changed, (*BUILD, "--clean"), BUILD, (WORD,)),
    Scenario("tags merge", tagged, MERGE, MERGE, (WORD,), once=True),
    Scenario("tags refresh", tagged, REFRESH, REFRESH, (WORD,), once=True),
    Scenario("undo", ingested, ("undo",), ("undo",), (WORD,), once=True),
    Scenario("publish", published, PUBLISH, PUBLISH, (WORD,)),
    Scenario("rollback", republished, ROLLBACK, ROLLBACK, (WORD,), once=True),
)
