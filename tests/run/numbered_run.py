"""A run that a test kills: codes numbered articles into the database named first."""

from __future__ import annotations

import sys

from dateline.run import RunOptions, code_documents
from dateline.store import open_store
from tests.fake_coder import article, make_stopping_coder

if __name__ == "__main__":
    with open_store(sys.argv[1], create=True) as store:
        print("open", flush=True)
        summary = code_documents(
            (article(n) for n in range(int(sys.argv[2]))),
            store,
            options=RunOptions(jobs=int(sys.argv[3]), factory=make_stopping_coder),
        )
    print(summary.to_dict(), flush=True)
