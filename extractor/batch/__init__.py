"""Many files in one run: each in a worker process, each result whole, and the run resumable at any moment.

`sources` finds the documents, `workers` converts them, `ledger` remembers what is done, `run` ties them together.

What makes a killed run resumable: a worker writes the results of a document whole (a temporary file, then a rename)
and only then does the ledger say that it is done. A kill between the two costs one document done twice, with the same
bytes. Whatever depends on the day – times, rates, the ledger itself – stands in the folder `.extractor` inside of
the output; everything else depends on the inputs, the settings and the program alone.
"""
