"""Reads every example as the FHIR resource it says it is; `cargo xtask fhir` installs what this needs."""

import json
import pathlib
import sys

from fhir.resources.R4B import get_fhir_model_class

wrong = 0
examples = sorted(pathlib.Path(sys.argv[1]).glob("*.json"))
for path in examples:
    told = json.loads(path.read_text(encoding="utf-8"))
    entries = [told] + [entry["resource"] for entry in told.get("entry", [])]
    try:
        for resource in entries:
            get_fhir_model_class(resource["resourceType"]).model_validate(resource)
        print(f"{path.name}: valid {told['resourceType']}")
    except Exception as problem:
        wrong += 1
        print(f"{path.name}: {problem}")
sys.exit(f"{wrong} of {len(examples)} are not valid" if wrong or not examples else 0)
