"""Which cells of a table may be published beside its totals (secondary suppression).

A cell that is too small is hidden. But where a total and all its other parts are shown, the
hidden part is only a subtraction away. So in each row and each column the hidden parts must be
two or more, and together at least as many as a number that may be shown; else the smallest shown
part is hidden too, and at last the total. We do not count on rounding: whoever attacks may know
the shown numbers exactly. What would still follow from several rows and columns at once is found
as well: with all sums known, a hidden cell is determined just when it is a bridge in the graph
of rows and columns that the hidden cells connect.
"""

from collections.abc import Collection, Hashable, Iterator, Mapping

from portal.figures.suppression import SMALLEST

#: stands for "all rows" or "all columns"
TOTAL = None
Key = Hashable
Cell = tuple[Key, Key]


def publishable(
    parts: Mapping[Cell, int],
    *,
    smallest: int = SMALLEST,
    never: Collection[Key] = (),
    totals: Mapping[Cell, bool] | None = None,
) -> set[Cell]:
    """The cells that may be shown, totals among them as `(row, TOTAL)` and `(TOTAL, column)`.

    `parts` maps (row, column) to a count, cells that are missing are 0. `never` names rows or
    columns that are never shown, such as "did not say". `totals` fixes for some totals whether
    they are shown, because another table has decided it.
    """
    table = _Table(parts, max(smallest, SMALLEST), frozenset(never), dict(totals or {}))
    while True:
        cell = next(table.weak_cells(), None)
        if cell is None:
            return {c for c in table.counts if c not in table.hidden}
        table.hidden.add(cell)


class _Table:
    def __init__(
        self,
        parts: Mapping[Cell, int],
        smallest: int,
        never: frozenset[Key],
        fixed: dict[Cell, bool],
    ) -> None:
        self.rows = list(dict.fromkeys(row for row, _ in parts))
        self.columns = list(dict.fromkeys(column for _, column in parts))
        self.smallest = smallest
        self.counts: dict[Cell, int] = {}
        for row in self.rows:
            for column in self.columns:
                self.counts[row, column] = parts.get((row, column), 0)
        self._add_totals()
        self.kept = {cell for cell, shown in fixed.items() if shown}
        self.hidden = {
            cell
            for cell, count in self.counts.items()
            if (count < smallest or never & set(cell)) and cell not in self.kept
        } | {cell for cell, shown in fixed.items() if not shown}

    def _add_totals(self) -> None:
        for row in self.rows:
            self.counts[row, TOTAL] = sum(self.counts[row, c] for c in self.columns)
        for column in [*self.columns, TOTAL]:
            self.counts[TOTAL, column] = sum(self.counts[r, column] for r in self.rows)

    def _lines(self) -> Iterator[tuple[Cell, list[Cell]]]:
        """Every row and column: its total and its parts; the totals are a row and a column too."""
        for row in [*self.rows, TOTAL]:
            yield (row, TOTAL), [(row, column) for column in self.columns]
        for column in [*self.columns, TOTAL]:
            yield (TOTAL, column), [(row, column) for row in self.rows]

    def weak_cells(self) -> Iterator[Cell]:
        """Cells that have to be hidden besides, each only while what is hidden is not safe."""
        for total, parts in self._lines():
            if not self._safe(total, parts):
                yield from self._victim(total, parts)
        for row, column in self._bridges():
            if 0 < self.counts[row, column] < self.smallest:
                yield from self._victim((row, TOTAL), [(row, c) for c in self.columns])
                yield from self._victim((TOTAL, column), [(r, column) for r in self.rows])

    def _safe(self, total: Cell, parts: list[Cell]) -> bool:
        hidden = [cell for cell in parts if cell in self.hidden]
        together = sum(self.counts[cell] for cell in hidden)
        if total in self.hidden:
            return not self.counts[total] or bool(hidden)
        return together == 0 or (len(hidden) > 1 and together >= self.smallest)

    def _victim(self, total: Cell, parts: list[Cell]) -> Iterator[Cell]:
        """The smallest shown part that has anybody in it, else the total."""
        shown = [c for c in [*parts, total] if c not in self.hidden and c not in self.kept]
        full = [cell for cell in shown if self.counts[cell]]
        if full:
            yield min(full, key=lambda cell: (cell == total, self.counts[cell], str(cell)))

    def _bridges(self) -> Iterator[Cell]:
        """Hidden cells that the sums of rows and columns determine."""
        beside: dict[tuple[str, Key], list[tuple[tuple[str, Key], Cell]]] = {}
        for row, column in sorted(self.hidden, key=str):
            ends = ("row", row), ("column", column)
            beside.setdefault(ends[0], []).append((ends[1], (row, column)))
            beside.setdefault(ends[1], []).append((ends[0], (row, column)))
        seen: dict[tuple[str, Key], int] = {}
        lowest: dict[tuple[str, Key], int] = {}
        for start in beside:
            if start not in seen:
                yield from _walk(start, beside, seen, lowest)


def _walk(
    start: tuple[str, Key],
    beside: dict[tuple[str, Key], list[tuple[tuple[str, Key], Cell]]],
    seen: dict[tuple[str, Key], int],
    lowest: dict[tuple[str, Key], int],
) -> Iterator[Cell]:
    """Depth first from `start`: an edge under which nothing leads back is a bridge."""
    seen[start] = lowest[start] = len(seen)
    path: list[tuple[tuple[str, Key], Cell | None, Iterator]] = [(start, None, iter(beside[start]))]
    while path:
        here, came_by, edges = path[-1]
        following = next(edges, None)
        if following is None:
            path.pop()
            if path and came_by is not None:
                above = path[-1][0]
                lowest[above] = min(lowest[above], lowest[here])
                if lowest[here] > seen[above]:
                    yield came_by
        elif following[1] != came_by:
            there, edge = following
            if there in seen:
                lowest[here] = min(lowest[here], seen[there])
            else:
                seen[there] = lowest[there] = len(seen)
                path.append((there, edge, iter(beside[there])))
