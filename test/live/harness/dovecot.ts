import {
  chmodSync,
  chownSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freePort, run, type Started, start, stop, until } from "./processes";

/** A Dovecot on loopback that serves one mailbox per user by IMAP and by POP3, with a protocol log. */
export interface Dovecot {
  imapPort: number;
  popPort: number;
  password: string;
  /** The user that the mail belongs to on this computer. */
  owner: { uid: number; gid: number };
  /** The folder that holds everything, mail included; removed by `remove`. */
  folder: string;
  maildir: (user: string) => string;
  doveadm: (...args: string[]) => Promise<string>;
  /** What all clients sent since the last `clearLog`, one line per protocol line, e.g. `imap 5 FETCH ...`. */
  clientLines: () => { protocol: "imap" | "pop3"; line: string }[];
  clearLog: () => void;
  start: () => Promise<void>;
  stop: () => Promise<void>;
  remove: () => Promise<void>;
}

const password = "secret";

/** The mail belongs to one unprivileged user: `mail` when we are root, else ourselves. */
function mailOwner(): { uid: number; gid: number } {
  const uid = process.getuid?.() ?? 0;
  return uid === 0 ? { uid: 8, gid: 8 } : { uid, gid: process.getgid?.() ?? uid };
}

/** What a test may want of the server beyond the ordinary. */
export interface DovecotOptions {
  /** How much each mailbox may hold; without it the server tells of no quota. */
  quotaKb?: number;
  /** What stands between the levels of a folder's path; "/" unless said otherwise, and then a name may have one. */
  separator?: string;
}

const quotaPlugins = ({ quotaKb, separator }: DovecotOptions) =>
  quotaKb === undefined
    ? { all: separator ? "mail_plugins = listescape" : "", imap: "" }
    : {
        all: `mail_plugins = quota
plugin {
  quota = count:User quota
  quota_vsizes = yes
  quota_rule = *:storage=${quotaKb}K
}`,
        imap: "mail_plugins = quota imap_quota",
      };

function configuration(
  folder: string,
  imapPort: number,
  popPort: number,
  options: DovecotOptions,
): string {
  const plugins = quotaPlugins(options);
  const { uid, gid } = mailOwner();
  const unprivileged = (process.getuid?.() ?? 0) !== 0;
  const me = unprivileged ? (process.env.USER ?? String(uid)) : "";
  return `
base_dir = ${folder}/run
state_dir = ${folder}/state
log_path = ${folder}/dovecot.log
protocols = imap pop3
listen = 127.0.0.1
ssl = no
disable_plaintext_auth = no
auth_mechanisms = plain
first_valid_uid = 1
first_valid_gid = 1
${unprivileged ? `default_internal_user = ${me}\ndefault_login_user = ${me}\ndefault_internal_group = ${gid}` : ""}
mail_max_userip_connections = 100
mail_location = maildir:~/Maildir:LAYOUT=fs
maildir_very_dirty_syncs = no
mail_fsync = never
namespace inbox {
  inbox = yes
  separator = ${options.separator ?? "/"}
  mailbox Trash {
    special_use = \\Trash
  }
  mailbox Sent {
    special_use = \\Sent
  }
}
passdb {
  driver = static
  args = password=${password}
}
userdb {
  driver = static
  args = uid=${uid} gid=${gid} home=${folder}/home/%u
}
${plugins.all}
protocol imap {
  ${plugins.imap}
  rawlog_dir = ${folder}/raw-imap
}
protocol pop3 {
  rawlog_dir = ${folder}/raw-pop3
}
service anvil {
  chroot =
}
service stats {
  chroot =
}
service imap-login {
  chroot =
  process_min_avail = 1
  inet_listener imap {
    port = ${imapPort}
  }
  inet_listener imaps {
    port = 0
  }
}
service pop3-login {
  chroot =
  inet_listener pop3 {
    port = ${popPort}
  }
  inet_listener pop3s {
    port = 0
  }
}
`;
}

function readRawLog(folder: string, protocol: "imap" | "pop3") {
  const raw = join(folder, `raw-${protocol}`);
  return (
    readdirSync(raw)
      .filter((name) => name.endsWith(".in"))
      .sort()
      .flatMap((name) => readFileSync(join(raw, name), "latin1").split(/\r?\n/))
      .filter((line) => line !== "")
      // Dovecot puts the time in front of every line.
      .map((line) => ({ protocol, line: line.replace(/^\d+\.\d+ /, "") }))
  );
}

export async function createDovecot(
  users: string[],
  options: DovecotOptions = {},
): Promise<Dovecot> {
  const folder = mkdtempSync(join(tmpdir(), "postwacht-dovecot-"));
  chmodSync(folder, 0o755);
  const owner = mailOwner();
  const own = (path: string) => {
    mkdirSync(path, { recursive: true });
    chownSync(path, owner.uid, owner.gid);
  };
  for (const name of ["run", "state"]) mkdirSync(join(folder, name));
  for (const name of ["raw-imap", "raw-pop3", "home"]) own(join(folder, name));
  for (const user of users) own(join(folder, "home", user));
  for (const user of users) own(join(folder, "home", user, "Maildir"));
  const [imapPort, popPort] = [await freePort(), await freePort()];
  const config = join(folder, "dovecot.conf");
  writeFileSync(config, configuration(folder, imapPort, popPort, options));

  let server: Started | null = null;
  const dovecot: Dovecot = {
    imapPort,
    popPort,
    password,
    owner,
    folder,
    maildir: (user) => join(folder, "home", user, "Maildir"),
    doveadm: (...args) => run("doveadm", ["-c", config, ...args]),
    clientLines: () => [...readRawLog(folder, "imap"), ...readRawLog(folder, "pop3")],
    clearLog: () => {
      for (const protocol of ["imap", "pop3"]) {
        const raw = join(folder, `raw-${protocol}`);
        for (const name of readdirSync(raw)) writeFileSync(join(raw, name), "");
      }
    },
    start: async () => {
      // -F keeps it in the foreground, as a child that can be stopped.
      server = start("dovecot", ["-F", "-c", config]);
      const log = () => {
        try {
          return readFileSync(join(folder, "dovecot.log"), "utf8");
        } catch {
          return "";
        }
      };
      await until(`Dovecot to start (${server.output()})`, () => log().includes("starting up"));
    },
    stop: async () => {
      if (server) await stop(server.process);
      server = null;
    },
    remove: async () => {
      await dovecot.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
  return dovecot;
}
