"""The style guide shows every component with all its examples."""

from pathlib import Path

from site_src.cli import main
from site_src.state import own_templates


def test_every_component_and_example_is_on_the_page(tmp_path: Path) -> None:
    assert main(["styleguide", "--out", str(tmp_path)]) == 0
    page = (tmp_path / "index.html").read_text("utf-8")
    for folder in (Path(own_templates()) / "components").iterdir():
        assert f'id="c-{folder.name}"' in page
        examples = (folder / "examples.yaml").read_text("utf-8")
        for line in examples.splitlines():
            if line.startswith("- name: "):
                assert line.removeprefix("- name: ") in page


def test_its_style_sheet_is_there(tmp_path: Path) -> None:
    main(["styleguide", "--out", str(tmp_path)])
    assert list((tmp_path / "assets").glob("site.*.css"))
