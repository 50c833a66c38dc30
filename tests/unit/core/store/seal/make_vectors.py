#!/usr/bin/env python3
"""Makes vectors.json: sealed files as core/store/seal/format.hpp says they are, by code that has nothing of ours.

Needs the package "cryptography" (AES-GCM); HKDF is written out here, from RFC 5869. Nothing runs this but whoever changes
the format:  ./make_vectors.py > vectors.json"""

import hashlib
import hmac
import json
import uuid

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

PIECE = 65536
KEYS = [bytes(range(32)), bytes(range(255, 223, -1))]


def hkdf(secret, salt, info, size):
    root = hmac.digest(salt, secret, "sha256")
    out = last = b""
    while len(out) < size:
        last = hmac.digest(root, last + info + bytes([len(out) // 32 + 1]), "sha256")
        out += last
    return out[:size]


def key_id(key):
    return hkdf(key, bytes(32), b"baton file key id", 8)


def varied(size):
    """Bytes of which no two places look alike; the same as object_suite::varied_text."""
    state, out = 12345, bytearray()
    for _ in range(size):
        state = (state * 1664525 + 1013904223) % 2**32
        out.append(state >> 24)
    return bytes(out)


def seal(key, salt, name, plain):
    info = b"baton sealed file 1" + name.bytes + len(plain).to_bytes(8, "big")
    cipher = AESGCM(hkdf(key, salt, info, 32))
    pieces = [plain[at:at + PIECE] for at in range(0, len(plain), PIECE)] or [b""]
    out = b"BTNSEAL1" + key_id(key) + salt
    for number, piece in enumerate(pieces):
        nonce = bytes(3) + number.to_bytes(8, "big") + bytes([number == len(pieces) - 1])
        out += cipher.encrypt(nonce, piece, None)
    return out


def vector(index, size):
    key = KEYS[index % 2]
    salt = hashlib.sha256(b"salt %d" % index).digest()
    name = uuid.UUID(bytes=hashlib.sha256(b"name %d" % index).digest()[:16], version=4)
    sealed = seal(key, salt, name, varied(size))
    return {"key": key.hex(), "key_id": key_id(key).hex(), "salt": salt.hex(), "name": str(name), "size": size,
            "sealed": sealed.hex() if size < 100 else "", "sealed_size": len(sealed),
            "sealed_sha256": hashlib.sha256(sealed).hexdigest()}


SIZES = [0, 1, 15, 16, 17, 64, PIECE - 1, PIECE, PIECE + 1, 2 * PIECE, 2 * PIECE + 1, 1_000_000]
print(json.dumps([vector(index, size) for index, size in enumerate(SIZES)], indent=1))
