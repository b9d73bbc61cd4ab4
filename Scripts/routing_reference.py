"""scikit-learn on the rows that the routing program exported; runs inside the environment that has it.

usage: routing_reference.py reference FOLDER TEXTS | compare FOLDER RESAMPLES
"""
import csv
import io
import json
import pathlib
import sys


def reference(folder, texts):
    """scikit-learn on the exported rows: JSON with seconds, and its probabilities beside ours in files."""
    import time
    import numpy as np
    import sklearn
    from scipy.sparse import csr_matrix
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import FeatureUnion

    folder = pathlib.Path(folder)

    def rows(name, features):
        parts = [np.fromfile(folder / f"{name}-{part}", kind)
                 for part, kind in (("starts.i64", "<i8"), ("columns.i32", "<i4"), ("values.f32", "<f4"))]
        starts, columns, values = parts
        matrix = csr_matrix((values.astype(np.float64), columns, starts), shape=(len(starts) - 1, features))
        return matrix, np.fromfile(folder / f"{name}-labels.i32", "<i4")

    def best(times, work):
        seconds = []
        for _ in range(times):
            start = time.process_time()
            work()
            seconds.append(time.process_time() - start)
        return min(seconds)

    result = {"version": sklearn.__version__}
    questions = [row["text"] for row in csv.DictReader(open(f"{texts}/test.csv", newline="", encoding="utf-8"))]
    labelled = [row["text"] for row in csv.DictReader(open(f"{texts}/train.csv", newline="", encoding="utf-8"))]
    content = pathlib.Path(f"{texts}/train.csv").read_text(encoding="utf-8")
    rows_seconds = best(20, lambda: sum(1 for _ in csv.reader(io.StringIO(content, newline=""))))
    result["row_ns"] = rows_seconds / len(labelled) * 1e9
    sizes = json.loads((folder / "features.json").read_text())
    for name in ("all", "ten", "words"):
        train, labels = rows(f"{name}-train", sizes[name])
        test, truths = rows(f"{name}-test", sizes[name])
        start = time.process_time()
        model = LogisticRegression(C=30, solver="lbfgs", max_iter=1000).fit(train, labels)
        fit = time.process_time() - start
        probabilities = model.predict_proba(test)
        right = model.classes_[probabilities.argmax(1)] == truths
        right.astype(np.uint8).tofile(folder / f"{name}-reference-correct.u8")
        probabilities.max(1).tofile(folder / f"{name}-reference-confidence.f64")
        result[name] = {"fit_seconds": fit, "accuracy": float(right.mean()), "iterations": int(model.n_iter_[0])}
        if name == "ten":
            continue
        words = TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True)
        kinds = [("words", words)]
        if name == "all":
            kinds.append(("characters", TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 4), sublinear_tf=True)))
        featuriser = FeatureUnion(kinds).fit(labelled)
        featurise = best(10, lambda: featuriser.transform(questions))
        predict = best(10, lambda: model.predict_proba(test))
        result[name] |= {"featurise_ns": featurise / len(questions) * 1e9, "predict_ns": predict / len(questions) * 1e9}
    print(json.dumps(result))


def compare(folder, resamples):
    """Selective measures of the reference, and paired bootstrap bounds of ours minus the reference."""
    import numpy as np
    folder = pathlib.Path(folder)
    random = np.random.default_rng(1)

    def load(name):
        return (np.fromfile(folder / f"{name}-confidence.f64", "<f8"),
                np.fromfile(folder / f"{name}-correct.u8", np.uint8).astype(float))

    def coverage(confidence, correct, goal=0.95):
        order = np.argsort(-confidence, kind="stable")
        answered = np.arange(1, len(order) + 1)
        right = np.cumsum(correct[order])
        last = np.r_[confidence[order][1:] < confidence[order][:-1], True]
        good = last & (right / answered >= goal - 1e-12)
        return answered[good][-1] / len(order) if good.any() else 0.0

    def aurc(confidence, correct):
        order = np.argsort(-confidence, kind="stable")
        return float(np.mean(np.cumsum(1 - correct[order]) / np.arange(1, len(order) + 1)))

    result = {}
    for name in ("all", "ten", "words"):
        ours, theirs = load(name), load(f"{name}-reference")
        n = len(ours[0])
        accuracy, covered = [], []
        for _ in range(resamples):
            pick = random.integers(0, n, n)
            accuracy.append(ours[1][pick].mean() - theirs[1][pick].mean())
            covered.append(coverage(ours[0][pick], ours[1][pick]) - coverage(theirs[0][pick], theirs[1][pick]))
        result[name] = {
            "accuracy_bound": float(np.quantile(accuracy, 0.025)), "coverage_bound": float(np.quantile(covered, 0.025)),
            "reference_coverage": coverage(*theirs), "reference_aurc": aurc(*theirs)}
    print(json.dumps(result))


if __name__ == "__main__":
    {"reference": reference, "compare": lambda folder, n: compare(folder, int(n))}[sys.argv[1]](*sys.argv[2:])
