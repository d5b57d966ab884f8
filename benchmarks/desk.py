"""A project of many invented articles, built, for benchmarks of publishing and preview.

python -m benchmarks.desk FOLDER --articles 10000
"""

import argparse
import datetime
import random
import time
from pathlib import Path

from generator.config import load_config
from generator.jobs import build_site
from generator.project import Project

DISTRICTS = ("荷塘区", "芦淞区", "石峰区", "天元区", "渌口区", "醴陵市", "攸县", "茶陵县", "炎陵县")
PHRASES = (
    "近日", "记者从有关部门获悉", "项目建设现场机器轰鸣", "村民们脸上洋溢着笑容", "全年任务有望提前完成",
    "工作人员逐户走访", "道路两旁种上了新树", "企业订单比去年增加两成", "孩子们有了新的图书角", "老人看病更加方便",
)  # fmt: skip
LENGTH = 900  # characters of an article


def make_project(root: Path, articles: int) -> Project:
    """A project whose articles lie in `content/<district>/<date>/`, 40 a day."""
    chosen = random.Random(articles)
    first = datetime.date(2021, 1, 1)
    for number in range(articles):
        day = first + datetime.timedelta(days=number // 40)
        file = root / "content" / DISTRICTS[number % len(DISTRICTS)] / day.isoformat() / f"{number % 40:02}.md"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(f"# 第{number}号消息:{chosen.choice(PHRASES)}\n\n{_body(chosen)}", encoding="utf-8")
    (root / "content/site.toml").write_text(
        '[paper]\ncity = "株洲"\n[site]\nbase_url = "https://news.example.org/"\n'
        '[publish.web]\nkind = "folder"\npath = "www/paper"\n',
        encoding="utf-8",
    )
    return Project(root, load_config(root))


def _body(chosen: random.Random) -> str:
    paragraphs = []
    while sum(map(len, paragraphs)) < LENGTH:
        paragraphs.append(",".join(chosen.choices(PHRASES, k=12)) + "。\n")
    return "\n".join(paragraphs)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--articles", type=int, default=10_000)
    arguments = parser.parse_args()
    project = make_project(arguments.folder, arguments.articles)
    begun = time.perf_counter()
    built = build_site(project)
    print(f"built {len(built.outcome.targets)} files in {time.perf_counter() - begun:.1f} s")


if __name__ == "__main__":
    main()
