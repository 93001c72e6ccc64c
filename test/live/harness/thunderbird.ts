import { appendFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { connectMarionette, type Marionette } from "./marionette";
import { freePort, kill, type Started, start, stop, until } from "./processes";

export interface Thunderbird {
  version: string;
  marionette: Marionette;
  chrome: Marionette["chrome"];
  output: () => string;
  /** Settles when Thunderbird has ended, by whomever. */
  ended: Promise<void>;
  /** Stops it as the user would. */
  quit: () => Promise<void>;
  /** SIGKILL to the whole process group. */
  kill: () => Promise<void>;
}

/** A Thunderbird to test: the folder of its program. */
export interface Program {
  label: string;
  folder: string;
}

/** Starts Thunderbird on a profile and connects to it. */
export async function startThunderbird(
  program: Program,
  profile: string,
  display: string,
): Promise<Thunderbird> {
  const port = await freePort();
  appendFileSync(join(profile, "prefs.js"), `user_pref("marionette.port", ${port});\n`);
  const started: Started = start(
    join(program.folder, "thunderbird-bin"),
    ["--marionette", "--remote-allow-system-access", "--no-remote", "--profile", profile],
    {
      DISPLAY: display,
      LD_LIBRARY_PATH: program.folder,
      MOZ_CRASHREPORTER_DISABLE: "1",
      MOZ_DISABLE_CONTENT_SANDBOX: "1",
      NO_AT_BRIDGE: "1",
      GDK_BACKEND: "x11",
      HOME: profile,
    },
  );
  const marionette = await until(
    `${program.label} to answer`,
    async () => {
      if (started.process.exitCode !== null) throw new Error(`it ended: ${started.output()}`);
      return connectMarionette(port);
    },
    60_000,
  );
  await marionette.send("WebDriver:NewSession", { strictFileInteractability: true });
  await marionette.send("Marionette:SetContext", { value: "chrome" });
  await marionette.send("WebDriver:SetTimeouts", { script: 600_000 });
  const version = await marionette.chrome<string>(`
    const { setTimeout } = ChromeUtils.importESModule("resource://gre/modules/Timer.sys.mjs");
    const end = Date.now() + 30000;
    while (!Services.wm.getMostRecentWindow("mail:3pane")) {
      if (Date.now() > end) throw new Error("no main window");
      await new Promise(resolve => setTimeout(resolve, 50));
    }
    return Services.appinfo.version;`);
  return {
    version,
    marionette,
    chrome: marionette.chrome,
    output: started.output,
    ended: started.ended,
    quit: async () => {
      await Promise.race([
        marionette.send("Marionette:Quit", { flags: ["eForceQuit"] }).catch(() => undefined),
        new Promise((resolve) => setTimeout(resolve, 10_000)),
      ]);
      marionette.close();
      await stop(started.process);
    },
    kill: async () => {
      await kill(started.process);
      marionette.close();
    },
  };
}

/** Puts a password in Thunderbird's store, so that no window asks for it. */
export async function storeLogin(
  thunderbird: Thunderbird,
  type: "imap" | "pop3",
  user: string,
  password: string,
): Promise<void> {
  await thunderbird.chrome(
    `const [origin, user, password] = args;
     const login = Cc["@mozilla.org/login-manager/loginInfo;1"].createInstance(Ci.nsILoginInfo);
     login.init(origin, null, origin, user, password, "", "");
     await Services.logins.addLoginAsync(login);`,
    `${type === "imap" ? "imap" : "mailbox"}://127.0.0.1`,
    user,
    password,
  );
}

/** Waits until the logins stand on the disk, which Thunderbird writes a while later: a kill would lose them. */
export const loginsWritten = (thunderbird: Thunderbird): Promise<void> =>
  until("the logins on the disk", () =>
    thunderbird.chrome<boolean>(
      `const file = PathUtils.join(PathUtils.profileDir, "logins.json");
       const written = (await IOUtils.exists(file)) ? (await IOUtils.readJSON(file)).logins.length : 0;
       return written >= (await Services.logins.getAllLogins()).length;`,
    ),
  ).then(() => undefined);

/** Installs an .xpi for good, so that it is still there after a restart. */
export async function installAddon(thunderbird: Thunderbird, xpi: string): Promise<string> {
  const answer = (await thunderbird.marionette.send("Addon:Install", {
    path: xpi,
    temporary: false,
  })) as { value: string };
  return answer.value;
}

export const mainWindow = "chrome://messenger/content/messenger.xhtml";

/** The addresses of all windows. A notification of version 140 is one too, which goes by itself and is left out. */
export const openWindows = (thunderbird: Thunderbird): Promise<string[]> =>
  thunderbird.chrome<string[]>(
    `return [...Services.wm.getEnumerator(null)].map(one => one.location.href)
       .filter(address => !address.endsWith("/alerts/alert.xhtml"));`,
  );

/** A picture of Thunderbird's main window, for a person who wants to know what a failed test saw. */
export async function screenshot(thunderbird: Thunderbird, file: string): Promise<void> {
  try {
    const { value } = (await thunderbird.marionette.send("WebDriver:TakeScreenshot", {
      full: false,
    })) as { value: string };
    writeFileSync(file, Buffer.from(value, "base64"));
  } catch (error) {
    writeFileSync(`${file}.txt`, String(error));
  }
}
