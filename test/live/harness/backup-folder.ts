import type { Thunderbird } from "./thunderbird";

/**
 * Answers the system's folder picker with a folder, as a person would who picks it: a factory for
 * `@mozilla.org/filepicker;1` takes the real one's place until Thunderbird ends.
 */
export async function answerFolderPicker(thunderbird: Thunderbird, folder: string): Promise<void> {
  await thunderbird.chrome(
    `const [folder] = args;
     const contract = "@mozilla.org/filepicker;1";
     const registrar = Components.manager.QueryInterface(Ci.nsIComponentRegistrar);
     if (Services.postwachtPicker) {
       registrar.unregisterFactory(Services.postwachtPicker.id, Services.postwachtPicker.factory);
     }
     const file = Cc["@mozilla.org/file/local;1"].createInstance(Ci.nsIFile);
     file.initWithPath(folder);
     const picker = {
       QueryInterface: ChromeUtils.generateQI(["nsIFilePicker"]),
       init() {}, appendFilter() {}, appendFilters() {},
       open(callback) { Services.tm.dispatchToMainThread(() => callback.done(Ci.nsIFilePicker.returnOK)); },
       file, files: null, mode: 0,
     };
     const factory = {
       QueryInterface: ChromeUtils.generateQI(["nsIFactory"]),
       createInstance: iid => picker.QueryInterface(iid),
     };
     const id = Services.uuid.generateUUID();
     registrar.registerFactory(id, "test picker", contract, factory);
     Services.postwachtPicker = { id, factory };`,
    folder,
  );
}
