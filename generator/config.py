"""The project's settings, typed, from `content/site.toml`; reads nothing else and knows no defaults of a city.

An unknown key, a wrong type or an impossible value is an error with its line and, where one is near, the key that was
probably meant. Secrets are never settings: they come from the environment only.
"""

import difflib
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import urlsplit

import msgspec

from generator.destinations import KINDS, Destination, Folder, GitBranch, Notify, Rsync
from generator.disk import disk_errors
from generator.errors import BaozhaiError, Diagnostic, ExitStatus, diagnose
from generator.lines import line_of_key
from generator.outputs import Outputs
from generator.schemas import DRAFT, take_margins_off

CONFIG_FILE = "content/site.toml"
UNKNOWN_FIELD = re.compile(r"Object contains unknown field `(?P<key>[^`]*)`(?: - at `\$\.?(?P<path>[^`]*)`)?")
MISSING_FIELD = re.compile(r"Object missing required field `(?P<key>[^`]*)`(?: - at `\$\.?(?P<path>[^`]*)`)?")
DATE_WRONG = re.compile(r"Invalid RFC3339 encoded date|Expected `date`, got `\w+`")
NUMBER_FOR_TEXT = re.compile(r"Expected `str`, got `(?:int|float|date|datetime)`")  # city = 430200
WRONG_VALUE = re.compile(r"(?P<problem>.*?)(?: - at `\$\.?(?P<path>[^`]*)`)?$")
# What an input method writes for "", = and []; or a name without quotes
WIDE_MARK = re.compile(r"[“”‘’「」＂＝［］]|^\s*[㐀-鿿]|=\s*[㐀-鿿]")
TOML_PLACE = re.compile(r"\(at line (\d+), column \d+\)")  # tomllib: Expected '=' after a key (at line 3, column 7)
TARGET = re.compile(r"publish\.(?P<name>[^.]+)")
TARGET_KIND = re.compile(TARGET.pattern + r"\.kind")
TARGET_NAME = re.compile(r"[A-Za-z0-9_-]{1,40}")
BRANCH_NAME = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_./-]{0,99}")
USER_INFO = re.compile(r"https?://[^/@]*:[^/@]*@")  # https://user:secret@host/
HOST_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9.-]{0,252}")
SSH_HOST = re.compile(r"(?:[A-Za-z0-9_][A-Za-z0-9_.-]*@)?[A-Za-z0-9_\[][A-Za-z0-9_.:\]-]*")  # deploy@example.org
THEME_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,40}")

Typed = TypeVar("Typed")


class SiteSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`[site]`: what the reader sees. An empty `title` means the city's short name and 报摘."""

    title: str = ""
    base_url: str = "http://localhost/"
    description: str = ""
    language: str = "zh-CN"
    theme: str = "broadsheet"
    icp: str = ""
    page_size: int = 50


class PaperSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`[paper]`: the home city, by name or code, is the one line that is needed; `name` as on the masthead."""

    city: str
    name: str = ""


class Config(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """All of `content/site.toml`."""

    paper: PaperSettings
    site: SiteSettings = SiteSettings()
    outputs: Outputs = Outputs()
    publish: dict[str, Destination] = {}
    notify: Notify = Notify()


def load_config(project: Path) -> Config:
    """The settings of a project; a missing file says how to make one."""
    text = read_settings(project, CONFIG_FILE)
    if text is None:
        missing = diagnose("config-missing", str(project), file=CONFIG_FILE)
        raise BaozhaiError(missing, status=ExitStatus.USAGE)
    config = parse_toml(text, CONFIG_FILE, Config)
    if faults := list(_impossible(config, text)):
        raise BaozhaiError(*faults)
    return config


def read_settings(project: Path, path: str) -> str | None:
    """The text of a file in which people say something to the program, None where there is none.

    Raises `BaozhaiError` when it is not UTF-8 or cannot be read; `path` is relative to the project.
    """
    file = project / path
    if not file.exists():
        return None
    with disk_errors(file):
        data = file.read_bytes()
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise BaozhaiError(diagnose("config-not-utf8", path)) from None


def parse_toml(text: str, path: str, kind: type[Typed]) -> Typed:
    """Text of a TOML file as a value of `kind`; raises `BaozhaiError` with line, key and what was expected.

    >>> parse_toml('[paper]\\ncity = "株洲"', "site.toml", Config).paper.city
    '株洲'
    """
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        place = TOML_PLACE.search(str(error))
        line = int(place[1]) if place else text.count("\n") + 1
        problem = TOML_PLACE.sub("", str(error)).strip()
        fault = "toml-quotes" if WIDE_MARK.search(text.split("\n")[line - 1]) else "toml-broken"
        raise BaozhaiError(diagnose(fault, path, line, problem=problem)) from None
    except RecursionError:
        raise BaozhaiError(diagnose("toml-broken", path, 1, problem="brackets nested too deeply")) from None
    try:
        return msgspec.convert(table, kind)
    except msgspec.ValidationError as error:
        raise BaozhaiError(_explain(_named(str(error), table), text, path, kind)) from None


def _named(problem: str, table: dict[str, Any]) -> str:
    """A problem of a publish target with the target's name, which msgspec writes as `[...]`."""
    targets = table.get("publish")
    if "$.publish[...]" not in problem or not isinstance(targets, dict):
        return problem
    for name, target in targets.items():
        try:
            msgspec.convert(target, Destination)
        except msgspec.ValidationError as error:
            if str(error).partition(" - at ")[0] == problem.partition(" - at ")[0]:
                return problem.replace("$.publish[...]", f"$.publish.{name}")
    return problem


