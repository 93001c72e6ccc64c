import { ago, date } from "./words";

/** A time as people say it, with the full date behind it. A mail may carry a date that is none: then nothing. */
export function Moment({ time }: { time: number }) {
  const moment = new Date(time);
  if (Number.isNaN(moment.getTime())) return null;
  return (
    <time dateTime={moment.toISOString()} title={date(time)}>
      {ago(time)}
    </time>
  );
}
