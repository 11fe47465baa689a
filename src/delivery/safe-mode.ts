import type { Outgoing } from '../interfaces/transport.ts';
import { channelRules, channels, perChannel } from '../model/channel.ts';
import type { Channel, Failure, Message, MessageContent } from '../model/message.ts';
import { noteText } from '../model/notes.ts';
import { present } from '../model/present.ts';
import { isAllowed } from '../model/safe-mode.ts';
import { cutText } from '../model/text.ts';
import { messageLimits } from '../sending/message-input.ts';
import { withLinksOff } from '../sending/own-links.ts';
import type { Engine } from '../wiring.ts';
import { toOutgoing } from './outgoing.ts';

/** Of a message that safe mode does not let out. */
export const notAllowedFailure: Failure = {
  class: 'blocked',
  code: 'safe_mode',
  message: noteText({ code: 'safe_mode' }),
};

/** Where a message may go: to its recipient, to the address all else is redirected to, or nowhere. */
export type Way =
  | { readonly kind: 'recipient' }
  | { readonly kind: 'redirected'; readonly to: string }
  | { readonly kind: 'nowhere' };

/** What safe mode says of a message, at the moment of its hand-over. */
export function wayOf({ safeMode }: Pick<Engine, 'safeMode'>, { channel, to }: Message): Way {
  if (!safeMode || isAllowed(safeMode, channel, to.address)) return asAlways;
  const { redirectTo } = safeMode[channel];
  return redirectTo === undefined ? { kind: 'nowhere' } : { kind: 'redirected', to: redirectTo };
}

const asAlways: Way = { kind: 'recipient' };

/** What leaves, and to whom. */
export function outgoingBy(way: Way, message: Message, content: MessageContent): Outgoing {
  const outgoing = toOutgoing(message, content);
  return way.kind === 'redirected' ? redirected(outgoing, way.to) : outgoing;
}

/** Said first of what is redirected, so that whoever gets it sees whom it was for. */
const sayWhom: Readonly<Record<Channel, (said: string, outgoing: Outgoing) => Partial<Outgoing>>> =
  perChannel((rules) =>
    rules.hasSubject
      ? (said, { subject = '' }) => ({ subject: cutText(`${said}${subject}`, messageLimits.subject) })
      : (said, { text }) => ({ text: cutText(`${said}${text}`, messageLimits.sms) }),
  );

/** By these a mail program unsubscribes without asking, when somebody moves the mail to junk: it would be the recipient who is taken off. */
const oneClick = /^list-unsubscribe(-post)?$/i;

function redirected(outgoing: Outgoing, address: string): Outgoing {
  const headers = Object.entries(outgoing.headers).filter(([name]) => !oneClick.test(name));
  const text = withLinksOff(outgoing.text);
  const html = outgoing.html === undefined ? undefined : withLinksOff(outgoing.html);
  const inert = { ...outgoing, text, ...present({ html }) };
  return {
    ...inert,
    ...sayWhom[outgoing.channel](`[to ${outgoing.to.address}] `, inert),
    to: { address },
    headers: Object.fromEntries(headers),
  };
}

/** Once in a process that hands over: production with the options of staging would be silent otherwise. */
export function warnOfSafeMode({ safeMode, events }: Pick<Engine, 'safeMode' | 'events'>): void {
  if (!safeMode) return;
  const said = channels.map((channel) => {
    const { redirectTo, allow } = safeMode[channel];
    const rest = redirectTo === undefined ? 'not sent' : 'redirected';
    return `${channelRules[channel].word} is ${rest}${allow.length > 0 ? ', but for those allowed' : ''}`;
  });
  events.warnOnce('safe mode', 'POSTERN_SAFE_MODE', `Safe mode is on: ${said.join('; ')}.`);
}
