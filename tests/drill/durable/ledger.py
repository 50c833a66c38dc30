"""Commits rows to a database of SQLite and says each number once it is kept, until somebody kills it. For the double's own test.

  ledger.py FILE SYNCHRONOUS"""

import os
import sqlite3
import sys

db = sqlite3.connect(sys.argv[1], isolation_level=None)
db.execute("PRAGMA journal_mode=WAL")
db.execute(f"PRAGMA synchronous={sys.argv[2]}")
db.execute("PRAGMA wal_autocheckpoint=20")
db.execute("CREATE TABLE IF NOT EXISTS ledger (number INTEGER PRIMARY KEY, text TEXT)")
(number,) = db.execute("SELECT coalesce(max(number), 0) FROM ledger").fetchone()
while True:
    number += 1
    db.execute("INSERT INTO ledger VALUES (?, ?)", (number, "x" * (number * 37 % 5000)))
    os.write(1, f"{number}\n".encode())
