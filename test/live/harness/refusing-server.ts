import { once } from "node:events";
import { connect, createServer, type Socket } from "node:net";

/** An IMAP server that can be made to say no: a proxy that answers chosen commands itself. */
export interface RefusingServer {
  port: number;
  /**
   * Answers every command that fits with this, e.g. `NO [SERVERBUG] Not now.`, instead of handing it on. A
   * command is seen without its tag. With null all commands are handed on again.
   */
  refuse: (command: RegExp | null, answer?: string) => void;
  /** How many commands were refused since the last call of `refuse`. */
  refused: () => number;
  /** Breaks every connection now. */
  cut: () => void;
  close: () => Promise<void>;
}

/** Opens such a proxy in front of a port of this computer. */
export async function openRefusingServer(target: number): Promise<RefusingServer> {
  let [pattern, answer, refused]: [RegExp | null, string, number] = [null, "", 0];
  const open = new Set<Socket>();

  const server = createServer((client) => {
    const upstream = connect({ port: target, host: "127.0.0.1" });
    let rest = Buffer.alloc(0);
    for (const [socket, other] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      open.add(socket);
      socket.on("error", () => undefined);
      socket.on("close", () => {
        open.delete(socket);
        other.destroy();
      });
    }
    upstream.on("data", (bytes) => client.write(bytes));
    // A backup sends no literals, so each of the client's lines is a command or goes through as it is.
    client.on("data", (bytes) => {
      rest = Buffer.concat([rest, bytes]);
      for (let end = rest.indexOf("\r\n"); end >= 0; end = rest.indexOf("\r\n")) {
        const line = rest.subarray(0, end + 2);
        rest = rest.subarray(end + 2);
        const [tag = "", ...words] = line.toString("latin1").trimEnd().split(" ");
        if (pattern?.test(words.join(" "))) {
          refused++;
          client.write(`${tag} ${answer}\r\n`);
        } else {
          upstream.write(line);
        }
      }
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as { port: number };
  const cut = () => {
    for (const socket of open) socket.destroy();
  };
  return {
    port,
    refuse: (command, text = "NO [SERVERBUG] Not now.") => {
      [pattern, answer, refused] = [command, text, 0];
    },
    refused: () => refused,
    cut,
    close: async () => {
      server.close();
      cut();
    },
  };
}
