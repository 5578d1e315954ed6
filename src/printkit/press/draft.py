"""Pages that are joined, and not written yet: the step that changes them last has them open."""

from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO

from pikepdf import Pdf

from printkit.model.file import File
from printkit.press.access import Surveys
from printkit.press.assemble import save


class Draft:
    """A file that is open. It is written for those who want its bytes, once.

    ``surveys`` are of its tags; ``parts`` is what holds the files that it is made of.
    """

    def __init__(
        self, pdf: Pdf, identity: bytes, surveys: Surveys | None = None, parts: object = None
    ) -> None:
        self._pdf: Pdf | None = pdf
        self._data: bytes | None = None
        self.identity = identity
        self.surveys = surveys or {}
        self._spent = [parts]

    @property
    def data(self) -> bytes:
        """The bytes of the file. Raises ValueError when it is taken."""
        if self._data is None:
            if self._pdf is None:
                raise ValueError("the draft is somebody's to change")
            self._data = save(self._pdf, draft=True)
        return self._data

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Draft) and self.data == other.data

    def __hash__(self) -> int:
        return hash(self.identity)

    def shown(self) -> Pdf | None:
        """Return the file to be looked into and not changed, None when it is taken."""
        return self._pdf

    def take(self) -> Pdf:
        """Return the open file for its last change, after which it has no other bytes."""
        pdf, self._pdf = self._pdf, None
        self._spent.append(pdf)
        return pdf or Pdf.open(BytesIO(self.data))


def release(file: File) -> None:
    """Let go what nobody needs any more of a file: it takes as long as an article."""
    if isinstance(file, Draft):
        file._spent.clear()


def surveys_of(file: File, last: bool) -> Surveys:
    """Return what is known of the tags of a file that will be `opened`."""
    return file.surveys if last and isinstance(file, Draft) and file.shown() else {}


def opened(file: File, last: bool) -> Pdf:
    """Return a file to be changed, the very one where nobody wants it after that.

    What becomes of it is the same: a draft that was written has no identifier to pass on.
    """
    pdf = file.take() if last and isinstance(file, Draft) else Pdf.open(BytesIO(file.data))
    if isinstance(file, Draft) and "/ID" in pdf.trailer:
        del pdf.trailer["/ID"]
    return pdf


@contextmanager
def looked_into(file: File) -> Iterator[Pdf]:
    """Give a file to be looked into and not changed: the very one where it is open."""
    if isinstance(file, Draft) and (pdf := file.shown()):
        yield pdf
        return
    with Pdf.open(BytesIO(file.data)) as read:
        yield read
