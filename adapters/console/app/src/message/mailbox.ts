interface Mailbox {
  readonly name?: string | undefined;
  readonly address: string;
}

/** As mails write it: `Jo Smith <jo@people.example>`. */
export function mailbox({ name, address }: Mailbox): string {
  return name === undefined ? address : `${name} <${address}>`;
}
