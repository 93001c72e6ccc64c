import { useState } from "preact/hooks";
import type { AccountFact } from "../core/checkup/snapshot";
import type { Road } from "../core/move-house/move";
import { say } from "../ui/words";

/** The roads that begin at an account of this type. */
const roadsFrom: Record<string, Road[]> = {
  imap: ["provider", "host"],
  pop3: ["provider", "pop-to-imap"],
};

const words: Record<Road, string> = {
  provider: "move_road_provider",
  host: "move_road_host",
  "pop-to-imap": "move_road_pop_to_imap",
};

interface Props {
  accounts: AccountFact[];
  begin: (account: string, road: Road) => void;
}

/** Which account moves, and how. */
export function MoveBegin({ accounts, begin }: Props) {
  const [account, setAccount] = useState("");
  const [road, setRoad] = useState<Road | null>(null);
  const able = accounts.filter(({ type }) => type in roadsFrom);
  if (able.length === 0) return <p class="secondary">{say("move_no_account")}</p>;
  const type = able.find(({ id }) => id === account)?.type ?? "";
  return (
    <>
      <h3>{say("move_new")}</h3>
      <label class="field">
        {say("move_which")}
        <select
          value={type ? account : ""}
          onChange={(event) => {
            setAccount(event.currentTarget.value);
            setRoad(null);
          }}
        >
          <option value="">{say("restore_choose")}</option>
          {able.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </select>
      </label>
      {type && (
        <fieldset class="roads">
          <legend>{say("move_how")}</legend>
          {roadsFrom[type]?.map((one) => (
            <label key={one}>
              <input
                type="radio"
                name="move-road"
                checked={road === one}
                onChange={() => setRoad(one)}
              />
              {say(words[one])}
            </label>
          ))}
        </fieldset>
      )}
      <div class="actions">
        <button
          type="button"
          disabled={!type || !road}
          onClick={() => road && begin(account, road)}
        >
          {say("move_begin")}
        </button>
      </div>
    </>
  );
}
