"""Why print was corrected, in the language of a site; the reasons are stored in Chinese, beside Chinese text."""

import html
import re

from generator.errors import reworded

HAN = re.compile(r"[㐀-鿿]")


def tell(reason: str, language: str) -> str:
    """One reason as safe HTML; what a person wrote stays in Chinese and is marked so.

    >>> tell("地名的起点明确", "en"), tell("编者核对", "en"), tell("地名的起点明确", "zh-CN")
    ('the name clearly begins here', '<span lang="zh-CN">编者核对</span>', '地名的起点明确')
    """
    if language.startswith("zh"):
        return html.escape(reason)
    told = reworded("evidence", reason, "en")
    is_chinese = told == reason and HAN.search(reason)
    return f'<span lang="zh-CN">{html.escape(told)}</span>' if is_chinese else html.escape(told)
