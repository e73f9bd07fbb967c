"""The docs are tested: every command and option is told, every codebook file named, every link leads somewhere."""

import inspect
import re
from pathlib import Path

import click
import pytest

import bilat
from bilat.cli import cli
from bilat.codebook import load_codebook
from bilat.codebook.tables import read_csv
from bilat.records import Reading

ROOT = Path(__file__).parents[1]
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]
COMMANDS = (ROOT / "docs" / "reference" / "commands.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", sorted(cli.commands))
def test_command_is_documented(name: str) -> None:
    command = cli.commands[name]
    assert f"## bilat {name}" in COMMANDS
    assert command.help
    assert "Examples:" in command.help
    for option in command.params:
        if isinstance(option, click.Option):
            assert option.help, f"{name} {option.name} has no help"
            assert f"`{option.opts[0]}" in COMMANDS, f"{option.opts[0]} of {name} is not in commands.md"


def test_public_names_have_docstrings() -> None:
    for name in bilat.__all__:
        if callable(getattr(bilat, name)):
            assert inspect.getdoc(getattr(bilat, name))


def test_codebook_files_are_documented() -> None:
    page = (ROOT / "docs" / "how-to" / "edit-the-codebook.md").read_text(encoding="utf-8")
    for file in sorted((ROOT / "src" / "bilat" / "codebook").iterdir()):
        if file.suffix in (".csv", ".toml"):
            assert f"`{file.name}`" in page, f"{file.name} is not told"


def test_event_types_are_documented_as_the_codebook_has_them() -> None:
    page = (ROOT / "docs" / "reference" / "events.md").read_text(encoding="utf-8")
    for name, scale in load_codebook().events.scale.items():
        assert f"### {name} ({scale.score:+g})\n\n{scale.definition}\n" in page
        assert len(scale.examples) >= 3
        for mode, score in scale.modes.items():
            assert f"{mode} ({score:+g})" in page, f"{name} {mode}"


def test_fields_of_a_reading_are_documented() -> None:
    page = (ROOT / "docs" / "reference" / "record.md").read_text(encoding="utf-8")
    for field in Reading.__struct_fields__:
        assert f"`{field}`" in page


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#\s]+)", page.read_text(encoding="utf-8")):
        if not target.startswith(("http://", "https://", "mailto:")):
            assert (page.parent / target).exists(), f"{page.name} links to {target}"


def test_make_targets_of_the_readme_exist() -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), flags=re.MULTILINE))
    assert (
        set(re.findall(r"^make ([a-z]+)", (ROOT / "README.md").read_text(encoding="utf-8"), flags=re.MULTILINE))
        <= targets
    )


def test_no_row_without_source() -> None:
    from bilat.codebook.actors import Holder

    for holder in read_csv("holders.csv", Holder):
        assert holder.source
        if holder.verified == "no":
            assert holder.precision == "year", f"{holder.person}: what is not verified carries years only"
