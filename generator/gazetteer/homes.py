"""Which division of China a project is at home in, by the name or code that an editor wrote; knows nothing inside it."""

import difflib

from generator.errors import BaozhaiError, diagnose
from generator.gazetteer.divisions import Division, divisions, former_counties, stem

MUNICIPALITIES = ("11", "12", "31", "50")
SETTINGS = "content/site.toml"  # where the city of a project is named
MOST_CITIES = 12  # of a province, as a hint


def resolve(city: str, path: str = SETTINGS, line: int = 0) -> str:
    """The six-digit code of a city, by name or code; see `load`. `path` and `line` say where the name was written."""
    city = city.strip()
    found = _by_code(city) if city.isdecimal() else _by_name(city) or _by_lineage(city)
    if not found:
        guess = _guess_city(city)
        fault = "city-unknown" if guess else "city-unheard"
        raise BaozhaiError(diagnose(fault, path, line, city=city, guess=guess))
    if len(found) > 1:
        listed = ", ".join(f"{item.code} ({_lineage(item)})" for item in found)
        raise BaozhaiError(diagnose("city-ambiguous", path, line, city=city, candidates=listed))
    code = found[0].code
    cities = _cities_of(code) if is_province(code) and not city.isdecimal() else []
    if cities:
        listed = ", ".join((*cities[:MOST_CITIES], *_namesakes(city, code)))
        raise BaozhaiError(diagnose("city-province", path, line, city=city, cities=listed, code=code))
    return code


def is_province(code: str) -> bool:
    """Whether a code is that of a province whose cities are cities of their own: 430000, not 110000."""
    return code.endswith("0000") and code[:2] not in MUNICIPALITIES


def _cities_of(province: str) -> list[str]:
    """The cities of a province, in code order."""
    return [
        stem(item.name)
        for code, item in divisions().items()
        if code[:2] == province[:2] and code.endswith("00") and code != province
    ]


def _namesakes(name: str, province: str) -> list[str]:
    """Cities of other provinces that go by the name of a province too: 海南州 of 青海."""
    return [
        f"{item.code} ({_lineage(item)})"
        for code, item in divisions().items()
        if code.endswith("00") and code[:2] != province[:2] and name in _called(item)
    ]


def _by_code(code: str) -> list[Division]:
    """The division of a code of two, four or six digits."""
    division = divisions().get(code.ljust(6, "0"))
    return [division] if division else []


def _by_lineage(name: str) -> list[Division]:
    """The divisions that a name behind those of what they lie in means: 北京朝阳, 江苏省南京市鼓楼区."""
    table = divisions()
    found = []
    for division in table.values():
        own = next((own for own in _called(division) if name.endswith(own) and name != own), None)
        if own:
            above = [table[code] for code in _codes_above(division) if code in table]
            ways = {""}
            for upper in above:
                ways |= {way + called for way in ways for called in _called(upper)}
            if name.removesuffix(own) in ways:
                found.append(division)
    return found


def _codes_above(division: Division) -> tuple[str, ...]:
    """The codes of the province and the city of a county, of the province of a city."""
    codes = (division.code[:2] + "0000", division.code[:4] + "00")
    return tuple(code for code in codes if code != division.code)


def _by_name(name: str) -> list[Division]:
    """The divisions a bare name may mean, of the first rank that has any: cities before provinces before counties.

    A district of a municipality or a provincial capital is as well known as a city elsewhere: 朝阳 may be either.
    """
    ranks: dict[int, list[Division]] = {}
    bare = name.removesuffix("州") or name
    for division in divisions().values():
        # 株洲市, 株洲, zhuzhou, 恩施州; the stem of every division is not worth making
        is_so = division.name.startswith(bare) and name in _called(division)
        if is_so or name == division.slug:
            ranks.setdefault(_rank(division, name), []).append(division)
    first = ranks[min(ranks)] if ranks else []
    known = [item for rank, items in ranks.items() if rank > 1 for item in items if _is_well_known(item)]
    return [*first, *known] if 1 in ranks and first is ranks[1] and not name.isascii() else first


def _called(division: Division) -> tuple[str, ...]:
    """What a division may be called: 恩施土家族苗族自治州, 恩施, 恩施州."""
    bare = stem(division.name)
    return (division.name, bare, f"{bare}州") if division.name.endswith("自治州") else (division.name, bare)


def _is_well_known(division: Division) -> bool:
    """Whether a division is a district of a municipality or of a provincial capital."""
    in_capital = division.code[:2] in MUNICIPALITIES or division.code[2:4] == "01"
    return in_capital and not division.code.endswith("00") and division.name.endswith("区")


def _rank(division: Division, name: str) -> int:
    """How far a division is from what an editor means by a bare name."""
    if name == division.name:
        return 0
    if division.code.endswith("0000"):
        return 1 if division.code[:2] in MUNICIPALITIES else 2
    is_city = division.name.endswith("市")
    return (1 if is_city else 3) if division.code.endswith("00") else (4 if is_city else 5)


def _lineage(division: Division) -> str:
    """Province, city and name in one: 湖南省株洲市天元区."""
    table = divisions()
    return "".join(table[code].name for code in (*_codes_above(division), division.code) if code in table)


def _guess_city(city: str) -> str:
    """What a county of other years is today, else the known names that look most like a wrong one, if any do."""
    if heirs := dict.fromkeys(code for code, name, _ in former_counties() if city in (name, stem(name))):
        return " / ".join(f"{code} ({_lineage(divisions()[code])})" for code in heirs)
    ranks: dict[str, int] = {}
    for division in divisions().values():
        for name in (division.name, stem(division.name)):
            ranks[name] = min(_rank(division, name) or 1, ranks.get(name, 9))
    close = difflib.get_close_matches(city, sorted(ranks), n=len(ranks), cutoff=0.5)
    close.sort(key=lambda name: (name[0] != city[:1], ranks[name], name))  # a wrong name rarely begins wrongly
    return " / ".join(close[:3])
