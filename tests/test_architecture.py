"""The picture in docs/architecture.md is the one that the import contract holds."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def contract() -> list[list[str]]:
    """The layers of the import contract, high to low; names without the project's own."""
    told = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    [layers] = [c["layers"] for c in told["tool"]["importlinter"]["contracts"] if "layers" in c]
    return [sorted(re.split(r"\s*\|\s*", row.replace("hdnd_portal.", ""))) for row in layers]


def picture() -> list[list[str]]:
    """The layers of the picture, high to low."""
    page = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    drawn = page.split("## What the code is cut into")[1].split("```")[1]
    rows = [line for line in drawn.splitlines() if line.strip() and set(line.strip()) != {"│"}]
    top, *lower = [re.sub(r"\s{3,}.*", "", row.strip()) for row in rows]
    return [sorted(top.split()), *([name] for row in lower for name in re.split(r"\s*─►\s*", row))]


def test_the_picture_shows_the_layers_of_the_contract_in_their_order():
    assert picture() == contract()


def test_every_package_of_the_portal_is_a_layer_or_named_beside():
    layers = {name for row in contract() for name in row}
    beside = {"embedded", "settings", "formats"}  # no app: nothing of the order is theirs
    packages = {path.parent.name for path in (ROOT / "hdnd_portal").glob("*/__init__.py")}
    assert packages - beside <= layers
