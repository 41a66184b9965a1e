"""What is costly to make and always the same, compiled patterns and parsed TOML, kept between runs as .pyc are.

A command that reads one notice would spend half its time on compiling patterns. They are kept in `__pycache__` beside
the compiled modules, under the text that they are made of and for one build of Python. Where nothing can be read or
written all is made anew, and PYTHONDONTWRITEBYTECODE keeps nothing.
"""

from __future__ import annotations

import _sre  # type: ignore[import-not-found]
import atexit
import contextlib
import copyreg
import marshal
import os
import re
import sys
from collections.abc import Callable
from importlib.util import cache_from_source
from typing import Any
from zlib import crc32

# When there are more, those that this run did not use are dropped: they are of vocabularies and versions that are gone.
_MOST = 500
# What marshal and the pattern engines raise for bytes that are not what they were.
_SPOILED = (ValueError, TypeError, EOFError, RuntimeError, AttributeError)


class Store:
    """Values in a file: each under how it is made and what of, read at the first use, written when Python ends."""

    def __init__(self, path: str) -> None:
        self.path = path
        self._kept: dict[tuple[str, str], bytes] | None = None
        self._used: dict[tuple[str, str], bytes] = {}

    def get(self, how: str, text: str, make: Callable[[str], Any], revive: Callable[[Any], Any]) -> Any:
        """Give `revive(make(text))`; what `make` gives, in the terms of marshal, is kept."""
        if self._kept is None:
            self._kept = self._read()
        key = (how, text)
        if key in self._kept:
            with contextlib.suppress(*_SPOILED):
                value = revive(marshal.loads(self._kept[key]))
                self._used[key] = self._kept[key]
                return value
        if self._used.keys() <= self._kept.keys():
            atexit.register(self.write)
        made = make(text)
        self._used[key] = marshal.dumps(made)
        return revive(made)

    def _read(self) -> dict[tuple[str, str], bytes]:
        with contextlib.suppress(OSError, *_SPOILED):
            with open(self.path, "rb") as file:
                head, data = file.read(len(_head(b""))), file.read()
            # Damaged bytes could make marshal ask for all memory there is.
            return dict(marshal.loads(data)) if head == _head(data) else {}
        return {}

    def write(self) -> None:
        """Write all values beside their place and rename them there; where that cannot be, nothing is lost."""
        if sys.dont_write_bytecode:
            return
        values = {**(self._kept or {}), **self._used}
        temporary = f"{self.path}.{os.getpid()}"
        with contextlib.suppress(OSError):
            os.makedirs(os.path.dirname(self.path), exist_ok=True)
            data = marshal.dumps(values if len(values) <= _MOST else self._used)
            with open(temporary, "wb") as file:
                file.write(_head(data) + data)
            os.replace(temporary, self.path)


def _head(data: bytes) -> bytes:
    """Give what stands before the values: the build of Python that they are for, and a sum over them."""
    return f"{crc32(sys.version.encode()):08x} {crc32(data):08x}\n".encode()


_STORE = Store(cache_from_source(__file__).removesuffix(".pyc") + ".kept")


def parsed(toml: str) -> dict[str, Any]:
    """Give `tomllib.loads(toml)`; it must hold no dates."""

    def loaded(toml: str) -> dict[str, Any]:
        import tomllib

        return tomllib.loads(toml)

    data: dict[str, Any] = _STORE.get("toml", toml, loaded, dict)
    return data


def compiled(text: str) -> re.Pattern[str]:
    """Give `re.compile(text)`; what Python cannot say, a look behind of any width, `regex` compiles.

    >>> compiled("[0-9]+(?P<unit>人)").search("新增6000人")["unit"]
    '人'
    >>> compiled("(?<=提高|升)到").search("提高到").span()
    (2, 3)
    """
    try:
        pattern: re.Pattern[str] = _STORE.get("pattern", text, _taken_apart, _put_together)
    except (ImportError, *_SPOILED):
        # A Python to come may keep its patterns in another way.
        return re.compile(text)
    return pattern


def _taken_apart(text: str) -> tuple[str, tuple[Any, ...]]:
    """Give the engine of a pattern and all that it is handed: the program, the groups and their names."""
    try:
        return "re", _of_python(text)
    except re.error:
        import regex

        handed = copyreg.dispatch_table[regex.Pattern](regex.compile(text))[1]
        return f"regex {regex.__version__}", handed  # type: ignore[return-value]


def _of_python(text: str) -> tuple[Any, ...]:
    # Python says nowhere how to keep a pattern: this is `re._compiler.compile` of 3.11 to 3.13, up to its last line.
    from re import _compiler, _parser  # type: ignore[attr-defined]

    tree = _parser.parse(text)
    names: list[str | None] = [None] * tree.state.groups
    for name, index in tree.state.groupdict.items():
        names[index] = name
    code = [int(word) for word in _compiler._code(tree, 0)]
    return text, tree.state.flags, code, tree.state.groups - 1, dict(tree.state.groupdict), tuple(names)


def _put_together(parts: tuple[str, tuple[Any, ...]]) -> Any:
    engine, handed = parts
    if engine == "re":
        return _sre.compile(*handed)
    import regex

    if engine != f"regex {regex.__version__}":
        raise ValueError(f"kept by {engine}")
    return regex._regex.compile(*handed)  # type: ignore[attr-defined]
