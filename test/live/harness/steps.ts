import { addonId } from "./pages";
import type { Thunderbird } from "./thunderbird";

/** Milliseconds for which one call of an experiment held Thunderbird's main thread at most, by its name. */
export interface Steps {
  /** Calls that found the folder's database open, or needed none. */
  own: Record<string, number>;
  /** Calls in which Thunderbird opened, wrote or closed a folder's database. */
  withDatabase: Record<string, number>;
}

/** Notes from now on how long each call of an experiment takes until it waits for something or ends. */
export const watchSteps = (thunderbird: Thunderbird): Promise<void> =>
  thunderbird.chrome(
    `const { MailServices } = ChromeUtils.importESModule("resource:///modules/MailServices.sys.mjs");
     const { extension } = WebExtensionPolicy.getByID(args[0]);
     // 153 has renamed it.
     const clock = () => (ChromeUtils.now ? ChromeUtils.now() : Cu.now());
     const steps = Services.wm.getMostRecentWindow("mail:3pane").postwachtSteps = { own: {}, withDatabase: {} };
     const folderOf = uri => typeof uri == "string" && uri.includes("://")
       ? MailServices.folderLookup.getFolderForURL(uri) : null;
     for (const name of ["mailStore", "backupDisk", "mailSettings", "inboxWatch"]) {
       const experiment = extension.apiManager.getAPI(name, extension);
       const make = experiment.getAPI.bind(experiment);
       experiment.getAPI = context => {
         const made = make(context);
         for (const [key, call] of Object.entries(made[name])) {
           made[name][key] = (...input) => {
             const folder = folderOf(input[0]);
             const isOpen = folder?.databaseOpen;
             const before = clock();
             try {
               return call(...input);
             } finally {
               const took = clock() - before;
               const kind = folder && (!isOpen || !folder.databaseOpen) ? "withDatabase" : "own";
               const known = steps[kind][name + "." + key] ?? 0;
               steps[kind][name + "." + key] = Math.max(known, took);
             }
           };
         }
         return made;
       };
     }
     // What runs already has its own; a page that comes later begins with these.
     await extension.terminateBackground({ ignoreDevToolsAttached: true });`,
    addonId,
  );

/** What was noted since the last time. */
export const readSteps = (thunderbird: Thunderbird): Promise<Steps> =>
  thunderbird.chrome<Steps>(
    `const { postwachtSteps } = Services.wm.getMostRecentWindow("mail:3pane");
     const noted = { own: { ...postwachtSteps.own }, withDatabase: { ...postwachtSteps.withDatabase } };
     postwachtSteps.own = {};
     postwachtSteps.withDatabase = {};
     return noted;`,
  );
