import { shownAddress } from './address.tsx';

interface Mailbox {
  readonly name?: string | undefined;
  readonly address: string;
  readonly readableAddress?: string | undefined;
}

/** As people write it: `Jo Smith <jo@people.example>`. */
export function mailbox(box: Mailbox): string {
  const address = shownAddress(box);
  return box.name === undefined ? address : `${box.name} <${address}>`;
}

/** The same, with the address as SMTP has it where that is another. */
export function wholeMailbox(box: Mailbox): string {
  return box.readableAddress === undefined ? mailbox(box) : `${mailbox(box)} (${box.address})`;
}
