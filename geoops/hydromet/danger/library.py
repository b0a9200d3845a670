"""The rules that the program carries: read from `rules/*.yaml`, checked, and known by their content."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError
from pydantic_core import ErrorDetails

from geoops.hydromet.danger.errors import BadRules, UnknownRule
from geoops.hydromet.danger.rule import Rule, RuleFault
from geoops.kit.errors import Fault
from geoops.kit.i18n import Text
from geoops.kit.yaml_files import read_yaml


@dataclass(frozen=True, slots=True)
class Loaded:
    """A rule with the checksum of its content: a card belongs to exactly that content."""

    rule: Rule
    version: str


@lru_cache
def rules() -> Mapping[str, Loaded]:
    """Every rule that the program carries, by id. Raises BadRules."""
    folder = files("geoops.hydromet.danger").joinpath("rules")
    named = sorted(
        (entry.name, entry.read_text("utf-8")) for entry in folder.iterdir() if entry.name.endswith(".yaml")
    )
    return load(named)


def get(rule_id: str) -> Loaded:
    """The rule of that id; raises UnknownRule."""
    found = rules().get(rule_id)
    if found is None:
        raise UnknownRule(extra={"rule": rule_id})
    return found


def load_folder(folder: Path) -> Mapping[str, Loaded]:
    """The rules of a folder. Raises BadRules with every fault of every file."""
    try:
        named = [(path.name, path.read_text("utf-8")) for path in sorted(folder.glob("*.yaml"))]
    except (OSError, UnicodeDecodeError) as error:
        raise BadRules(Text(f"Không đọc được {folder}: {error}", f"Cannot read {folder}: {error}")) from None
    if not named:
        raise BadRules(Text(f"Không có tệp .yaml nào trong {folder}", f"There is no .yaml file in {folder}"))
    return load(named)


def load(named: Iterable[tuple[str, str]]) -> Mapping[str, Loaded]:
    """Rules from `(file name, text)`: all of them, or BadRules with every fault of every file."""
    found: dict[str, Loaded] = {}
    faults: list[Fault] = []
    for name, text in named:
        try:
            rule = _read(text)
        except _Refused as refused:
            faults += [Fault(fault.reason, None, fault.field, name) for fault in refused.faults]
            continue
        if rule.id in found:
            faults.append(
                Fault(Text(f"mã “{rule.id}” đã có", f"the id “{rule.id}” is taken"), None, "id", name)
            )
            continue
        found[rule.id] = Loaded(rule, version_of(rule))
    if faults:
        raise BadRules(faults=faults)
    return found


def version_of(rule: Rule) -> str:
    """The checksum of what a rule says, whatever the order and spacing of its file."""
    content = rule.model_dump_json(exclude={"on_by_default", "title", "explanation"})
    return hashlib.sha256(content.encode()).hexdigest()[:16]


class _Refused(Exception):
    def __init__(self, faults: list[Fault]) -> None:
        super().__init__("refused")
        self.faults = faults


def _read(text: str) -> Rule:
    try:
        document: Any = read_yaml(text)
    except yaml.YAMLError as error:
        line = (
            error.problem_mark.line + 1
            if isinstance(error, yaml.MarkedYAMLError) and error.problem_mark
            else None
        )
        where = f", dòng/line {line}" if line else ""
        raise _Refused([Fault(Text(f"không phải YAML{where}", f"not YAML{where}"))]) from None
    if not isinstance(document, dict):
        raise _Refused([Fault(Text("không phải một quy tắc", "not a rule"))])
    try:
        return Rule.model_validate(document)
    except ValidationError as error:
        raise _Refused([_fault(detail) for detail in error.errors()]) from None


_KINDS = {
    "missing": Text("bị thiếu", "is missing"),
    "extra_forbidden": Text("không có trường này", "there is no such field"),
}


def _fault(detail: ErrorDetails) -> Fault:
    field = ".".join(str(step) for step in detail["loc"]) or None
    cause = (detail.get("ctx") or {}).get("error")
    if isinstance(cause, RuleFault):
        return Fault(cause.text, None, field)
    reason = _KINDS.get(detail["type"]) or Text(f"không hợp lệ: {detail['msg']}", detail["msg"])
    return Fault(reason, None, field)
