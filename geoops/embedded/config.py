"""How the private cluster is set."""

import os
from pathlib import Path

OWNER = "geoops_owner"
ROLES = (OWNER, "geoops_app", "geoops_reader")
IDENT_MAP = "geoops"
CLUSTER_NAME = "geoops"
HBA = f"""\
# Written by GeoOps at every start. Only the socket, only the users of this machine in pg_ident.conf.
local all         all peer map={IDENT_MAP}
local replication all reject
"""

MIB = 1024 * 1024


def server_settings(socket_folder: Path, port: int, *, durable: bool) -> dict[str, str]:
    """The server's settings, given on its command line so that a start never depends on an old file."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // MIB
    settings = {
        "listen_addresses": "",
        "port": str(port),
        "unix_socket_directories": str(socket_folder),
        "unix_socket_permissions": "0700",
        "cluster_name": CLUSTER_NAME,
        "max_connections": "200",
        # loaded once, and not by every connection for its first map: that takes each 10 ms of a processor
        "shared_preload_libraries": "postgis-3",
        "shared_buffers": f"{max(64, min(1024, memory // 8)) if durable else 128}MB",
        "effective_cache_size": f"{max(256, memory // 2)}MB",
        "work_mem": "16MB",
        "maintenance_work_mem": f"{max(64, min(512, memory // 16))}MB",
        "random_page_cost": "1.1",
        "jit": "off",  # compiling costs more than it saves on queries of milliseconds
        "wal_level": "replica",
        "wal_compression": "on",
        "max_wal_size": "2GB",
        "checkpoint_timeout": "10min",
        "max_locks_per_transaction": "256",  # monthly partitions
        "timezone": "UTC",
        "log_timezone": "UTC",
        "log_line_prefix": "%m [%p] %u@%d ",
        "log_min_messages": "warning",
        "logging_collector": "off",
    }
    if not durable:
        settings |= {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
    return settings
