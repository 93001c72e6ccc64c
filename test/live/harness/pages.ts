import { writeFileSync } from "node:fs";
import { sleep, until } from "./processes";
import type { Thunderbird } from "./thunderbird";

export const addonId = "postwacht@postwacht";

/** Where a page of the add-on is shown. */
export type Place = "popup" | "background" | "options" | "secondOptions";

/** Finds the <browser> of a place; runs in Thunderbird's main process. */
const finders = `
  const window = Services.wm.getMostRecentWindow("mail:3pane");
  const policy = WebExtensionPolicy.getByID(${JSON.stringify(addonId)});
  const finders = {
    popup: () => [...window.document.querySelectorAll("browser.webextension-popup-browser")]
      .find(browser => browser.currentURI?.spec.includes("/popup/popup.html")),
    background: () => [...(policy?.extension.views ?? [])]
      .find(view => view.viewType == "background")?.xulBrowser,
    secondOptions: () => window.document.getElementById("tabmail").tabInfo
      .map(tab => tab.browser)
      .filter(browser => browser?.currentURI?.spec.includes("/options/options.html"))[1],
    options: () => window.document.getElementById("tabmail").tabInfo
      .map(tab => tab.browser)
      .find(browser => browser?.currentURI?.spec.includes("/options/options.html")),
  };
`;

/**
 * Runs an async function's body inside a page of the add-on and answers what it returns (plain JSON).
 * The body sees `document`, `browser` (the page's own) and `args`.
 */
export async function inPage<T>(
  thunderbird: Thunderbird,
  place: Place,
  body: string,
  ...args: unknown[]
): Promise<T> {
  const frameScript = `
    (async () => {
      const id = "postwacht-test-" + ID;
      try {
        const document = content.document;
        const page = content.wrappedJSObject;
        const args = ARGS;
        const browser = page.browser;
        const toPage = value => Cu.cloneInto(value, content);
        const value = await (async () => { BODY })();
        sendAsyncMessage(id, { value: value === undefined ? null : JSON.parse(JSON.stringify(value)) });
      } catch (error) {
        sendAsyncMessage(id, { error: String(error) + " " + (error && error.stack) });
      }
    })();`;
  const answer = await thunderbird.chrome<{ value?: T; error?: string }>(
    `${finders}
     const { setTimeout } = ChromeUtils.importESModule("resource://gre/modules/Timer.sys.mjs");
     const [place, script, body, pageArgs] = args;
     if (place == "background") await policy.extension.wakeupBackground?.();
     const browser = finders[place]();
     if (!browser) return { error: "no " + place + " is open" };
     const id = Services.uuid.generateUUID().toString();
     const text = script.replace("ID", () => JSON.stringify(id))
       .replace("ARGS", () => JSON.stringify(pageArgs)).replace("BODY", () => body);
     return new Promise(resolve => {
       const name = "postwacht-test-" + id;
       const manager = browser.messageManager;
       const listener = message => { manager.removeMessageListener(name, listener); resolve(message.data); };
       manager.addMessageListener(name, listener);
       manager.loadFrameScript("data:,(" + encodeURIComponent("()=>{" + text + "}") + ")()", false);
       setTimeout(() => resolve({ error: "the page did not answer" }), 590000);
     });`,
    place,
    frameScript,
    body,
    args,
  );
  if (answer.error !== undefined) throw new Error(answer.error);
  return answer.value as T;
}

/** Clicks the add-on's button in Thunderbird's toolbar and waits until its popup shows something. */
export async function openPopup(thunderbird: Thunderbird): Promise<void> {
  await until("the toolbar button", () =>
    thunderbird.chrome<boolean>(
      `const window = Services.wm.getMostRecentWindow("mail:3pane");
       window.focus();
       const button = window.document.querySelector('.unified-toolbar [extension="${addonId}"]');
       if (!button) return false;
       (button.querySelector("button") ?? button).click();
       return true;`,
    ),
  );
  await until("the popup", () =>
    inPage<boolean>(thunderbird, "popup", `return Boolean(document.querySelector("main, h1"))`),
  );
}

export async function closePopup(thunderbird: Thunderbird): Promise<void> {
  await thunderbird.chrome(
    `${finders}
     finders.popup()?.closest("panel")?.hidePopup();`,
  );
}

/**
 * Opens the settings page in a tab, at a place in it. Right after a start the main window may lose a tab that is
 * asked for, and a page that is still on its way to its process may lose a question: both are asked again.
 */
export async function openOptions(thunderbird: Thunderbird, hash = ""): Promise<void> {
  const open = () =>
    inPage(
      thunderbird,
      "background",
      `await browser.tabs.create(toPage({ url: browser.runtime.getURL("options/options.html") + args[0] }))`,
      hash,
    );
  const title = `return Boolean(document.querySelector("main h1, h1"))`;
  const isShown = () =>
    Promise.race([
      inPage<boolean>(thunderbird, "options", title),
      sleep(3000).then(() => false as const),
    ]);
  for (let tried = 1; ; tried++) {
    await Promise.race([open(), sleep(10_000)]);
    try {
      await until("the settings page", isShown);
      return;
    } catch (error) {
      if (tried === 3) throw error;
    }
  }
}

/** Sends a request as a page would. */
export async function request<T>(
  thunderbird: Thunderbird,
  place: Place,
  message: { type: string } & Record<string, unknown>,
): Promise<T> {
  const reply = await inPage<{ ok: boolean; value: T; error?: unknown }>(
    thunderbird,
    place,
    "return await browser.runtime.sendMessage(toPage(args[0]));",
    message,
  );
  if (!reply?.ok) throw new Error(`${message.type}: ${JSON.stringify(reply?.error ?? reply)}`);
  return reply.value;
}

/** What a person can read on a page. */
export const pageText = (thunderbird: Thunderbird, place: Place) =>
  inPage<string>(thunderbird, place, "return document.body.innerText;");

/** Saves a picture of a page as a PNG file. */
export async function pagePicture(
  thunderbird: Thunderbird,
  place: Place,
  file: string,
): Promise<void> {
  const base64 = await thunderbird.chrome<string>(
    `${finders}
     const browser = finders[args[0]]();
     const { width, height } = browser.getBoundingClientRect();
     const bitmap = await browser.browsingContext.currentWindowGlobal.drawSnapshot(
       new window.DOMRect(0, 0, width, height), 2, "transparent");
     const canvas = new window.OffscreenCanvas(bitmap.width, bitmap.height);
     canvas.getContext("2d").drawImage(bitmap, 0, 0);
     const bytes = new Uint8Array(await (await canvas.convertToBlob()).arrayBuffer());
     let text = "";
     for (const byte of bytes) text += String.fromCharCode(byte);
     return btoa(text);`,
    place,
  );
  writeFileSync(file, Buffer.from(base64, "base64"));
}
