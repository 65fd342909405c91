"""The published proof of an allocation: eight small files of canonical JSON that `verify` reads and nothing else."""

import hashlib

from matching.allocate.allocation import Allocation
from matching.allocate.lottery import terms
from matching.codec import canonical


def bundle(allocation: Allocation) -> dict[str, bytes]:
    """File names and their bytes; equal allocations give equal bytes. `docs/allocation.md` describes every field.

    Ids are published as they were given: give pseudonyms where applicants are not named in public.
    """
    call = allocation.call
    files = {
        "terms.json": terms(call.id, call.places),
        "lottery.json": canonical({"commitment": allocation.commitment, "seed": allocation.seed}),
        "applicants.json": canonical(
            [
                {
                    "id": applicant.id,
                    "groups": sorted(applicant.groups),
                    "wishes": [{"place": wish.place, "score": wish.score} for wish in applicant.wishes],
                }
                for applicant in call.applicants
            ]
        ),
        "numbers.json": canonical(
            [{"applicant": one.id, "number": allocation.numbers[one.id]} for one in call.applicants]
        ),
        "allocation.json": canonical([{"applicant": p.applicant, "place": p.place} for p in allocation.placements]),
        "cutoffs.json": canonical(
            [
                {
                    "place": cutoff.place,
                    "kind": cutoff.kind,
                    "group": cutoff.group,
                    "is_member": cutoff.is_member,
                    "score": cutoff.score,
                    "number": cutoff.number,
                }
                for place in call.places
                for cutoff in allocation.cutoffs[place.id]
            ]
        ),
        "waiting.json": canonical(
            [{"place": place.id, "applicants": allocation.waiting[place.id]} for place in call.places]
        ),
    }
    manifest = {name: hashlib.sha256(content).hexdigest() for name, content in files.items()}
    return files | {"manifest.json": canonical(manifest)}
