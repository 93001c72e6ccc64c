import type { Finding } from "../core/checkup/report";
import type { AccountFact } from "../core/checkup/snapshot";
import type { useActing } from "../ui/acting";
import { FindingAction } from "../ui/finding-action";
import { type Fixing, FixPanel } from "../ui/fix-panel";
import { SeverityMark } from "../ui/severity";
import { accountNames, nameOf } from "../ui/standing";
import { checkWord, say } from "../ui/words";
import { AskedFirst } from "./safe-to-delete";

/** What every finding on the page needs to know. */
export interface OnPage {
  accounts: AccountFact[];
  /** False without the privileged part. */
  able: boolean;
  /** The place that the page's address names. */
  place: string;
  acting: ReturnType<typeof useActing>;
  fixing: Fixing;
}

interface Props extends OnPage {
  finding: Finding;
  /** The advice is open; the same advice for the next account is one click away. */
  advised: boolean;
  /** Whose it is stands in the heading above. */
  under: boolean;
}

/** Why it matters and what to do, side by side where there is room. */
function Advice({ finding, open }: { finding: Finding; open: boolean }) {
  const { check, values } = finding;
  return (
    <details open={open}>
      <summary>{say("options_advice")}</summary>
      <div class="advice">
        <div>
          <h5>{say("options_why")}</h5>
          <p>{checkWord(check, "why", values)}</p>
        </div>
        <div>
          <h5>{say("options_do")}</h5>
          <p>{checkWord(check, "do", values)}</p>
        </div>
      </div>
    </details>
  );
}

/** One finding in full: what is so, what it does to the mail, the advice, and what a click can do. */
export function FindingArticle(props: Props) {
  const { finding, accounts, advised, under, place, able, acting, fixing } = props;
  const { check, values, subject } = finding;
  const id = `finding=${finding.id}`;
  const what = checkWord(check, "what", values);
  const all = subject.folders ?? [];
  // A single folder that the sentence names needs no list.
  const folders = all.length === 1 && all.every((one) => what.includes(one)) ? [] : all;
  const name = nameOf(finding, accounts) || say("popup_this_thunderbird");
  const owners = accountNames(finding, accounts).filter((one) => one !== name);
  const who = under ? owners : [name, ...owners];
  return (
    <article
      id={id}
      tabIndex={-1}
      class={place === id ? "finding here" : "finding"}
      aria-labelledby={`${id}-what`}
    >
      <div class="heading">
        <h4 id={`${id}-what`}>{what}</h4>
        <SeverityMark severity={finding.severity} />
      </div>
      {who.length > 0 && (
        <p class="secondary">
          <bdi>{who.join(", ")}</bdi>
        </p>
      )}
      <p class="effect">{checkWord(check, "effect", values)}</p>
      {folders.length > 0 && (
        <details>
          <summary>{say("options_folders", { count: folders.length })}</summary>
          <ul class="folders">
            {folders.map((folder) => (
              <li key={folder}>
                <bdi>{folder}</bdi>
              </li>
            ))}
          </ul>
        </details>
      )}
      <Advice finding={finding} open={advised || place === id} />
      {able && <AskedFirst check={check} ids={subject.accounts} accounts={accounts} />}
      {able && check === "provider-move-signals" && (
        <p>
          <a href="#moving">{say("move_see_loss")}</a>
        </p>
      )}
      <div class="actions">
        <FindingAction
          finding={finding}
          act={(one, same) => void acting.act(one, same)}
          busy={fixing.busy}
          able={able}
          opened={acting.opened}
        />
        <button type="button" class="quiet" onClick={() => void acting.dismiss(finding, true)}>
          {say("options_put_aside_this")}
        </button>
      </div>
      {acting.opened === finding.id && (
        <FixPanel of={{ findingId: finding.id }} {...fixing} close={acting.close} />
      )}
    </article>
  );
}
