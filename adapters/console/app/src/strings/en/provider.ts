/** What a provider has its part in: its own mail, its own records. It is called by its transport's name. */
export const enProvider = {
  codeTitle: (name: string) => `Enter the code from ${name}`,
  linkTitle: (name: string) => `Follow the link from ${name}`,
  ownTitle: (name: string) => `Confirm the address for ${name}`,
  code: (name: string, address: string) =>
    `We have asked ${name} to mail a code to ${address}. Enter it here.`,
  link: (name: string, address: string) =>
    `Follow the link that ${name} mailed to ${address}, then press Check.`,
  own: (name: string, address: string) =>
    `${name} goes by a code of ours. Have one sent to ${address}, and enter it here.`,
  check: 'Check',
  notYet: (name: string) =>
    `${name} says that the address is not confirmed yet. No mail? Look into the spam folder, and check the address.`,
  resend: (name: string) => `Have ${name} mail again`,
  resent: (name: string, address: string) => `${name} mails again to ${address}.`,
  other: (name: string) =>
    `${name} sends your mail where the first provider cannot. Until it is set up here it is passed over.`,
  partly:
    'The sender may send. Another provider, for when the first cannot, still needs its records: enter them where your domain is managed.',
  records: (name: string) => `Records for ${name}`,
  noRecords: (name: string) =>
    `${name} has not told its records yet. They are asked for when the domain is checked.`,
  inPlace: 'In place',
  notInPlace: 'Not in place',
};
