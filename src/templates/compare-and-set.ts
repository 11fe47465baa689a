/** What is kept once, and told apart by the time it was saved. */
interface Stamped {
  readonly updatedAt: Date;
}

/** Times that it is tried again where somebody was faster meanwhile. */
const mostAttempts = 5;

interface Saving<Stored extends Stamped> {
  read(): Promise<Stored | undefined>;
  /** The `updatedAt` of what was seen, `null` for nothing: another is not written over. `undefined`: whatever is there is. */
  readonly replaces: Date | null | undefined;
  readonly now: Date;
  /** What takes its place, with a time of its own. */
  next(before: Stored | undefined, updatedAt: Date): Stored | Promise<Stored>;
  /** `false` where another is there than the one of that time by now. */
  save(next: Stored, over: Date | undefined): Promise<boolean>;
}

/** Saves over what was seen, or over whatever is there: what is stored now, or `undefined` where somebody was faster. */
export async function compareAndSet<Stored extends Stamped>({
  read,
  replaces,
  now,
  next,
  save,
}: Saving<Stored>): Promise<Stored | undefined> {
  for (let attempt = 0; attempt < mostAttempts; attempt += 1) {
    const before = await read();
    if (replaces !== undefined && replaces?.getTime() !== before?.updatedAt.getTime()) return undefined;
    // A later one, by which the two are told apart.
    const updatedAt = new Date(Math.max(now.getTime(), (before?.updatedAt.getTime() ?? 0) + 1));
    const stored = await next(before, updatedAt);
    if (await save(stored, before?.updatedAt)) return stored;
  }
  return undefined;
}
