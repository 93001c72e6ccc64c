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


def index_lines(folder, record):
    if record["indexLength"] == 0:
        return
    with open(os.path.join(folder, record["index"]), "rb") as index:
        for text in index.read(record["indexLength"]).splitlines():
            yield json.loads(text)


def read_message(folder, line):
    with open(os.path.join(folder, line["volume"]), "rb") as volume:
        volume.seek(line["offset"] + line["separatorLength"] + line["blockLength"])
        rest = line["length"] - line["separatorLength"] - line["blockLength"] - line["tailLength"]
        message = unquote(volume.read(rest))
    assert hashlib.sha256(message).hexdigest() == line["sha256"], ("hash", line["volume"], line["n"])
    return message


def saved_messages(folder, record, held):
    """UID -> (bytes, line) of the messages that are there now; the last line about a message counts.
    `held` has the msg lines of every folder: (folder, n) -> line."""
    uid_of = {}
    entries = 0
    uid_validity = None
    for line in index_lines(folder, record):
        if line.get("uidValidity", uid_validity) != uid_validity:
            uid_validity = line["uidValidity"]
            uid_of.clear()
        place = (line.get("folder", record["id"]), line["of"] if line["t"] == "ref" else line["n"])
        if line["t"] == "msg":
            entries += 1
            # Also of those that have gone: their bytes must be right for ever.
            read_message(folder, line)
        if line["t"] in ("msg", "ref"):
            uid_of[place] = line.get("uid", line.get("key"))
        elif line["t"] == "gone":
            uid_of.pop(place, None)
    messages = {}
    for place, uid in uid_of.items():
        assert uid not in messages, ("two messages of one UID", record["path"], uid)
        messages[uid] = (read_message(folder, held[place]), held[place])
    return messages, entries


def main():
    port, user, password, folder = sys.argv[1:5]
    connection = imaplib.IMAP4("127.0.0.1", int(port))
    connection.login(user, password)
    with open(os.path.join(folder, "backup.json"), encoding="utf-8") as file:
        manifest = json.load(file)
    records = {record["path"]: record for record in manifest["folders"]}
    held = {
        (record["id"], line["n"]): line
        for record in manifest["folders"]
        for line in index_lines(folder, record)
        if line["t"] == "msg"
    }
    result = {"verdict": manifest["verdict"], "folders": {}}
    for path in server_folders(connection):
        there = server_messages(connection, path)
        record = records.get(path)
        if record is None:
            result["folders"][path] = {"server": len(there), "saved": None}
            continue
        saved, entries = saved_messages(folder, record, held)
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
            "verdictAt": (record["verdict"] or {}).get("at"),
            "volumes": [volume["file"] for volume in record["volumes"]],
        }
    connection.logout()
    json.dump(result, sys.stdout)


if __name__ == "__main__":
    main()
