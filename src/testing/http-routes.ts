import type { HttpAnswer, HttpCall } from './http-call.ts';

/** Carries a call out and says what is answered. */
export type HttpHandler = (call: HttpCall) => HttpAnswer | Promise<HttpAnswer>;

/** Thrown by a handler, it is answered as it is: for what refuses a call from deep within. */
export class HttpRefusal extends Error {
  /** What is answered. */
  readonly answer: HttpAnswer;

  constructor(answer: HttpAnswer, sentence = `HTTP ${answer.status}`) {
    super(sentence);
    this.answer = answer;
  }
}

/** What is done for which call, by method and path: `'PUT /senders/:id/validate'`. The first that fits decides. */
export type HttpRoutes = Readonly<Record<string, HttpHandler>>;

/** The handler for a call, with the parts of the path that its route names; else the methods that the path does have. */
export function routeFor(
  routes: HttpRoutes,
  call: HttpCall,
): { readonly handler: HttpHandler; readonly call: HttpCall } | { readonly allowed: readonly string[] } {
  const fitting = Object.entries(routes).flatMap(([route, handler]) => {
    const [method = '', pattern = ''] = route.split(' ');
    const parameters = matched(pattern, call.path);
    return parameters ? [{ method, handler, parameters }] : [];
  });
  const found = fitting.find(({ method }) => method === call.method);
  if (!found) return { allowed: [...new Set(fitting.map(({ method }) => method))] };
  return { handler: found.handler, call: { ...call, parameters: found.parameters } };
}

function matched(pattern: string, path: string): Record<string, string> | undefined {
  const [wanted, got] = [pattern.split('/'), path.split('/')];
  if (wanted.length !== got.length) return undefined;
  const parameters: Record<string, string> = {};
  for (const [index, part] of wanted.entries()) {
    const value = got[index] ?? '';
    const [name, suffix] = part.startsWith(':') ? nameOf(part) : [undefined, ''];
    if (name === undefined ? part !== value : value.length <= suffix.length || !value.endsWith(suffix)) {
      return undefined;
    }
    if (name !== undefined) parameters[name] = decoded(value.slice(0, value.length - suffix.length));
  }
  return parameters;
}

/** `:sid.json` names `sid` and wants `.json` after it. */
function nameOf(part: string): readonly [string, string] {
  const [, name = '', suffix = ''] = /^:(\w+)(.*)$/.exec(part) ?? [];
  return [name, suffix];
}

/** What is badly encoded stays as it is: it names nothing. */
function decoded(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}
