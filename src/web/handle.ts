import { MessagingError } from '../errors.ts';
import { readPreferencesToken, readUnsubscribeToken } from '../feedback/unsubscribe-token.ts';
import { channels, isChannel } from '../model/channel.ts';
import type { Channel } from '../model/message.ts';
import { plain, tryAgain } from './answer.ts';
import { handleCallback } from './callback.ts';
import type { Web } from './context.ts';
import { BodyTaken } from './node-request.ts';
import { handlePreferences } from './preferences.ts';
import { BodyBroken } from './read-body.ts';
import { handleUnsubscribe } from './unsubscribe.ts';

type Route =
  | { readonly area: 'callback'; readonly channel: Channel; readonly name: string }
  | { readonly area: 'unsubscribe' | 'preferences'; readonly token: string };

/** Whatever goes wrong, the answer says nothing of it; the host hears by `error`, but not of what any stranger can bring about. */
export async function handleRequest(web: Web, request: Request): Promise<Response> {
  const { events } = web.engine;
  const route = routeOf(new URL(request.url).pathname);
  try {
    if (route?.area === 'callback') return await handleCallback(web, request, route);
    if (route?.area === 'unsubscribe') return await handleUnsubscribe(web, request, route.token);
    if (route?.area === 'preferences') return await handlePreferences(web, request, route.token);
    tellOfStrayPath(web, request);
    return plain(404, 'Not found.');
  } catch (error) {
    if (error instanceof BodyBroken) return plain(400, 'The request ended within its body.');
    const during = `a request to ${route?.area}`;
    if (error instanceof BodyTaken) {
      const sentence =
        'A body parser read a request before messaging.handle(), and a signature is over the raw body: mount handle() before body parsers.';
      events.faultOnce('body', new MessagingError('invalid_config', sentence), during);
      return plain(500, 'Something went wrong.');
    }
    events.fault(error, during);
    return tryAgain();
  }
}

/** By the end of the path: a proxy may have taken away or replaced what stands before it. */
function routeOf(pathname: string): Route | undefined {
  const [area, kind, last] = pathname.split('/').slice(-3);
  const channel = isChannel(kind) ? kind : undefined;
  if (last === undefined) return undefined;
  if (area === 'callback' && channel) return { area, channel, name: last };
  return kind === 'unsubscribe' || kind === 'preferences' ? { area: kind, token: last } : undefined;
}

/** Ours without doubt, but by a path that says nothing: the host has to know, or unsubscribing and reports fail without a word. */
function tellOfStrayPath({ engine, publicUrl }: Web, request: Request): void {
  const { pathname, searchParams } = new URL(request.url);
  const last = pathname.split('/').at(-1) ?? '';
  const isCallback =
    searchParams.has('c') &&
    channels.some((channel) =>
      engine.transports[channel].some(({ name, webhook }) => webhook && name === last),
    );
  const isLink =
    last.length >= 60 &&
    (readUnsubscribeToken(engine, last) !== undefined || readPreferencesToken(engine, last) !== undefined);
  if (!isCallback && !isLink) return;
  const sentence = `A ${isLink ? 'link of a recipient' : 'callback'} came in by a path that messaging.handle() does not know. Pass requests below ${publicUrl.href} on with the end of their path as it is: …/callback/<channel>/<transport>, …/unsubscribe/<token> and …/preferences/<token>.`;
  engine.events.faultOnce('path', new MessagingError('invalid_config', sentence), 'a request');
}
