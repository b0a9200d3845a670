"""docker-compose.yml and what it starts, checked as far as can be without a Docker engine."""

import json
import re
import shutil
import subprocess
from importlib.resources import files
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from geoops.settings import Settings

ROOT = Path(__file__).parents[2]
COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
SERVICES: dict[str, Any] = COMPOSE["services"]
OURS = {name: service for name, service in SERVICES.items() if service["image"].startswith("geoops:")}
VARIABLE = re.compile(r"\$\{(?P<name>\w+)(?P<rest>[^}]*)\}")


def test_follows_the_compose_schema() -> None:
    schema = files("check_jsonschema") / "builtin_schemas" / "vendor" / "compose-spec.json"
    jsonschema.validate(COMPOSE, json.loads(schema.read_text()))


def test_has_every_part_of_a_deployment() -> None:
    assert set(SERVICES) == {"database", "migrate", "web", "worker", "proxy"}
    assert "postgis" in SERVICES["database"]["image"]
    assert all(
        not service["image"].endswith(":latest") for service in SERVICES.values() if "build" not in service
    )


def test_references_lead_somewhere() -> None:
    for name, service in SERVICES.items():
        for other in service.get("depends_on", {}):
            assert other in SERVICES, name
        for network in service["networks"]:
            assert network in COMPOSE["networks"], name
        for volume in service.get("volumes", []):
            source = volume.split(":")[0]
            if source.startswith("./"):
                assert (ROOT / source).exists(), f"{name}: {source}"
            elif not source.startswith("$"):
                assert source in COMPOSE["volumes"], f"{name}: {source}"


def test_web_and_worker_wait_for_the_migration_and_it_for_the_database() -> None:
    assert SERVICES["migrate"]["depends_on"]["database"]["condition"] == "service_healthy"
    assert SERVICES["migrate"]["restart"] == "no"
    for name in ("web", "worker"):
        assert SERVICES[name]["depends_on"]["migrate"]["condition"] == "service_completed_successfully"


def test_holds_no_secret_and_no_default_for_one() -> None:
    text = (ROOT / "docker-compose.yml").read_text()
    secrets = [match for match in VARIABLE.finditer(text) if "PASSWORD" in match["name"]]
    assert {match["name"] for match in secrets} == {"GEOOPS_OWNER_PASSWORD", "GEOOPS_APP_PASSWORD"}
    assert all(match["rest"].startswith(":?") for match in secrets)
    for url in re.findall(r"postgresql://.*", text):
        assert re.fullmatch(
            r"postgresql://geoops_(app|owner|reader):\$\{GEOOPS_(APP|OWNER)_PASSWORD:\?[^}]*\}@database:5432/geoops",
            url,
        )
    example = (ROOT / "deploy" / "env.example").read_text()
    assert re.findall(r"^(GEOOPS_\w*PASSWORD)=(.*)$", example, re.M) == [
        ("GEOOPS_OWNER_PASSWORD", ""),
        ("GEOOPS_APP_PASSWORD", ""),
    ]


def test_every_variable_is_in_the_example() -> None:
    example = set(re.findall(r"^(\w+)=", (ROOT / "deploy" / "env.example").read_text(), re.M))
    used = {match["name"] for match in VARIABLE.finditer((ROOT / "docker-compose.yml").read_text())}
    assert used - example == {"GEOOPS_VERSION"}
    assert example <= used


@pytest.mark.parametrize("name", sorted(OURS))
def test_settings_are_settings_of_the_program(name: str) -> None:
    for variable in OURS[name]["environment"]:
        assert variable.removeprefix("GEOOPS_").lower() in Settings.model_fields, variable


@pytest.mark.parametrize("name", sorted(OURS))
def test_only_the_migration_knows_the_owner(name: str) -> None:
    assert ("GEOOPS_OWNER_PASSWORD" in str(OURS[name]["environment"])) == (name == "migrate")


@pytest.mark.parametrize("name", sorted(OURS))
def test_command_is_one_of_the_program(name: str) -> None:
    words = OURS[name]["command"]
    assert words[0] == "geoops"
    run_command_parser(words[1:])


def test_image_copies_what_is_there_and_ends_in_a_command() -> None:
    lines = (ROOT / "Dockerfile").read_text().splitlines()
    for line in lines:
        if line.startswith("COPY ") and "--from" not in line:
            for source in line.split()[1:-1]:
                assert (ROOT / source).exists(), line
    (last,) = (line for line in lines if line.startswith("CMD "))
    words = json.loads(last.removeprefix("CMD "))
    assert words[0] == "geoops"
    run_command_parser(words[1:])


def test_proxy_configuration_is_valid() -> None:
    caddy = shutil.which("caddy")
    if caddy is None:
        pytest.skip("caddy is not installed on this machine")
    done = subprocess.run(
        [caddy, "validate", "--adapter", "caddyfile", "--config", str(ROOT / "deploy" / "Caddyfile")],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


def test_proxy_leaves_the_event_stream_alone() -> None:
    text = (ROOT / "deploy" / "Caddyfile").read_text()
    assert "event-stream" not in text.split("match {")[1].split("}")[0]
    assert "flush_interval -1" in text
    assert "application/vnd.mapbox-vector-tile" in text


def run_command_parser(words: list[str]) -> None:
    """Parse the words as the program would, without doing anything; fails on what it does not know."""
    import typer

    from geoops.cli import app

    command: Any = typer.main.get_command(app)
    context = command.make_context("geoops", list(words), resilient_parsing=False)
    rest = [*context._protected_args, *context.args]
    while rest:
        name, command, rest = command.resolve_command(context, rest)
        context = command.make_context(name, rest, parent=context)
        rest = [*context._protected_args, *context.args] if hasattr(command, "resolve_command") else []
