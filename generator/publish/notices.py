"""Tell search engines and feed readers what a release has changed; a service that does not answer undoes nothing.

Only changed addresses are told. Tokens come from the environment and stand in no message.
"""

import urllib.error
import urllib.request
from collections.abc import Iterable, Iterator, Mapping, Sequence
from urllib.parse import quote, urlencode, urlsplit

import msgspec

from generator.destinations import Notice, Notify
from generator.errors import Diagnostic, diagnose
from generator.publish.release import Plan

SECONDS = 15.0
MOST_AT_ONCE = {"baidu": 2000, "indexnow": 10_000}
INDEX = "index.html"


class Request(msgspec.Struct, frozen=True):
    """One request to one service; `place` names it in messages."""

    service: Notice
    place: str
    address: str
    content_type: str
    body: bytes
    count: int


class Told(msgspec.Struct, frozen=True):
    """How many addresses a service has been told."""

    service: Notice
    count: int


def key_files(settings: Notify, services: Sequence[Notice]) -> dict[str, bytes]:
    """The file by which IndexNow knows who owns the site."""
    key = settings.indexnow.key
    return {f"{key}.txt": key.encode()} if key and "indexnow" in services else {}


def notify(
    plan: Plan, services: Sequence[Notice], settings: Notify, base_url: str, environment: Mapping[str, str]
) -> tuple[tuple[Told, ...], tuple[Diagnostic, ...]]:
    """Tell each service; what could not be told is a warning."""
    told, remarks = [], []
    for service in services:
        try:
            requests = list(_requests(service, plan, settings, base_url, environment))
        except KeyError as missing:
            remarks.append(diagnose("notify-unset", service, name=missing.args[0]))
            continue
        for request in requests:
            if reason := _send(request):
                remarks.append(diagnose("notify-failed", request.place, reason=reason))
            else:
                told.append(Told(service, request.count))
    return tuple(told), tuple(remarks)


def changed_pages(plan: Plan, base_url: str) -> list[str]:
    """Addresses of the pages that are new, changed or gone, as readers know them."""
    paths = sorted({path for path in (*plan.uploads, *plan.gone) if path.endswith(".html") and path != "404.html"})
    return [base_url + quote(path.removesuffix(INDEX)) for path in paths]


def _requests(
    service: Notice, plan: Plan, settings: Notify, base_url: str, environment: Mapping[str, str]
) -> Iterator[Request]:
    """What a service is to be sent; raises `KeyError` with the name of the setting or variable it lacks."""
    pages = changed_pages(plan, base_url)
    if service == "baidu":
        token = environment.get("BAOZHAI_BAIDU_TOKEN") or _lacking("BAOZHAI_BAIDU_TOKEN")
        site = settings.baidu.site or f"{urlsplit(base_url).scheme}://{urlsplit(base_url).netloc}"
        endpoint = settings.baidu.endpoint
        gone = set(changed_pages(msgspec.structs.replace(plan, uploads=()), base_url))
        for part in _parts([page for page in pages if page not in gone], MOST_AT_ONCE[service]):
            address = f"{endpoint}?{urlencode({'site': site, 'token': token})}"
            yield Request(service, endpoint, address, "text/plain", "\n".join(part).encode(), len(part))
    elif service == "indexnow":
        key, endpoint = settings.indexnow.key or _lacking("notify.indexnow.key"), settings.indexnow.endpoint
        for part in _parts(pages, MOST_AT_ONCE[service]):
            told = {
                "host": urlsplit(base_url).netloc,
                "key": key,
                "keyLocation": f"{base_url}{key}.txt",
                "urlList": part,
            }
            yield Request(
                service, endpoint, endpoint, "application/json; charset=utf-8", msgspec.json.encode(told), len(part)
            )
    else:
        hub = settings.websub.hub or _lacking("notify.websub.hub")
        for feed in sorted(path for path in plan.uploads if _is_feed(path)):
            form = urlencode({"hub.mode": "publish", "hub.url": base_url + quote(feed)}).encode()
            yield Request(service, hub, hub, "application/x-www-form-urlencoded", form, 1)


def _is_feed(path: str) -> bool:
    """Whether it names the hub: those of tags do not.

    >>> [path for path in ("feed.xml", "district/tianyuan/feed.json", "tags/疫苗/feed.xml", "sitemap.xml") if _is_feed(path)]
    ['feed.xml', 'district/tianyuan/feed.json']
    """
    return not path.startswith("tags/") and path.rpartition("/")[2] in {"feed.xml", "rss.xml", "atom.xml", "feed.json"}


def _lacking(name: str) -> str:
    raise KeyError(name)


def _parts(items: Sequence[str], most: int) -> Iterable[list[str]]:
    return (list(items[start : start + most]) for start in range(0, len(items), most))


def _send(request: Request) -> str:
    """Why it could not be told, or nothing."""
    asked = urllib.request.Request(
        request.address, request.body, {"Content-Type": request.content_type, "User-Agent": "baozhai"}
    )
    try:
        with urllib.request.urlopen(asked, timeout=SECONDS) as answer:
            answer.read()
    except urllib.error.HTTPError as error:
        error.close()
        return f"HTTP {error.code}"
    except (OSError, ValueError) as error:
        return type(getattr(error, "reason", error)).__name__
    return ""
