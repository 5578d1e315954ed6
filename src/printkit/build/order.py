"""What is asked for."""

from dataclasses import dataclass
from pathlib import Path

from printkit.model.processes import can_fork, processors
from printkit.model.store import Store
from printkit.model.target import Target


@dataclass(frozen=True)
class Order:
    """What is asked for: all products and targets unless some are named.

    What is in ``store`` is not made again; an ``executor`` lays out on other machines. ``account``
    is whether the characters on the pages are read back.
    """

    folder: Path
    out: Path = Path("build")
    products: tuple[str, ...] = ()
    targets: tuple[Target, ...] = ()
    printer: str | None = None
    strict: bool = False
    jobs: int | None = None
    store: Store | None = None
    executor: str | None = None
    account: bool = True

    @property
    def publication(self) -> Path:
        """The folder of the publication, which may be named by its settings."""
        return self.folder.parent if self.folder.name == "publication.yaml" else self.folder

    @property
    def processes(self) -> int:
        """How many processes may lay out."""
        return self.jobs or processors()

    @property
    def forks(self) -> bool:
        """Whether other processes may be forked to help this one."""
        return can_fork() and self.processes > 1
