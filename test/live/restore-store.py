"""What Python's mailbox finds in a store file of Thunderbird's: each message without Thunderbird's three lines.

  python3 restore-store.py FILE   -> JSON: [{sha256, status, keys}]
"""

import hashlib
import json
import mailbox
import re
import sys

HEAD = re.compile(
    rb"X-Mozilla-Status: ([0-9a-f]{4})\nX-Mozilla-Status2: [0-9a-f]{8}\nX-Mozilla-Keys: ([^\n]*)\n"
)

found = []
box = mailbox.mbox(sys.argv[1], create=False)
for key in box.keys():
    stored = box.get_bytes(key)
    head = HEAD.match(stored)
    assert head, stored[:200]
    own = re.sub(rb"(?m)^>(>*From )", rb"\1", stored[head.end() :])
    found.append(
        {
            "sha256": hashlib.sha256(own).hexdigest(),
            # A store ends the last line of a message that had not ended it.
            "unended": hashlib.sha256(re.sub(rb"\n\Z", b"", own)).hexdigest(),
            "status": head.group(1).decode(),
            "keys": head.group(2).decode().strip(),
        }
    )
print(json.dumps(found))
