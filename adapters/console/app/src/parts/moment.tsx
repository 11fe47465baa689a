import { useDates } from '../strings/dates.ts';

/** A time in short, with the whole of it on hover. */
export function Moment({ at }: { readonly at: string }) {
  const dates = useDates();
  return (
    <time dateTime={at} title={dates.full(at)}>
      {dates.short(at)}
    </time>
  );
}
