"""People whom an article names beyond doubt; precision goes before recall.

A name counts only beside what shows that it is one: an office or calling before it, a verb of speech after it, a
title behind it. Minors, pseudonyms, the anonymised (某, 大姐), suspects, patients and the paper's own reporters are
never returned. It does not find every name, and it joins no two spellings of one.
"""

import functools
import re
from collections.abc import Collection, Iterable, Iterator

from generator.discretion import hides_all, is_disciplined, is_hidden, may_be_listed
from generator.ingest.facts.recogniser import Recognise
from generator.model import Clipping
from generator.words import TRANSLITERATION, Words, word_list

Found = tuple[int, str]  # where a name begins, and the name

# characters that no given name holds, or that end it: 主任李明在会上
NO_GIVEN = frozenset(
    "的了在是和与及等说对向就为将也都这那我你他她它们个之其且而或被把从到以用给某者员区市县镇村局们率不"
)
NO_LAST = frozenset("人副还则却于曾时后上下再又听制费税额")  # 包保制
# family names that begin other words as often: 曾表示, 应邀, 许多人, 向大家
DOUBTFUL = frozenset("曾应向许任党祝席项马南卫武文古白高方全强成时常安路金黄华东")
DOING = 6  # characters behind a name in which the word stands that says what its bearer does
ACTIONS = frozenset(("v", "vn", "vd", "d", "t", "p", "i", "l"))
MARKS = frozenset('，,。、；;：:（）()“”"《》！!？?…—\n \u3000')
ALL_HAN = re.compile("[\u4e00-\u9fff]+")
# 买买提·艾力, 拉菲克·塔拉尔
FOREIGN = re.compile(f"[{TRANSLITERATION}]{{1,6}}(?:·[{TRANSLITERATION}]{{1,6}}){{1,3}}")
BEHIND = re.compile("同志|教授|院士|总书记|书记|主任|主席|总理|部长|[省市区县镇乡校院局]长")
# 。吴建国是园区的企业代表之一
PRESENTED = re.compile(
    "(?:^|[。！？!?”\n])([\u4e00-\u9fff]{3})是[^，,。；;]{0,30}(?:代表|负责人|[人员者家师长])(?:之一)?[，,。；;]"
)


def people(clipping: Clipping, words: Words, recognise: Recognise | None = None) -> tuple[str, ...]:
    """Names of people in the body of `clipping`, in order of first appearance.

    What a model that is installed recognises counts too, where it looks like a name and stands in no longer one.
    Nobody is returned who is hidden at any one place of the article: a pupil, an alias, an age below 18.
    """
    texts = [block.text for block in clipping.body if block.type == "paragraph"]
    authors = {name for credit in clipping.byline.credits for name in credit.names}
    aliases = any(map(hides_all, texts))
    named = dict.fromkeys(name for text in texts for name in _names(text, words, recognise) if not aliases)
    shown = (
        name
        for name in named
        if name not in authors
        and may_be_listed(name)
        and not any(is_hidden(name, text) or is_disciplined(name, text) for text in texts)
    )
    return tuple(shown)


def _names(text: str, words: Words, recognise: Recognise | None) -> Iterator[str]:
    """Names in order of place: behind a title, before a verb of speech or a title, presented as somebody."""
    found = [
        *_behind_titles(text, words),
        *_before(_speech_pattern(), text, words),
        *_before(BEHIND, text, words),
        *((match.start(1), match[1]) for match in PRESENTED.finditer(text) if is_name(match[1], words)),
    ]
    if recognise:
        sure = {name for _, name in found}
        others = [name for name in recognise(text) if is_name(name, words) and not any(name in one for one in sure)]
        found += [(text.find(name), name) for name in others]
    for _, name in sorted(set(found)):
        yield name


def _behind_titles(text: str, words: Words) -> Iterator[Found]:
    """区疾控中心主任徐静表示; 副市长张三、李四出席."""
    matches = [*_title_pattern().finditer(text)]
    whole = _word_places(text, words) if matches else set()
    for match in matches:
        sure, start = match[0] in word_list("titles"), match.end()
        while name := _name_at(text, start, words, whole, sure=sure):
            end = start + len(name)
            if not (sure or len(name) > 2 or _speech_pattern().match(text, end) or (start, end) in whole):
                break
            yield start, name
            if text[end : end + 1] != "、":
                break
            start = end + 1


