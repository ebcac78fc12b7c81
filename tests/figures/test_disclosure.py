"""An attacker who knows every shown number exactly subtracts, and finds no hidden cell."""

import random
from fractions import Fraction

import pytest

from portal.figures.disclosure import TOTAL, publishable

MOST_ROWS, MOST_COLUMNS = 6, 6


def determined(counts: dict, shown: set) -> set:
    """The hidden cells whose value follows from all sums: exact elimination over fractions."""
    rows = {row for row, _ in counts if row is not TOTAL}
    columns = {column for _, column in counts if column is not TOTAL}
    hidden = sorted((cell for cell in counts if cell not in shown), key=str)
    lines = [[(r, c) for c in (*columns, TOTAL)] for r in (*rows, TOTAL)]
    lines += [[(r, c) for r in (*rows, TOTAL)] for c in (*columns, TOTAL)]
    matrix = [[Fraction(int(cell in line)) * (-1 if TOTAL in cell and cell != (TOTAL, TOTAL) else 1)
               for cell in hidden] for line in lines]  # fmt: skip
    reduced = eliminate(matrix, len(hidden))
    return {hidden[row.index(1)] for row in reduced if sum(map(bool, row)) == 1}


def eliminate(matrix: list[list[Fraction]], width: int) -> list[list[Fraction]]:
    """The reduced row echelon form: a variable alone in its row has one value."""
    top = 0
    for column in range(width):
        pivot = next((i for i in range(top, len(matrix)) if matrix[i][column]), None)
        if pivot is None:
            continue
        matrix[top], matrix[pivot] = matrix[pivot], matrix[top]
        matrix[top] = [value / matrix[top][column] for value in matrix[top]]
        for i, row in enumerate(matrix):
            if i != top and row[column]:
                factor = row[column]
                matrix[i] = [a - factor * b for a, b in zip(row, matrix[top], strict=True)]
        top += 1
    return matrix[:top]


def with_totals(parts: dict) -> dict:
    """The table as a printer would see it."""
    counts = dict(parts)
    for (row, column), count in parts.items():
        for cell in ((row, TOTAL), (TOTAL, column), (TOTAL, TOTAL)):
            counts[cell] = counts.get(cell, 0) + count
    return counts


def random_table(seed: int) -> dict:
    """Organisations by months, some of them empty, many small."""
    dice = random.Random(seed)
    rows, columns = dice.randint(2, MOST_ROWS), dice.randint(2, MOST_COLUMNS)
    most = dice.choice([4, 9, 15, 40])
    return {(f"r{r}", f"c{c}"): dice.choice([0, dice.randint(0, most), dice.randint(0, 12)])
            for r in range(rows) for c in range(columns)}  # fmt: skip


@pytest.mark.parametrize("seed", range(150))
def test_no_small_cell_follows_from_what_is_shown(seed: int) -> None:
    parts = random_table(seed)
    shown, counts = publishable(parts), with_totals(parts)
    assert all(counts[cell] >= 8 for cell in shown)
    assert not {cell for cell in determined(counts, shown) if 0 < counts[cell] < 8}


@pytest.mark.parametrize("seed", range(150))
def test_what_is_left_of_a_total_is_nothing_or_no_small_number(seed: int) -> None:
    parts = random_table(seed)
    shown, counts = publishable(parts), with_totals(parts)
    for axis in (0, 1):
        for total in {cell for cell in shown if cell[1 - axis] is TOTAL}:
            line = [c for c in counts if c[axis] == total[axis] and c[1 - axis] is not TOTAL]
            left = counts[total] - sum(counts[cell] for cell in line if cell in shown)
            assert left == 0 or left >= 8, (total, left)


def test_the_attack_finds_what_plain_hiding_leaves_open() -> None:
    parts = {("a", "x"): 3, ("a", "y"): 20, ("b", "x"): 12, ("b", "y"): 14}
    counts = with_totals(parts)
    naive = {cell for cell, count in counts.items() if count >= 8}
    assert ("a", "x") in determined(counts, naive)
    assert not determined(counts, publishable(parts))


def test_two_circles_joined_by_one_cell_do_not_give_it_away() -> None:
    circle = [("a", "x"), ("a", "y"), ("b", "x"), ("b", "y"), ("c", "z"), ("c", "w"), ("d", "z"),
              ("d", "w")]  # fmt: skip
    parts = {(r, c): 30 for r in "abcd" for c in "xyzw"}
    parts |= dict.fromkeys(circle, 5) | {("b", "z"): 3}
    counts = with_totals(parts)
    assert ("b", "z") in determined(counts, {c for c in counts if counts[c] >= 8})
    assert ("b", "z") not in determined(counts, publishable(parts))


def test_nothing_is_hidden_where_nothing_is_small() -> None:
    parts = {(r, c): 20 for r in "ab" for c in "xy"}
    assert publishable(parts) == set(with_totals(parts))


def test_a_row_that_is_never_shown_is_protected_and_protects() -> None:
    parts = {("a", "x"): 30, ("a", "y"): 30, ("none", "x"): 4, ("none", "y"): 30}
    shown, counts = publishable(parts, never=["none"]), with_totals(parts)
    assert not {cell for cell in shown if cell[0] == "none"}
    assert not {cell for cell in determined(counts, shown) if counts[cell] < 8}


def test_a_total_that_stands_elsewhere_stays_and_its_parts_give_way() -> None:
    parts = {("a", "en"): 30, ("a", "ar"): 4, ("a", ""): 0, ("b", "en"): 40, ("b", "ar"): 40,
             ("b", ""): 20}  # fmt: skip
    totals = {("a", TOTAL): True, ("b", TOTAL): True, (TOTAL, TOTAL): True}
    shown = publishable(parts, smallest=10, never=[""], totals=totals)
    assert ("a", TOTAL) in shown
    assert ("a", "en") not in shown and ("a", "ar") not in shown


@pytest.mark.parametrize("seed", range(100))
def test_no_small_group_follows_from_totals_that_stand_on_other_pages(seed: int) -> None:
    parts = {(r, c or "untold"): n for (r, c), n in random_table(seed).items()}
    untold = {(row, "untold"): random.Random(row).randint(0, 3) for row, _ in parts}
    everybody = {**parts, **untold}
    counts = with_totals(everybody)
    sums = {cell for cell in counts if cell[1] is TOTAL}
    shown = publishable(
        everybody, smallest=10, never=["untold"],
        totals={cell: counts[cell] >= 8 for cell in sums},
    )  # fmt: skip
    assert all(counts[cell] >= 10 for cell in shown - sums)
    found = determined(counts, shown)
    assert not {cell for cell in found if cell[1] != "untold" and 0 < counts[cell] < 10} - sums
