"""How an article of a newspaper is cited by GB/T 7714: 谢嘉, 李晓, 周敏, 等. 题名[N]. 株洲日报, 2021-11-25(A1)."""

import re

from generator.model import Article

MOST_NAMES = 3  # more are 等
NO_AUTHOR = re.compile(r"摄|图|编|审|校|版|制|播|策划|监制")  # 摄影, 制图, 责任编辑: not who wrote it


def cite(article: Article, date: str | None, paper: str) -> str:
    """The citation; what is not known is left out, and no day of access is made up.

    >>> cite(Article(id="a", path="", headline="云田花木", print_page="A1"), "2021-11-25", "株洲日报")
    '云田花木[N]. 株洲日报, 2021-11-25(A1).'
    """
    names = [name for credit in article.byline.credits if not NO_AUTHOR.search(credit.role) for name in credit.names]
    known = list(dict.fromkeys(names))
    authors = ", ".join([*known[:MOST_NAMES], *(["等"] if len(known) > MOST_NAMES else [])])
    page = f"({article.print_page})" if article.print_page else ""
    where = ", ".join(filter(None, [article.paper or paper, date and f"{date}{page}"]))
    return "".join(
        [f"{authors}. " if authors else "", f"{article.headline}[N]. ", f"{where}." if where else ""]
    ).strip()
