"""Parts laid out on the machines of a Dask cluster.

The machines see the publication, its layouts and the cache (``PRINTKIT_CACHE``) under the same
paths as this one, and have the same printkit.
"""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from datetime import date
from typing import Any

from printkit.compose.composition import Composition
from printkit.model.finding import problem
from printkit.model.store import program
from printkit.typeset.bench import Bench
from printkit.typeset.engine import engine
from printkit.typeset.workers import Chores, Heard, Order, Workers, carry_out, do_all

SCHEME = "dask://"
PATIENCE = 10
"""Seconds that a scheduler may take to answer."""


class Seat:
    """A bench on a machine of the cluster, which stays there between orders."""

    def __init__(self, composition: Composition, day: date) -> None:
        self._stack = ExitStack()
        self._bench = Bench(self._stack.enter_context(engine(composition, day)))

    def carry_out(self, orders: Sequence[Order]) -> list[tuple[int, Any]]:
        """Carry out orders one after the other."""
        return [(order.number, carry_out(self._bench, order)) for order in orders]

    def close(self) -> None:
        """Close the engine."""
        del self._bench
        self._stack.close()


class _Seats:
    def __init__(self, seats: Sequence[Any]) -> None:
        self._seats = seats

    def __len__(self) -> int:
        return len(self._seats)

    def run(
        self,
        orders: Sequence[Sequence[Order]],
        heard: Heard = lambda: None,
        chores: Chores | None = None,
    ) -> Iterator[tuple[int, Any]]:
        asked = [
            seat.carry_out(list(chunk)) for seat, chunk in zip(self._seats, orders, strict=False)
        ]
        do_all(chores)
        for answers in asked:
            for answer in answers.result():
                yield answer
                heard()


@contextmanager
def on_cluster(address: str, composition: Composition, day: date) -> Iterator[Workers]:
    """Lay out parts on every worker of the cluster whose scheduler is at ``dask://host:port``.

    Raises Problems when there is no such cluster (``executor/unreachable``), it has no workers
    (``executor/empty``) or another printkit (``executor/other-program``).
    """
    with _client(address) as client:
        machines = sorted(client.scheduler_info(n_workers=-1)["workers"])
        if not machines:
            hint = f"start some: dask worker {address.removeprefix(SCHEME)} --nthreads 1"
            raise problem("executor/empty", f"{address} has no workers", hint=hint)
        if set(client.run(program).values()) != {program()}:
            hint = "install the same printkit on every machine"
            raise problem("executor/other-program", f"{address} runs another printkit", hint=hint)
        asked = [
            client.submit(Seat, composition, day, workers=[at], actor=True, pure=False)
            for at in machines
        ]
        seats = [future.result() for future in asked]
        try:
            yield _Seats(seats)
        finally:
            for seat in seats:
                seat.close().result()


@contextmanager
def _client(address: str) -> Iterator[Any]:
    try:
        from distributed import Client
    except ImportError:
        hint = "type: pip install 'printkit[dask]'"
        raise problem("executor/missing", "Dask is not installed", hint=hint) from None
    try:
        client = Client(f"tcp://{address.removeprefix(SCHEME)}", timeout=PATIENCE)
    except (OSError, ValueError) as error:
        said = str(error).splitlines()[0]
        hint = "start one: dask scheduler"
        message = f"no scheduler answers at {address}: {said}"
        raise problem("executor/unreachable", message, hint=hint) from None
    with client:
        yield client
