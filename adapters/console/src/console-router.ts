import { isChannel } from 'postern';
import { ConsoleError } from './console-error.ts';
import { type EndpointName, endpoints } from './contract.ts';

export interface Route {
  readonly name: EndpointName;
  readonly params: Readonly<Record<string, string>>;
}

const table = Object.entries(endpoints).map(([name, { method, path }]) => ({
  name: name as EndpointName,
  method,
  segments: path.split('/'),
}));

/** @throws ConsoleError `no_such_route`, `method_not_allowed` */
export function findRoute(method: string, path: string): Route {
  const given = decode(path.split('/'));
  const fitting = table.flatMap((row) => {
    const params = given && match(row.segments, given);
    return params ? [{ ...row, params }] : [];
  });
  const found = fitting.find((row) => row.method === method);
  if (found) return { name: found.name, params: found.params };
  if (fitting.length === 0) throw new ConsoleError(404, 'no_such_route', 'There is nothing here.');
  const allow = [...new Set(fitting.map((row) => row.method))].join(', ');
  throw new ConsoleError(405, 'method_not_allowed', `Only ${allow} can be used here.`, { allow });
}

function match(pattern: readonly string[], given: readonly string[]): Record<string, string> | undefined {
  if (pattern.length !== given.length) return undefined;
  const params: Record<string, string> = {};
  for (const [index, wanted] of pattern.entries()) {
    const segment = given[index] ?? '';
    if (!wanted.startsWith(':')) {
      if (segment !== wanted) return undefined;
    } else {
      const name = wanted.slice(1);
      if (segment === '' || (name === 'channel' && !isChannel(segment))) return undefined;
      params[name] = segment;
    }
  }
  return params;
}

function decode(segments: readonly string[]): string[] | undefined {
  try {
    return segments.map(decodeURIComponent);
  } catch {
    return undefined;
  }
}
