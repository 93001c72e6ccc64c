import { useState } from "preact/hooks";
import type { Reason } from "../core/reason";
import { ask } from "../ui/ask";
import { Trouble } from "../ui/trouble";
import { say } from "../ui/words";

/** Saves the report as a page to read and keep, or as JSON; says where it was saved. */
export function SaveReport() {
  const [saved, setSaved] = useState<string | null>(null);
  const [error, setError] = useState<Reason | null>(null);

  async function save(format: "json" | "html") {
    setSaved(null);
    const reply = await ask("report.save", { format });
    setError(reply.ok ? null : reply.error);
    if (reply.ok) setSaved(reply.value.name);
  }

  return (
    <div class="actions">
      <button type="button" onClick={() => void save("html")}>
        {say("options_save_page")}
      </button>
      <button type="button" onClick={() => void save("json")}>
        {say("options_save_json")}
      </button>
      <p role="status">{saved && say("options_saved", { path: saved })}</p>
      <Trouble error={error} />
    </div>
  );
}