def _before(pattern: re.Pattern[str], text: str, words: Words) -> Iterator[Found]:
    """，李四说: between a mark and what the pattern matches there is nothing but a name."""
    for match in pattern.finditer(text):
        for start in range(match.start() - 4, match.start() - 1):
            edge = start == 0 or (start > 0 and text[start - 1] in MARKS)
            if edge and is_name(text[start : match.start()], words):
                yield start, text[start : match.start()]


def _name_at(text: str, start: int, words: Words, whole: Collection[tuple[int, int]], *, sure: bool) -> str:
    """The name that begins at `start`, or an empty string; a verb of speech, then the segmenter decide its length.

    `sure`: whether an office stands before it, so that it may begin as other words do: 米兰英, 党卫东.
    """
    if match := FOREIGN.match(text, start):
        return match[0] if _may_end(text, match.end(), words) else ""
    ends = [start + length for length in (4, 3, 2) if is_name(text[start : start + length], words, in_office=sure)]
    foreign = set(text[start + 1 : start + 3]) <= set(TRANSLITERATION)  # 于贝尔 is the beginning of a foreign name
    whole_name = start + 3 if (start, start + 3) in whole and not foreign else None
    ended = [end for end in ends if _may_end(text, end, words) or (end == whole_name and text[end] != "·")]
    speaking = [end for end in reversed(ends) if _speech_pattern().match(text, end)]
    if not speaking:
        ended = [end for end in ended if (start, end) in whole] or ended
    return next((text[start:end] for end in speaking + ended), "")


def is_name(text: str, words: Words, *, in_office: bool = False) -> bool:
    """Whether `text` looks like a Chinese name: a family name and one or two more characters, no common word.

    `in_office`: whether an office stands before it, which three characters that begin as a word does need.
    """
    family = text[:2] if text[:2] in word_list("surnames") else text[:1]
    given = text[len(family) :]
    in_office = in_office and len(given) == 2
    return (
        family in word_list("surnames")
        and 1 <= len(given) <= 2
        and ALL_HAN.fullmatch(text) is not None
        and not NO_GIVEN & set(given)
        and given[-1] not in NO_LAST
        and not any(
            given in word_list(name) for name in ("courtesy", "callings", "titles", "generic", "countries", "stop")
        )
        and (in_office or family not in DOUBTFUL or words.pos(text).startswith("nr") or _is_free(given, words))
        and not (len(text) == 3 and set(text) <= set(TRANSLITERATION))
        and not _is_word(text, words)
        and (in_office or len(text) == 2 or len(family) == 2 or not _is_word(text[:2], words))
    )


def _is_free(given: str, words: Words) -> bool:
    """Whether a given name is none of the words that a doubtful family name may begin: 玉芝, but not 大家."""
    return len(given) > 1 and given not in words


def _is_word(text: str, words: Words) -> bool:
    """Whether `text` is a common word: in the dictionary as something else than a name, or too general for one."""
    is_general = text in word_list("generic") or text in word_list("countries")
    return is_general or (text in words and not words.pos(text).startswith("nr"))


def _may_end(text: str, at: int, words: Words) -> bool:
    """Whether a name may end at a place: before a mark, or before a word that says what its bearer does."""
    if text[at : at + 1] == "·":  # 司马义·艾买提
        return False
    if at >= len(text) or text[at] in MARKS or _after_pattern().match(text, at):
        return True
    word = next(iter(words.cut(text[at : at + DOING])), "")
    return len(word) > 1 and words.pos(word) in ACTIONS


def _word_places(text: str, words: Words) -> set[tuple[int, int]]:
    """Where the words of `text` begin and end."""
    places, at = set(), 0
    for word in words.cut(text):
        places.add((at, at + len(word)))
        at += len(word)
    return places


@functools.cache
def _title_pattern() -> re.Pattern[str]:
    return _any_of(word_list("titles") | word_list("callings"))


@functools.cache
def _speech_pattern() -> re.Pattern[str]:
    return _any_of(word_list("speech"))


@functools.cache
def _after_pattern() -> re.Pattern[str]:
    return _any_of(word_list("after") | word_list("speech"))


def _any_of(choices: Iterable[str]) -> re.Pattern[str]:
    """A pattern for the longest of some words."""
    return re.compile("|".join(map(re.escape, sorted(choices, key=lambda word: (-len(word), word)))))
