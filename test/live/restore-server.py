"""Every message of an account as a client that is not Thunderbird sees it, for a comparison of two mailboxes.

  python3 restore-server.py PORT USER PASSWORD   -> JSON: folder -> [{sha256, size, flags, subject}]
"""

import hashlib
import importlib.util
import imaplib
import json
import pathlib
import re
import sys

here = pathlib.Path(__file__).parent
spec = importlib.util.spec_from_file_location("second_path", here / "second-path.py")
second = importlib.util.module_from_spec(spec)
spec.loader.exec_module(second)


def messages_of(connection, path):
    status, data = connection.select(second.quoted(path), readonly=True)
    assert status == "OK", (path, data)
    found = []
    if data[0] == b"0":
        return found
    status, parts = connection.uid("FETCH", "1:*", "(FLAGS INTERNALDATE BODY.PEEK[])")
    assert status == "OK", parts
    for part in parts:
        if isinstance(part, tuple):
            flags = re.search(rb"FLAGS \(([^)]*)\)", part[0]).group(1).decode().split()
            subject = re.search(rb"(?mi)^Subject: *([^\r\n]*)", part[1])
            found.append(
                {
                    "sha256": hashlib.sha256(part[1]).hexdigest(),
                    "size": len(part[1]),
                    "flags": sorted(flag for flag in flags if flag != "\\Recent"),
                    "subject": subject.group(1).decode("latin-1")[:80] if subject else "",
                    "date": re.search(rb'INTERNALDATE "([^"]*)"', part[0]).group(1).decode(),
                }
            )
    return found


def main(port, user, password):
    connection = imaplib.IMAP4("127.0.0.1", int(port))
    connection.login(user, password)
    result = {path: messages_of(connection, path) for path in second.server_folders(connection)}
    connection.logout()
    print(json.dumps(result))


main(*sys.argv[1:4])
