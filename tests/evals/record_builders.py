"""Records of evaluation runs for tests: one from a file, and small ones."""

from pathlib import Path

RECORD = Path(__file__).parent / "data" / "run_record.json"


def estimate(n, mean, low, high):
    """An estimate as a record holds it."""
    return {"n": n, "mean": mean, "low": low, "high": high}


def comparison(ours, theirs=(10, 0.5, 0.4, 0.6), difference=(10, 0.1, 0.05, 0.15)):
    """A comparison as a record holds it, won 3, tied 5, lost 2."""
    parts = {"ours": ours, "baseline": theirs, "difference": difference}
    return {name: estimate(*part) for name, part in parts.items()} | {"wins": 3, "ties": 5, "losses": 2}


def small(measures, **more):
    """A record with these measures against the tutorial pipeline, and what else is given."""
    answers = {
        "cases": {"file": "cases", "split": "dev", "n": 10},
        "baselines": {"tutorial": {"threshold": None, "measures": measures}},
    }
    about = {"revision": "abc", "system": "Linux", "processor": "P", "cores": "2"}
    return {"date": "2026-01-02", "with": about, "settings": "s1", "answers": answers, **more}
