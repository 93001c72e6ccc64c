import { useEffect, useState } from "preact/hooks";
import type { Estimate } from "../protocol";
import { ask } from "./ask";

/** While folders are being counted each answer tells more, in milliseconds. */
const askAgain = 2000;

/** What a backup would take; asked only after the page has drawn. */
export function useEstimate(wanted: boolean): Estimate | null {
  const [estimate, setEstimate] = useState<Estimate | null>(null);
  useEffect(() => {
    let alive = true;
    let timer: ReturnType<typeof setTimeout>;
    async function look() {
      const reply = await ask("backup.estimate", {});
      if (!alive || !reply.ok) return;
      setEstimate(reply.value);
      if (reply.value.counting) timer = setTimeout(look, askAgain);
    }
    setEstimate(null);
    if (wanted) void look();
    return () => {
      alive = false;
      clearTimeout(timer);
    };
  }, [wanted]);
  return estimate;
}
