import Stochastics

/// One step of dual coordinate ascent: the best distribution of a single example, all others kept.
enum DualStep {
    private static let floor: Float = -80
    private static let iterations = 5

    /// Solves log p + c p = a - v with sum p = 1 for p and v, where a = score + c p(old), by Newton's method on both.
    ///
    /// `logDual` holds log p(old) and receives log p; `change` receives p(old) - p. Returns the largest change.
    static func solve(
        scores: UnsafeMutablePointer<SIMD8<Float>>, mask: UnsafePointer<SIMD8<Float>>, lanes: Int, curvature: Float,
        logDual: UnsafeMutablePointer<SIMD8<Float>>, change: UnsafeMutablePointer<SIMD8<Float>>
    ) -> Float {
        let c = SIMD8<Float>(repeating: curvature)
        let lowest = SIMD8<Float>(repeating: floor)
        var best = SIMD8<Float>(repeating: -.infinity)
        for lane in 0..<lanes {
            scores[lane] += mask[lane]
            best = pointwiseMax(best, scores[lane])
        }
        let top = best.max()
        var sums = SIMD8<Float>.zero
        for lane in 0..<lanes { sums += PortableMath.exp(scores[lane] - top) }
        var shift = top + PortableMath.log(sums.sum())
        for lane in 0..<lanes {
            let old = PortableMath.exp(logDual[lane])
            change[lane] = old
            let start = pointwiseMax(pointwiseMax(scores[lane] - shift, logDual[lane]), lowest)
            scores[lane] += c * old
            logDual[lane] = start
        }
        for _ in 0..<iterations {
            var total = SIMD8<Float>.zero
            var weighted = SIMD8<Float>.zero
            var damped = SIMD8<Float>.zero
            for lane in 0..<lanes {
                let u = logDual[lane]
                let p = PortableMath.exp(u)
                let d = p / (1 + c * p)
                total += p
                damped += d
                weighted += d * (scores[lane] - shift - u - c * p)
            }
            let sum = total.sum()
            let shiftChange = (weighted.sum() - (1 - sum)) / damped.sum()
            var worst = SIMD8<Float>.zero
            for lane in 0..<lanes {
                let u = logDual[lane]
                let p = PortableMath.exp(u)
                let residual = scores[lane] - shift - u - c * p - shiftChange
                let next = u + residual / (1 + c * p)
                let kept = pointwiseMin(pointwiseMax(next, lowest), .zero)
                worst = pointwiseMax(worst, p * (kept - u) * (kept - u))
                logDual[lane] = kept
            }
            shift += shiftChange
            if worst.max() < 1e-5 { break }
        }
        var total = SIMD8<Float>.zero
        for lane in 0..<lanes { total += PortableMath.exp(logDual[lane]) }
        let excess = PortableMath.log(total.sum())
        var largest = SIMD8<Float>.zero
        for lane in 0..<lanes {
            let u = pointwiseMax(logDual[lane] - excess, lowest)
            logDual[lane] = u
            let difference = change[lane] - PortableMath.exp(u)
            change[lane] = difference
            largest = pointwiseMax(largest, pointwiseMax(difference, -difference))
        }
        return largest.max()
    }

    /// Solves the same with two outcomes, log(p / (1 - p)) + c p = score + c p(old), by Newton's method in a bracket.
    static func solve(score: Float, curvature: Float, dual: Float) -> Float {
        let goal = score + curvature * dual
        var low = goal - curvature
        var high = goal
        var x = min(max(score, low), high)
        for _ in 0..<12 {
            let p = 1 / (1 + PortableMath.exp(-x))
            let excess = x + curvature * p - goal
            if excess > 0 { high = x } else { low = x }
            if abs(excess) < 1e-4 { break }
            let next = x - excess / (1 + curvature * p * (1 - p))
            x = next > low && next < high ? next : (low + high) / 2
        }
        return 1 / (1 + PortableMath.exp(-x))
    }
}
