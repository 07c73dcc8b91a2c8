"""Averages, intervals and paired differences."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evals.intervals import compare, estimate
from evals.scoring import auroc_of, balanced_of, gap_of


def test_mean_is_over_scored_cases_only():
    """None is outside the average: (1 + 0 + 1) / 3."""
    found = estimate([1.0, None, 0.0, 1.0])
    assert found.n == 3
    assert found.mean == pytest.approx(2 / 3)
    assert found.low is not None
    assert found.high is not None
    assert found.low <= found.mean <= found.high


@pytest.mark.parametrize("scores", [[], [None, None]])
def test_nothing_scored_is_no_number(scores):
    """Without a scored case there is neither a mean nor an interval, and no warning."""
    found = estimate(scores)
    assert (found.n, found.mean, found.low, found.high) == (0, None, None, None)


def test_interval_is_about_that_of_the_binomial():
    """50 of 100: the normal approximation gives 0.5 +/- 1.96 * 0.05."""
    found = estimate([0.0, 1.0] * 50)
    assert found.low == pytest.approx(0.402, abs=0.02)
    assert found.high == pytest.approx(0.598, abs=0.02)


def test_paired_difference_is_narrower_than_its_parts():
    """Two systems that fail together differ by 0.1 for sure, however wide their own intervals are."""
    theirs = [float(i % 2) for i in range(50)]
    ours = [score + 0.1 for score in theirs]
    found = compare(ours, theirs, [True] * 50)
    assert found.difference.mean == pytest.approx(0.1)
    assert found.difference.low == pytest.approx(0.1)
    assert found.difference.high == pytest.approx(0.1)
    assert found.ours.high - found.ours.low > 0.2
    assert (found.wins, found.ties, found.losses) == (50, 0, 0)


def test_wins_follow_the_direction_and_skip_unscored_cases():
    """Lower is better: 0 against 1 is won, 1 against 0 lost, a case that one lacks is not counted."""
    found = compare([0, 1, 1, None], [1, 0, 1, 1], [True] * 4, higher_is_better=False)
    assert (found.wins, found.ties, found.losses) == (1, 1, 1)
    assert found.difference.n == 3


def test_the_seed_is_fixed():
    """The same scores give the same interval."""
    assert estimate([0.0, 1.0, 1.0]) == estimate([0.0, 1.0, 1.0])


def test_unequal_lengths_are_refused():
    """Scores of other cases cannot be paired."""
    with pytest.raises(ValueError, match="2, 1 and 2 cases"):
        compare([1, 0], [1], [True, True])


def test_statistics_of_two_classes_by_hand():
    """Right decisions 1 1 0 | 1 0: refused of unanswerable 1/2, wrongly refused 1/3."""
    right, answerable = [1, 1, 0, 1, 0], [True, True, True, False, False]
    assert compare(right, right, answerable, gap_of).ours.mean == pytest.approx(1 / 2 - 1 / 3)
    assert compare(right, right, answerable, balanced_of).ours.mean == pytest.approx((1 / 2 + 2 / 3) / 2)
    area = compare([0.9, 0.4, 0.4, 0.1], [0, 0, 0, 0], [True, True, False, False], auroc_of)
    assert area.ours.mean == 3.5 / 4
    assert area.theirs.mean == 0.5


@pytest.mark.parametrize("statistic", [gap_of, balanced_of, auroc_of])
def test_statistics_of_two_classes_need_both(statistic):
    """With one class only there is no number."""
    found = compare([1, 0], [1, 1], [True, True], statistic)
    assert found.ours.mean is None
    assert found.difference.mean is None


_score = st.one_of(st.none(), st.floats(0, 1))


# No deadline: 2,000 resamples take 20 to 300 ms on a busy machine.
@settings(max_examples=20, deadline=None)
@given(st.lists(st.tuples(_score, _score, st.booleans()), max_size=4))
def test_intervals_of_shares_are_shares(rows):
    """Means and ends of shares are in [0, 1], differences in [-1, 1], and every case is counted once."""
    ours, theirs, answerable = ([row[i] for row in rows] for i in range(3))
    found = compare(ours, theirs, answerable)
    for part, least in ((found.ours, 0), (found.theirs, 0), (found.difference, -1)):
        if part.mean is not None:
            assert least - 1e-9 <= part.low <= part.high <= 1 + 1e-9
    assert found.wins + found.ties + found.losses == found.difference.n
