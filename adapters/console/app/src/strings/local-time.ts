const minuteMs = 60_000;

/** A time as `datetime-local` fields take it: local, to the minute. */
export function toLocal(at: Date): string {
  return new Date(at.getTime() - at.getTimezoneOffset() * minuteMs).toISOString().slice(0, 16);
}

export function localNow(): string {
  return toLocal(new Date());
}

/** What such a field holds, as an instant; `undefined` where it is not filled. */
export function fromLocal(text: string): Date | undefined {
  const at = new Date(text);
  return text === '' || Number.isNaN(at.getTime()) ? undefined : at;
}
