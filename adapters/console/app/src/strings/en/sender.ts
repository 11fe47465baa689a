import type { DiagnosticCode, RecordPurpose } from 'postern';
import { byChannel } from '../by-channel.ts';
import { enCode } from './code.ts';
import { one } from './one.ts';
import { enProvider } from './provider.ts';

/** A finding's sentence from its parts; English shows the server's own. */
export type DiagnosticSentences = Partial<
  Record<DiagnosticCode, (params: Readonly<Record<string, string | number>>) => string>
>;

const diagnostics: DiagnosticSentences = {};

const purpose: Record<RecordPurpose, string> = {
  ownership: 'Ownership',
  dkim: 'Signature (DKIM)',
  dmarc: 'Policy (DMARC)',
};

const purposeHint: Record<RecordPurpose, string> = {
  ownership: 'Shows that the domain is yours.',
  dkim: 'Lets receivers check that your mail is really yours.',
  dmarc: 'Tells receivers what to do with mail that only pretends to be yours.',
};

export const enSender = {
  diagnostics,
  purpose,
  purposeHint,
  title: byChannel({ email: 'E-mail sender', sms: 'SMS sender' }),
  card: 'Sender',
  none: 'There is no sender yet',
  noneHint: 'It takes three steps: name and address, a code, and your domain’s records.',
  noneSms: 'No sender is set',
  setUp: 'Set up the sender',
  goOn: 'Go on with the set-up',
  look: 'Look at the set-up',
  ready: 'Ready to send',
  name: 'Name',
  nameHint: 'What people see, such as the name of your organisation.',
  address: 'E-mail address',
  addressHint: 'At a domain of your own. A code is sent there.',
  addressValidated: 'Address',
  domainValidated: 'Domain',
  validated: 'Validated',
  notValidated: 'Not validated',
  next: 'Next',
  missing: {
    create_sender: 'Create a sender',
    validate_address: 'Confirm the address with a code',
    validate_domain: 'Add the DNS records and check the domain',
  },
  steps: { create: 'Name and address', code: 'Confirm the address', domain: 'Validate the domain' },
  stepDone: 'Done',
  stepCurrent: 'Now',
  stepLater: 'Later',
  createTitle: 'Who are your messages from?',
  create: 'Create sender',
  created: 'The sender is created.',
  nameMissing: 'Enter a name.',
  addressMissing: 'Enter an e-mail address.',
  change: 'Change name or address',
  changeHint: 'A new address has to be confirmed, a new domain validated. Until then nothing can be sent.',
  changed: 'The sender is changed.',
  codeTitle: 'Enter the code',
  code: enCode,
  provider: enProvider,
  confirm: 'Confirm',
  confirmed: 'The address is confirmed.',
  codeIncomplete: 'The code has six digits.',
  codeNotCome: 'No mail? Look into the spam folder, and check the address.',
  resend: 'Send a new code',
  resendIn: (seconds: number) => `A new code can be sent in ${one(seconds, 'second', 'seconds')}.`,
  resent: (address: string) => `A new code is on its way to ${address}.`,
  wrongAddress: 'Use another address',
  domainTitle: (domain: string) => `Add these records to ${domain}`,
  domainHint:
    'Do this where your domain is managed (your DNS host), or hand the list to whoever looks after it. Changes take a few minutes as a rule, 48 hours at most.',
  domainInDns: (domain: string, inDns: string) =>
    `In DNS, ${domain} is written ${inDns}: enter the records as they stand here.`,
  domainDone: (domain: string) => `${domain} is validated`,
  domainDoneHint: 'All records are in place. Leave them there for as long as you send.',
  check: 'Check domain',
  checking: 'Checking …',
  checkedAt: (when: string) => `Last checked ${when}`,
  neverChecked: 'Not checked yet',
  recheck: 'Checks again by itself every half minute while this page is open.',
  checkPassed: 'All records are in place.',
  checkFailed: (missing: number, all: number) => `${missing} of ${all} records still need something.`,
  checkUnknown:
    'The name servers did not answer for every record; nothing was concluded. Try again in a few minutes.',
  recordStatus: { passed: 'In place', failed: 'Not right', unknown: 'No answer', unchecked: 'Not checked' },
  record: (position: number, all: number) => `Record ${position} of ${all}`,
  type: 'Type',
  host: 'Host (name)',
  value: 'Value',
  hostNote: (zone: string, full: string) =>
    `Your DNS host adds “${zone}” by itself as a rule. The full name is ${full}.`,
  chunked: 'In pieces',
  whole: 'In one piece',
  chunkedHint: 'Some DNS hosts take long values only in pieces of 255 characters, in quotes.',
  suggestion: 'A suggestion: a policy of your own that is valid counts as well.',
  optionalRecord: 'For new keys: the present ones hold until this one is found.',
  copyAll: 'Copy all records',
  copyAllText: (type: string, host: string, value: string) => `${type}\t${host}\t${value}`,
  rotate: 'Replace the signing keys',
  rotateTitle: 'Replace the signing keys?',
  rotateHint: 'New records appear in the list. The present keys sign until the new ones are found in DNS.',
  rotated: 'New keys are made: add their records.',
  deleteTitle: 'Delete the sender?',
  delete: 'Delete sender',
  deleteBody: (name: string) =>
    `“${name}” is removed, and nothing can be sent until a new sender is set up. Sent messages stay in the history; those still waiting may fail.`,
  deleted: (name: string) => `The sender “${name}” is deleted.`,
  sms: {
    title: 'Who are your SMS from?',
    current: 'SMS come from',
    isDefault: 'This is the default of your service until you set your own.',
    own: 'Set by you.',
    value: 'Sender name',
    rules: [
      'A name: 1 to 11 letters (A–Z), digits and spaces, at least one of them a letter. Some providers take more, such as & or -.',
      'Or a number with its country, such as +44 7400 123456.',
      'Or a short code of 5 or 6 digits, if you own one.',
    ],
    rulesTitle: 'What can be used',
    answers:
      'Nobody can answer to a name. In some countries (such as the USA and Canada) names are not allowed at all: use a number there.',
    used: (count: number) => `${count} of 11 characters`,
    set: 'Set sender',
    change: 'Change sender',
    saved: (value: string) => `SMS come from ${value} now.`,
    missing: 'Enter a name or a number.',
    kinds: {
      address: 'Address',
      alphanumeric: 'Name',
      number: 'Number',
      shortcode: 'Short code',
      pool: 'Pool of numbers',
    },
    delete: 'Delete sender',
    deleteTitle: 'Delete the sender?',
    deleteBody: (value: string) =>
      `SMS no longer come from “${value}”. The default of your service is used, where there is one.`,
  },
};
