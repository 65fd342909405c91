"""Receipts at rest: Zstandard (RFC 8878), alone or as the difference to an earlier one."""

import zlib

from backports import zstd

P = zstd.CompressionParameter
ALONE: dict[int, int] = {P.compression_level: 1, P.checksum_flag: 1}
BESIDE: dict[int, int] = {P.compression_level: 3, P.checksum_flag: 1}
MAGIC = bytes.fromhex("28b52ffd")
WORTH = 20  # a difference is kept below one part of this of the bytes; alone they take about one part of ten


class Damaged(Exception):  # noqa: N818  the bytes are, nobody erred
    """What is kept cannot be read any more."""


def pack(content: bytes) -> bytes:
    """To be read without anything else."""
    return zstd.compress(content, options=ALONE)


def pack_beside(content: bytes, base: bytes) -> bytes | None:
    """As what differs from `base`; None where they have too little in common for that to be worth it."""
    packed = zstd.compress(content, options=BESIDE, zstd_dict=_as_prefix(base))
    return packed if len(packed) * WORTH < len(content) else None


def unpack(packed: bytes, base: bytes | None = None) -> bytes:
    """The very bytes; raises `Damaged`. What an earlier version kept was deflated (RFC 1950)."""
    try:
        if not packed.startswith(MAGIC):
            return zlib.decompress(packed)
        return zstd.decompress(packed, zstd_dict=None if base is None else _as_prefix(base))
    except (zstd.ZstdError, zlib.error) as trouble:
        raise Damaged from trouble


def _as_prefix(base: bytes) -> tuple[zstd.ZstdDict, int]:
    return zstd.ZstdDict(base, is_raw=True).as_prefix
