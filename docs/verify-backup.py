"""Verifies one account's Postwacht backup: python3 verify-backup.py "<chosen folder>/<account>"
Needs Python 3.8 and nothing else. Prints what is damaged and ends with 1, or with 0 where all is whole."""
import hashlib, json, pathlib, re, sys, time
account, damage, named, counts = pathlib.Path(sys.argv[1]), [], [], {}
sha256 = lambda data: hashlib.sha256(data).hexdigest()
def tell(fine, what):
    damage.extend([] if fine else [f"DAMAGED: {what}"])
def head(line):  # the separator and the state block, made anew from the index
    sender = (re.search(r"<([^<>]*)>\s*\Z", line["from"]) or ["", line["from"].strip()])[1]
    safe = re.fullmatch(r"[\x21-\x7e]{1,200}", sender) and "@" in sender
    date = time.asctime(time.gmtime(min(max(line["received"] // 1000, 0), 253402300799)))
    read, replied, starred, forwarded = (f in line["flags"] for f in ("read", "replied", "starred", "forwarded"))
    keys = " ".join(tag for tag in line["tags"] if re.fullmatch(r"[\x21-\x7e]+", tag))
    return (f"From {sender if safe else 'MAILER-DAEMON'} {date}\n"
            f"X-Mozilla-Status: {read + 2 * replied + 4 * starred + 0x1000 * forwarded:04x}\n"
            f"X-Mozilla-Status2: 00000000\nX-Mozilla-Keys: {keys}\nStatus: {'RO' if read else 'O'}\n"
            f"X-Status: {'A' * replied}{'F' * starred}\n").encode()
def entry_is_right(line):
    with open(account / line["volume"], "rb") as volume:
        volume.seek(line["offset"])
        entry = volume.read(line["length"])
    start, end = line["separatorLength"] + line["blockLength"], line["length"] - line["tailLength"]
    stored, closed = entry[start:end], entry[end:] in (b"\n", b"\n\n") and len(entry) == line["length"]
    around = closed and entry[:start] == head(line) and not re.search(rb"(?m)^From ", stored)
    return around and sha256(re.sub(rb"(?m)^>(>*From )", rb"\1", stored)) == line["sha256"]
def verify_folder(folder, n=0):
    chain = sha256(f"postwacht index 1\n{manifest['accountUid']}\n{folder['id']}\n".encode())
    path, ends = account / folder["index"], {}
    data = path.read_bytes()[:folder["indexLength"]] if path.exists() else b""
    for number, text in enumerate(data.split(b"\n")[:-1], 1):
        bare, where = text[:-76], f"{folder['index']}, line {number}"  # without ,"chain":"<64 digits>"}
        tell(text == bare + b',"chain":"%s"}' % sha256(chain.encode() + bare + b"}").encode(), where)
        chain, what = text[-66:-2].decode("latin-1"), f"{where}, what it says"  # the next line may fit again
        try:
            line = json.loads(text)
            if line["t"] in ("flags", "gone", "ref"):
                named.append((line.get("folder", folder["id"]), line.get("of", line.get("n")), where))
            if line["t"] == "msg":
                tell(line["n"] == n + 1 and line["offset"] == ends.get(line["volume"], 0), f"{where}, a gap before it")
                n, ends[line["volume"]] = line["n"], line["offset"] + line["length"]
                what = f"{folder['path']}, message {n}: {line['subject']!r} of {line['from']!r}"
                tell(entry_is_right(line), what)
        except Exception:
            tell(False, what)
    tell(len(data) == folder["indexLength"] and chain == folder["chain"], f"{folder['index']}, its end")
    tell(ends == {v["file"]: v["length"] for v in folder["volumes"]}, f"{folder['index']}, its volumes")
    counts[folder["id"]] = n
try:
    raw = (account / "backup.json").read_bytes()
    manifest = json.loads(raw)
    zeroed = raw.replace(manifest["checksum"].encode(), b"0" * 64, 1)
    tell(sha256(zeroed) == manifest["checksum"] and manifest["minReader"] <= 1, "backup.json, its checksum")
except Exception:
    sys.exit("DAMAGED: backup.json")
for one in [] if damage else manifest["folders"]:
    verify_folder(one)
for holder, n, where in named:
    tell(1 <= n <= counts.get(holder, 0), f"{where}, what it names")
print(*damage, f"{sum(counts.values())} messages read; {len(damage) or 'no'} damage found", sep="\n")
sys.exit(1 if damage else 0)
