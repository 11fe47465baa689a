import { type NodeRequest, targetOf } from 'postern';
import { below, type Place } from './console-server.ts';

/** Where the host mounted us: where it says, or else what its router took away from the front of the path. */
export function mountOf(
  { originalUrl, url = '/' }: Pick<NodeRequest, 'originalUrl' | 'url'>,
  basePath: string | undefined,
): Place | undefined {
  const whole = targetOf(originalUrl ?? url)?.path ?? '/';
  if (basePath !== undefined) return below(basePath, whole);
  const own = targetOf(url)?.path ?? '/';
  const before = whole.endsWith(own) ? whole.slice(0, whole.length - own.length) : whole;
  return { base: before.replace(/\/+$/, ''), path: own.replace(/^\/+/, '') };
}

/** What the host's middleware made of a body that it read before us, written down again. */
export function bodyAgain({ body, headers }: NodeRequest): string {
  if (typeof body !== 'object' || body === null) return String(body ?? '');
  const isForm = String(headers['content-type']).startsWith('application/x-www-form-urlencoded');
  return isForm
    ? new URLSearchParams(Object.entries(body).map(([k, v]) => [k, String(v)] as [string, string])).toString()
    : JSON.stringify(body);
}
