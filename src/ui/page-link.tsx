import type { ComponentChildren } from "preact";
import { openPage, pageAddress } from "./ask";

/** A link from the popup to a place on the settings page. The popup has nothing left to say once the tab is open. */
export function PageLink({ hash, children }: { hash: string; children: ComponentChildren }) {
  async function open(event: Event) {
    event.preventDefault();
    await openPage(hash);
    window.close();
  }
  return (
    <a href={pageAddress(hash)} onClick={open}>
      {children}
    </a>
  );
}
