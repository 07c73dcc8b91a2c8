"""Clocks of reading: no time is asserted, only what is timed and what is said where it cannot be."""

from __future__ import annotations

from evals import speed_figures
from evals.speed_figures import best, rates, run_speed_figures, worst_growth

TEXT = "In 2024, 37% of growers used drip irrigation.\n\n" * 20


def test_rates_are_of_megabytes_of_utf8(monkeypatch):
    """With a clock of half a second a call: bytes, not characters, divided by it."""
    monkeypatch.setattr(speed_figures, "best", lambda call: call() or 0.5)
    text = "é" * 1000
    assert rates([text, text]) == {"quantities": 0.008, "figures": 0.008}


def test_the_shortest_call_counts(monkeypatch):
    """Of three calls of 3, 1 and 2 seconds: 1."""
    ticks = iter([0, 3, 10, 11, 20, 22])
    monkeypatch.setattr(speed_figures.time, "process_time", lambda: next(ticks))
    assert best(lambda: None) == 1


def test_growth_is_of_the_worst_text(monkeypatch):
    """A text whose time is squared is found among linear ones."""

    def clock(piece, length):
        return (length / 1000) ** (2 if piece == "(" else 1)

    monkeypatch.setattr(speed_figures, "_time", clock)
    assert worst_growth(1000) == ("(", 4)


def test_a_run_over_small_corpora(tmp_path, capsys, monkeypatch):
    """Both rates and the growth are printed and given back; absent corpora have a line."""
    monkeypatch.setattr(speed_figures, "_LENGTH", 200)
    folder = tmp_path / "chunking_evaluation" / "corpora"
    folder.mkdir(parents=True)
    (folder / "a.md").write_text(TEXT, "utf-8")
    found = run_speed_figures(tmp_path)
    assert found.keys() == {"quantities", "figures", "growth"}
    assert all(value > 0 for value in found.values())
    assert "goal at least 1 MB/s" in capsys.readouterr().out
    assert run_speed_figures(tmp_path / "none") == {}
    assert "No speed" in capsys.readouterr().out
