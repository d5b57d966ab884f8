"""Every address of the site; reads no disk and knows no template.

An *address* is relative to the site's root and clean: `""` is the home, `2021/11/25/tianyuan/` a folder's index,
`feed.xml` a file. `target` turns it into the file that is written, `href` into a link that also works from
`file://`, `absolute` into the one canonical URL.
"""

import datetime
import functools
import hashlib
import re
import unicodedata
from urllib.parse import quote, urlsplit

CITYWIDE = "citywide"
UNDATED = "undated/"
DISTRICTS = "district/"
PLACES = "place/"
TAGS = "tags/"
TAGS_BY_SOUND = "tags/pinyin/"
ARCHIVE = "archive/"
ALMANAC = "on-this-day/"
SEARCH = "search/"
FOLDING = "search/folding.js"
FEED = "feed.xml"
RSS = "rss.xml"
JSON_FEED = "feed.json"
OPML = "feeds.opml"
SITEMAP = "sitemap.xml"
NEWS_SITEMAP = "sitemap/news.xml"
ROBOTS = "robots.txt"
API = "api/"
DATA = "data/"
DUMPS = "data/datapackage.json"
LLMS = "llms.txt"
LLMS_FULL = "llms-full.txt"
MISSING = "404.html"
DATE = re.compile(r"(?:1[6-9]|2\d)\d{2}-\d{2}-\d{2}", re.ASCII)  # 2021-11-25; newspapers began in 1605
DAY_ADDRESS = re.compile(r"(\d{4})/(\d\d)/(\d\d)/", re.ASCII)
ID = re.compile(r"[a-z0-9][a-z0-9-]{0,63}")  # 3f9c2e
PRINT_PAGE = re.compile(r"[A-Za-z0-9]{1,8}")  # A01
SLUG = re.compile(r"[a-z][a-z0-9-]{0,63}")  # tianyuan
UNSAFE = re.compile(
    r'[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069<>:"/\\|?*%#]|[. ]+$|^[. ]+'
)  # what some file system or URL does not take
OURS = re.compile(r"pinyin|\d{4}", re.ASCII | re.IGNORECASE)  # what stands beside the tags' own folders
DEVICES = re.compile(r"(?:con|prn|aux|nul|(?:com|lpt)[0-9¹²³]) *(?:\..*)?|index\.html", re.IGNORECASE)  # NUL, com1.txt
MOST_BYTES = 120  # of one tag's folder: far below the 255 of file systems and the 200 we promise


# ---- words to slugs ----------------------------------------------------------------------------------


@functools.lru_cache(1 << 15)
def is_date(text: str | None) -> bool:
    """Whether `text` is a day of the calendar in ISO form.

    >>> is_date("2021-11-25"), is_date("2021-02-30"), is_date("../etc"), is_date(None)
    (True, False, False, False)
    """
    if text is None or not DATE.fullmatch(text):
        return False
    try:
        datetime.date.fromisoformat(text)
    except ValueError:
        return False
    return True


def short_hash(text: str) -> str:
    """Eight hexadecimal digits that stand for `text` in its composed form."""
    return hashlib.sha256(unicodedata.normalize("NFC", text).encode()).hexdigest()[:8]


def article_slug(identity: str) -> str:
    """An id as one safe piece of an address; whatever a person typed never becomes a path.

    >>> article_slug("3f9c2e"), article_slug("../../etc/passwd").startswith("x-")
    ('3f9c2e', True)
    """
    return identity if ID.fullmatch(identity) and not DEVICES.fullmatch(identity) else f"x-{short_hash(identity)}"


def district_slug(name: str, slug: str | None = None) -> str:
    """The ASCII slug of a district: the gazetteer's, or for a name it does not know a stable hash.

    >>> district_slug("天元区", "tianyuan"), district_slug("云龙新城")
    ('tianyuan', 'd-f932aba3')
    """
    return slug if slug and SLUG.fullmatch(slug) and slug != CITYWIDE else f"d-{short_hash(name)}"


def tag_slug(tag: str) -> str:
    """A tag as a folder name: Chinese stays, composed; what a file system refuses is replaced and made unique.

    >>> tag_slug("疫情防控"), tag_slug("C/D"), tag_slug("2021").startswith("2021-")
    ('疫情防控', 'C-D-b8f69f5b', True)
    """
    composed = unicodedata.normalize("NFC", tag)
    safe = UNSAFE.sub("-", composed)
    taken = DEVICES.fullmatch(safe) or OURS.fullmatch(safe)
    if safe == composed and safe and not taken and len(safe.encode()) <= MOST_BYTES:
        return safe
    safe = safe.replace(".", "-") if DEVICES.fullmatch(safe) else safe  # nul.txt-12345678 would be a device still
    clipped = safe.encode()[: MOST_BYTES - 9].decode(errors="ignore")
    return f"{clipped}-{short_hash(composed)}"


# ---- addresses ---------------------------------------------------------------------------------------


def day(date: str) -> str:
    """The whole issue of one day.

    >>> day("2021-11-25")
    '2021/11/25/'
    """
    return date.replace("-", "/") + "/"


def month(year_month: str) -> str:
    """All issues of a month, from `2021-11`."""
    return year_month.replace("-", "/") + "/"


