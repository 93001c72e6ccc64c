import { check } from "../check";
import { eachServer } from "../each-server";

/** Microsoft's own servers; an organisation's own Exchange goes on. */
const hosts = ["outlook.office365.com", "outlook.office.com"];

/** As Microsoft has announced: from when it begins to refuse EWS, and when nothing of it is left. */
const closing = Date.UTC(2026, 9, 1);
const closed = Date.UTC(2027, 3, 1);

/** The account reads its mail by Exchange Web Services, which Microsoft closes for its own mailboxes. */
export const exchangeEwsRetiring = check({
  id: "exchange-ews-retiring",
  needs: ["servers"],
  wants: ["accounts"],
  kinds: ["coming", "closing", "closed"],
  values: ["address"],
  find: (facts) =>
    eachServer(facts, ["ews"], [], (_settings, { subject, address, server }) => {
      if (!hosts.includes(server.host.toLowerCase())) return null;
      const { takenAt } = facts;
      const kind = takenAt < closing ? "coming" : takenAt < closed ? "closing" : "closed";
      const severity = kind === "coming" ? "info" : "medium";
      return { severity, subject, values: { kind, address } };
    }),
});
