"""What is known while a page is read, and the blocks that its runs become."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from printkit.sources.intake import pieces
from printkit.sources.intake.account import Account, spaces
from printkit.sources.intake.manuscript import Block, Note
from printkit.sources.intake.pieces import Look, Piece
from printkit.sources.intake.web.notes import Notes


@dataclass
class Flow:
    """The state of a reading: blocks that are done, and the runs of the one that is not."""

    account: Account
    notes: Notes
    shift: int = 0
    blocks: list[Block] = field(default_factory=list)
    run: list[Piece] = field(default_factory=list)
    called: list[Note] = field(default_factory=list)
    line: int = 1
    depth: int = -1
    mark: str = ""

    def within(self) -> "Flow":
        """Return a flow for the inside of something, with the same account."""
        return Flow(self.account, self.notes, self.shift, line=self.line)

    def add(self, text: str | None, look: Look) -> None:
        """Add text in a look."""
        if text:
            text = self.account.clean(spaces(text), self.line)
            self.run.append(Piece(text, look.tags, look.href))

    def end(
        self,
        kind: Literal["paragraph", "heading", "title", "subtitle"] = "paragraph",
        level: int = 0,
    ) -> None:
        """End the block that the runs since the last end are."""
        found, self.run = pieces.trimmed(self.run), []
        pictures = [piece for piece in found if piece.ready.startswith("!")]
        if pictures and (kind != "paragraph" or not pieces.plain(found).strip()):
            found = [piece for piece in found if piece not in pictures]
            self.blocks += [Block("", self.line, pieces=(picture,)) for picture in pictures]
        if not found:
            return
        self.account.source += pieces.links(found)
        text, called, self.called = pieces.plain(found), tuple(self.called), []
        if self.mark and kind == "paragraph":
            mark, self.mark = self.mark, ""
            item = Block(text, self.line, "item", self.depth, "", tuple(found), called, mark)
            self.blocks.append(item)
        else:
            block = Block(text, self.line, kind, level, pieces=tuple(found), notes=called)
            self.blocks.append(block)

    def ready(self, text: str, markup: str, inside: Sequence[Block] = ()) -> None:
        """Add a block whose Markdown is made already, of blocks whose footnotes it takes."""
        notes = [*self.called, *(note for block in inside for note in block.notes)]
        self.called = []
        self.blocks.append(Block(text, self.line, "ready", markup=markup, notes=tuple(notes)))
