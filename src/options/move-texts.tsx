import { useState } from "preact/hooks";
import type { Road } from "../core/move-house/move";
import { say } from "../ui/words";

/** What to send, in the language of who reads it; not of who sends it. */
const texts: [title: string, key: string][] = [
  ["move_text_builder_nl_title", "move_text_builder_nl"],
  ["move_text_builder_en_title", "move_text_builder_en"],
  ["move_text_host_nl_title", "move_text_host_nl"],
  ["move_text_host_en_title", "move_text_host_en"],
];

/** Texts for the web builder and the new host, to be copied. */
export function MoveTexts({ name, road }: { name: string; road: Road }) {
  if (road === "pop-to-imap") return null;
  return (
    <>
      {texts.map(([title, key]) => (
        <MoveText key={key} title={say(title)} text={say(key, { name })} />
      ))}
    </>
  );
}

function MoveText({ title, text }: { title: string; text: string }) {
  const [copied, setCopied] = useState(false);
  async function copy() {
    await navigator.clipboard.writeText(text);
    setCopied(true);
  }
  return (
    <details>
      <summary>{title}</summary>
      <textarea class="letter" rows={7} readOnly value={text} aria-label={title} />
      <div class="actions">
        <button type="button" onClick={() => void copy()}>
          {say("move_copy")}
        </button>
        <span role="status">{copied ? say("move_copied") : ""}</span>
      </div>
    </details>
  );
}
