"""The command `extractor`: arguments in, exit code out.

Data goes to stdout or into a folder, notes go to stderr. Exit 0: all written without error; 1: written, but some
file failed or carries an error; 2: nothing could be done, or wrong use.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

if TYPE_CHECKING:
    from rich.console import Console

    from extractor.notice import Notice
    from extractor.vocabulary import Vocabulary

OK, SOME_FAILED, NOTHING_DONE = 0, 1, 2

_EXAMPLES = """examples:
  extractor convert notice.docx -o out --to json,csv     out/notice.docx.json, out/notice.docx.items.csv …
  extractor convert *.pdf -o out                         one JSON a file
  extractor batch notices -o out                         a folder, resumable; see extractor batch --help
  extractor explain "新增城镇就业6000人，其中…"            each numeral, its role, the rule that read it
  extractor explain notice.docx --item 4.1               the rebuilt table and one item
  extractor tables notice.pdf                            the tables as the file states them
  extractor validate out/*.json                          against the JSON Schema
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command and give its exit code; no exception leaves it but a caller's own mistake."""
    options = _parser().parse_args(arguments)
    try:
        code: int = options.run(options)
        sys.stdout.flush()
        return code
    except KeyboardInterrupt:
        return _fail("interrupted")
    except BrokenPipeError:
        # The reader of our output has closed it; what is left must not raise again at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return NOTHING_DONE
    except Exception as error:
        if options.debug:
            raise
        return _fail(_said(error))


def _said(error: Exception) -> str:
    """Word an exception for people; one that is not ours is a fault of the program."""
    from extractor.errors import ExtractorError

    if isinstance(error, (ExtractorError, OSError)):
        return str(error)
    return f"internal error, please report it: {type(error).__name__}: {error} (--debug shows where)"


def _note(text: str) -> None:
    print(text, file=sys.stderr)


def _fail(text: str) -> int:
    _note(f"extractor: {text}")
    return NOTHING_DONE


# ------------------------------------------------------------------------------------- convert


def _convert(options: argparse.Namespace) -> int:
    from extractor.writers import WRITERS, to_json

    kinds = options.to.split(",")
    if unknown := [kind for kind in kinds if kind not in WRITERS]:
        return _fail(f"--to {','.join(unknown)}: there are {', '.join(WRITERS)}")
    if options.output is None and (len(options.files) > 1 or kinds != ["json"]):
        return _fail("several files, or --to csv, need a folder: add -o DIR")
    names = _names(options.files)
    failed = written = 0
    for index, (file, name) in enumerate(names.items(), start=1):
        counter = f"[{index}/{len(names)}] " if len(names) > 1 else ""
        try:
            notice = _extract(file, options)
            if options.output is None:
                sys.stdout.buffer.write(to_json(notice))
            else:
                made = [
                    path
                    for kind in kinds
                    for path in WRITERS[kind](notice, Path(options.output, f"{name}.{kind}"), excel=options.excel)
                ]
                _summarise(f"{counter}{file}", notice, str(made[0]), options)
        except Exception as error:
            if options.debug:
                raise
            _note(f"extractor: {counter}{_said(error)}")
            failed += 1
        else:
            written += 1
            failed += any(one.severity == "error" for one in notice.diagnostics)
    return OK if not failed else SOME_FAILED if written else NOTHING_DONE


def _names(files: Sequence[str]) -> dict[str, str]:
    """Give each file the name of its results: its own, or where two would meet, its path below their common folder."""
    paths = {os.path.abspath(file): file for file in files}
    names = {file: Path(file).name for file in paths.values()}
    if len(set(names.values())) == len(names):
        return names
    common = os.path.commonpath([os.path.dirname(path) for path in paths])
    return {file: os.path.relpath(path, common) for path, file in paths.items()}


def _summarise(name: str, notice: Notice, made: str, options: argparse.Namespace) -> None:
    from extractor.drawing import summary_of

    if options.quiet:
        return
    _note(f"{name}: {summary_of(notice)} → {made}")
    for one in notice.diagnostics:
        if one.severity != "info":
            _note(f"  {one.severity}: {one.message} ({one.where})")


def _extract(file: str, options: argparse.Namespace) -> Notice:
    from extractor.pipeline import extract

    return extract(
        file,
        pdf_engine=options.pdf_engine,
        vocabulary=_vocabulary_of(options),
        split_tasks=not options.keep_cells,
    )


def _vocabulary_of(options: argparse.Namespace) -> Vocabulary:
    from extractor.vocabulary import load_vocabulary

    return load_vocabulary(options.vocabulary)


def _batch(options: argparse.Namespace) -> int:
    from extractor.batch.command import run_batch

    return run_batch(options)


# ------------------------------------------------------------------------------------- explain, tables


def _explain(options: argparse.Namespace) -> int:
    from extractor.drawing import draw_item, draw_numerals, draw_rebuilt

    console = _console()
    vocabulary = _vocabulary_of(options)
    if not _is_file(options.what):
        from extractor.quantities import find_quantities

        found = find_quantities(options.what, year=options.year, vocabulary=vocabulary)
        draw_numerals(found.numerals, found.targets, console)
        return OK
    from extractor.pipeline import convert
    from extractor.readers import read
    from extractor.tables.rebuild import rebuild

    document = read(options.what, pdf_engine=options.pdf_engine)
    notice = convert(document, vocabulary, split_tasks=not options.keep_cells)
    items = [item for item in notice.items if options.item in (None, item.id)]
    if not items:
        return _fail(f"there is no item {options.item}: there are {', '.join(item.id for item in notice.items)}")
    if options.item is None:
        for table in rebuild(document, vocabulary, split_tasks=not options.keep_cells).tables:
            draw_rebuilt(table, console)
    for item in items:
        draw_item(item, notice.numerals.readings, console)
    return OK


def _is_file(what: str) -> bool:
    """Tell a path from a sentence: it exists, or it looks like nothing but a path."""
    try:
        return Path(what).exists() or Path(what).suffix.lower() in (".docx", ".pdf", ".txt")
    except OSError:
        return False


def _tables(options: argparse.Namespace) -> int:
    import json

    from extractor.drawing import draw_grid, grids_of
    from extractor.readers import read

    document = read(options.file, pdf_engine=options.pdf_engine)
    if options.json:
        tables = [
            {"cells": [cell._asdict() for cell in table.cells], "header_rows": table.header_rows}
            for table in document.tables
        ]
        print(json.dumps(tables, ensure_ascii=False, indent=2))
        return OK
    grids = grids_of(document)
    if not grids:
        _note(f"{options.file}: no table")
    for index, grid in enumerate(grids):
        draw_grid(index, grid, _console())
    return OK


def _console() -> Console:
    from rich.console import Console

    # A pipe has no width; a wide one keeps a row of a grid on a line.
    return Console(highlight=False, width=None if sys.stdout.isatty() or "COLUMNS" in os.environ else 160)


# ------------------------------------------------------------------------------------- validate, schema, vocabulary


def _validate(options: argparse.Namespace) -> int:
    import json

    from extractor.schema import validate

    invalid = unread = 0
    for file in options.files:
        try:
            data = json.loads(Path(file).read_text(encoding="utf-8-sig"))
        except (OSError, ValueError) as error:
            _note(f"extractor: {file}: it cannot be read as JSON ({error})")
            unread += 1
            continue
        faults = validate(data)
        for fault in faults:
            print(f"{file}: {fault.where}: {fault.message}")
        if not faults:
            _note(f"{file}: valid")
        invalid += bool(faults)
    return NOTHING_DONE if unread else SOME_FAILED if invalid else OK


def _schema(options: argparse.Namespace) -> int:
    from extractor.schema import schema_text

    print(schema_text(options.name), end="")
    return OK


def _vocabulary(options: argparse.Namespace) -> int:
    import json

    section = _vocabulary_of(options).section(options.section)
    print(json.dumps(section, ensure_ascii=False, indent=2))
    return OK


# ------------------------------------------------------------------------------------- arguments


class _Parser(argparse.ArgumentParser):
    """A parser whose complaint says what to try."""

    def error(self, message: str) -> NoReturn:
        self.exit(NOTHING_DONE, f"extractor: {message}\ntry: {self.prog} --help\n")


def _parser() -> argparse.ArgumentParser:
    from extractor import __version__

    parser = _Parser(
        prog="extractor",
        description="Turns livelihood-project notices (民生实事: docx, pdf, txt) into schema-validated JSON and CSV.",
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"extractor {__version__}")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for name, (run, text, *adding) in _COMMANDS.items():
        command = commands.add_parser(name, help=text, description=text)
        command.set_defaults(run=run)
        for add in adding:
            add(command)
        command.add_argument("--debug", action="store_true", help="show where an internal error happened")
    return parser


def _convert_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("files", nargs="+", metavar="FILE", help="docx, pdf or txt; told from the content")
    parser.add_argument(
        "-o", "--output", metavar="DIR", help="the folder for the results; without it one file's JSON goes to stdout"
    )
    parser.add_argument("--to", default="json", metavar="KINDS", help="json, csv or json,csv (default: json)")
    parser.add_argument("--excel", action="store_true", help="begin CSV files with the mark that Excel wants")
    parser.add_argument("-q", "--quiet", action="store_true", help="say nothing but errors")


def _batch_arguments(parser: argparse.ArgumentParser) -> None:
    from extractor.batch.command import add_arguments

    add_arguments(parser)


def _explain_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("what", metavar="FILE|TEXT", help="a file, or a sentence in quotes")
    parser.add_argument("--item", metavar="ID", help="one item alone, such as 4.1")
    parser.add_argument("--year", type=int, help="the notice's year, for dates in a sentence that state none")


def _tables_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", help="docx, pdf or txt")
    parser.add_argument("--json", action="store_true", help="as JSON: each cell with its place")


def _validate_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("files", nargs="+", metavar="JSON", help="files that convert has written")


def _schema_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", nargs="?", default="notice", choices=("notice", "items", "targets"))


def _vocabulary_arguments(parser: argparse.ArgumentParser) -> None:
    from extractor.vocabulary import SECTIONS

    parser.add_argument("section", nargs="?", default="units", choices=SECTIONS)


def _words(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--vocabulary", metavar="FILE", help="a TOML file of your own units, headers, phrases and names"
    )


def _engine(parser: argparse.ArgumentParser) -> None:
    from extractor.readers import PDF_ENGINES

    parser.add_argument(
        "--pdf-engine", choices=PDF_ENGINES, default="pdfium", help="what reads a PDF (default: pdfium)"
    )


def _splitting(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--keep-cells", action="store_true", help="keep a cell of several tasks (1. 2. 3.) one item")


# Each command: what runs it, what it is for, and what adds its arguments.
_COMMANDS: dict[str, tuple[Any, ...]] = {
    "convert": (_convert, "convert files to JSON and CSV", _convert_arguments, _words, _engine, _splitting),
    "batch": (
        _batch,
        "convert many files, each in a process of its own",
        *(_batch_arguments, _words, _engine, _splitting),
    ),
    "explain": (_explain, "show how a file or a sentence is read", _explain_arguments, _words, _engine, _splitting),
    "tables": (_tables, "draw the tables of a file as it states them", _tables_arguments, _engine),
    "validate": (_validate, "check JSON files against the schema", _validate_arguments),
    "schema": (_schema, "print a schema", _schema_arguments),
    "vocabulary": (_vocabulary, "print a section of the vocabulary", _vocabulary_arguments, _words),
}
