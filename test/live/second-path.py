"""The second path: reads an account's backup as docs/backup-format.md tells a stranger to, fetches every message
of the same account over IMAP with a client that is not Thunderbird, and compares byte for byte.

  python3 second-path.py PORT USER PASSWORD BACKUP_FOLDER   -> JSON on standard output
"""

import hashlib
import imaplib
import json
import mailbox
import os
import re
import sys

imaplib._MAXLINE = 100_000_000


def quoted(name):
    return '"' + name.replace("\\", "\\\\").replace('"', '\\"') + '"'


def server_messages(connection, path):
    """UID -> (bytes, flags) of every message of a folder, without touching a flag."""
    status, data = connection.select(quoted(path), readonly=True)
    assert status == "OK", (path, data)
    messages = {}
    if data[0] != b"0":
        status, parts = connection.uid("FETCH", "1:*", "(FLAGS BODY.PEEK[])")
        assert status == "OK", parts
        for part in parts:
            if isinstance(part, tuple):
                uid = int(re.search(rb"UID (\d+)", part[0]).group(1))
                messages[uid] = part[1]
    return messages


def server_folders(connection):
    """Every folder that can be selected, subscribed or not, as the server spells it."""
    status, lines = connection.list()
    assert status == "OK"
    paths = []
    for line in lines:
        # A name with quotes comes as a literal: a pair of head and name.
        if isinstance(line, tuple):
            head, name = line[0].decode(), line[1].decode()
        elif line:
            match = re.match(r'(\([^)]*\) (?:"."|NIL)) (.*)$', line.decode())
            head, name = match.group(1), match.group(2)
            if name.startswith('"'):
                name = re.sub(r"\\(.)", r"\1", name[1:-1])
        else:
            continue
        if "\\Noselect" not in head and "\\NonExistent" not in head:
            paths.append(name)
    return paths


def unquote(stored):
    return re.sub(rb"(?m)^>(>*From )", rb"\1", stored)


def saved_messages(folder, record):
    """UID -> (bytes, line) of the messages that are there now; the last line about a message counts."""
    lines = {}
    gone = set()
    uid_of = {}
    with open(os.path.join(folder, record["index"]), "rb") as index:
        for text in index.read(record["indexLength"]).splitlines():
            line = json.loads(text)
            if line["t"] == "msg":
                lines[line["n"]] = line
                uid_of[line["n"]] = line.get("uid", line.get("key"))
            elif line["t"] == "gone":
                gone.add(line["n"])
            elif line["t"] == "ref":
                gone.discard(line["of"])
                uid_of[line["of"]] = line.get("uid", line.get("key"))
    messages = {}
    for n, line in lines.items():
        with open(os.path.join(folder, line["volume"]), "rb") as volume:
            volume.seek(line["offset"] + line["separatorLength"] + line["blockLength"])
            rest = line["length"] - line["separatorLength"] - line["blockLength"] - line["tailLength"]
            message = unquote(volume.read(rest))
        assert hashlib.sha256(message).hexdigest() == line["sha256"], ("hash", record["path"], n)
        if n not in gone:
            messages[uid_of[n]] = (message, line)
    return messages, len(lines)


def main():
    port, user, password, folder = sys.argv[1:5]
    connection = imaplib.IMAP4("127.0.0.1", int(port))
    connection.login(user, password)
    with open(os.path.join(folder, "backup.json"), encoding="utf-8") as file:
        manifest = json.load(file)
    records = {record["path"]: record for record in manifest["folders"]}
    result = {"verdict": manifest["verdict"], "folders": {}}
    for path in server_folders(connection):
        there = server_messages(connection, path)
        record = records.get(path)
        if record is None:
            result["folders"][path] = {"server": len(there), "saved": None}
            continue
        saved, entries = saved_messages(folder, record) if record["indexLength"] else ({}, 0)
        counts = {}
        for volume in record["volumes"]:
            box = mailbox.mbox(os.path.join(folder, volume["file"]), create=False)
            counts[volume["file"]] = len(box)
            box.close()
        differing = []
        for uid, message in there.items():
            if uid in saved and saved[uid][0] != message:
                kept, line = saved[uid]
                differing.append(
                    {
                        "uid": uid,
                        "messageId": line["messageId"],
                        "server": message.decode("latin-1") if len(message) < 2000 else len(message),
                        "kept": kept.decode("latin-1") if len(message) < 2000 else len(kept),
                        "serverSize": line.get("serverSize"),
                        "suspect": line.get("suspect", False),
                    }
                )
        result["folders"][path] = {
            "server": len(there),
            "saved": len(saved),
            "entries": entries,
            "missing": sorted(set(there) - set(saved)),
            "extra": sorted(set(saved) - set(there)),
            "differing": differing,
            "python": counts,
            "verdict": (record["verdict"] or {}).get("state"),
            "volumes": [volume["file"] for volume in record["volumes"]],
        }
    connection.logout()
    json.dump(result, sys.stdout)


main()
