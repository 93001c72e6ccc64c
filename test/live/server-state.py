"""Everything on an IMAP server that a backup must leave alone, read with EXAMINE by a client that is not Thunderbird.

  python3 server-state.py PORT USER PASSWORD   -> JSON on standard output
"""

import imaplib
import json
import re
import sys

port, user, password = sys.argv[1:4]
connection = imaplib.IMAP4("127.0.0.1", int(port))
connection.login(user, password)


def names(command):
    _status, lines = getattr(connection, command)()
    # Whether new mail has come meanwhile is no property of a folder.
    return sorted(re.sub(r" ?\\(Un)?Marked", "", line.decode()) for line in lines if line)


state = {"list": names("list"), "lsub": names("lsub"), "folders": {}}
for line in state["list"]:
    path = re.search(r' "?([^"]*)"?$', line).group(1)
    quoted = f'"{path}"'
    _status, told = connection.status(quoted, "(MESSAGES UIDNEXT UIDVALIDITY UNSEEN)")
    connection.select(quoted, readonly=True)
    # \Recent goes to whichever client opens a folder first; it is no mark that anybody made.
    _status, rows = connection.uid("FETCH", "1:*", "(FLAGS RFC822.SIZE INTERNALDATE)")
    rows = [row.decode().replace(" \\Recent", "").replace("\\Recent", "") for row in rows if row]
    state["folders"][path] = {"status": told[0].decode(), "rows": rows}
connection.logout()
json.dump(state, sys.stdout)
