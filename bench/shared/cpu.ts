import { readdir, readFile } from 'node:fs/promises';

/** What `/proc` counts in, in µs: USER_HZ is 100 on every Linux that Node runs on. */
const tick = 10_000;

interface ProcessTimes {
  readonly parent: number;
  /** User and system, in µs. */
  readonly own: number;
  /** That of its children which ended. */
  readonly ended: number;
}

async function timesOf(pid: number | string): Promise<ProcessTimes | undefined> {
  const text = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => undefined);
  if (text === undefined) return undefined;
  // From the third field on: the second, the name in brackets, may hold spaces and brackets itself.
  const field = (number: number) => Number(fields[number - 3]);
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  return {
    parent: field(4),
    own: (field(14) + field(15)) * tick,
    ended: (field(16) + field(17)) * tick,
  };
}

/** This process's CPU so far, user and system, in µs. */
export function ownCpu(): number {
  const { user, system } = process.cpuUsage();
  return user + system;
}

/**
 * The CPU of a process and of its children so far, user and system, in µs, as of a PostgreSQL server with its backends; those that
 * ended count by what their parent was told. `undefined` where there is no `/proc`: then only Node's own can be told.
 */
export async function familyCpu(pid: number): Promise<number | undefined> {
  for (;;) {
    const before = await timesOf(pid);
    const pids = (await readdir('/proc').catch(() => [])).filter((name) => /^\d+$/.test(name));
    const all = await Promise.all(pids.map(timesOf));
    const root = await timesOf(pid);
    if (!before || !root) return undefined;
    // One that ended in between would count nowhere, or twice.
    if (root.ended !== before.ended) continue;
    return all.reduce(
      (sum, times) => (times?.parent === pid ? sum + times.own + times.ended : sum),
      root.own + root.ended,
    );
  }
}

/** What a measured stretch took. */
export interface Metered<T> {
  readonly result: T;
  readonly seconds: number;
  /** µs of CPU of the Node processes. */
  readonly node: number;
  /** µs of CPU of the servers; `undefined` where it cannot be told. */
  readonly server: number | undefined;
}

/** Runs and measures. `nodeCpu`: the µs so far of whatever of Node works at it; default this process. */
export async function metered<T>(
  serverPids: readonly number[],
  run: () => Promise<T>,
  nodeCpu: () => number = ownCpu,
): Promise<Metered<T>> {
  const servers = async () => {
    const each = await Promise.all(serverPids.map(familyCpu));
    return each.reduce(
      (sum: number | undefined, one) => (sum !== undefined && one !== undefined ? sum + one : undefined),
      0,
    );
  };
  const [serverBefore, nodeBefore, began] = [await servers(), nodeCpu(), performance.now()];
  const result = await run();
  const seconds = (performance.now() - began) / 1_000;
  const node = nodeCpu() - nodeBefore;
  const serverAfter = await servers();
  const server =
    serverBefore !== undefined && serverAfter !== undefined ? serverAfter - serverBefore : undefined;
  return { result, seconds, node, server };
}
