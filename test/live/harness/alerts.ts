import type { Thunderbird } from "./thunderbird";

/** A notification as the system would show it. */
export interface Alert {
  id: string;
  title: string;
  text: string;
}

/** Takes the place of the system's notifications, which need a desktop, and keeps what they would show. */
export async function keepAlerts(thunderbird: Thunderbird): Promise<void> {
  await thunderbird.chrome(
    `const contract = "@mozilla.org/alerts-service;1";
     const registrar = Components.manager.QueryInterface(Ci.nsIComponentRegistrar);
     const shown = [];
     const service = {
       QueryInterface: ChromeUtils.generateQI(["nsIAlertsService"]),
       showAlert(alert, listener) { shown.push({ alert, listener }); },
       // 140 hands over each part by itself.
       showAlertNotification(_image, title, text, _clickable, _cookie, listener, name) {
         shown.push({ alert: { name, title, text }, listener });
       },
       closeAlert() {},
       teardown() {},
     };
     const factory = {
       QueryInterface: ChromeUtils.generateQI(["nsIFactory"]),
       createInstance: iid => service.QueryInterface(iid),
     };
     registrar.registerFactory(Services.uuid.generateUUID(), "test alerts", contract, factory);
     Services.postwachtAlerts = shown;`,
  );
}

export const alertsShown = (thunderbird: Thunderbird): Promise<Alert[]> =>
  thunderbird.chrome(
    `return Services.postwachtAlerts
       .map(({ alert }) => ({ id: alert.name, title: alert.title, text: alert.text }));`,
  );

/** Clicks the last notification, as the user would. */
export async function clickAlert(thunderbird: Thunderbird): Promise<void> {
  await thunderbird.chrome(
    `const { alert, listener } = Services.postwachtAlerts.at(-1);
     listener.observe(null, "alertclickcallback", alert.name);`,
  );
}
