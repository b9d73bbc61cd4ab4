"""The histogram of z values as an SVG."""
from validity_statistics import NORMAL

WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 640, 300, 46, 12, 30, 40
BIN, LIMIT = 0.5, 4


def histogram(scores):
    """Counts in bins of half a unit, values beyond 4 in the outermost, and what a normal distribution would give."""
    count = len(scores)
    bins = [0] * int(2 * LIMIT / BIN)
    for score in scores:
        bins[min(len(bins) - 1, max(0, int((score + LIMIT) // BIN)))] += 1
    top = max(max(bins), count * BIN * NORMAL.pdf(0)) * 1.08

    def x(value):
        return LEFT + (value + LIMIT) / (2 * LIMIT) * (WIDTH - LEFT - RIGHT)

    def y(value):
        return HEIGHT - BOTTOM - value / top * (HEIGHT - TOP - BOTTOM)

    text = 'font-family="sans-serif" font-size="12" fill="#333333"'
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}" role="img">',
        f"<title>Histogram of {count} z values against the standard normal distribution</title>",
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#ffffff"/>']
    step = next(step for step in (1, 2, 5, 10, 20, 50, 100, 200, 500) if top / step <= 6)
    for level in range(0, int(top) + 1, step):
        lines.append(f'<line x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{y(level):.1f}" y2="{y(level):.1f}" stroke="#e4e4e4"/>')
        lines.append(f'<text x="{LEFT - 6}" y="{y(level) + 4:.1f}" text-anchor="end" {text}>{level}</text>')
    for place, number in enumerate(bins):
        start = -LIMIT + place * BIN
        if number:
            lines.append(f'<rect x="{x(start) + 1:.1f}" y="{y(number):.1f}" width="{x(start + BIN) - x(start) - 2:.1f}"'
                         f' height="{y(0) - y(number):.1f}" fill="#4c78a8"/>')
    points = " ".join(f"{x(k / 20):.1f},{y(count * BIN * NORMAL.pdf(k / 20)):.1f}" for k in range(-20 * LIMIT, 20 * LIMIT + 1))
    lines.append(f'<polyline points="{points}" fill="none" stroke="#e4572e" stroke-width="2"/>')
    for value in range(-LIMIT, LIMIT + 1):
        lines.append(f'<text x="{x(value):.1f}" y="{HEIGHT - BOTTOM + 18}" text-anchor="middle" {text}>{value}</text>')
    lines += [f'<text x="{(LEFT + WIDTH - RIGHT) / 2}" y="{HEIGHT - 6}" text-anchor="middle" {text}>z of the primary quantities</text>',
              f'<rect x="{LEFT + 8}" y="10" width="12" height="12" fill="#4c78a8"/>',
              f'<text x="{LEFT + 26}" y="20" {text}>cases</text>',
              f'<line x1="{LEFT + 80}" x2="{LEFT + 100}" y1="16" y2="16" stroke="#e4572e" stroke-width="2"/>',
              f'<text x="{LEFT + 106}" y="20" {text}>standard normal</text>', "</svg>"]
    return "\n".join(lines) + "\n"
