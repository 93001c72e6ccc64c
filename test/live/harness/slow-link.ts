import { once } from "node:events";
import { connect, createServer, type Socket } from "node:net";

/** What a link adds to the way between Thunderbird and a server. */
export interface LinkOptions {
  /** What is added to each round trip, in milliseconds: half of it on either way. */
  delayMs?: number;
  /** The link breaks once, after so many bytes that the server has sent: see `cutAfter`. */
  cutAfterBytes?: number;
}

/** A TCP proxy on loopback in front of one port: a server that is far away, falls silent, or breaks off. */
export interface Link {
  port: number;
  /**
   * Breaks the connection that carries the server's byte number `bytes`, counted from now over all connections;
   * the bytes before it arrive. Once: the next connection holds.
   */
  cutAfter: (bytes: number) => void;
  /** Breaks every connection now. */
  cut: () => void;
  /** Nothing comes through any more, in either direction; connections stay, and new ones are accepted. */
  stall: () => void;
  /** Lets everything through again, what was held back first. */
  goOn: () => void;
  /** Bytes that the server has sent through the link since it was opened. */
  received: () => number;
  /** How often a connection was broken. */
  cuts: () => number;
  close: () => Promise<void>;
}

/** A direction of a connection holds no more than this, as a real line does. */
const mostHeld = 4 * 1024 * 1024;

/** Opens a link to a port of this computer. */
export async function openLink(target: number, options: LinkOptions = {}): Promise<Link> {
  const { delayMs = 0 } = options;
  let [received, cuts, stalled] = [0, 0, false];
  let cutAt = options.cutAfterBytes ?? Number.POSITIVE_INFINITY;
  const open = new Set<{ break: () => void; goOn: () => void }>();

  /** Carries bytes one way, each `delayMs / 2` late. `measure` answers how much of a chunk may pass. */
  function carry(from: Socket, to: Socket, measure: (bytes: number) => number, broken: () => void) {
    const waiting: { at: number; bytes: Buffer | null; ends: boolean }[] = [];
    let [held, timer]: [number, NodeJS.Timeout | null] = [0, null];
    const release = () => {
      timer = null;
      while (!stalled && waiting[0] && waiting[0].at <= performance.now()) {
        const { bytes, ends } = waiting.shift() as (typeof waiting)[number];
        if (bytes) {
          held -= bytes.length;
          to.write(bytes);
        } else if (!ends) to.end();
        if (ends) return broken();
      }
      if (held < mostHeld) from.resume();
      const next = waiting[0];
      if (next && !stalled) timer = setTimeout(release, Math.max(1, next.at - performance.now()));
    };
    const queue = (bytes: Buffer | null, ends = false) => {
      waiting.push({ at: performance.now() + delayMs / 2, bytes, ends });
      held += bytes?.length ?? 0;
      if (held >= mostHeld) from.pause();
      if (timer === null) release();
    };
    from.on("data", (chunk: Buffer) => {
      const passes = measure(chunk.length);
      queue(chunk.subarray(0, passes), passes < chunk.length);
    });
    from.on("end", () => queue(null));
    return () => {
      if (timer === null) release();
    };
  }

  const server = createServer({ allowHalfOpen: true }, (client) => {
    const upstream = connect({ port: target, host: "127.0.0.1", allowHalfOpen: true });
    const both = [client, upstream];
    const broken = () => {
      if (!open.delete(connection)) return;
      cuts++;
      // A reset, as a line that breaks gives it: no orderly end.
      client.resetAndDestroy();
      upstream.destroy();
    };
    const toServer = carry(client, upstream, (bytes) => bytes, broken);
    const toClient = carry(
      upstream,
      client,
      (bytes) => {
        const passes = Math.min(bytes, Math.max(0, cutAt - received));
        received += passes;
        if (passes < bytes) cutAt = Number.POSITIVE_INFINITY;
        return passes;
      },
      broken,
    );
    const connection = {
      break: broken,
      goOn: () => {
        toServer();
        toClient();
      },
    };
    open.add(connection);
    for (const socket of both) {
      socket.setNoDelay(true);
      socket.on("error", () => undefined);
      socket.on("close", () => {
        if (both.every((one) => one.destroyed)) open.delete(connection);
        else if (socket.destroyed && socket.errored) for (const one of both) one.destroy();
      });
    }
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as { port: number };

  const cut = () => {
    for (const connection of [...open]) connection.break();
  };
  return {
    port,
    cutAfter: (bytes) => {
      cutAt = received + bytes;
    },
    cut,
    stall: () => {
      stalled = true;
    },
    goOn: () => {
      stalled = false;
      for (const connection of open) connection.goOn();
    },
    received: () => received,
    cuts: () => cuts,
    close: async () => {
      server.close();
      cut();
    },
  };
}
