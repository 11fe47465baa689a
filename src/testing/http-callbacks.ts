/** How a provider tells what happened: its events are unordered, may repeat and may come together. */
export interface HttpReporting {
  /** In an order at random. Default `false`. */
  readonly shuffled?: boolean;
  /** Each is told so often. Default 1. */
  readonly times?: number;
  /** So many at most in one request. Default 1. */
  readonly batch?: number;
}

/** What goes into which request, one after the other. */
export function requestsOf<T>(
  events: readonly T[],
  { shuffled = false, times = 1, batch = 1 }: HttpReporting = {},
  random: () => number = Math.random,
): readonly (readonly T[])[] {
  const all = Array.from({ length: times }, () => events).flat();
  const told = shuffled ? shuffle(all, random) : all;
  return Array.from({ length: Math.ceil(told.length / batch) }, (_, index) =>
    told.slice(index * batch, (index + 1) * batch),
  );
}

function shuffle<T>(items: readonly T[], random: () => number): readonly T[] {
  return items
    .map((item) => ({ item, at: random() }))
    .toSorted((one, other) => one.at - other.at)
    .map(({ item }) => item);
}

/** A request to the host. */
export interface HttpPost {
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: string;
  /** How long the provider waits for the answer, in ms. Default 15 000. */
  readonly timeoutMs?: number;
}

/** What the host answered. */
export interface HttpPostAnswer {
  readonly status: number;
  readonly body: string;
}

/** One POST, tried once; redirects are answers. Rejects where there is no answer in time, or `signal` is aborted. */
export async function postOnce(
  { url, headers = {}, body, timeoutMs = 15_000 }: HttpPost,
  signal: AbortSignal,
): Promise<HttpPostAnswer> {
  const response = await fetch(url, {
    method: 'POST',
    redirect: 'manual',
    headers,
    body,
    signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]),
  });
  return { status: response.status, body: await response.text() };
}
