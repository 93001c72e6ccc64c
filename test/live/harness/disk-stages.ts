import { addonId } from "./pages";
import { until } from "./processes";
import type { Thunderbird } from "./thunderbird";

/** Finds the add-on's disk experiment in Thunderbird's main process: the very object that its pages call. */
const findDisk = `
  const { extension } = WebExtensionPolicy.getByID(args[0]);
  const disk = extension.apiManager.getAPI("backupDisk", extension);
`;

/**
 * Lets Thunderbird make so many more changes in the backup folder, in the order of the calls, and holds the one
 * after them for ever: a place in the writing order at which it can be killed.
 */
export const holdDiskAfter = (thunderbird: Thunderbird, changes: number): Promise<void> =>
  thunderbird.chrome(
    `${findDisk}
     const { queues } = disk;
     const last = queues.get.bind(queues);
     let left = args[1];
     queues.get = root => {
       const before = last(root) ?? Promise.resolve();
       if (left-- > 0) return before;
       // What comes later waits behind this one by itself.
       queues.get = last;
       return before.then(() => new Promise(goOn => { disk.postwachtHeld = goOn; }));
     };`,
    addonId,
    changes,
  );

/** Lets the held change, and all that wait behind it, be made; what was not held yet will not be. */
export const letDiskGoOn = (thunderbird: Thunderbird): Promise<void> =>
  thunderbird.chrome(
    `${findDisk}
     delete disk.queues.get;
     disk.postwachtHeld?.();
     delete disk.postwachtHeld;`,
    addonId,
  );

/** Waits until the disk is held, or `ended` says that the job came to its end before; answers which. */
export const untilHeld = (
  thunderbird: Thunderbird,
  ended: () => Promise<boolean>,
): Promise<"held" | "ended"> =>
  until(
    "the disk to be held",
    async () => {
      const held = await thunderbird.chrome<boolean>(
        `${findDisk} return Boolean(disk.postwachtHeld);`,
        addonId,
      );
      if (held) return "held";
      return (await ended()) && "ended";
    },
    60_000,
    50,
  );
