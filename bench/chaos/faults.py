"""The kinds of faults: what each breaks, how it begins, how it ends. Which one comes when is for the seed to say.

`parts` are what a kind breaks; two faults at once never break the same part. `begin` breaks it, `end` takes away what
keeps it broken; after that the portal has to come back by itself (the supervisor of `scene.py` starts what has ended).
"""

import signal
import socket
import time
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field

import psutil
import psycopg2

HOLD_SECONDS = (0.1, 1.0)
HOUR = 3600


@dataclass
class Fault:
    """One fault as it happened. `began`, `ended`: moments; `seconds_to_well`: from its end until all was well."""

    kind: "Kind"
    rng: object
    hold: float = 0
    began: float = 0
    ended: float = 0
    seconds_to_well: float = 0
    kept: dict = field(default_factory=dict)  # what `begin` leaves for `end`
    told: str = ""

    @property
    def name(self):
        return self.kind.name


@dataclass(frozen=True)
class Kind:
    name: str
    parts: tuple
    begin: object
    end: object = None
    weight: float = 4  # what takes long to start again comes seldom
    hold: tuple = HOLD_SECONDS
    needs: str = ""  # what this machine has to have
    is_alone: bool = False  # breaks everything, so nothing else is broken meanwhile

    @property
    def tells_on_mail(self):
        """Whether a mail may go out a second time because of it: who sends it, or who notes it, breaks."""
        return bool({"worker", "database", "post", "clock of database"} & set(self.parts))


def send(processes, number):
    for one in processes:
        with suppress(psutil.NoSuchProcess):
            one.send_signal(number)


def pick(fault, processes):
    found = sorted(processes, key=lambda one: one.pid)
    return [fault.rng.choice(found)] if found else []


# ---------------------------------------------------------------------- web, worker, rollups, beat


def kill_child(name):
    def begin(scene, fault):
        send(pick(fault, scene.processes[name].children()), signal.SIGKILL)

    return begin


def kill_main(name):
    def begin(scene, fault):
        main = scene.processes[name].main()
        send([main] if main else [], signal.SIGKILL)

    return begin


def kill_all(name):
    def begin(scene, fault):
        send(scene.processes[name].everybody(), signal.SIGKILL)

    return begin


def restart(name):
    def begin(scene, fault):
        main = scene.processes[name].main()
        send([main] if main else [], signal.SIGTERM)

    return begin


def pause(name, some=False):
    def begin(scene, fault):
        chosen = scene.processes[name]
        fault.kept["stopped"] = pick(fault, chosen.children()) if some else chosen.everybody()
        send(fault.kept["stopped"], signal.SIGSTOP)

    return begin


def go_on(scene, fault):
    send(fault.kept["stopped"], signal.SIGCONT)


# ---------------------------------------------------------------------- broker


def kill_broker(scene, fault):
    running = scene.valkey.process()
    send([running] if running else [], signal.SIGKILL)


def stop_broker(scene, fault):
    scene.valkey.stop()


def start_broker(scene, fault):
    scene.start_broker()


def pause_broker(scene, fault):
    running = scene.valkey.process()
    fault.kept["stopped"] = [running] if running else []
    send(fault.kept["stopped"], signal.SIGSTOP)


def flush_broker(scene, fault):
    """All that it held is gone: each message, each binding."""
    with scene.broker() as broker:
        broker.flushall()


def crowd_broker(scene, fault):
    """Other clients have all connections, and those of the portal are cut."""
    with scene.broker() as broker:
        fault.kept["before"] = int(broker.config_get("maxclients")["maxclients"])
        broker.config_set("maxclients", 3)
        for kind in ("normal", "pubsub"):
            broker.execute_command("CLIENT", "KILL", "TYPE", kind, "SKIPME", "yes")
    fault.kept["clients"] = connected_to(scene.valkey.socket)


def connected_to(path, most=4):
    clients = []
    for _number in range(most):
        with suppress(OSError):
            client = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
            client.connect(str(path))
            client.sendall(b"PING\r\n")
            clients.append(client)
    return clients


