"""Derive the theme's strings of Taiwan from the simplified ones: OpenCC's words, then those that a newspaper would choose.

    python scripts/build_zh_tw.py

Run it after any change of `strings/zh-CN.toml` and read the diff. It replaces every line; keys, tables and the names of
header keys and commands stay as they are, because they are not Chinese.
"""

from pathlib import Path

import opencc

STRINGS = Path(__file__).parents[1] / "themes" / "broadsheet" / "strings"
# What OpenCC makes of the left is software's word, not a newspaper's.
CHOSEN = {
    "專案": "專題", "社群": "社區", "程式碼": "代碼", "指令碼": "指令檔（JavaScript）", "資料": "數據",
    "訂閱源": "訂閱來源", "頁內查詢": "在網頁中尋找", "文字檔案": "純文字檔", "文本檔案": "純文字檔", "欄目": "版面", "隨系統": "依系統設定",
    "各周": "各週", "{n}周": "{n}週", "“": "「", "”": "」",
}  # fmt: skip
HEAD = "# 由 zh-CN.toml 轉換而成（scripts/build_zh_tw.py），請勿直接修改。\n"


def convert(text: str) -> str:
    """The catalogue in the words of Taiwan."""
    made = opencc.OpenCC("s2twp").convert(text.partition("\n")[2])
    for given, chosen in CHOSEN.items():
        made = made.replace(given, chosen)
    return HEAD + made


if __name__ == "__main__":
    source = (STRINGS / "zh-CN.toml").read_text(encoding="utf-8")
    (STRINGS / "zh-TW.toml").write_text(convert(source), encoding="utf-8", newline="\n")
