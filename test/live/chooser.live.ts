import { afterAll, beforeAll, expect, it, onTestFailed } from "vitest";
import { ann, bakery, householdProfile, startHousehold } from "./harness/household";
import { inPage, openOptions, request } from "./harness/pages";
import { until } from "./harness/processes";
import { keepEvidence, type Session, startSession } from "./harness/session";

let session: Session;

beforeAll(async () => {
  const dovecot = await startHousehold();
  session = await startSession(dovecot, householdProfile(dovecot), [
    { type: "imap", user: ann },
    { type: "pop3", user: ann },
    { type: "pop3", user: bakery },
  ]);
});
afterAll(() => session?.end());

const page = <T>(script: string, ...args: unknown[]) =>
  inPage<T>(session.thunderbird, "options", script, ...args);

const verdict = () =>
  page<string>(`return document.querySelector("#chooser [role=status]")?.textContent ?? "";`);

const steps = () =>
  page<string[]>(
    `return [...document.querySelectorAll("#chooser ol > li")].map(one => one.textContent);`,
  );

it("advises on the address that is read both ways, from facts and answers, without connecting", async () => {
  onTestFailed(async () => {
    await keepEvidence(session, "chooser");
  });
  await openOptions(session.thunderbird, "#chooser");
  await request(session.thunderbird, "options", { type: "checkup.run" });
  await until("the advice", async () => (await verdict()).startsWith("Both can be right"));
  expect((await steps())[0]).toContain("leave its mail on the server");

  const before = session.dovecot.clientLines().length;
  await page(
    `const group = [...document.querySelectorAll("#chooser fieldset")]
       .find(one => one.querySelector("legend").textContent.includes("another device"));
     group.querySelector("input").click();`,
  );
  await until("the new advice", async () => (await verdict()) === "IMAP suits this address.");
  const said = await steps();
  const place = (text: RegExp) => said.findIndex((one) => text.test(one));
  const order = [
    /leave its mail on the server/,
    /Name the other devices/,
    /Make a backup\. Go on/,
    /^Room at the provider/,
    /Copy to the IMAP account/,
    /Compare the number of messages/,
    /Only now remove the POP account/,
  ].map(place);
  expect(order).not.toContain(-1);
  expect(order).toEqual(order.toSorted((a, b) => a - b));
  expect(session.dovecot.clientLines()).toHaveLength(before);
});
