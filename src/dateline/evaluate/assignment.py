"""The best one-to-one pairing of rows and columns (Kuhn 1955, Munkres 1957), for metrics."""

from __future__ import annotations

from collections.abc import Sequence


def best_pairs(scores: Sequence[Sequence[float]]) -> list[tuple[int, int]]:
    """Pairs (row, column) with the greatest summed score, by row; every row or every column is
    paired, whichever are fewer. Scores may be negative. Takes time in rows x rows x columns."""
    rows = len(scores)
    columns = len(scores[0]) if rows else 0
    if rows > columns:
        flipped = best_pairs([[row[j] for row in scores] for j in range(columns)])
        return sorted((i, j) for j, i in flipped)
    # Shortest augmenting paths with potentials; row and column 0 are the algorithm's anchors.
    row_price = [0.0] * (rows + 1)
    column_price = [0.0] * (columns + 1)
    taken = [0] * (columns + 1)
    for row in range(1, rows + 1):
        taken[0], at = row, 0
        least = [float("inf")] * (columns + 1)
        came = [0] * (columns + 1)
        done = [False] * (columns + 1)
        while taken[at]:
            done[at] = True
            here, step, following = taken[at], float("inf"), 0
            for j in range(1, columns + 1):
                if done[j]:
                    continue
                cost = -scores[here - 1][j - 1] - row_price[here] - column_price[j]
                if cost < least[j]:
                    least[j], came[j] = cost, at
                if least[j] < step:
                    step, following = least[j], j
            for j in range(columns + 1):
                if done[j]:
                    row_price[taken[j]] += step
                    column_price[j] -= step
                else:
                    least[j] -= step
            at = following
        while at:
            taken[at], at = taken[came[at]], came[at]
    return sorted((taken[j] - 1, j - 1) for j in range(1, columns + 1) if taken[j])
