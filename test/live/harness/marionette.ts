import { once } from "node:events";
import { connect, type Socket } from "node:net";

/**
 * A connection to Thunderbird's Marionette server: length-prefixed JSON, `N:[type,id,...]`,
 * type 0 a command and type 1 its answer (remote/marionette/transport.sys.mjs).
 */
export interface Marionette {
  send: (command: string, parameters?: object) => Promise<unknown>;
  /**
   * Runs an async function's body in Thunderbird's main process with full rights.
   * `args` is its argument list; what it returns must be plain JSON.
   */
  chrome: <T>(body: string, ...args: unknown[]) => Promise<T>;
  close: () => void;
}

export async function connectMarionette(port: number): Promise<Marionette> {
  const socket: Socket = connect(port, "127.0.0.1");
  await once(socket, "connect");
  let buffer = Buffer.alloc(0);
  let nextId = 1;
  const waiting = new Map<
    number,
    { resolve: (value: unknown) => void; reject: (e: Error) => void }
  >();

  const take = (packet: unknown) => {
    if (!Array.isArray(packet) || packet[0] !== 1) return;
    const [, id, error, result] = packet as [
      1,
      number,
      { message: string; stacktrace?: string },
      unknown,
    ];
    const request = waiting.get(id);
    waiting.delete(id);
    if (error) request?.reject(new Error(`${error.message}\n${error.stacktrace ?? ""}`));
    else request?.resolve(result);
  };

  socket.on("data", (chunk) => {
    buffer = Buffer.concat([buffer, chunk]);
    for (;;) {
      const colon = buffer.indexOf(0x3a);
      if (colon < 0) return;
      const length = Number(buffer.subarray(0, colon).toString("latin1"));
      const end = colon + 1 + length;
      if (buffer.length < end) return;
      take(JSON.parse(buffer.subarray(colon + 1, end).toString("utf8")));
      buffer = buffer.subarray(end);
    }
  });
  const fail = (why: string) => {
    for (const request of waiting.values()) request.reject(new Error(why));
    waiting.clear();
  };
  socket.on("close", () => fail("Thunderbird closed the Marionette connection"));
  socket.on("error", (error) => fail(error.message));

  const send = (command: string, parameters: object = {}) =>
    new Promise<unknown>((resolve, reject) => {
      const id = nextId++;
      waiting.set(id, { resolve, reject });
      const json = JSON.stringify([0, id, command, parameters]);
      socket.write(`${Buffer.byteLength(json)}:${json}`);
    });

  const chrome = async <T>(body: string, ...args: unknown[]): Promise<T> => {
    const script = `
      const [args, done] = [arguments[0], arguments[arguments.length - 1]];
      (async (...args) => { ${body} })(...args).then(
        value => done({ value }),
        error => done({ error: String(error) + "\\n" + (error && error.stack) }));`;
    const answer = (await send("WebDriver:ExecuteAsyncScript", {
      script,
      args: [args],
      newSandbox: true,
      scriptTimeout: 600_000,
    })) as { value: { value?: T; error?: string } };
    if (answer.value.error !== undefined) throw new Error(answer.value.error);
    return answer.value.value as T;
  };

  return { send, chrome, close: () => socket.destroy() };
}
