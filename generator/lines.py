"""On which line of a TOML text something stands: a key, an entry of a list, words; reads no values and no files."""

import re

ENTRY = re.compile(r"(?P<key>\w+)\[(?P<at>\d+)\]")  # decisions[3].context
# What tells where an entry of a list begins: strings and comments whole, brackets, commas, other words
TOML_TOKEN = re.compile(
    r""""{3}[\s\S]*?"{3}|'{3}[\s\S]*?'{3}|"(?:\\.|[^"\\\n])*"|'[^'\n]*'|#.*|[\[\]{},]|[^\s"'#\[\]{},]+"""
)


def line_of_key(text: str, dotted: str) -> int:
    """The line of a key such as `site.title` in TOML text, of the nearest table above it if the key has none, else 0.

    >>> line_of_key('[site]\\ntitle = 3', "site.title")
    2
    """
    if not dotted:
        return 0
    if entry := ENTRY.match(dotted):
        return line_of_entry(text, entry["key"], int(entry["at"]))
    *tables, key = [re.sub(r"\[.*", "", part) for part in dotted.split(".") if part]
    table, found = "", 0
    for number, line in enumerate(text.split("\n"), 1):
        if header := re.match(r"\s*\[+\s*([^\]]+?)\s*\]", line):
            table = header[1].replace('"', "")
            if table in {".".join(tables), dotted}:
                found = found or number
        elif table == ".".join(tables) and re.match(rf'\s*"?{re.escape(key)}"?\s*=', line):
            return number
    return found or line_of_key(text, ".".join(tables))


def line_of_entry(text: str, key: str, at: int) -> int:
    """The line on which entry `at` (from 0) of a list begins, `key = [...]` or tables `[[key]]`; else that of the key.

    >>> line_of_entry('redact = [ # "[,"\\n{text = "a"},\\n{text = "b"}]', "redact", 1)
    3
    """
    tables = [found.start() for found in re.finditer(rf"(?m)^[ \t]*\[\[\s*{key}\s*\]\]", text)]
    if at < len(tables):
        return text.count("\n", 0, tables[at]) + 1
    opened = re.search(rf'(?m)^[ \t]*"?{key}"?[ \t]*=[ \t]*\[', text)
    depth, left, awaited = 1, at, True
    for token in TOML_TOKEN.finditer(text, opened.end()) if opened else ():
        word = token[0]
        if word.startswith("#"):
            continue
        if awaited and word not in {",", "]"}:
            if left == 0:
                return text.count("\n", 0, token.start()) + 1
            left -= 1
        awaited = depth == 1 and word == ","
        depth += (word in {"[", "{"}) - (word in {"]", "}"})
        if depth == 0:
            break
    return line_of_key(text, key)


def line_of_words(text: str, words: str) -> int:
    """The first line, but for comments, that holds words in quotation marks or as a key; 0 where none does.

    >>> line_of_words('# "防疫"\\n"防疫" = "疫情防控"', "防疫")
    2
    """
    quoted = re.compile(rf"""(?:["']\s*{re.escape(words)}\s*["'])|^\s*{re.escape(words or '"')}\s*=""")
    lines = enumerate(text.split("\n"), 1)
    return next((number for number, line in lines if not line.lstrip().startswith("#") and quoted.search(line)), 0)
