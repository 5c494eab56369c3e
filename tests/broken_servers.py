"""Servers that break the rules of HTTP, or never answer, for tests of what sends to them."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from socket import create_server, socket
from threading import Event, Thread

Behaviour = Callable[[socket, Event], None]
"""What a server does with a connection whose request was read, until the test is over."""

CHUNKED = "HTTP/1.1 {} X\nTransfer-Encoding: chunked\n\nnonsense\nxx"
"""An answer with a body that is none."""


def says(text: str, *, body: bytes = b"") -> Behaviour:
    """Answers so, and closes."""

    def behave(connection: socket, _: Event) -> None:
        connection.sendall(text.replace("\n", "\r\n").encode() + body)

    return behave


def status(code: int, *headers: str) -> Behaviour:
    """Answers with that status."""
    return says("\n".join([f"HTTP/1.1 {code} Made up", *headers, "Content-Length: 0", "", ""]))


def repeats(start: str, piece: bytes, pause: float = 0.01) -> Behaviour:
    """Begins to answer and never stops."""

    def behave(connection: socket, over: Event) -> None:
        connection.sendall(start.replace("\n", "\r\n").encode())
        while not over.is_set():
            connection.sendall(piece)
            time.sleep(pause)

    return behave


def never(_: socket, over: Event) -> None:
    """Does not answer."""
    over.wait()


def closes(connection: socket, _: Event) -> None:
    """Goes away without a word."""
    connection.close()


@contextmanager
def serving(behaviour: Behaviour) -> Iterator[int]:
    """The port where a server with this behaviour takes connections."""
    over = Event()

    def take(connection: socket) -> None:
        with connection, suppress(OSError):
            connection.settimeout(60)
            connection.recv(65536)
            behaviour(connection, over)

    def work() -> None:
        with suppress(OSError):
            while True:
                connection, _ = server.accept()
                if over.is_set():
                    connection.close()
                    return
                Thread(target=take, args=(connection,), daemon=True).start()

    with create_server(("127.0.0.1", 0), backlog=50) as server:
        port = int(server.getsockname()[1])
        Thread(target=work, daemon=True).start()
        try:
            yield port
        finally:
            over.set()
            with suppress(OSError), socket() as last:
                last.connect(("127.0.0.1", port))


@contextmanager
def all_serving(behaviours: dict[str, Behaviour]) -> Iterator[dict[str, int]]:
    """The ports of many."""
    with ExitStack() as stack:
        yield {name: stack.enter_context(serving(one)) for name, one in behaviours.items()}
