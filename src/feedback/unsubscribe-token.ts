import { z } from 'zod';
import { isChannel } from '../model/channel.ts';
import type { Channel } from '../model/message.ts';
import type { Engine } from '../wiring.ts';

const unsubscribing = 'unsubscribe';
const choosing = 'preferences';
const mail = z.tuple([z.string(), z.string(), z.string(), z.string().optional()]);
const choice = z.tuple([z.string(), z.custom<Channel>(isChannel), z.string(), z.number()]);

/** The mail that somebody unsubscribes by. */
export interface UnsubscribeSubject {
  readonly site: string;
  readonly messageId: string;
  readonly address: string;
  /** What the mail is about; absent: nothing that one could unsubscribe from by itself. */
  readonly topic?: string | undefined;
}

/** Whose choices a link of the host's shows. */
export interface PreferencesSubject {
  readonly site: string;
  readonly channel: Channel;
  readonly address: string;
  readonly until: Date;
}

/** Who unsubscribes from what, sealed: nobody can make one, nor read an address out of one. */
export function unsubscribeToken(
  engine: Pick<Engine, 'secrets'>,
  { site, messageId, address, topic }: UnsubscribeSubject,
): string {
  return sealed(
    engine,
    unsubscribing,
    topic === undefined ? [site, messageId, address] : [site, messageId, address, topic],
  );
}

/** What {@link unsubscribeToken} says; `undefined` where it is none of ours. */
export function readUnsubscribeToken(
  engine: Pick<Engine, 'secrets'>,
  token: string,
): UnsubscribeSubject | undefined {
  const read = opened(engine, unsubscribing, mail, token);
  return read && { site: read[0], messageId: read[1], address: read[2], topic: read[3] };
}

/** Whose choices, sealed. */
export function preferencesToken(
  engine: Pick<Engine, 'secrets'>,
  { site, channel, address, until }: PreferencesSubject,
): string {
  return sealed(engine, choosing, [site, channel, address, until.getTime()]);
}

/** What {@link preferencesToken} says; `undefined` where it is none of ours. */
export function readPreferencesToken(
  engine: Pick<Engine, 'secrets'>,
  token: string,
): PreferencesSubject | undefined {
  const read = opened(engine, choosing, choice, token);
  return read && { site: read[0], channel: read[1], address: read[2], until: new Date(read[3]) };
}

function sealed({ secrets }: Pick<Engine, 'secrets'>, purpose: string, parts: readonly unknown[]): string {
  return Buffer.from(secrets.seal(purpose, JSON.stringify(parts))).toString('base64url');
}

const longestToken = 2_000;

function opened<T extends z.ZodType>(
  { secrets }: Pick<Engine, 'secrets'>,
  purpose: string,
  form: T,
  token: string,
): z.infer<T> | undefined {
  if (token.length > longestToken) return undefined;
  try {
    return form.parse(JSON.parse(secrets.open(purpose, Buffer.from(token, 'base64url').toString('utf8'))));
  } catch {
    return undefined;
  }
}
