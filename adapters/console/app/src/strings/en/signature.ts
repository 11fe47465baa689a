/** What stands about the signature of an e-mail sender. */
export const enSignature = {
  title: 'E-mail signature',
  hint: 'It is put under every mail that somebody writes here from this sender. Mails that the service sends by itself do not get it.',
  none: 'There is no signature yet.',
  write: 'Write a signature',
  change: 'Change the signature',
  field: 'Signature',
  lines: 'Shift and Enter begin a new line without a gap.',
  preview: 'The signature as it looks in a mail',
  inText: 'In plain text',
  saved: 'The signature is saved.',
  missing: 'Write something, or remove the signature.',
  tooLong: 'That is too long for a signature.',
  remove: 'Remove',
  removeTitle: 'Remove the signature?',
  removeBody: 'Mails written from now on have none. What was sent stays as it is.',
  removed: 'The signature is removed.',
};