def empty_broker(scene, fault):
    for client in fault.kept["clients"]:
        client.close()
    for _number in range(100):
        try:
            with scene.broker() as broker:
                broker.config_set("maxclients", fault.kept["before"])
            return
        except Exception:
            time.sleep(0.1)
    scene.valkey.stop()  # as whoever keeps it would; it starts with its usual limit
    scene.start_broker()


# ---------------------------------------------------------------------- database


def kill_database(scene, fault):
    running = scene.postgres.process()
    send([running] if running else [], signal.SIGKILL)


def restart_database(scene, fault):
    running = scene.postgres.process()
    send([running] if running else [], signal.SIGINT)


def start_database(scene, fault):
    scene.start_database()


def kill_backend(scene, fault):
    """One connection's process dies; PostgreSQL then ends all others and goes through its log."""
    send(pick(fault, backends(scene)), signal.SIGKILL)


END_CONNECTIONS = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s"


def end_backends(scene, fault):
    """All connections of the portal are ended in order, as an administrator does."""
    with administrator(scene) as cursor:
        cursor.execute(END_CONNECTIONS, [scene.database])


def backends(scene):
    found = []
    for one in scene.database_processes()[1:]:
        with suppress(psutil.Error):
            if "portal" in " ".join(one.cmdline()):
                found.append(one)
    return found


class administrator:
    """A cursor with all rights, on a connection of its own."""

    def __init__(self, scene):
        self.scene = scene

    def __enter__(self):
        self.connection = psycopg2.connect(self.scene.postgres.url("postgres", "postgres"), connect_timeout=5)
        self.connection.autocommit = True
        return self.connection.cursor()

    def __exit__(self, *_):
        self.connection.close()


def pause_database(scene, fault):
    fault.kept["stopped"] = scene.database_processes()
    send(fault.kept["stopped"], signal.SIGSTOP)


def crowd_database(scene, fault):
    """Other clients take every connection that is free; those of the portal are ended and find none."""
    fault.kept["clients"] = clients = []
    end_backends(scene, fault)
    for _number in range(200):
        try:
            clients.append(psycopg2.connect(scene.postgres.url(), connect_timeout=2))
        except psycopg2.OperationalError:
            break


def empty_database(scene, fault):
    for client in fault.kept["clients"]:
        with suppress(psycopg2.Error):
            client.close()


def fill_database_disk(scene, fault):
    scene.database_disk.fill(scene.database_processes())


def free_database_disk(scene, fault):
    scene.database_disk.free(scene.database_processes())
    scene.start_database()  # it ended where it could not write its log


def fill_var(scene, fault):
    scene.var_disk.fill(users_of_var(scene))


def free_var(scene, fault):
    scene.var_disk.free(users_of_var(scene))
    scene.start_broker()


def users_of_var(scene):
    running = scene.valkey.process()
    return [one for name in scene.processes for one in scene.processes[name].everybody()] + (
        [running] if running else []
    )


# ---------------------------------------------------------------------- clocks, mail


def step_clock(name):
    def begin(scene, fault):
        seconds = fault.rng.choice((-3 * HOUR, -HOUR, -90, -5, 5, 90, HOUR, 3 * HOUR))
        fault.told = f"{seconds:+} s"
        scene.clocks.step(name, seconds)

    return begin


def set_clock_right(name):
    def end(scene, fault):
        scene.clocks.step(name, 0)

    return end


def stop_post(scene, fault):
    scene.post.stop()


def start_post(scene, fault):
    scene.post.start()


def silence_post(scene, fault):
    scene.post.is_silent = True


def unsilence_post(scene, fault):
    scene.post.is_silent = False


# ---------------------------------------------------------------------- everything


