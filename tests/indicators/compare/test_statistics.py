"""Ranks, correlation and distribution against scipy, and rates with few cases against published intervals."""

import numpy as np
import pytest
import scipy.stats
from esda.smoothing import Empirical_Bayes

from geoops.indicators.compare.rates import empirical_bayes, intervals
from geoops.indicators.compare.statistics import correlation, histogram, ranks, summary


def test_correlation_is_that_of_scipy_over_those_that_have_both() -> None:
    generator = np.random.default_rng(2)
    one = np.round(generator.normal(size=200), 1)
    other = np.round(one**3 + generator.normal(size=200), 1)
    one[3] = other[7] = np.nan
    both = np.isfinite(one) & np.isfinite(other)
    found = correlation(one, other)
    assert found.n == 198
    assert found.pearson == pytest.approx(scipy.stats.pearsonr(one[both], other[both]).statistic)
    assert found.spearman == pytest.approx(scipy.stats.spearmanr(one[both], other[both]).statistic)


def test_what_does_not_vary_has_no_correlation() -> None:
    found = correlation(np.array([1.0, 1, 1, 1]), np.array([1.0, 2, 3, 4]))
    assert (found.n, found.pearson, found.spearman) == (4, None, None)
    assert correlation(np.array([1.0, np.nan]), np.array([1.0, 2])).n == 1


def test_ranks_are_shared_and_changes_leave_newcomers_out() -> None:
    found = ranks({"a": 9, "b": 5, "c": 5, "new": 7}, {"a": 1, "b": 6, "c": 3, "gone": 99})
    assert {code: one.rank for code, one in found.items()} == {"a": 1, "new": 2, "b": 3, "c": 3}
    assert {code: one.change for code, one in found.items()} == {"a": 2, "new": None, "b": -1, "c": 0}


def test_summary_and_histogram_count_every_value() -> None:
    values = np.random.default_rng(1).lognormal(size=500)
    told, shown = summary(values), histogram(values)
    assert told is not None and shown is not None
    assert (told.count, sum(shown.counts)) == (500, 500)
    assert (told.least, told.most, told.median) == (values.min(), values.max(), np.median(values))
    assert summary(np.array([])) is None and histogram(np.array([])) is None


def test_wilson_intervals_are_those_of_newcombe() -> None:
    """Newcombe (1998), Two-sided confidence intervals for the single proportion, table I, method 3: 81/263, 15/148,
    0/20, 1/29."""
    cases, base = np.array([81.0, 15, 0, 1]), np.array([263.0, 148, 20, 29])
    found = intervals(cases, base)
    assert found.method == "wilson"
    assert np.round(found.low, 4).tolist() == [0.2553, 0.0624, 0.0, 0.0061]
    assert np.round(found.high, 4).tolist() == [0.3662, 0.1605, 0.1611, 0.1718]


def test_byar_intervals_are_near_the_exact_ones_of_poisson() -> None:
    cases, base = np.array([0.0, 1, 5, 20, 100]), np.full(5, 10.0)
    found = intervals(cases, base)
    assert found.method == "byar"
    exact_low = np.where(cases > 0, scipy.stats.chi2.ppf(0.025, 2 * cases) / 2, 0) / 10
    exact_high = scipy.stats.chi2.ppf(0.975, 2 * cases + 2) / 2 / 10
    assert found.low[1:] == pytest.approx(exact_low[1:], rel=0.03, abs=0.002)
    assert found.high == pytest.approx(exact_high, rel=0.02)
    assert found.low[0] == 0


def test_a_rate_without_a_base_has_no_interval() -> None:
    found = intervals(np.array([1.0, 1, np.nan, -1]), np.array([0.0, np.nan, 5, 5]))
    assert np.isnan(found.low).all() and np.isnan(found.high).all()


def test_shrinkage_is_that_of_esda() -> None:
    cases = np.array([0.0, 3, 14, 1, 120, 7])
    base = np.array([50.0, 400, 900, 60, 9000, 20])
    assert empirical_bayes(cases, base) == pytest.approx(Empirical_Bayes(cases, base).r.ravel())


def test_shrinkage_moves_the_small_the_most_and_stays_between() -> None:
    cases, base = np.array([3.0, 300, 10, 1000]), np.array([10.0, 1000, 1000, 100_000])
    shrunk, mean = empirical_bayes(cases, base), cases.sum() / base.sum()
    assert abs(shrunk[0] - cases[0] / base[0]) > abs(shrunk[1] - cases[1] / base[1])
    for value, raw in zip(shrunk, cases / base, strict=True):
        assert min(raw, mean) <= value <= max(raw, mean)
    assert np.isnan(empirical_bayes(np.array([1.0]), np.array([0.0]))).all()
