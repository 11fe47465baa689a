import { present } from 'postern/adapter';
import { ConsoleApi, jsonAnswer } from './console-api.ts';
import { identify } from './console-authority.ts';
import { answerTo, ConsoleError } from './console-error.ts';
import { AppFiles } from './console-files.ts';
import { checkOrigin } from './console-guard.ts';
import { dataHeaders } from './console-headers.ts';
import type { Authority, MaybePromise, Settings } from './console-options.ts';
import { checkBase, pageAnswer } from './console-page.ts';
import { findRoute } from './console-router.ts';

/** Where a request goes. */
export interface Place {
  /** The path the console is mounted at, without a final slash. */
  readonly base: string;
  /** What follows, as it stands in the URL, without the slash between. */
  readonly path: string;
}

/** A request as a mount gives it. */
export interface Visit extends Place {
  readonly request: Request;
  readonly authorize: () => MaybePromise<Authority | null | undefined>;
}

/** Splits a path at the mount the host names; `undefined` where it is not below it. */
export function below(base: string, pathname: string): Place | undefined {
  if (pathname !== base && !pathname.startsWith(`${base}/`)) return undefined;
  return { base, path: pathname.slice(base.length + 1) };
}

/** The whole console behind any server: a request in, an answer out. */
export class ConsoleServer {
  readonly #settings: Settings;
  readonly #api: ConsoleApi;
  readonly #files: AppFiles;
  #closed = false;

  constructor(settings: Settings) {
    this.#settings = settings;
    this.#api = new ConsoleApi(settings);
    this.#files = new AppFiles(settings.appFolder);
  }

  /** Never rejects: what goes wrong is an answer too. */
  async handle(visit: Visit): Promise<Response> {
    const isCall = visit.path === 'api' || visit.path.startsWith('api/');
    const place = { endpoint: isCall ? 'unknown' : 'page' };
    try {
      if (this.#closed) throw new ConsoleError(503, 'closing', 'The service is stopping: try again.');
      return await (isCall ? this.#call(visit, place) : this.#page(visit));
    } catch (error) {
      return this.#refusal(error, visit.request.method, place.endpoint, isCall);
    }
  }

  get closed(): boolean {
    return this.#closed;
  }

  /** Ends the streams; what is asked from now on is refused. */
  close(): void {
    this.#closed = true;
    this.#api.close();
  }

  async #call(visit: Visit, place: { endpoint: string }): Promise<Response> {
    const { request, path } = visit;
    checkOrigin(this.#settings, request);
    const identity = await this.#identify(visit);
    const route = findRoute(request.method, path.slice('api/'.length));
    place.endpoint = route.name;
    return this.#api.answer(request, route, identity);
  }

  async #page(visit: Visit): Promise<Response> {
    const { request, base, path } = visit;
    await this.#identify(visit);
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      throw new ConsoleError(405, 'method_not_allowed', 'Pages are only read.', { allow: 'GET, HEAD' });
    }
    const file = await this.#files.file(path, request.headers.get('accept-encoding'));
    if (file) return file;
    if (path.startsWith('assets/')) throw new ConsoleError(404, 'no_such_route', 'There is no such file.');
    const built = await this.#files.page();
    if (built === undefined) {
      throw new Error('The console\'s app is not built: run "npm run build", or pass "appFolder".');
    }
    // What the host says holds; what the request says is looked at.
    return pageAnswer(this.#settings, built, this.#settings.publicPath ?? checkBase(base), path);
  }

  async #identify({ request, authorize }: Visit) {
    const wanted = new URL(request.url).searchParams.get('site');
    return identify(this.#settings, await authorize(), wanted);
  }

  #refusal(error: unknown, method: string, endpoint: string, isCall: boolean): Response {
    const { status, body, expected } = answerTo(error);
    if (!expected) this.#settings.onError(error, { method, endpoint });
    const { allow, retryAt } = body.error.details;
    const headers = present({
      allow: typeof allow === 'string' ? allow : undefined,
      'retry-after': typeof retryAt === 'string' ? secondsUntil(retryAt) : undefined,
    });
    if (isCall) return jsonAnswer(status, body, headers);
    return new Response(`${body.error.message}\n`, {
      status,
      headers: { ...dataHeaders, 'content-type': 'text/plain; charset=utf-8', ...headers },
    });
  }
}

function secondsUntil(at: string): string {
  return String(Math.max(1, Math.ceil((Date.parse(at) - Date.now()) / 1000)));
}
