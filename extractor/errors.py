"""Why no notice could be made: one exception a kind, each with the path, the reason and a remedy."""

from __future__ import annotations


class ExtractorError(Exception):
    """No notice can be made of a file.

    `code` is stable and names the kind of failure; `reason` says what is wrong, `remedy` what to do.

    >>> str(UnreadableFile("a.pdf", "its pages hold pictures only", "run OCR on it first"))
    'a.pdf: its pages hold pictures only – run OCR on it first'
    """

    code = "error"

    def __init__(self, path: object, reason: str, remedy: str) -> None:
        super().__init__(f"{path}: {reason} – {remedy}")
        self.path = str(path)
        self.reason = reason
        self.remedy = remedy

    def __reduce__(self) -> tuple[type[ExtractorError], tuple[str, str, str]]:
        # Errors travel between worker processes.
        return type(self), (self.path, self.reason, self.remedy)


class MissingFile(ExtractorError):
    """There is no such file, or it may not be read."""

    code = "missing-file"


class EmptyFile(ExtractorError):
    """The file has no byte, or no text at all."""

    code = "empty-file"


class UnknownKind(ExtractorError):
    """No reader takes this kind of file."""

    code = "unknown-kind"


class EncryptedFile(ExtractorError):
    """The file asks for a password."""

    code = "encrypted-file"


class DamagedFile(ExtractorError):
    """The file is cut off or its inside is broken."""

    code = "damaged-file"


class UnreadableFile(ExtractorError):
    """The file is whole but holds no text to read, such as a scan."""

    code = "unreadable-file"


class NoContent(ExtractorError):
    """The file was read, but holds neither a table nor a list of tasks."""

    code = "no-content"


class InvalidNotice(ExtractorError):
    """The notice does not fit the schema: a fault of the program, never written out."""

    code = "invalid-notice"


class InvalidVocabulary(ExtractorError):
    """An entry of a vocabulary file is not as it should be."""

    code = "invalid-vocabulary"


class LimitExceeded(ExtractorError):
    """The file goes beyond a limit; each limit has a kind of its own below."""

    code = "limit-exceeded"


class FileTooLarge(LimitExceeded):
    """The file has more bytes than are read."""

    code = "file-too-large"


class UnpacksTooLarge(LimitExceeded):
    """A member of a zip container unpacks to more bytes than are read."""

    code = "unpacked-too-large"


class InflatedTooMuch(LimitExceeded):
    """A zip container unpacks to so many times its size that it looks like a trap."""

    code = "unpacked-ratio"


class TooManyMembers(LimitExceeded):
    """An archive holds more files than are read."""

    code = "too-many-members"


class NestedTooDeep(LimitExceeded):
    """Its tables stand too deep inside one another."""

    code = "nested-too-deep"


class TooManyPages(LimitExceeded):
    """The file has more pages than are read."""

    code = "too-many-pages"


class TooManyCells(LimitExceeded):
    """Its tables have more positions than are read."""

    code = "too-many-cells"


class CellTooLong(LimitExceeded):
    """A cell holds more characters than are read."""

    code = "cell-too-long"


class TimeExceeded(LimitExceeded):
    """The reading took longer than it may."""

    code = "time-exceeded"


class MemoryExceeded(LimitExceeded):
    """The reading took more memory than it may."""

    code = "memory-exceeded"


class WorkerDied(ExtractorError):
    """The process that read the file died of it."""

    code = "worker-died"


class UnsafeName(ExtractorError):
    """A name inside an archive leads out of it, or two files would have one result."""

    code = "unsafe-name"


class NotWritten(ExtractorError):
    """The result could not be written."""

    code = "not-written"


class OutputBusy(ExtractorError):
    """Another run works in the output folder."""

    code = "output-busy"


class UnusableOutput(ExtractorError):
    """The output folder cannot be used for this run."""

    code = "unusable-output"


class MissingPackage(ExtractorError):
    """An optional package is needed and not installed."""

    code = "missing-package"
