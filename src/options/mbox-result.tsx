import type { Examination, Finding, FindingKind, MboxFormat } from "../core/doctor/finding";
import type { OpenedMboxes } from "../core/doctor/opened-mboxes";
import { number, reasonWord, say, size } from "../ui/words";

const formatWord = (format: MboxFormat) => say(`doctor_format_${format.replaceAll("-", "_")}`);
const findingWord = (kind: FindingKind) => say(`doctor_finding_${kind.replaceAll("-", "_")}`);

interface Found extends Finding {
  file: string;
}

function Files({ files }: { files: Examination[] }) {
  return (
    <div class="wide">
      <table>
        <caption>{say("doctor_files")}</caption>
        <thead>
          <tr>
            <th scope="col">{say("doctor_column_file")}</th>
            <th scope="col">{say("doctor_column_format")}</th>
            <th scope="col">{say("doctor_column_messages")}</th>
            <th scope="col">{say("doctor_column_deleted")}</th>
            <th scope="col">{say("doctor_column_size")}</th>
          </tr>
        </thead>
        <tbody>
          {files.map(({ file, format, thunderbird, messages, deleted, bytes }) => (
            <tr key={file}>
              <td>
                <bdi>{file}</bdi>
              </td>
              <td>
                {formatWord(format)}
                {thunderbird && ` ${say("doctor_thunderbird")}`}
              </td>
              <td class="figures">{number(messages)}</td>
              <td class="figures">{number(deleted)}</td>
              <td class="figures">{size(bytes)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function FindingTable({ found, count }: { found: Found[]; count: number }) {
  if (found.length === 0) return <p class="result good">{say("doctor_nothing_found")}</p>;
  return (
    <>
      <div class="wide">
        <table>
          <caption>{say("doctor_findings")}</caption>
          <thead>
            <tr>
              <th scope="col">{say("doctor_column_file")}</th>
              <th scope="col">{say("doctor_column_offset")}</th>
              <th scope="col">{say("backup_column_subject")}</th>
              <th scope="col">{say("doctor_column_finding")}</th>
            </tr>
          </thead>
          <tbody>
            {found.map(({ file, kind, offset, subject, count: times }, place) => (
              <tr key={place}>
                <td>
                  <bdi>{file}</bdi>
                </td>
                <td class="figures">{number(offset)}</td>
                <td>
                  <bdi>{subject || say("backup_no_subject")}</bdi>
                </td>
                <td>
                  {findingWord(kind)}
                  {times > 1 && ` ${say("doctor_times", { count: times })}`}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {count > found.length && <p>{say("doctor_more", { count: count - found.length })}</p>}
    </>
  );
}

interface Props {
  opened: OpenedMboxes;
  busy: boolean;
  examine: () => void;
  repair: () => void;
  close: () => void;
}

/** One opened file or folder: what it is, what was found in it, and what can be done. */
export function MboxResult({ opened, busy, examine, repair, close }: Props) {
  const { path, examined, repaired } = opened;
  const files = examined?.files ?? [];
  const found = files.flatMap(({ file, findings }) => findings.map((one) => ({ file, ...one })));
  const counts = files.flatMap((one) => Object.values(one.counts));
  const count = counts.reduce((sum, one) => sum + one, 0);
  return (
    <div>
      <h3>
        <bdi class="path">{path}</bdi>
      </h3>
      {examined && <Files files={files} />}
      {examined?.unreadable.map(({ file, why }) => (
        <p key={file} class="result bad">
          <bdi>{file}</bdi>: {reasonWord(why)}
        </p>
      ))}
      {files.length > 0 && <FindingTable found={found} count={count} />}
      {repaired && (
        <div class="result" role="status">
          <p>{say("doctor_copy", { count: repaired.messages, path: repaired.path })}</p>
          {repaired.deleted > 0 && <p>{say("doctor_copy_deleted", { count: repaired.deleted })}</p>}
          {repaired.skipped.length > 0 && (
            <p>{say("doctor_copy_skipped", { files: repaired.skipped.join(", ") })}</p>
          )}
        </div>
      )}
      <div class="actions">
        <button
          type="button"
          disabled={busy}
          aria-label={say("doctor_examine_of", { path })}
          onClick={examine}
        >
          {say("doctor_examine")}
        </button>
        <button
          type="button"
          disabled={busy || !examined}
          aria-label={say("doctor_repair_of", { path })}
          onClick={repair}
        >
          {say("doctor_repair")}
        </button>
        <button
          type="button"
          disabled={busy}
          aria-label={say("doctor_close_of", { path })}
          onClick={close}
        >
          {say("doctor_close")}
        </button>
      </div>
    </div>
  );
}
