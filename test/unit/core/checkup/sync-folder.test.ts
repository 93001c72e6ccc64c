import { expect, it } from "vitest";
import { sharedPlace } from "../../../../src/core/checkup/sync-folder";

it.each([
  ["C:\\Users\\Ann\\OneDrive\\Thunderbird\\Profiles\\x.default", "OneDrive"],
  ["C:\\Users\\Ann\\OneDrive - Bakkerij De Ketel\\Mail", "OneDrive"],
  ["D:/OneDrive/Mail", "OneDrive"],
  ["/Users/ann/Library/CloudStorage/OneDrive-Personal/Mail", "OneDrive"],
  ["C:\\Users\\Ann\\Dropbox\\Mail", "Dropbox"],
  ["C:\\Users\\Ann\\Dropbox (Personal)\\Mail", "Dropbox"],
  ["/home/ann/Dropbox/.thunderbird/x.default", "Dropbox"],
  ["/Users/ann/Library/CloudStorage/Dropbox/Mail", "Dropbox"],
  ["C:\\Users\\Ann\\iCloudDrive\\Thunderbird", "iCloud Drive"],
  ["/Users/ann/Library/Mobile Documents/com~apple~CloudDocs/Thunderbird", "iCloud Drive"],
  ["G:\\My Drive\\Thunderbird", "Google Drive"],
  ["G:\\Mijn Drive\\Thunderbird", "Google Drive"],
  ["C:\\Users\\Ann\\Google Drive\\Mail", "Google Drive"],
  ["/Users/ann/Library/CloudStorage/GoogleDrive-ann@gmail.com/My Drive", "Google Drive"],
  ["/home/ann/Nextcloud/Thunderbird", "Nextcloud"],
  ["C:\\Users\\Ann\\Nextcloud2\\Mail", "Nextcloud"],
  ["/home/ann/ownCloud/Mail", "ownCloud"],
  ["C:\\Users\\Ann\\ownCloud - ann@cloud.example\\Mail", "ownCloud"],
  ["/home/ann/pCloudDrive/Mail", "pCloud"],
  ["C:\\Users\\Ann\\pCloud Sync\\Mail", "pCloud"],
  ["C:\\Users\\Ann\\Box\\Mail", "Box"],
  ["/Users/ann/Box Sync/Mail", "Box"],
  ["/Users/ann/Library/CloudStorage/Box-Box/Mail", "Box"],
  ["D:\\Box\\Mail", "Box"],
  ["/Users/ann/Library/CloudStorage/ProtonDrive-ann@proton.me/Mail", "ProtonDrive"],
])("sees that %s is kept in step with other places: %s", (path, service) => {
  expect(sharedPlace(path)).toEqual({ kind: "synced", service });
});

it.each([
  ["\\\\nas\\mail\\ann", "nas"],
  ["//nas/mail/ann", null],
  ["\\\\?\\UNC\\server\\share\\ann", "server"],
  ["/net/server/home/ann", "server"],
  ["/run/user/1000/gvfs/smb-share:server=nas,share=mail/ann", "nas"],
  ["/home/ann/.gvfs/sftp:host=desk.local/mail", "desk.local"],
  ["smb://nas/mail", "nas"],
  ["/mnt/nas/mail", ""],
  ["/mnt/share-of-office/mail", ""],
  ["/media/ann/nas/mail", ""],
  ["/Volumes/Network Home/ann", ""],
  ["/Network/Servers/desk.local/Users/ann", "desk.local"],
])("sees whether %s stands on another computer: %s", (path, service) => {
  expect(sharedPlace(path)).toEqual(service === null ? null : { kind: "network", service });
});

it.each([
  // People and their computers.
  "/home/box/.thunderbird/x.default",
  "/home/dropbox/.thunderbird/x.default",
  "C:\\Users\\Box\\AppData\\Roaming\\Thunderbird\\Profiles\\x.default",
  "C:\\Users\\onedrive\\AppData\\Roaming\\Thunderbird",
  "C:\\Documents and Settings\\Dropbox\\Application Data\\Thunderbird",
  "/Users/nextcloud/Library/Thunderbird/Profiles/x.default",
  "/var/home/box/.thunderbird/x.default",
  // Ordinary folders whose names only resemble.
  "/home/ann/.thunderbird/x.default",
  "/home/ann/snap/thunderbird/common/.thunderbird/x.default",
  "/home/ann/.var/app/org.mozilla.Thunderbird/.thunderbird/x.default",
  "C:\\Users\\Ann\\AppData\\Roaming\\Thunderbird\\Profiles\\x.default",
  "/Users/ann/Library/Thunderbird/Profiles/x.default",
  "/home/ann/Documents/Box/mail",
  "/home/ann/Mailbox/mail",
  "/home/ann/Dropboxes/mail",
  "/home/ann/OneDriveOld/mail",
  "/home/ann/My Drive/mail",
  "D:\\Mail\\My Drive\\ann",
  "D:\\Mail\\Ann",
  // Other disks of the same computer.
  "/mnt/data/mail",
  "/mnt/c/Users/Ann/mail",
  "/media/ann/USB-STICK/mail",
  "/media/box/USB-STICK/mail",
  "/Volumes/Backup/mail",
  "/Volumes/Sharefile/mail",
  "\\\\?\\C:\\Users\\Ann\\mail",
  "\\\\wsl$\\Debian\\home\\ann",
  "\\\\wsl.localhost\\Debian\\home\\ann",
  "/net",
  "",
  "x",
])("sees nothing of the kind in %s", (path) => {
  expect(sharedPlace(path)).toBeNull();
});
