"""The distributions that docs/evidence/validity.md needs, in plain Python: checked against the program's own figures."""
import math
from statistics import NormalDist

NORMAL = NormalDist()


def gamma_cumulative(shape, x):
    """The regularised lower incomplete gamma function, by its series or continued fraction (Abramowitz, Stegun 6.5)."""
    if x <= 0:
        return 0.0
    scale = math.exp(shape * math.log(x) - x - math.lgamma(shape))
    if x < shape + 1:
        term = total = 1 / shape
        k = shape
        while term > total * 1e-16:
            k += 1
            term *= x / k
            total += term
        return total * scale
    b, c = x + 1 - shape, 1e300
    d = fraction = 1 / b
    for k in range(1, 10_000):
        a = -k * (k - shape)
        b += 2
        d = 1 / (a * d + b)
        c = b + a / c
        fraction *= c * d
        if abs(c * d - 1) < 1e-15:
            break
    return 1 - scale * fraction


def mean_square_band(count, level=0.001):
    """The exact band of the mean of `count` squared standard normal scores: chi squared over its degrees of freedom."""
    def quantile(p):
        low, high = 0.0, 100.0 * count
        for _ in range(200):
            middle = (low + high) / 2
            low, high = (middle, high) if gamma_cumulative(count / 2, middle / 2) < p else (low, middle)
        return (low + high) / 2 / count
    return quantile(level / 2), quantile(1 - level / 2)


def beta_fraction(a, b, x):
    """The continued fraction of the incomplete beta function (Abramowitz, Stegun 26.5.8), by Lentz's method."""
    tiny = 1e-300
    c, d = 1.0, 1 / max(1 - (a + b) * x / (a + 1), tiny)
    result = d
    for m in range(1, 10_000):
        for factor in (m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m)),
                       -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))):
            d = 1 + factor * d
            d = 1 / (d if abs(d) > tiny else tiny)
            c = 1 + factor / c
            c = c if abs(c) > tiny else tiny
            result *= c * d
        if abs(c * d - 1) < 1e-15:
            break
    return result


def beta_cumulative(a, b, x):
    """The regularised incomplete beta function."""
    if x <= 0 or x >= 1:
        return float(x >= 1)
    front = math.exp(math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b) + a * math.log(x) + b * math.log1p(-x))
    if x < (a + 1) / (a + b + 2):
        return front * beta_fraction(a, b, x) / a
    return 1 - front * beta_fraction(b, a, 1 - x) / b


def student_tail(t, freedom):
    """P(T > |t|) of Student's distribution."""
    return beta_cumulative(freedom / 2, 0.5, freedom / (freedom + t * t)) / 2


def normal_score(z, freedom):
    """A Student-t value as the standard normal one of the same probability."""
    tail = student_tail(z, freedom)
    return math.copysign(-NORMAL.inv_cdf(tail) if tail > 0 else 40.0, z)


def anderson_darling(scores):
    """Anderson and Darling's statistic against the standard normal distribution, nothing estimated."""
    levels = sorted(min(max(NORMAL.cdf(score), 1e-300), 1 - 1e-16) for score in scores)
    n = len(levels)
    return -n - sum((2 * k + 1) * (math.log(levels[k]) + math.log1p(-levels[n - 1 - k])) for k in range(n)) / n


def anderson_darling_probability(statistic):
    """P(a larger statistic) in large samples (Marsaglia and Marsaglia, J. Statistical Software 9(2), 2004)."""
    z = statistic
    if z < 2:
        below = math.exp(-1.2337141 / z) / math.sqrt(z) * (
            2.00012 + (0.247105 - (0.0649821 - (0.0347962 - (0.011672 - 0.00168691 * z) * z) * z) * z) * z)
    else:
        below = math.exp(-math.exp(
            1.0776 - (2.30695 - (0.43424 - (0.082433 - (0.008056 - 0.0003146 * z) * z) * z) * z) * z))
    return 1 - below


def binomial_band(trials, probability, level=0.001):
    """The shares that a right probability leaves but for `level` of the experiments."""
    total, low, high = 0.0, None, None
    for k in range(trials + 1):
        total += math.exp(
            math.lgamma(trials + 1) - math.lgamma(k + 1) - math.lgamma(trials - k + 1)
            + k * math.log(probability) + (trials - k) * math.log1p(-probability))
        if low is None and total >= level / 2:
            low = k
        if high is None and total >= 1 - level / 2:
            high = k
            break
    return low / trials, high / trials
