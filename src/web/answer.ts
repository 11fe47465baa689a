/** A short answer in plain text that no cache keeps. */
export function plain(
  status: number,
  text: string,
  headers: Readonly<Record<string, string>> = {},
): Response {
  const common = {
    'content-type': 'text/plain; charset=utf-8',
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
  };
  return new Response(`${text}\n`, { status, headers: { ...common, ...headers } });
}

/** For whoever brings the same again after that status: nothing of theirs is lost. */
export function tryAgain(status = 503): Response {
  return plain(status, 'Try again later.', { 'retry-after': '30' });
}
