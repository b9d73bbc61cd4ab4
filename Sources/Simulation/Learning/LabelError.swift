import Stochastics

/// How humans err who say what a customer wants.
enum LabelError {
    /// What somebody who errs takes an intent for: any other one, each as likely.
    static func otherIntent(than intent: Int, of count: Int, _ stream: inout RandomStream) -> Int {
        guard count > 1 else { return intent }
        let other = stream.below(count - 1)
        return other < intent ? other : other + 1
    }
}
