import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import BaseCommand, CommandError, call_command
from django.db import OperationalError

from newsroom import env
from newsroom.first_logins import first_logins

FOUNDATIONS = [
    ("the database", "migrate", {"interactive": False}),
    ("the cache table", "createcachetable", {}),
    ("countries and disciplines", "load_reference", {}),
    ("roles", "setup_desk", {}),
]
CONTENT = [
    ("the demo, where nothing is there yet", "demo", {"if_empty": True}),
    ("styles and pictures", "collectstatic", {"interactive": False}),
]
PATIENCE = 60  # seconds for the first answer


class Command(BaseCommand):
    help = "Prepare everything and serve the site on this machine, until Ctrl-C. What `make run` does."

    def handle(self, *args, **options):
        host = env.text(os.environ, "HOST", "127.0.0.1")
        port = env.integer(os.environ, "PORT", 8000, least=1, most=65535)
        refuse_taken_port(host, port)
        self.prepare(FOUNDATIONS)
        logins = first_logins(get_user_model().objects.all(), settings.DATA_DIR)
        self.prepare(CONTENT)
        self.serve(host, port, logins)

    def prepare(self, steps):
        for what, command, arguments in steps:
            self.stdout.write(f"Preparing {what} …")
            self.stdout.flush()
            try:
                call_command(command, verbosity=0, **arguments)
            except OperationalError as error:
                raise CommandError(f"The database does not answer: {str(error).splitlines()[0]}") from None

    def serve(self, host, port, logins):
        stop_on_signals()
        # A group of its own: Ctrl-C reaches this process only, which then stops the server in good order.
        server = subprocess.Popen(
            server_command(host, port), env=server_environment(os.environ, host, port), process_group=0
        )
        try:
            wait_until_answering(server, host, port)
            self.greet(address(host, port), logins)
            code = server.wait()
        except KeyboardInterrupt:
            code = 0
        finally:
            stop(server)
        if code:
            raise CommandError(f"The server ended with code {code}; the lines above tell why.")
        self.stdout.write("Stopped.")

    def greet(self, site, logins):
        lines = ["", f"  Site    {site}/", f"  Desk    {site}/admin/"]
        lines += [
            f"  Login   {login.name}, password {login.password or 'as you changed it'}" for login in logins
        ]
        if logins and settings.TWO_FACTOR:
            lines.append(
                "          (the editor’s first login sets up a second factor, for an app with codes;"
            )
            lines.append("          `TWO_FACTOR=off make run` does without, for a look round)")
        self.stdout.write("\n".join([*lines, "", "Ctrl-C stops it.", ""]))
        self.stdout.flush()


def stop_on_signals():
    """A closed terminal or a plain `kill` stops the site as Ctrl-C does."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    if signal.getsignal(signal.SIGHUP) is not signal.SIG_IGN:
        signal.signal(signal.SIGHUP, signal.default_int_handler)


def refuse_taken_port(host, port):
    try:
        family, _, _, _, place = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, socket.SOCK_STREAM) as attempt:
            attempt.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            attempt.bind(place)
    except PermissionError:
        raise CommandError(
            f"Port {port} needs more rights: choose another, as in `make run PORT=8001`."
        ) from None
    except socket.gaierror:
        raise CommandError(f"HOST is no address of this machine: {host!r}.") from None
    except OSError:
        raise CommandError(
            f"Port {port} on {host} is in use: stop what is there, or choose another: `make run PORT=8001`."
        ) from None


def server_command(host, port):
    workers = env.integer(os.environ, "WORKERS", min(4, max(2, os.cpu_count() or 1)), least=1, most=64)
    threads = env.integer(os.environ, "THREADS", 4, least=1, most=64)
    return [
        *(sys.executable, "-m", "granian", "--interface", "wsgi", "--host", host, "--port", str(port)),
        *("--workers", str(workers), "--blocking-threads", str(threads), "--respawn-failed-workers"),
        *("--no-ws", "--log-level", "warning", "--workers-kill-timeout", "10", "newsroom.wsgi:application"),
    ]


def server_environment(environ, host, port):
    """The site knows itself by the address it is served at, unless it was told another."""
    return {"DJANGO_SETTINGS_MODULE": "newsroom.settings", "SITE_URL": address(host, port)} | dict(environ)


def address(host, port):
    name = "127.0.0.1" if host in {"0.0.0.0", "::"} else host
    return f"http://[{name}]:{port}" if ":" in name else f"http://{name}:{port}"


def wait_until_answering(server, host, port, patience=PATIENCE):
    deadline = time.monotonic() + patience
    while time.monotonic() < deadline:
        if server.poll() is not None:
            raise CommandError(
                f"The server ended at once with code {server.returncode}; the lines above tell why."
            )
        if answers(f"{address(host, port)}/healthz"):
            return
        time.sleep(0.1)
    raise CommandError(f"The server did not answer within {patience} seconds.")


def answers(url):
    try:
        with urllib.request.urlopen(url, timeout=2) as response:
            return response.status == 200
    except urllib.error.HTTPError:
        return True
    except OSError:
        return False


def stop(server, patience=15):
    if server.poll() is None:
        server.terminate()
    try:
        server.wait(patience)
    except subprocess.TimeoutExpired:
        server.kill()
        server.wait()
