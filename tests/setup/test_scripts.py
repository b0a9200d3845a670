"""The set-up scripts and the Makefile, run as a person's shell would run them."""

import os
import shutil
import signal
import subprocess
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SOURCES = "set -u; for part in say system python web; do . scripts/$part.sh; done; "


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The scripts in a folder of their own, with a space in its path."""
    root = tmp_path / "một bản sao"
    shutil.copytree(ROOT / "scripts", root / "scripts")
    shutil.copy(ROOT / "Makefile", root)
    return root


def shell(root: Path, script: str, **env: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["bash", "-c", SOURCES + script],
        cwd=root,
        env=os.environ | env,
        capture_output=True,
        text=True,
        check=False,
    )


def make(root: Path, script: str, env: dict[str, str]) -> str:
    clean = {name: value for name, value in os.environ.items() if name not in ("GEOOPS_DATA", "MAKEFLAGS")}
    done = subprocess.run(
        ["make", "--no-print-directory", f"--eval=probe: ; @{script}", "probe"],
        cwd=root,
        env=clean | env,
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.strip()


def test_without_a_way_to_root_the_packages_are_named(copy: Path) -> None:
    done = shell(
        copy,
        "server_with_postgis() { false; }; may_become_root() { false; }; step() { echo installed; }; "
        "system_packages postgis",
    )
    assert done.returncode == 2
    assert (
        "apt-get install --no-install-recommends postgresql-15-postgis-3 postgresql-15-postgis-3-scripts"
        in done.stderr
    )
    assert "quản trị" in done.stderr
    assert "installed" not in done.stdout


def test_nothing_is_installed_where_nothing_is_missing(copy: Path) -> None:
    done = shell(
        copy, "missing_packages() { :; }; step() { echo installed; }; system_packages postgis chromium"
    )
    assert (done.returncode, done.stdout) == (0, "")


def test_stock_cluster_is_switched_off_only_while_installing(copy: Path) -> None:
    done = shell(
        copy,
        "NO_STOCK_CLUSTER=$PWD/etc/createcluster.d/geoops.conf; "
        'as_root() { case "$*" in *apt-get*install*) cat "$NO_STOCK_CLUSTER" ;; *apt-get*) : ;; *) "$@" ;; esac; }; '
        '[() { if test "$2" = -e; then true; else test "${@:1:$#-1}"; fi; }; '
        "apt_install postgresql-15-postgis-3; ls etc/createcluster.d",
    )
    assert done.stdout == "create_main_cluster = false\n", done.stderr


def test_failed_step_shows_the_end_of_its_log(copy: Path) -> None:
    done = shell(copy, "step thử 'Thử' 'Trying' bash -c 'echo vì thế này; exit 3'")
    assert done.returncode == 3
    assert "vì thế này" in done.stderr
    assert (copy / "var" / "log" / "setup-thử.log").read_text() == "vì thế này\n"


def test_uv_uses_the_registry_that_pip_is_told(copy: Path) -> None:
    done = shell(
        copy,
        "pip_setting() { :; }; uv_as_pip_is_configured; echo $UV_DEFAULT_INDEX $UV_FIND_LINKS",
        PIP_INDEX_URL="https://registry.example/simple",
        PIP_FIND_LINKS="/wheels",
        PIP_EXTRA_INDEX_URL="",
    )
    assert done.stdout.split() == ["https://registry.example/simple", "/wheels"]


def fake_tools(root: Path, npm: str) -> dict[str, str]:
    tools = root / "tools"
    tools.mkdir()
    (tools / "npm").write_text(
        f'#!/bin/bash\n[ "$1" = --version ] && {{ echo 10.9.0; exit; }}\necho "$*" >>npm-calls\n{npm}\n'
    )
    (tools / "node").write_text('#!/bin/bash\n[ "$1" != --version ] || echo v22.1.0\n')
    for tool in tools.iterdir():
        tool.chmod(0o755)
    (root / "web" / "src").mkdir(parents=True)
    (root / "web" / "package.json").write_text("{}")
    (root / "web" / "package-lock.json").write_text("{}")
    (root / "web" / "src" / "bản đồ.ts").write_text("1")
    (root / "var").mkdir()
    return {"PATH": f"{tools}:{os.environ['PATH']}"}


@pytest.mark.parametrize(
    ("node", "npm", "good"),
    [
        ("echo v22.1.0", "echo 10.9.0", True),
        ("echo v20.19.0", "echo 10.8.2", True),
        ("echo v20.18.3", "echo 10.8.2", False),
        ("echo v18.20.4", "echo 10.7.0", False),
        ("", "echo 10.9.0", False),
        ("echo v22.1.0", "", False),
        ("echo v22.1.0", "echo 10.9.0; exit 1", False),
        ("echo usage: node", "echo 10.9.0", False),
    ],
)
def test_node_is_known_by_what_it_prints(copy: Path, node: str, npm: str, good: bool) -> None:
    tools = copy / "tools"
    tools.mkdir()
    for name, says in (("node", node), ("npm", npm)):
        (tools / name).write_text(f"#!/bin/bash\n{says}\n" if says else "")
        (tools / name).chmod(0o755)
    done = shell(copy, "node_is_good && echo good", PATH=f"{tools}:{os.environ['PATH']}")
    assert done.stdout == ("good\n" if good else ""), done.stderr


def test_web_side_is_built_once_per_change(copy: Path) -> None:
    env = fake_tools(copy, "mkdir -p web/node_modules geoops/static; echo >geoops/static/index.html")
    calls = copy / "npm-calls"
    assert shell(copy, "web_side", **env).returncode == 0
    assert len(calls.read_text().splitlines()) == 2
    shell(copy, "web_side", **env)
    assert len(calls.read_text().splitlines()) == 2
    (copy / "web" / "src" / "bản đồ.ts").write_text("2")
    shell(copy, "web_side", **env)
    assert calls.read_text().splitlines()[2:] == ["--prefix web run build"]
    (copy / "web" / "package-lock.json").write_text("{ }")
    shell(copy, "web_side", **env)
    assert len(calls.read_text().splitlines()) == 5


def test_failed_build_is_tried_again(copy: Path) -> None:
    env = fake_tools(copy, '[ "$3" != run ] && { mkdir -p web/node_modules; exit; }; exit 1')
    for calls in (2, 3):
        done = shell(copy, "web_side", **env)
        assert done.returncode == 2
        assert "Không dựng được giao diện" in done.stderr
        assert len((copy / "npm-calls").read_text().splitlines()) == calls


SLOW_NPM = "echo $$ >npm-pid; sleep 60"


def npm_ended(root: Path) -> bool:
    pid = int((root / "npm-pid").read_text())
    give_up = time.monotonic() + 5
    while time.monotonic() < give_up:
        if (
            not Path(f"/proc/{pid}").exists()
            or "Z" in Path(f"/proc/{pid}/stat").read_text().split(")")[1][:3]
        ):
            return True
        time.sleep(0.05)
    return False


def test_failure_ends_what_runs_beside(copy: Path) -> None:
    env = fake_tools(copy, SLOW_NPM)
    done = shell(
        copy,
        ". scripts/setup.sh; system_packages() { until [ -s npm-pid ]; do sleep 0.1; done; fail hỏng broken; }; set_up run",
        **env,
    )
    assert done.returncode == 2
    assert npm_ended(copy)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_set_up_that_is_told_to_stop_leaves_nothing(copy: Path, number: signal.Signals) -> None:
    env = fake_tools(copy, SLOW_NPM)
    process = subprocess.Popen(
        [
            "bash",
            "-c",
            SOURCES + ". scripts/setup.sh; system_packages() { sleep 1; }; python_environment() { :; }; "
            "python_side() { :; }; set_up run",
        ],
        cwd=copy,
        env=os.environ | env,
        stdout=subprocess.DEVNULL,
        start_new_session=True,
        # a shell cannot trap what was ignored when it began, as Ctrl-C is in what another runs in the background
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )
    while not (copy / "npm-pid").exists() or not (copy / "npm-pid").read_text():
        time.sleep(0.05)
    os.killpg(process.pid, number)
    assert process.wait(10) == 130
    assert npm_ended(copy)


def test_linked_environment_is_never_changed(copy: Path, tmp_path: Path) -> None:
    other = tmp_path / "của người khác"
    other.mkdir()
    (copy / ".venv").symlink_to(other)
    assert shell(copy, "python_side dev").returncode == 0
    assert list(other.iterdir()) == []


def test_environment_that_was_moved_is_made_again(copy: Path) -> None:
    (copy / ".venv" / "bin").mkdir(parents=True)
    (copy / ".venv" / "bin" / "python").symlink_to(shutil.which("python3") or "")
    (copy / ".venv" / "made-at").write_text("/nơi khác\n")
    script = "step() { mkdir .venv; echo made; }; make_environment"
    assert shell(copy, script).stdout == "made\n"
    (copy / ".venv" / "bin").mkdir()
    (copy / ".venv" / "bin" / "python").symlink_to(shutil.which("python3") or "")
    assert shell(copy, script).stdout == ""


@pytest.mark.parametrize(
    ("env", "beside", "expected"),
    [
        ({}, True, "../shared/data"),
        ({}, False, ""),
        ({"GEOOPS_DATA": "/nơi khác"}, True, "/nơi khác"),
        ({"GEOOPS_DATA": ""}, True, ""),
    ],
)
def test_reference_data_beside_the_repository(
    copy: Path, env: dict[str, str], beside: bool, expected: str
) -> None:
    if beside:
        (copy.parent / "shared" / "data").mkdir(parents=True)
    assert make(copy, "echo $$GEOOPS_DATA", env) == expected


def test_ci_calls_make_test_and_nothing_looser() -> None:
    script = (ROOT / ".ci" / "run").read_text()
    assert script.splitlines()[-1] == "time make test"
    assert "set -euo pipefail" in script
    assert "||" not in script.splitlines()[-1]
    assert os.access(ROOT / ".ci" / "run", os.X_OK)


def test_scripts_are_sound_bash() -> None:
    for script in [*(ROOT / "scripts").glob("*.sh"), ROOT / ".ci" / "run", *(ROOT / "deploy").rglob("*.sh")]:
        subprocess.run(["bash", "-n", str(script)], check=True)