def week(first: str) -> str:
    """The week that begins on a Monday, by its ISO number.

    >>> week("2021-11-22"), week("2020-12-28")
    ('2021/w47/', '2020/w53/')
    """
    year, number, _ = datetime.date.fromisoformat(first).isocalendar()
    return f"{year}/w{number:02}/"


def year(number: str) -> str:
    """All issues of a year, from `2021`."""
    return f"{number}/"


def print_page(name: str | None) -> str:
    """The anchor of a print page on the page of its issue; of articles whose print page nobody knows, without a name.

    >>> print_page("A1"), print_page("第一版").startswith("page-"), print_page(None)
    ('page-A1', True, 'page')
    """
    if name is None:
        return "page"
    return f"page-{name if PRINT_PAGE.fullmatch(name) else short_hash(name)}"


def digest(date: str, slug: str) -> str:
    """One district on one day."""
    return f"{day(date)}{slug}/"


def article(date: str | None, slug: str, identity: str) -> str:
    """One article, under its day and district, or under `undated/`."""
    return f"{day(date) if date else UNDATED}{slug}/{article_slug(identity)}/"


def district(slug: str) -> str:
    """All news of one district."""
    return f"{DISTRICTS}{slug}/"


def place(code: str | None, name: str) -> str:
    """All articles that name a township, village or zone: by its code, which outlives names, or by name without one.

    >>> place("430204102", "云田镇"), place(None, "渌口经开区")
    ('place/430204102/', 'place/z-fa1f5de5/')
    """
    return f"{PLACES}{code or 'z-' + short_hash(name)}/"


def tag(name: str) -> str:
    """All articles with one tag."""
    return f"{TAGS}{tag_slug(name)}/"


def name(facet: str, name: str) -> str:
    """All articles that one name of a facet stands in.

    >>> name("people/", "陈明")
    'people/陈明/'
    """
    return f"{facet}{tag_slug(name)}/"


def tags_of_year(year: str) -> str:
    """The tags of one year."""
    return f"{TAGS}{year}/"


def sitemap_part(name: str, number: int) -> str:
    """The `number`th sitemap of a month (`2021-11`) or of the pages without a day, counted from 1.

    >>> sitemap_part("2021-11", 1), sitemap_part("pages", 2)
    ('sitemap/2021-11.xml', 'sitemap/pages-2.xml')
    """
    return f"sitemap/{name}{f'-{number}' if number > 1 else ''}.xml"


def twin(address: str) -> str:
    """The Markdown of an article, beside its page."""
    return f"{address}index.md"


def article_json(address: str) -> str:
    """An article in the API.

    >>> article_json("2021/11/25/tianyuan/3f9c2e/")
    'api/articles/2021/11/25/tianyuan/3f9c2e.json'
    """
    return f"{API}articles/{address.rstrip('/')}.json"


def date_of(address: str) -> str | None:
    """The day an address belongs to, if it belongs to one.

    >>> date_of("2021/11/25/tianyuan/"), date_of("2021/11/")
    ('2021-11-25', None)
    """
    match = DAY_ADDRESS.match(address)
    return f"{match[1]}-{match[2]}-{match[3]}" if match else None


def leaf(address: str, number: int) -> str:
    """The `number`th part of a long listing, counted from the oldest."""
    return f"{address}{number}/"


# ---- addresses to files and links --------------------------------------------------------------------


def target(address: str) -> str:
    """The file that is written for an address, below the site's root.

    >>> target(""), target("tags/"), target("feed.xml")
    ('index.html', 'tags/index.html', 'feed.xml')
    """
    return f"{address}index.html" if address.endswith("/") or not address else address


def root(address: str) -> str:
    """The way from an address up to the site's root, for relative links.

    >>> root(""), root("2021/11/25/"), root("404.html")
    ('', '../../../', '')
    """
    return "../" * target(address).count("/")


def href(address: str, root: str) -> str:
    """A link that works under any base path and from `file://`, so it names `index.html`.

    >>> href("tags/疫情/", "../../")
    '../../tags/%E7%96%AB%E6%83%85/index.html'
    """
    return root + _quoted(address)


@functools.lru_cache(maxsize=1 << 16)
def _quoted(address: str) -> str:
    return quote(target(address))


_percent = functools.lru_cache(maxsize=1 << 16)(quote)


def absolute(base_url: str, address: str) -> str:
    """The one canonical URL, without `index.html`.

    >>> absolute("https://a.cn/news/", "2021/11/25/")
    'https://a.cn/news/2021/11/25/'
    """
    return f"{base_url.rstrip('/')}/{_percent(address)}"


def base_path(base_url: str) -> str:
    """The path that the site is served under, with both slashes.

    >>> base_path("https://a.cn/news"), base_path("https://a.cn")
    ('/news/', '/')
    """
    path = urlsplit(base_url).path.strip("/")
    return f"/{path}/" if path else "/"


def host(base_url: str) -> str:
    """The host that owns the site's `tag:` URIs; a site without one gets a name that nobody can own."""
    return urlsplit(base_url).hostname or "baozhai.invalid"


def fold(path: str) -> str:
    """What a case-blind, composing file system takes for the same path."""
    if path.isascii():  # nearly all
        return path.lower()
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", path).casefold())
