"""Cluster texts with scikit-learn: reads {"texts", "labels", "pipelines"} as JSON, writes a line of JSON a pipeline."""

import json
import sys
import time

from sklearn.cluster import KMeans, MiniBatchKMeans
from sklearn.decomposition import TruncatedSVD
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.metrics import adjusted_rand_score, normalized_mutual_info_score
from sklearn.preprocessing import normalize

given = json.load(sys.stdin)
texts, labels = given["texts"], given["labels"]
count = len(set(labels))


def reduced(matrix):
    svd = TruncatedSVD(min(100, matrix.shape[1] - 1), random_state=0)
    return normalize(svd.fit_transform(matrix))


def words():
    return TfidfVectorizer(sublinear_tf=True, min_df=2).fit_transform(texts)


def characters():
    return TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 5), sublinear_tf=True, min_df=2).fit_transform(texts)


pipelines = {
    "words, SVD 100 + KMeans": lambda: KMeans(count, n_init=1, random_state=0).fit_predict(reduced(words())),
    "words, SVD 100 + MiniBatchKMeans": lambda: MiniBatchKMeans(
        count, n_init=3, batch_size=4096, random_state=0
    ).fit_predict(reduced(words())),
    "char 3-5, SVD 100 + KMeans": lambda: KMeans(count, n_init=1, random_state=0).fit_predict(reduced(characters())),
    "char 3-5, KMeans": lambda: KMeans(count, n_init=1, random_state=0).fit_predict(characters()),
}

for name in given["pipelines"]:
    start = time.time()
    found = pipelines[name]()
    seconds = time.time() - start
    print(
        json.dumps(
            {
                "name": name,
                "nmi": normalized_mutual_info_score(labels, found),
                "ari": adjusted_rand_score(labels, found),
                "seconds": seconds,
            }
        ),
        flush=True,
    )
