"""What the words of a short line say for its being prose, against its being a headline; decides nothing."""

import re

from generator.ingest.page.seams import OPENER

SENTENCE_LIKE = re.compile(r"[，,；;]")
START = re.compile(
    r"凌晨|[早晚]上|[上下中]午|傍晚|清晨|[昨前]晚|[0-9０-９]+[—\-至年月时点]|为了?|在(?!线)|截至|目前|近年来|[今去]年|据|此外|同时|随着|由于|[如而]今|当[时天晚]|其中|经过|对此"
)
# words that headlines leave out: 朗讯公司是1996年从原美国电话电报公司中
GRAMMAR = frozenset("的了是在已这该其他她们于为由据说还此以着将和与到把被对")
GRAMMAR_WEIGHT, GRAMMAR_MOST = 0.9, 4
DIGITS = re.compile(r"[0-9０-９]")


def prosaic(text: str) -> float:
    """What the words of a line say for its being prose: grammar, figures and lists that headlines do without."""
    if " " in text or "\u3000" in text:  # prose is set without spaces
        return 0.0
    score = GRAMMAR_WEIGHT * min(GRAMMAR_MOST, sum(char in GRAMMAR for char in text))
    return score + (0.7 if DIGITS.search(text) else 0.0) + (1.0 if "、" in text else 0.0)


def sentence_like(text: str) -> float:
    """What commas, the first word and the end of a line say for its being a sentence."""
    commas = len(SENTENCE_LIKE.findall(text))
    clauses = SENTENCE_LIKE.split(text)
    balanced = len({len(clause) for clause in clauses}) < len(clauses)  # 先算生态账，再算经济账
    score = (0.2 if balanced else 1.0) * commas + (1.0 if commas > 1 and len(text) > 20 else 0.0)
    score += 1.5 if START.match(text) else 0.5 if OPENER.match(text) and text[0] not in "“《" else 0.0
    score += 1.5 if text[-1].isdigit() else 0.0
    score += 1.0 if text[0] in "的了着们者等之" else 0.0
    score += 2.0 if len(text) <= 2 else 0.0
    score += 1.5 if text[0] in "“‘" and "…" in text else 0.0  # “嗡嗡嗡……”随着螺旋桨
    return score + (0.25 if text[-1] in "!！?？" else 0.0)
