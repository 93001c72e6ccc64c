import type { Reason } from "../core/reason";
import { reasonWord } from "./words";

/** Why something that the user asked for did not happen. */
export const Trouble = ({ error }: { error: Reason | null }) =>
  error && (
    <p class="trouble" role="alert">
      {reasonWord(error)}
    </p>
  );
