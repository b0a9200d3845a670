"""Which PostgreSQL programs to run, and as whom."""

import os
import pwd
import shutil
from dataclasses import dataclass
from pathlib import Path

from geoops.embedded.errors import ForeignFolder, ProgramsMissing, WrongVersion

DEBIAN_ROOT = Path("/usr/lib/postgresql")
PACKAGES = "postgresql-15-postgis-3 postgresql-15-postgis-3-scripts"


@dataclass(frozen=True)
class Programs:
    """The programs of one PostgreSQL major version."""

    version: int
    folder: Path

    @property
    def initdb(self) -> str:
        return str(self.folder / "initdb")

    @property
    def postgres(self) -> str:
        return str(self.folder / "postgres")


@dataclass(frozen=True)
class ServerUser:
    """The operating system user that the server runs as."""

    uid: int
    gid: int
    name: str

    def command(self, *, dies_with_parent: bool) -> list[str]:
        """The words to put before a command so that it runs as this user.

        ``dies_with_parent`` asks the kernel for a SIGINT (PostgreSQL's fast shutdown) when the thread
        that started the command ends, however it ends.
        """
        words = [shutil.which("setpriv") or "/usr/bin/setpriv"]
        if dies_with_parent:
            words += ["--pdeathsig", "INT"]
        if self.uid != os.geteuid():
            words += [f"--reuid={self.uid}", f"--regid={self.gid}", "--init-groups"]
        return [*words, "--"]


def installed(root: Path = DEBIAN_ROOT) -> dict[int, Programs]:
    """Every PostgreSQL under Debian's folder that has the server's programs, by major version."""
    found = {}
    for folder in root.glob("*/bin"):
        name = folder.parent.name
        if name.isdigit() and (folder / "postgres").exists() and (folder / "initdb").exists():
            found[int(name)] = Programs(int(name), folder)
    return found


def has_postgis(version: int, share: Path = Path("/usr/share/postgresql")) -> bool:
    """Whether PostGIS can be created in a server of this version."""
    return (share / str(version) / "extension" / "postgis.control").exists()


def for_new_cluster() -> Programs:
    """The newest installed server that has PostGIS.

    Raises ``ProgramsMissing`` naming the packages.
    """
    usable = [programs for version, programs in installed().items() if version >= 15 and has_postgis(version)]
    if not usable:
        raise ProgramsMissing(
            vi=f"Máy này chưa có PostgreSQL 15 với PostGIS. Hãy cài: apt-get install {PACKAGES}",
            en=f"PostgreSQL 15 with PostGIS is not installed. Install: apt-get install {PACKAGES}",
        )
    return max(usable, key=lambda programs: programs.version)


def for_data(version_text: str) -> Programs:
    """The programs that can open data of this version.

    Raises ``WrongVersion`` where they are not installed.
    """
    wanted = version_text.strip()
    have = installed()
    if wanted.isdigit() and int(wanted) in have and has_postgis(int(wanted)):
        return have[int(wanted)]
    names = ", ".join(str(version) for version in sorted(have) if has_postgis(version)) or "-"
    raise WrongVersion(
        vi=f"Dữ liệu được ghi bởi PostgreSQL {wanted}, máy này chỉ có PostgreSQL với PostGIS phiên bản: {names}. "
        f"Hãy cài postgresql-{wanted}-postgis-3.",
        en=f"The data were written by PostgreSQL {wanted}; installed with PostGIS: {names}. "
        f"Install postgresql-{wanted}-postgis-3.",
    )


def server_user(data: Path) -> ServerUser:
    """Who runs the server: the owner of existing data where root starts it, else ``postgres``; an
    ordinary user runs it as itself.

    Raises ``ForeignFolder`` for data of another user, ``ProgramsMissing`` where no user can be used.
    """
    me = os.geteuid()
    owner = data.stat().st_uid if data.exists() else None
    if me != 0:
        if owner not in (None, me):
            raise ForeignFolder(
                vi=f"Thư mục dữ liệu {data} thuộc về người dùng khác (uid {owner}). "
                "Hãy chạy lại bằng người dùng đó hoặc root.",
                en=f"The data folder {data} belongs to another user (uid {owner}). Run as that user or as root.",
            )
        return user_entry(me)
    if owner:
        return user_entry(owner)
    try:
        found = pwd.getpwnam("postgres")
    except KeyError:
        raise ProgramsMissing(
            vi=f"Máy này chưa có người dùng hệ thống 'postgres'. Hãy cài: apt-get install {PACKAGES}",
            en=f"There is no system user 'postgres'. Install: apt-get install {PACKAGES}",
        ) from None
    return ServerUser(found.pw_uid, found.pw_gid, found.pw_name)


def user_entry(uid: int) -> ServerUser:
    """A user of this machine; raises ``ProgramsMissing`` for a number without an entry."""
    try:
        found = pwd.getpwuid(uid)
    except KeyError:
        raise ProgramsMissing(
            vi=f"Người dùng số {uid} không có trong /etc/passwd, PostgreSQL không chạy được bằng người dùng này.",
            en=f"User {uid} has no entry in /etc/passwd; PostgreSQL cannot run as it.",
        ) from None
    return ServerUser(found.pw_uid, found.pw_gid, found.pw_name)
