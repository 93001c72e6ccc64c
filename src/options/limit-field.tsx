import { useState } from "preact/hooks";
import { say } from "../ui/words";

interface Props {
  id: string;
  label: string;
  help: string;
  unit: string;
  bounds: { least: number; most: number };
  value: number;
  save: (value: number) => void;
}

/** A whole number within its bounds. What is not is not kept, and is said. */
export function LimitField({ id, label, help, unit, bounds, value, save }: Props) {
  const [wrong, setWrong] = useState(false);

  function change(event: Event & { currentTarget: HTMLInputElement }) {
    const next = event.currentTarget.valueAsNumber;
    const sound = Number.isInteger(next) && next >= bounds.least && next <= bounds.most;
    setWrong(!sound);
    if (sound) save(next);
  }

  return (
    <div class="field">
      <label for={id}>{label}</label>
      <span class="days">
        <input
          id={id}
          type="number"
          min={bounds.least}
          max={bounds.most}
          step={1}
          value={value}
          aria-describedby={`${id}-help`}
          aria-invalid={wrong}
          onChange={change}
        />{" "}
        {unit}
      </span>
      <p id={`${id}-help`} class={wrong ? "trouble" : "secondary"}>
        {wrong ? say("options_bounds", { ...bounds }) : help}
      </p>
    </div>
  );
}
