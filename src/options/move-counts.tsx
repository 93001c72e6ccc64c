import type { MoveNow } from "../protocol/move";
import { Moment } from "../ui/moment";
import { number, say } from "../ui/words";

interface Props {
  move: MoveNow;
  main: string;
  count: () => void;
}

/** Each folder of the old mailbox beside what the new server counts. */
export function MoveCounts({ move: { compared, countedAt, restore }, main, count }: Props) {
  return (
    <>
      {compared && countedAt !== null && (
        <div class="wide">
          <table>
            <caption>
              {say("move_counts_at")} <Moment time={countedAt} />
            </caption>
            <thead>
              <tr>
                <th scope="col">{say("move_folder")}</th>
                <th scope="col" class="figure">
                  {say("move_old")}
                </th>
                <th scope="col" class="figure">
                  {say("move_new_count")}
                </th>
                <th scope="col">{say("move_agrees")}</th>
              </tr>
            </thead>
            <tbody>
              {compared.map(({ path, had, has }) => (
                <tr key={path}>
                  <td>
                    <bdi>{path}</bdi>
                  </td>
                  <td class="figure">{number(had)}</td>
                  <td class="figure">{has === null ? say("move_not_counted") : number(has)}</td>
                  <td>
                    {has === null
                      ? ""
                      : has >= had
                        ? say("move_all_there")
                        : say("move_lacking", { count: had - has })}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {restore && (
        <button type="button" class={main} onClick={count}>
          {say(countedAt === null ? "move_count" : "move_count_again")}
        </button>
      )}
    </>
  );
}
