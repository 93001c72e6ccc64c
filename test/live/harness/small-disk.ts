import { run } from "./processes";

/** A small disk of its own at a folder, which can fill up, become read-only and be unplugged. Needs root. */
export interface SmallDisk {
  resize: (kilobytes: number) => Promise<void>;
  /** Makes it so small that only so many bytes are free; answers how many KB that are. */
  fill: (free: number) => Promise<number>;
  readOnly: (on: boolean) => Promise<void>;
  /** As when a stick is pulled out whose mount point stays: the folder is there, and empty. */
  unplug: () => Promise<void>;
  plugIn: () => Promise<void>;
  remove: () => Promise<void>;
}

/** Mounts a tmpfs over a folder. Throws where the system does not allow it: nothing is skipped. */
export async function mountSmallDisk(folder: string, kilobytes: number): Promise<SmallDisk> {
  const store = `${folder}-disk`;
  await run("mkdir", ["-p", store]);
  await run("mount", ["-t", "tmpfs", "-o", `size=${kilobytes}k,mode=0777`, "postwacht", store]);
  const plugIn = async () => void (await run("mount", ["--bind", store, folder]));
  const unplug = async () => void (await run("umount", ["-l", folder]));
  const resize = async (size: number) =>
    void (await run("mount", ["-o", `remount,size=${size}k`, store]));
  await plugIn();
  return {
    resize,
    fill: async (free) => {
      const used = Number((await run("du", ["-sk", store])).split("\t")[0]);
      await resize(used + Math.ceil(free / 1024));
      return Math.ceil(free / 1024);
    },
    readOnly: async (on) =>
      void (await run("mount", ["-o", `remount,bind,${on ? "ro" : "rw"}`, folder])),
    unplug,
    plugIn,
    remove: async () => {
      await unplug().catch(() => undefined);
      await run("umount", ["-l", store]);
      await run("rmdir", [store]);
    },
  };
}
