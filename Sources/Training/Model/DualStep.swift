import Stochastics

/// One step of dual coordinate ascent: the best distribution of a single example, all others kept.
enum DualStep {
    /// Smallest logarithm kept of a probability.
    static let floor: Float = -80
    private static let iterations = 5
    /// An example whose prediction and dual distribution differ by less is at its optimum.
    private static let settled: Float = 1e-6

    /// Solves log p + c p = a - v with sum p = 1 for p and v, where a = score + c p(old), by Newton's method on both.
    ///
    /// `logDual` holds log p(old) and receives log p; `change` receives p(old) - p. Returns the largest change.
    static func solve(
        scores: UnsafeMutablePointer<SIMD8<Float>>, mask: UnsafePointer<SIMD8<Float>>, lanes: Int, curvature: Float,
        logDual: UnsafeMutablePointer<SIMD8<Float>>, change: UnsafeMutablePointer<SIMD8<Float>>,
        scratch: UnsafeMutablePointer<SIMD8<Float>>
    ) -> Float {
        let c = SIMD8<Float>(repeating: curvature)
        let lowest = SIMD8<Float>(repeating: floor)
        let (top, sum) = softmax(scores, mask: mask, lanes: lanes, powers: scratch)
        let scale = SIMD8<Float>(repeating: 1 / sum)
        var furthest = SIMD8<Float>.zero
        for lane in 0..<lanes {
            let old = PortableMath.exp(logDual[lane])
            change[lane] = old
            let distance = scratch[lane] * scale - old
            furthest = SIMD8.larger(furthest, distance.magnitudes)
        }
        if furthest.largest < settled {
            for lane in 0..<lanes { change[lane] = .zero }
            return 0
        }
        var shift = top + PortableMath.log(sum)
        for lane in 0..<lanes {
            let old = change[lane]
            let start = SIMD8.larger(SIMD8.larger(scores[lane] - shift, logDual[lane]), lowest)
            scores[lane] += c * old
            logDual[lane] = start
            scratch[lane] = SIMD8.larger(scratch[lane] * scale, old)
        }
        for _ in 0..<iterations {
            var total = SIMD8<Float>.zero
            var weighted = SIMD8<Float>.zero
            var damped = SIMD8<Float>.zero
            for lane in 0..<lanes {
                let p = scratch[lane]
                let d = p / (1 + c * p)
                total += p
                damped += d
                weighted += d * (scores[lane] - shift - logDual[lane] - c * p)
            }
            let step = (weighted.sum() - (1 - total.sum())) / damped.sum()
            shift += step
            var worst = SIMD8<Float>.zero
            for lane in 0..<lanes {
                let u = logDual[lane]
                let p = scratch[lane]
                let newton = u + (scores[lane] - shift - u - c * p) / (1 + c * p)
                let next = SIMD8.smaller(SIMD8.larger(newton, lowest), .zero)
                worst = SIMD8.larger(worst, p * (next - u) * (next - u))
                logDual[lane] = next
                scratch[lane] = PortableMath.exp(next)
            }
            if worst.largest < 1e-6 { break }
        }
        return finish(lanes: lanes, logDual: logDual, change: change, powers: scratch)
    }

    /// Adds the mask to the scores and writes exp(score - top); returns the top and the sum of the powers.
    @inline(__always)
    private static func softmax(
        _ scores: UnsafeMutablePointer<SIMD8<Float>>, mask: UnsafePointer<SIMD8<Float>>, lanes: Int,
        powers: UnsafeMutablePointer<SIMD8<Float>>
    ) -> (top: Float, sum: Float) {
        var best = SIMD8<Float>(repeating: -.infinity)
        for lane in 0..<lanes {
            scores[lane] += mask[lane]
            best = SIMD8.larger(best, scores[lane])
        }
        let top = best.largest
        var sums = SIMD8<Float>.zero
        for lane in 0..<lanes {
            powers[lane] = PortableMath.exp(scores[lane] - top)
            sums += powers[lane]
        }
        return (top, sums.sum())
    }

    /// Brings the sum of p to 1, and says how far p moved.
    @inline(__always)
    private static func finish(
        lanes: Int, logDual: UnsafeMutablePointer<SIMD8<Float>>, change: UnsafeMutablePointer<SIMD8<Float>>,
        powers: UnsafeMutablePointer<SIMD8<Float>>
    ) -> Float {
        var total = SIMD8<Float>.zero
        for lane in 0..<lanes { total += powers[lane] }
        let excess = PortableMath.log(total.sum())
        var largest = SIMD8<Float>.zero
        for lane in 0..<lanes {
            let u = SIMD8.larger(logDual[lane] - excess, SIMD8(repeating: floor))
            logDual[lane] = u
            let difference = change[lane] - PortableMath.exp(u)
            change[lane] = difference
            largest = SIMD8.larger(largest, difference.magnitudes)
        }
        return largest.largest
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
