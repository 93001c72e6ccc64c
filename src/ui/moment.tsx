import { ago, date } from "./words";

/** A time as people say it, with the full date behind it. */
export const Moment = ({ time }: { time: number }) => (
  <time dateTime={new Date(time).toISOString()} title={date(time)}>
    {ago(time)}
  </time>
);