def _explain(problem: str, text: str, path: str, kind: type[Any]) -> Diagnostic:
    if unknown := UNKNOWN_FIELD.match(problem):
        parent = unknown["path"] or ""
        key = unknown["key"]
        names = _field_names(kind, parent, text)
        near = difflib.get_close_matches(key, names, n=1)
        line = line_of_key(text, f"{parent}.{key}" if parent else key)
        if near:
            return diagnose("key-unknown-near", path, line, key=key, near=near[0])
        return diagnose("key-unknown", path, line, key=key, known=", ".join(names))
    if missing := MISSING_FIELD.match(problem):
        parent = missing["path"] or ""
        key = f"{parent}.{missing['key']}" if parent else missing["key"]
        code = "key-missing" if parent in {"", "paper"} else "key-missing-there"
        return diagnose(code, path, line_of_key(text, parent), key=key, name=missing["key"])
    wrong = WRONG_VALUE.match(problem)
    dotted = (wrong["path"] or "") if wrong else ""
    if TARGET_KIND.fullmatch(dotted):
        return diagnose("kind-unknown", path, line_of_key(text, dotted), key=dotted, known=", ".join(KINDS))
    if wrong and DATE_WRONG.fullmatch(wrong["problem"]):
        return diagnose("value-date", path, line_of_key(text, dotted), key=dotted)
    unquoted = NUMBER_FOR_TEXT.fullmatch(wrong["problem"]) if wrong and dotted else None
    return diagnose(
        "value-unquoted" if unquoted else "value-wrong",
        path,
        line_of_key(text, dotted),
        key=dotted or "-",
        problem=wrong["problem"] if wrong else problem,
    )


def _field_names(kind: type[Any], dotted: str, text: str) -> list[str]:
    """Names of the keys that may stand in the table `dotted` of a struct type."""
    if target := TARGET.fullmatch(dotted):
        named = tomllib.loads(text)["publish"][target["name"]].get("kind")
        chosen = next(one for one in Destination.__args__ if one.__struct_config__.tag == named)
        return ["kind", *(field.encode_name for field in msgspec.structs.fields(chosen))]
    for part in filter(None, dotted.split(".")):
        fields = {field.encode_name: field.type for field in msgspec.structs.fields(kind)}
        inner = fields.get(re.sub(r"\[.*", "", part))
        arguments = getattr(inner, "__args__", ())
        kind = next((one for one in (inner, *arguments) if hasattr(one, "__struct_fields__")), kind)
    return [field.encode_name for field in msgspec.structs.fields(kind)]


def _impossible(config: Config, text: str) -> list[Diagnostic]:
    """Values of the right type that cannot work."""
    url = urlsplit(config.site.base_url)
    checks = [
        ("paper.city", "impossible-city", bool(config.paper.city.strip())),
        ("site.base_url", "impossible-url", url.scheme in {"http", "https"} and bool(url.hostname)),
        ("site.base_url", "impossible-url", not url.query and not url.fragment),
        ("site.theme", "impossible-theme", bool(THEME_NAME.fullmatch(config.site.theme))),
        ("site.page_size", "impossible-page-size", 1 <= config.site.page_size <= 1000),
        *(
            (f"notify.{name}", "impossible-endpoint", not address or address.startswith(("http://", "https://")))
            for name, address in (
                ("baidu.endpoint", config.notify.baidu.endpoint),
                ("indexnow.endpoint", config.notify.indexnow.endpoint),
                ("websub.hub", config.notify.websub.hub),
            )
        ),
        (
            "notify.indexnow.key",
            "impossible-key",
            not config.notify.indexnow.key or config.notify.indexnow.key.isalnum(),
        ),
        *(
            check
            for name, target in config.publish.items()
            for check in _target_checks(f"publish.{name}", name, target)
        ),
    ]
    return [diagnose(code, CONFIG_FILE, line_of_key(text, key), key=key) for key, code, good in checks if not good]


def _target_checks(key: str, name: str, target: Destination) -> Iterator[tuple[str, str, bool]]:
    """Values that would be options of a program, secrets in the wrong place, and the like."""
    yield key, "impossible-target-name", bool(TARGET_NAME.fullmatch(name))
    yield f"{key}.keep", "impossible-keep", 1 <= target.keep <= 1000
    if isinstance(target, GitBranch):
        yield f"{key}.remote", "impossible-remote", bool(target.remote) and not target.remote.startswith("-")
        yield f"{key}.remote", "secret-in-settings", not USER_INFO.match(target.remote)
        yield (
            f"{key}.branch",
            "impossible-branch",
            bool(BRANCH_NAME.fullmatch(target.branch)) and ".." not in target.branch,
        )
        yield f"{key}.cname", "impossible-cname", not target.cname or bool(HOST_NAME.fullmatch(target.cname))
    elif isinstance(target, Rsync):
        yield f"{key}.host", "impossible-remote", bool(SSH_HOST.fullmatch(target.host))
        yield f"{key}.path", "impossible-remote-path", target.path.startswith("/") and target.path.strip("/") != ""
        yield f"{key}.port", "impossible-port", 0 <= target.port <= 65535
    elif isinstance(target, Folder):
        yield f"{key}.path", "impossible-folder", bool(Path(target.path).name)
    else:
        yield f"{key}.bucket", "impossible-remote", bool(target.bucket)
        good = not target.endpoint or target.endpoint.startswith(("http://", "https://"))
        yield f"{key}.endpoint", "impossible-endpoint", good


def config_schema() -> dict[str, Any]:
    """JSON Schema of `site.toml`, for editors that complete and check while one types."""
    schema = msgspec.json.schema(Config)
    take_margins_off((schema, *schema["$defs"].values()))
    return {"$schema": DRAFT, **schema}
