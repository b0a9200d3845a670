"""Feeds that operators add: what a YAML file or the API may say of one, checked word by word before it is kept."""

import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Annotated, Any, Literal, Self
from urllib.parse import parse_qsl, urlsplit

import croniter  # type: ignore[import-untyped, unused-ignore]
import yaml
from pydantic import Field, ValidationError, field_validator, model_validator

from geoops.hydromet import faults
from geoops.hydromet.feeds import secrets
from geoops.hydromet.feeds.tables.mapping import Strict, TableMapping
from geoops.hydromet.variables import variables
from geoops.kit.errors import Fault, InputRefused
from geoops.kit.i18n import Text
from geoops.kit.input import clean_text
from geoops.kit.yaml_files import read_yaml

Kind = Literal["delimited", "json", "sensorthings", "open_meteo", "synop", "wis2"]
TABLES: frozenset[str] = frozenset({"delimited", "json"})
SCHEMES: Mapping[str, frozenset[str]] = {
    "delimited": frozenset({"http", "https", "sftp", "folder"}),
    "json": frozenset({"http", "https", "sftp", "folder"}),
    "synop": frozenset({"http", "https", "sftp", "folder"}),
    "sensorthings": frozenset({"http", "https"}),
    "open_meteo": frozenset({"http", "https"}),
    "wis2": frozenset({"mqtt", "mqtts"}),
}
_TELLING = re.compile(r"key|token|secret|passw|pwd|auth|sig|credential", re.IGNORECASE)
_CONTROL = re.compile(r"[\x00-\x08\x0a-\x1f\x7f\ud800-\udfff]")
Secret = Annotated[str, Field(pattern=secrets.NAME)]


class ConfigRefused(InputRefused):
    """What is said of a feed cannot be meant; nothing of it was kept."""

    code = "feed_config_refused"
    title = Text("Cấu hình nguồn dữ liệu không hợp lệ", "The configuration of the feed is not valid")


class Titles(Strict):
    """A title in both languages."""

    vi: str = Field(min_length=1, max_length=200)
    en: str = Field(min_length=1, max_length=200)


class Basic(Strict):
    """User and password, over HTTP, SFTP or MQTT; the secret is the password."""

    kind: Literal["basic"]
    username: str = Field(min_length=1, max_length=200)
    secret: Secret


class Bearer(Strict):
    """`Authorization: Bearer …`; the secret is the token."""

    kind: Literal["bearer"]
    secret: Secret


class Header(Strict):
    """A header of its own; the secret is its value."""

    kind: Literal["header"]
    header: str = Field(pattern=r"^[A-Za-z][A-Za-z0-9-]{0,60}$")
    secret: Secret


class Query(Strict):
    """A parameter behind the address; the secret is its value."""

    kind: Literal["query"]
    parameter: str = Field(pattern=r"^[A-Za-z_][A-Za-z0-9_.-]{0,60}$")
    secret: Secret


class Key(Strict):
    """A user with a private key for SFTP; the secret is the key as OpenSSH writes it."""

    kind: Literal["key"]
    username: str = Field(min_length=1, max_length=200)
    secret: Secret


Auth = Annotated[Basic | Bearer | Header | Query | Key, Field(discriminator="kind")]


class DatastreamMapping(Strict):
    """What the datastreams of one observed property (by its name or definition) become; the unit is the server's own
    where none is given. `minutes` is the length of an accumulated value that states no interval of its own."""

    observed_property: str = Field(min_length=1, max_length=300)
    variable: str
    unit: str | None = None
    minutes: int | None = Field(default=None, ge=1, le=31 * 1440)

    @field_validator("variable")
    @classmethod
    def _known(cls, name: str) -> str:
        if name not in variables():
            raise ValueError(f"unknown variable (one of {', '.join(variables())})")
        return name


class ForecastMapping(Strict):
    """Which forecast is asked for: of the communes of these provinces (none: of the nation, thinned out to a cell)."""

    provinces: list[Annotated[str, Field(pattern=r"^\d{2}$")]] = Field(default_factory=list, max_length=34)
    days: int = Field(default=3, ge=1, le=7)


