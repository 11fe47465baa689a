import type { ReadSender } from 'postern/adapter';

/** Vonage, "Sender Identity": up to 11 letters and digits, without spaces. */
const name = /^(?=.*[A-Za-z])[A-Za-z0-9]{1,11}$/;
const number = /^\+?[1-9]\d{6,14}$/;
const senders = [name, number, /^\d{5,6}$/];

/** A number, a short code or a name. */
export function isSender(value: string): boolean {
  return senders.some((form) => form.test(value));
}

/** Names as Vonage takes them; what has no letter is a number of some kind, which is read as usual. */
export function readSender(value: string): ReadSender | undefined {
  if (name.test(value)) return { kind: 'alphanumeric', value };
  if (!/\p{L}/u.test(value)) return undefined;
  return {
    refused: 'A sender name has 1 to 11 letters (A–Z) and digits, one of them a letter, and no spaces.',
  };
}

/** Vonage takes numbers without the `+`. */
export function bare(address: string): string {
  return address.replace(/^\+/, '');
}

/** What Vonage calls a number, in E.164; a short code or a name stays as it is. */
export function whole(address: string): string {
  return /^[1-9]\d{6,14}$/.test(address) ? `+${address}` : address;
}
