"""(f) Importing a table of the district's own figures against a raw COPY of the same cells."""

import json
from statistics import median


def measure(bench):
    answer = bench.services.python(bench.large.database, "-m", "bench.inside.importing", bench.plan.import_rows)
    found = json.loads(answer)
    rates = {name: found["rows"] / median(found[name]) for name in ("import", "copy")}
    note = f"{found['rows']:,} rows, {found['bytes'] / 1e6:.1f} MB"
    bench.report.add("raw COPY of the cells", rates["copy"], "rows per second")
    bench.report.add("import, read, checked, compared, stored", rates["import"], "rows per second", note=note)
    bench.report.add("import ÷ COPY", rates["import"] / rates["copy"], "×", target=0.2, at_least=True)
    bench.report.details["importing"] = found
