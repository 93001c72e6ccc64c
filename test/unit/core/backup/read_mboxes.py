"""Reads every N.mbox of a folder with Python's mailbox and compares each message with the hash in N.sha256.

  python3 read_mboxes.py FOLDER   -> "<count> messages, <count> wrong"
"""

import hashlib
import mailbox
import pathlib
import re
import sys

count = wrong = 0
for path in sorted(pathlib.Path(sys.argv[1]).glob("*.mbox")):
    hashes = path.with_suffix(".sha256").read_text().split("\n")
    box = mailbox.mbox(path, create=False)
    stored = [box.get_bytes(key) for key in box.keys()]
    box.close()
    count += len(stored)
    if len(stored) != len(hashes):
        sys.exit(f"{path.name}: {len(stored)} messages, {len(hashes)} were written")
    for number, (entry, wanted) in enumerate(zip(stored, hashes), 1):
        # Five lines of state stand before the message; mboxrd's rule gives its own bytes back.
        message = re.sub(rb"(?m)^>(>*From )", rb"\1", entry.split(b"\n", 5)[5])
        if hashlib.sha256(message).hexdigest() != wanted:
            wrong += 1
            print(f"{path.name}, message {number}: {message!r}", file=sys.stderr)
print(f"{count} messages, {wrong} wrong")
