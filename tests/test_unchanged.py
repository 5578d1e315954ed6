"""A build that would make what is there does nothing; whatever it reads makes it build again."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from printkit.build.order import Order
from printkit.build.recipe import build
from printkit.build.unchanged import recall
from printkit.model.store import Store
from printkit.model.target import Target

Make = Callable[..., Path]


@pytest.fixture
def order(make: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Order:
    monkeypatch.chdir(tmp_path)
    store = Store(tmp_path / "store")
    folder = make(**{"people/anna.yaml": "name: Anna Placeholder\n"})
    order = Order(folder, tmp_path / "out", ("insert",), (Target.SCREEN,), store=store)
    build(order)
    return order


def test_what_stands_is_recalled_with_its_findings(order: Order) -> None:
    built = build(order)
    standing = recall(order)
    assert standing is not None
    assert standing.files == ("insert-screen.pdf",)
    assert standing.findings == built.findings


def test_an_input_of_the_same_content_is_the_same(order: Order) -> None:
    file = order.folder / "one.md"
    file.write_bytes(file.read_bytes())
    assert recall(order)


def _append(path: Path, data: bytes) -> None:
    path.write_bytes(path.read_bytes() + data)


CHANGES: dict[str, Callable[[Order], object]] = {
    "an article": lambda o: _append(o.folder / "one.md", b"More.\n"),
    "a letter of an article": lambda o: (o.folder / "one.md").write_text(
        (o.folder / "one.md").read_text("utf-8").replace("beginning", "bexinning"), "utf-8"
    ),
    "a person that is gone": lambda o: (o.folder / "people" / "anna.yaml").unlink(),
    "a new file": lambda o: (o.folder / "people" / "ben.yaml").write_text("name: Ben\n"),
    "a new layout of its own": lambda o: (
        (o.folder / "layouts" / "insert").mkdir(parents=True)
        or (o.folder / "layouts" / "insert" / "style.css").write_text("")
    ),
    "a new layout of the project": lambda _: (
        Path("layouts/insert").mkdir(parents=True)
        or Path("layouts/insert/layout.yaml").write_text("")
    ),
    "an output that is gone": lambda o: (o.out / "insert-screen.pdf").unlink(),
    "an output that was changed": lambda o: _append(o.out / "insert-screen.pdf", b"%"),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_a_change_makes_a_build_necessary(order: Order, change: Callable[[Order], object]) -> None:
    assert recall(order)
    change(order)
    assert recall(order) is None


def test_another_order_is_another_build(order: Order) -> None:
    other = Order(order.folder, order.out, order.products, (Target.OFFICE,), store=order.store)
    assert recall(other) is None


def test_nothing_is_recalled_without_a_store(order: Order) -> None:
    assert recall(Order(order.folder, order.out, order.products, order.targets)) is None


HEAVY = ("weasyprint", "reportlab", "pikepdf", "pydantic", "jinja2", "PIL", "rich", "fontTools")


def _imported(*arguments: str) -> set[str]:
    program = (
        "import sys; from printkit.cli import run; code = run(sys.argv[1:]); "
        "print('\\n'.join(sys.modules)); sys.exit(code)"
    )
    command = [sys.executable, "-c", program, *arguments]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    return {line for line in done.stdout.splitlines() if line in HEAVY}


@pytest.mark.parametrize("arguments", [["--help"], ["--version"], ["build", "--help"]])
def test_help_imports_nothing_heavy(arguments: list[str]) -> None:
    assert _imported(*arguments) == set()


def test_a_build_that_stands_imports_nothing_heavy(order: Order) -> None:
    arguments = ["build", str(order.folder), "--out", str(order.out), "--product", "insert"]
    assert "weasyprint" in _imported(*arguments, "--target", "screen")
    assert _imported(*arguments, "--target", "screen") == set()
