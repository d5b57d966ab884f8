"""A reading as lines of text that a person can review: what was read, and from which lines."""

from generator.model import Block, Clipping, Piece, Reading


def outline(reading: Reading) -> str:
    """The outline of a reading, for the expected half of a case file."""
    issue = reading.issue
    lines = [
        f"issue {issue.date or '?'} page {issue.print_page or '?'} {issue.section or ''} {issue.paper or ''}".rstrip()
    ]
    lines += [f"furniture {item.line} {item.kind}: {item.text}" for item in reading.furniture]
    lines += [
        f"removed {item.line} ({item.reason} of {item.kept_line}): {_ends(item.text)}" for item in reading.removed
    ]
    lines += [f"inserted {item.line}:{item.column} {item.text}" for item in reading.insertions]
    lines += [f"moved {','.join(map(str, item.lines))} after {item.after}" for item in reading.moves]
    lines += [f"suspect {item.line} {item.printed} -> {'|'.join(item.proposals)}" for item in reading.suspects]
    for article in reading.articles:
        lines += _article(article, "")
    return "\n".join(lines)


def _article(article: Clipping, indent: str) -> list[str]:
    lines = [f"{indent}# {article.headline} [{article.kind}]"]
    lines += [
        f"{indent}  {name}: {text}" for name, text in (("kicker", article.kicker), ("deck", article.deck)) if text
    ]
    jumps = (("from", article.continued_from), ("on", article.continued_on))
    lines += [f"{indent}  continued {way}: {page}" for way, page in jumps if page]
    people = " ".join(f"{credit.role}:{'、'.join(credit.names)}" for credit in article.byline.credits)
    if people or article.byline.outlet or article.dateline:
        lines.append(f"{indent}  by {article.byline.outlet or '-'} {article.dateline or '-'} {people}".rstrip())
    lines += [f"{indent}  figure: {figure.caption} | {figure.credit}" for figure in article.figures]
    lines += [f"{indent}  {_block(block)}" for block in article.body]
    return lines + [line for sidebar in article.sidebars for line in _article(sidebar, indent + "    ")]


def _block(block: Block) -> str:
    sign = "##" if block.type == "subhead" else "-"
    return f"{sign} {_ends(block.text)} ({' '.join(_place(piece) for piece in block.pieces)})"


def _place(piece: Piece) -> str:
    return f"{piece.line}:{piece.start}-{piece.end}"


def _ends(text: str) -> str:
    return text if len(text) <= 30 else f"{text[:14]}…{text[-14:]}"
