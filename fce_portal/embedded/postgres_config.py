"""The settings of the embedded PostgreSQL: made for a machine that it shares with the portal itself."""

import os
import shutil

MB = 1024 * 1024


def configuration(socket_folder, *, durable):
    """The text of portal.conf; `durable=False` trades safety in a crash of the machine for speed (tests)."""
    settings = {
        "listen_addresses": "''",
        "unix_socket_directories": quoted(socket_folder),
        "unix_socket_permissions": "0700",
        "max_connections": "100",
        "shared_buffers": f"{shared_buffers_mb()}MB",
        "effective_cache_size": f"{max(256, memory_mb() // 2)}MB",
        "work_mem": "16MB",
        "maintenance_work_mem": "128MB",
        "max_wal_size": "2GB",
        "checkpoint_timeout": "15min",
        "random_page_cost": "1.1",
        "jit": "off",  # compiling costs more than it saves in the short queries of a page
        "dynamic_shared_memory_type": shared_memory_type(),
        "log_min_messages": "warning",
        "log_line_prefix": "'%m [%p] '",
        "timezone": "'UTC'",
        "lc_messages": "'C'",
    }
    if not durable:
        settings |= {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "autovacuum": "off"}
    return "".join(f"{name} = {value}\n" for name, value in settings.items())


def memory_mb():
    return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // MB


def shared_buffers_mb():
    """An eighth of the memory, from 64 MB to 1 GB."""
    return min(1024, max(64, memory_mb() // 8))


def shared_memory_type():
    """Containers often have a /dev/shm of 64 MB, too small for parallel queries; then files do."""
    try:
        roomy = shutil.disk_usage("/dev/shm").total >= 512 * MB
    except OSError:
        return "posix" if os.uname().sysname == "Darwin" else "mmap"
    return "posix" if roomy else "mmap"


def quoted(path):
    return "'" + str(path).replace("'", "''") + "'"
