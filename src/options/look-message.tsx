import { useEffect, useRef, useState } from "preact/hooks";
import type { LookRow } from "../core/look/list-messages";
import type { Attachment } from "../core/message/read-message";
import type { Reason } from "../core/reason";
import type { LookedMessage } from "../protocol/look";
import { ask } from "../ui/ask";
import { Trouble } from "../ui/trouble";
import { say } from "../ui/words";

const attachmentWord = ({ name, type, bytes }: Attachment) =>
  name === ""
    ? say("look_attachment_nameless", { type, bytes })
    : say("look_attachment", { name, bytes });

/** What is to be said of a message before it is read. */
function notesOn({ whole, fromHtml, text, textCut, onlyBeginning }: LookedMessage): string[] {
  return [
    ...(whole ? [] : ["look_not_whole"]),
    ...(fromHtml ? ["look_from_html"] : []),
    ...(text === "" ? ["look_no_text"] : []),
    ...(textCut ? ["look_text_cut"] : []),
    ...(onlyBeginning ? ["look_only_beginning"] : []),
  ];
}

function Told({ message }: { message: LookedMessage }) {
  const fields = (["from", "to", "cc", "date"] as const).filter((name) => message[name] !== "");
  return (
    <>
      <dl class="head">
        {fields.map((name) => (
          <div key={name}>
            <dt>{say(`look_head_${name}`)}</dt>
            <dd>
              <bdi>{message[name]}</bdi>
            </dd>
          </div>
        ))}
      </dl>
      {notesOn(message).map((word) => (
        <p key={word} class={word === "look_not_whole" ? "trouble" : "secondary"}>
          {say(word)}
        </p>
      ))}
      {message.text !== "" && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a long text is scrolled by keyboard.
        <pre tabIndex={0} dir="auto">
          {message.text}
        </pre>
      )}
      {message.attachments.length > 0 && (
        <>
          <h5>{say("look_attachments")}</h5>
          <ul>
            {message.attachments.map((one, place) => (
              <li key={place}>{attachmentWord(one)}</li>
            ))}
          </ul>
        </>
      )}
      {message.whole && <p class="secondary">{say("look_whole")}</p>}
    </>
  );
}

interface Props {
  backupId: string;
  row: LookRow;
  close: () => void;
}

/** One message of a backup, as text. Nothing in it is taken for markup, and nothing is loaded. */
export function LookMessage({ backupId, row, close }: Props) {
  const [message, setMessage] = useState<LookedMessage | null>(null);
  const [error, setError] = useState<Reason | null>(null);
  const [saved, setSaved] = useState<{ name: string; whole: boolean } | null>(null);
  const title = useRef<HTMLHeadingElement>(null);
  const place = { backupId, folder: row.holder, n: row.n };

  useEffect(() => {
    let alive = true;
    title.current?.focus();
    void ask("look.read", place).then((reply) => {
      if (!alive) return;
      if (reply.ok) setMessage(reply.value);
      else setError(reply.error);
    });
    return () => {
      alive = false;
    };
  }, []);

  async function save() {
    setSaved(null);
    const reply = await ask("look.saveEml", place);
    setError(reply.ok ? null : reply.error);
    if (reply.ok) setSaved(reply.value);
  }

  const subject = row.subject || say("backup_no_subject");
  return (
    <article class="looked" aria-label={subject} aria-busy={!message && !error}>
      <h3 ref={title} tabIndex={-1}>
        <bdi>{message?.subject || subject}</bdi>
      </h3>
      {message ? <Told message={message} /> : !error && <p>{say("look_reading")}</p>}
      <Trouble error={error} />
      <div class="actions">
        <button type="button" disabled={!message} onClick={() => void save()}>
          {say("look_save")}
        </button>
        <button type="button" onClick={close}>
          {say("look_close")}
        </button>
        <p role="status">
          {saved && say(saved.whole ? "options_saved" : "look_saved_damaged", { path: saved.name })}
        </p>
      </div>
    </article>
  );
}
