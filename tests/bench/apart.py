"""Run by `tests.bench.allocation` in an environment of its own, where `matching` is PyPI's package."""

import json
import sys
import time

from matching.games import HospitalResident


def main() -> None:
    """Reads lists from standard input, solves, writes times and who sits where."""
    asked = json.load(sys.stdin)
    sys.setrecursionlimit(10**6)
    residents = {f"a{i}": [f"p{p}" for p in places] for i, places in enumerate(asked["applicants"])}
    hospitals = {f"p{p}": [f"a{i}" for i in ranked] for p, ranked in enumerate(asked["places"])}
    seats = {f"p{p}": count for p, count in enumerate(asked["seats"])}
    start = time.process_time()
    game = HospitalResident.create_from_dictionaries(residents, hospitals, seats, clean=True)
    made = time.process_time()
    solution = game.solve(optimal="resident")
    done = time.process_time()
    seated = [-1] * len(residents)
    for hospital, matched in solution.items():
        for resident in matched:
            seated[int(resident.name[1:])] = int(hospital.name[1:])
    json.dump({"made_ms": (made - start) * 1e3, "ms": (done - made) * 1e3, "seated": seated}, sys.stdout)


if __name__ == "__main__":
    main()