def cut_power(scene, fault):
    """All that runs stops at one moment and is gone, and with it what had not been sent to the disk."""
    with ExitStack() as stack:
        for one in scene.processes.values():
            stack.enter_context(one.lock)  # nobody is started again before it is dark
        everybody = [process for one in scene.processes.values() for process in one.everybody()]
        broker = scene.valkey.process()
        everybody += [*scene.database_processes(), *([broker] if broker else [])]
        for number in (signal.SIGSTOP, signal.SIGKILL):
            send(everybody, number)
        psutil.wait_procs(everybody, timeout=10)
        lost = scene.power.lose(fault.rng)
    fault.told = f"({sum(lost.values())} pages of {len(lost)} files lost)"


def restore_power(scene, fault):
    scene.start_database()
    scene.start_broker()


OWN, CLOCK = "a database server of its own", "a C compiler"
KINDS = [
    Kind("web: a process killed", ("web",), kill_child("web"), weight=4),
    Kind("web: the main process killed", ("web",), kill_main("web"), weight=0.2),
    Kind("web: all processes killed", ("web",), kill_all("web"), weight=0.2),
    Kind("web: restarted", ("web",), restart("web"), weight=0.2),
    Kind("web: paused", ("web",), pause("web"), go_on, weight=6),
    Kind("web: one process paused", ("web",), pause("web", some=True), go_on, weight=4),
    Kind("worker: a process killed", ("worker",), kill_child("worker"), weight=8),
    Kind("worker: all processes killed", ("worker",), kill_all("worker"), weight=0.4),
    Kind("worker: the main process killed", ("worker",), kill_main("worker"), weight=0.4),
    Kind("worker: restarted", ("worker",), restart("worker"), weight=0.4),
    Kind("worker: paused", ("worker",), pause("worker"), go_on, weight=6),
    Kind("rollups: killed", ("rollups",), kill_all("rollups"), weight=0.5),
    Kind("rollups: paused", ("rollups",), pause("rollups"), go_on, weight=4),
    Kind("beat: killed", ("beat",), kill_all("beat"), weight=0.7),
    Kind("beat: restarted", ("beat",), restart("beat"), weight=0.5),
    Kind("beat: paused", ("beat",), pause("beat"), go_on, weight=3),
    Kind("broker: killed", ("broker",), kill_broker, start_broker, weight=6),
    Kind("broker: restarted", ("broker",), stop_broker, start_broker, weight=4),
    Kind("broker: paused", ("broker",), pause_broker, go_on, weight=6),
    Kind("broker: emptied", ("broker",), flush_broker, weight=4),
    Kind("broker: no connection free", ("broker",), crowd_broker, empty_broker, weight=4),
    Kind("database: killed", ("database",), kill_database, start_database, weight=6, needs=OWN),
    Kind("database: restarted", ("database",), restart_database, start_database, weight=4, needs=OWN),
    Kind(
        "database: one of its processes killed",
        ("database",),
        kill_backend,
        start_database,
        weight=6,
        needs=OWN,
    ),
    Kind("database: all connections ended", ("database",), end_backends, weight=6, needs=OWN),
    Kind("database: paused", ("database",), pause_database, go_on, weight=6, needs=OWN),
    Kind("database: no connection free", ("database",), crowd_database, empty_database, weight=6, needs=OWN),
    Kind("disk of the database full", ("database",), fill_database_disk, free_database_disk, weight=6, needs=OWN),
    Kind("disk of broker and files full", ("broker", "files"), fill_var, free_var, weight=5),
    *(
        Kind(
            f"clock of {name} stepped",
            (f"clock of {name}",),
            step_clock(name),
            set_clock_right(name),
            weight=3,
            needs=CLOCK,
        )
        for name in ("web", "worker", "rollups", "beat", "database")
    ),
    Kind(
        "power cut",
        ("web", "worker", "rollups", "beat", "broker", "database", "files"),
        cut_power,
        restore_power,
        needs=OWN,
        is_alone=True,
    ),
    Kind("mail server away", ("post",), stop_post, start_post, weight=2),
    Kind("mail server takes mail and does not answer", ("post",), silence_post, unsilence_post, weight=1.5),
]
