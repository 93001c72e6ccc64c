import { createConnection } from "node:net";
import type { Dovecot } from "./dovecot";
import { until } from "./processes";

/** A POP program that removes what is older than so many days, and keeps the rest; answers how many it removed. */
export async function collectByPop(dovecot: Dovecot, user: string, days: number): Promise<number> {
  const socket = createConnection(dovecot.popPort, "127.0.0.1");
  socket.setEncoding("latin1");
  let text = "";
  socket.on("data", (some: string) => {
    text += some;
  });
  const say = async (line: string, end: RegExp): Promise<string> => {
    text = "";
    if (line) socket.write(`${line}\r\n`);
    await until(line || "greeting", () => Promise.resolve(end.test(text)));
    return text;
  };
  const short = /^\+OK.*\r\n/;
  await say("", short);
  await say(`USER ${user}`, short);
  await say(`PASS ${dovecot.password}`, short);
  const count = Number((await say("STAT", short)).split(" ")[1]);
  let removed = 0;
  for (let n = 1; n <= count; n++) {
    const head = await say(`TOP ${n} 0`, /\r\n\.\r\n$/);
    const date = Date.parse(/^Date: (.*)$/m.exec(head)?.[1] ?? "");
    if (Date.now() - date < days * 86_400_000) continue;
    await say(`DELE ${n}`, short);
    removed++;
  }
  await say("QUIT", short);
  socket.destroy();
  return removed;
}
