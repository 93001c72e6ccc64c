import { useEffect, useRef, useState } from "preact/hooks";
import type { LookPage, LookRow } from "../core/look/list-messages";
import type { LookQuery } from "../core/look/query";
import type { Reason } from "../core/reason";
import { ask } from "../ui/ask";

/** What of a backup is listed; `folder` is empty for all of them. */
export interface Wanted {
  backupId: string;
  folder: string;
  query: LookQuery;
}

export interface Listed extends Omit<LookPage, "next"> {
  loading: boolean;
  error: Reason | null;
  /** Asks for the next page; null where there is none. */
  more: (() => void) | null;
}

/** So long after the last key a search begins, in milliseconds. */
const patience = 300;

const empty: LookPage = { rows: [], matched: 0, next: null, unread: 0 };

/** The messages that are wanted, page by page. A new wish ends the question before, here and in the background. */
export function useLook(wanted: Wanted | null): Listed {
  const view = useRef(crypto.randomUUID());
  const [page, setPage] = useState<LookPage>(empty);
  const [loading, setLoading] = useState(false);
  const [error, setError] = useState<Reason | null>(null);
  const turn = useRef(0);
  const key = JSON.stringify(wanted);

  async function load(before: LookRow[], after: LookPage["next"]): Promise<void> {
    if (!wanted) return;
    const { backupId, folder, query } = wanted;
    const mine = ++turn.current;
    setLoading(true);
    const place = folder === "" ? {} : { folder };
    const asked = { backupId, ...place, query, after, view: view.current };
    const reply = await ask("look.list", asked);
    if (mine !== turn.current) return;
    setLoading(false);
    setError(reply.ok ? null : reply.error);
    if (reply.ok) setPage({ ...reply.value, rows: [...before, ...reply.value.rows] });
  }

  useEffect(() => {
    turn.current++;
    if (!wanted) {
      setPage(empty);
      setLoading(false);
      return;
    }
    setLoading(true);
    const timer = setTimeout(() => void load([], null), patience);
    return () => clearTimeout(timer);
  }, [key]);

  const { next } = page;
  const more = next && !loading ? () => void load(page.rows, next) : null;
  return { ...page, loading, error, more };
}
