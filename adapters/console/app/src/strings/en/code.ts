/** Where the code that confirms a sender's address stands. */
export const enCode = {
  label: 'Code',
  hint: 'You can paste it.',
  open: (address: string, until: string) =>
    `We sent a code of six digits to ${address}. It is valid until ${until}.`,
  usedUp: (address: string) =>
    `The code we sent to ${address} is used up: too many wrong ones were entered. Send a new one.`,
  waiting: (address: string, at: string) =>
    `No code that is valid has gone to ${address} yet. The next one goes at ${at}; if this page is open then, it is sent by itself.`,
  none: (address: string) => `No code for ${address} is valid at the moment. Send a new one.`,
  nextAt: (at: string) => `A new code can be sent at ${at}.`,
};
