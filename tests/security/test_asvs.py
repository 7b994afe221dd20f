"""docs/security.md against the list of the standard: each item once, counts that are true, proofs that exist."""

import ast
import json
import re
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

PAGE = Path("docs/security.md").read_text()
ITEMS = json.loads(Path("tests/security/asvs_4_0_3.json").read_text())["items"]
STATES = {"met", "n/a", "**NOT MET**"}
ROWS = [
    [cell.strip() for cell in line.strip("|").split(" | ")]
    for line in PAGE.splitlines()
    if re.match(r"\| \d+\.\d+\.\d+", line)
]


def items_of(row):
    return row[0].strip("| ").split(", ")


def test_each_item_of_the_standard_stands_there_once():
    named = Counter(item for row in ROWS for item in items_of(row))
    assert {item: total for item, total in named.items() if total > 1} == {}
    assert set(named) == set(ITEMS)
    assert len(ITEMS) == 260 and set(ITEMS.values()) == {1, 2}


def test_each_row_says_how_or_why_not_and_what_is_met_names_its_proof():
    for row in ROWS:
        assert row[1] in STATES and len(row[2]) > 5, row
        assert bool(re.search(r"`[^`]+`", row[-1])) == (row[1] == "met"), row


def test_the_counts_are_true():
    counted = Counter(row[1] for row in ROWS for _item in items_of(row))
    found = re.search(r"Of the (\d+) items of levels 1 and 2: \*\*(\d+) met, (\d+) not applicable, (\d+) not met", PAGE)
    said = [int(number) for number in found.groups()]
    assert said == [len(ITEMS), counted["met"], counted["n/a"], counted["**NOT MET**"]]
    for chapter, *numbers in re.findall(r"\| (\d+) [A-Z][^|]+ \| (\d+) \| (\d+) \| (\d+) \|", PAGE):
        mine = Counter(row[1] for row in ROWS for item in items_of(row) if item.split(".")[0] == chapter)
        assert [int(number) for number in numbers] == [mine["met"], mine["n/a"], mine["**NOT MET**"]], chapter


@cache
def functions_of(path):
    return {node.name for node in ast.walk(ast.parse(Path(path).read_text())) if isinstance(node, ast.FunctionDef)}


PROOFS = sorted({proof for row in ROWS for proof in re.findall(r"`(tests/[^`]+)`", row[-1])})


@pytest.mark.parametrize("proof", PROOFS)
def test_each_proof_is_there(proof):
    path, _colons, name = proof.partition("::")
    assert Path(path).is_file(), path
    assert not name or name in functions_of(path), proof


def test_each_file_named_is_there():
    named = set(
        re.findall(
            r"`((?:district|indicators|plans|partnerships|fce_portal|docs|deploy|static|templates|tests)/[^`:]+)`", PAGE
        )
    )
    named |= {"Dockerfile", "docker-compose.yml", ".ci/run"}
    assert len(named) > 30
    assert sorted(path for path in named if not Path(path).exists()) == []