class FeedConfig(Strict):
    """A feed as an operator adds it."""

    name: str = Field(pattern=r"^[a-z][a-z0-9_-]{1,40}$")
    title: Titles
    kind: Kind
    address: str = Field(min_length=4, max_length=2000)
    rhythm_minutes: int = Field(ge=1, le=31 * 1440)
    cron: str | None = Field(default=None, max_length=100)
    on: bool = True
    owner: str | None = Field(default=None, max_length=200)
    station_kind: str = Field(default="rain", pattern=r"^[a-z_]{2,30}$")
    auth: Auth | None = None
    host_key: str | None = Field(default=None, max_length=2000)
    time_limit_s: int = Field(default=30, ge=1, le=600)
    body_limit_mb: int = Field(default=20, ge=1, le=1024)
    attempts: int = Field(default=3, ge=1, le=5)
    may_go_back: bool | None = None
    settle_s: int = Field(default=10, ge=0, le=3600)
    mapping: TableMapping | None = None
    datastreams: list[DatastreamMapping] = Field(default_factory=list, max_length=100)
    forecast: ForecastMapping | None = None
    topics: list[str] = Field(default_factory=list, max_length=50)

    @field_validator("owner", "address")
    @classmethod
    def _clean(cls, text: str | None) -> str | None:
        return None if text is None else clean_text(text)

    @field_validator("cron")
    @classmethod
    def _cron(cls, cron: str | None) -> str | None:
        if cron is not None and (len(cron.split()) != 5 or not croniter.croniter.is_valid(cron)):
            raise ValueError("not a cron line of five fields")
        return cron

    @model_validator(mode="after")
    def _fits(self) -> Self:
        scheme = self.scheme
        if scheme not in SCHEMES[self.kind]:
            raise ValueError(
                f"address: {self.kind} is asked by one of {', '.join(sorted(SCHEMES[self.kind]))}"
            )
        if scheme != "folder":
            self._check_address()
        if (self.kind in TABLES) != (self.mapping is not None):
            raise ValueError("mapping: needed by delimited and json, and by no other kind")
        if (self.kind == "sensorthings") != bool(self.datastreams):
            raise ValueError("datastreams: needed by sensorthings, and by no other kind")
        if (self.kind == "wis2") != bool(self.topics):
            raise ValueError("topics: needed by wis2, and by no other kind")
        if scheme == "sftp":
            if not isinstance(self.auth, Basic | Key):
                raise ValueError("auth: sftp needs a user (basic or key)")
            if self.host_key is None:
                raise ValueError("host_key: the public key of the server is needed, as known_hosts has it")
        elif isinstance(self.auth, Key):
            raise ValueError("auth: a key is for sftp")
        return self

    def _check_address(self) -> None:
        parts = urlsplit(self.address)
        if not parts.hostname:
            raise ValueError("address: there is no host in it")
        if parts.username or parts.password:
            raise ValueError("address: user and password belong into auth and a secret, not into the address")
        for name, _ in parse_qsl(parts.query, keep_blank_values=True):
            if _TELLING.search(name):
                raise ValueError(f"address: “{name}” looks like a credential; use auth: query with a secret")

    @property
    def scheme(self) -> str:
        """How it is asked: http, https, sftp, folder, mqtt or mqtts."""
        return self.address.partition(":")[0].lower()


def read_config(raw: Any, *, file: str | None = None, row: int | None = None) -> FeedConfig:
    """One feed from what was sent. Raises ConfigRefused, naming each field."""
    if any(_CONTROL.search(text) for text in _texts(raw)):
        raise ConfigRefused(faults=[Fault(faults.BAD_TEXT, row, None, file)])
    try:
        return FeedConfig.model_validate(raw)
    except ValidationError as error:
        raise ConfigRefused(faults=list(_faults(error, file, row))) from None


def read_file(path: Path) -> Sequence[FeedConfig]:
    """The feeds of a YAML file (`feeds:` a list). Raises ConfigRefused naming the file, the feed (from 1) and the field."""
    try:
        document = read_yaml(path.read_text("utf-8-sig"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        line = " ".join(str(error).split())
        raise ConfigRefused(
            faults=[Fault(Text(f"không đọc được: {line}", f"cannot be read: {line}"), file=path.name)]
        ) from None
    listed = document.get("feeds") if isinstance(document, dict) else None
    if not isinstance(listed, list):
        raise ConfigRefused(
            faults=[Fault(Text("thiếu danh sách “feeds”", "there is no list “feeds”"), file=path.name)]
        )
    configs: dict[str, FeedConfig] = {}
    for row, raw in enumerate(listed, 1):
        config = read_config(raw, file=path.name, row=row)
        if config.name in configs:
            raise ConfigRefused(
                faults=[Fault(Text("tên bị lặp", "the name is there twice"), row, "name", path.name)]
            )
        configs[config.name] = config
    return list(configs.values())


def _texts(raw: Any) -> Iterable[str]:
    """Every text in it, names of fields too."""
    if isinstance(raw, str):
        yield raw
    elif isinstance(raw, Mapping):
        for name, value in raw.items():
            yield str(name)
            yield from _texts(value)
    elif isinstance(raw, Sequence) and not isinstance(raw, bytes):
        for value in raw:
            yield from _texts(value)


def _faults(error: ValidationError, file: str | None, row: int | None) -> Iterable[Fault]:
    for found in error.errors(include_url=False, include_input=False):
        said = found["msg"].removeprefix("Value error, ")
        field = ".".join(str(step) for step in found["loc"])
        if not field and ": " in said:
            field, _, said = said.partition(": ")
        yield Fault(Text(f"không hợp lệ: {said}", said), row, field or None, file)
