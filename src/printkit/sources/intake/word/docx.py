"""A Word file to a manuscript."""

from collections.abc import Mapping

from printkit.model.finding import Place, Problems, problem
from printkit.sources.intake.account import Account
from printkit.sources.intake.manuscript import Manuscript
from printkit.sources.intake.word import asides, changes, numbering, styles
from printkit.sources.intake.word.blocks import blocks
from printkit.sources.intake.word.changes import Changes
from printkit.sources.intake.word.names import text_of
from printkit.sources.intake.word.package import Package, Relation, unpack
from printkit.sources.intake.word.reading import Reading
from printkit.sources.intake.word.styles import W
from printkit.sources.intake.xml import Element

_ELSEWHERE = {
    "header": "a header: layouts print their own",
    "footer": "a footer: layouts print their own",
    "diagramData": "the text of a diagram that is left out",
}


def read(data: bytes, path: str, decided: Changes = "fail") -> Manuscript:
    """Return the blocks of a Word file.

    Raises Problems when it is broken, locked, hostile or empty, or when it has tracked changes
    and nothing is ``decided`` about them: then with a finding for each.
    """
    package = unpack(data, path)
    main = package.main()
    root = package.xml(main)
    body = root.find(W + "body") if root is not None else None
    if root is None or body is None:
        raise problem("import/broken", "has no text part", Place(path), "save it again from Word")
    relations = package.relations(main)
    account = Account(path)
    reading = Reading(
        package,
        account,
        styles.read(_part(package, relations, "styles")),
        numbering.read(_part(package, relations, "numbering")),
        decided,
        relations,
        {paragraph: number for number, paragraph in enumerate(root.iter(W + "p"), 1)},
        asides.read(package, relations.values()),
    )
    _decide(root, reading)
    _tell_package(package, account)
    account.source.append(text_of(root))
    account.source += [text_of(aside.element) for aside in reading.asides.values()]
    made = tuple(blocks(body, reading))
    asides.leave(reading)
    _leave(reading, relations)
    if not any(block.text.strip() for block in made):
        raise problem("import/empty", "has no text", Place(path), "send the manuscript again")
    return account.manuscript(made)


def _part(package: Package, relations: Mapping[str, Relation], kind: str) -> Element | None:
    found = next((r.target for r in relations.values() if r.kind == kind and not r.external), None)
    return package.xml(found) if found else None


def _decide(root: Element, reading: Reading) -> None:
    """Raise Problems with every tracked change, when it was not decided what becomes of them."""
    if reading.changes != "fail":
        return
    notes = (aside.element for aside in reading.asides.values())
    found = list(changes.listed([root, *notes], reading.account.path, reading.numbers))
    if found:
        message = f"has {len(found):,} tracked changes"
        hint = "decide in Word, or import with --changes accept or --changes reject"
        first = problem("import/tracked-changes", message, Place(reading.account.path), hint)
        raise Problems([*first.findings, *found])


def _tell_package(package: Package, account: Account) -> None:
    """Report what a file holds besides text: macros, objects, references to the outside."""
    names = package.names
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        hint = "they are neither run nor kept"
        account.find("import/macros", "has macros", None, hint)
    for name in names:
        if not name.endswith(".rels"):
            continue
        folder, _, rest = name.partition("_rels/")
        for relation in package.relations(folder + rest.removesuffix(".rels")).values():
            if relation.external and relation.kind != "hyperlink":
                message = f"refers to {relation.target[:200]!r} ({relation.kind}), not fetched"
                account.find("import/external", message, None, "ask for what is meant")
            elif relation.kind in ("aFChunk", "package", "subDocument"):
                message = f"the part {relation.target!r} holds another file, which is not read"
                account.find("import/embedded", message, None, "ask for it as a file of its own")


def _leave(reading: Reading, relations: Mapping[str, Relation]) -> None:
    """List the text of headers, footers and diagrams."""
    for relation in relations.values():
        reason = _ELSEWHERE.get(relation.kind)
        root = reading.package.xml(relation.target) if reason and not relation.external else None
        if root is not None and reason:
            reading.account.source.append(text_of(root))
            reading.account.drop(text_of(root), 0, reason)
