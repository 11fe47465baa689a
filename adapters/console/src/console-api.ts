import type { z } from 'zod';
import { auditCalls } from './calls/audit-calls.ts';
import { batchCalls } from './calls/batch-calls.ts';
import type { Checked, Handlers } from './calls/call.ts';
import { composeCalls } from './calls/compose-calls.ts';
import { manyCalls } from './calls/many-calls.ts';
import { messageCalls } from './calls/message-calls.ts';
import { preferenceCalls } from './calls/preference-calls.ts';
import { senderCalls } from './calls/sender-calls.ts';
import { sessionCalls } from './calls/session-calls.ts';
import { suppressionCalls } from './calls/suppression-calls.ts';
import { templateCalls } from './calls/template-calls.ts';
import { webhookCalls } from './calls/webhook-calls.ts';
import { Allowance } from './console-allowance.ts';
import { attachmentAnswer } from './console-attachment.ts';
import type { Identity } from './console-authority.ts';
import { maxRequestBytesWithFiles, readForm, readJson } from './console-body.ts';
import { documentAnswer } from './console-document.ts';
import { ConsoleError } from './console-error.ts';
import { exportChosen, exportMessages, exportSuppressions } from './console-exports.ts';
import { CsrfTokens } from './console-guard.ts';
import { dataHeaders } from './console-headers.ts';
import type { Settings } from './console-options.ts';
import { parse, queryOf } from './console-parse.ts';
import { PauseLog } from './console-pauses.ts';
import type { Route } from './console-router.ts';
import { LiveStreams } from './console-streams.ts';
import { toWire } from './console-wire.ts';
import {
  bodies,
  csrfHeader,
  type Endpoint,
  type EndpointName,
  endpoints,
  queries,
  responses,
} from './contract.ts';
import { withInlineImages } from './inline-images.ts';

/** Calls that answer otherwise than by JSON. */
type Special =
  | 'events'
  | 'messageHtml'
  | 'messageFile'
  | 'document'
  | 'exportMessages'
  | 'exportChosen'
  | 'exportSuppressions';
type JsonCall = Exclude<EndpointName, Special>;

const handlers: Handlers<JsonCall> = {
  ...sessionCalls,
  ...senderCalls,
  ...manyCalls,
  ...messageCalls,
  ...composeCalls,
  ...batchCalls,
  ...templateCalls,
  ...suppressionCalls,
  ...preferenceCalls,
  ...webhookCalls,
  ...auditCalls,
};

/** The calls of the contract, for somebody who was identified. */
export class ConsoleApi {
  readonly #settings: Settings;
  readonly #csrf: CsrfTokens;
  readonly #allowance: Allowance;
  readonly #streams: LiveStreams;
  readonly #pauses: PauseLog;

  constructor(settings: Settings) {
    this.#settings = settings;
    this.#csrf = new CsrfTokens(settings.secret);
    this.#allowance = new Allowance(settings.requestsPerMinute);
    this.#streams = new LiveStreams(settings);
    this.#pauses = new PauseLog(settings.messaging);
  }

  /** @throws ConsoleError, MessagingError */
  async answer(request: Request, { name, params }: Route, identity: Identity): Promise<Response> {
    const { needs, cost = 1 }: Endpoint = endpoints[name];
    if (!needs.some((permission) => identity.can[permission])) {
      throw new ConsoleError(403, 'forbidden', 'You may not do this.', { needs });
    }
    this.#allowance.take(identity.user.id, cost);
    if (name === 'document') return this.#document(request, identity);
    if (request.method !== 'GET') this.#csrf.check(identity.user.id, request.headers.get(csrfHeader));
    if (name === 'events') return this.#events(request, identity);
    if (name === 'messageHtml') return this.#messageHtml(request, params.id ?? '', identity);
    if (name === 'messageFile') return attachmentAnswer(identity, params);
    if (name === 'exportMessages') return exportMessages(request, params, identity);
    if (name === 'exportChosen') return exportChosen(request, params, identity);
    if (name === 'exportSuppressions') return exportSuppressions(request, params, identity);
    return this.#json(name, request, params, identity);
  }

  close(): void {
    this.#streams.close();
    this.#pauses.close();
  }

  async #json<Name extends JsonCall>(
    name: Name,
    request: Request,
    params: Route['params'],
    identity: Identity,
  ): Promise<Response> {
    const handle: Handlers<JsonCall>[Name] = handlers[name];
    // The router and the schemas have made these what the contract says for this name.
    const checked = { params, query: readQuery(name, request), body: await readBody(name, request) } as Pick<
      Checked<Name>,
      'params' | 'query' | 'body'
    >;
    const result = await handle({
      ...identity,
      ...checked,
      signal: request.signal,
      pauses: this.#pauses,
      undoMs: this.#settings.undoMs,
      csrfToken: this.#csrf.of(identity.user.id),
      acceptLanguage: request.headers.get('accept-language'),
    });
    const { status }: Endpoint = endpoints[name];
    const schema = schemaOf(responses, name);
    if (!schema) return new Response(null, { status: 204, headers: dataHeaders });
    return jsonAnswer(status ?? 200, toWire(schema, result));
  }

  #events({ signal }: Request, { user, messaging }: Identity): Response {
    return this.#streams.open(user.id, messaging.site.id, signal);
  }

  async #messageHtml(request: Request, id: string, { messaging }: Identity): Promise<Response> {
    const { images } = parse(queries.messageHtml, queryOf(request));
    const { content } = await messaging.email.get(id);
    if (content?.html === undefined) throw new ConsoleError(404, 'no_html', 'This message has no HTML.');
    return documentAnswer(this.#settings, withInlineImages(content), images === '1');
  }

  async #document(request: Request, { user }: Identity): Promise<Response> {
    const form = await readForm(request);
    this.#csrf.check(user.id, form.get('csrf'));
    return documentAnswer(this.#settings, form.get('html') ?? '', form.get('images') === '1');
  }
}

export function jsonAnswer(status: number, body: unknown, headers: Record<string, string> = {}): Response {
  return new Response(JSON.stringify(body), {
    status,
    headers: { ...dataHeaders, 'content-type': 'application/json; charset=utf-8', ...headers },
  });
}

function readQuery(name: EndpointName, request: Request): unknown {
  const schema = schemaOf(queries, name);
  return schema && parse(schema, queryOf(request));
}

async function readBody(name: EndpointName, request: Request): Promise<unknown> {
  const schema = schemaOf(bodies, name);
  const { takesFiles }: Endpoint = endpoints[name];
  return schema && parse(schema, await readJson(request, takesFiles && maxRequestBytesWithFiles));
}

function schemaOf(schemas: Readonly<Partial<Record<EndpointName, z.ZodType>>>, name: EndpointName) {
  return schemas[name];
}
