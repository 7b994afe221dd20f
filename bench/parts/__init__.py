"""What is measured, one module each; every module has a `measure(bench)` that adds lines to `bench.report`."""
