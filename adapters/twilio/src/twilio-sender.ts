import { present, type ReadSender } from 'postern/adapter';

const pool = /^MG[0-9a-fA-F]{32}$/;
/** Twilio, "Alphanumeric Sender ID for Twilio Programmable Messaging": A–Z, a–z, 0–9, space and + - _ &, one of them a letter, 11 at most. */
const name = /^(?=.*[A-Za-z])[A-Za-z0-9 +_&-]{1,11}$/;
const senders = [pool, /^\+[1-9]\d{6,14}$/, /^\d{5,6}$/, name];

/** A Messaging Service, a number in E.164, a short code or a name. */
export function isSender(value: string): boolean {
  return senders.some((form) => form.test(value));
}

/** Pools and names as Twilio takes them; what has no letter is a number of some kind, which is read as usual. */
export function readSender(value: string): ReadSender | undefined {
  if (pool.test(value)) return { kind: 'pool', value };
  if (name.test(value)) return { kind: 'alphanumeric', value };
  if (!/\p{L}/u.test(value)) return undefined;
  return {
    refused:
      'A sender name has 1 to 11 letters (A–Z), digits, spaces and the signs + - _ &, one of them a letter. A Messaging Service is MG and 32 hexadecimal digits.',
  };
}

/** How a message names its sender: a pool by itself; anything else as `from`, through the service where there is one. */
export function senderParameters(
  sender: string,
  service: string | undefined,
): { from?: string; messagingServiceSid?: string } {
  if (pool.test(sender)) return { messagingServiceSid: sender };
  return present({ from: sender, messagingServiceSid: service });
}
