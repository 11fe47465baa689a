import type { HintWords, NoteNames } from '../note-words.ts';

const listed = (options: readonly string[], { list }: NoteNames) => list(options.map((one) => `“${one}”`));
const under = (place: string | undefined) => (place === undefined ? '' : ` (“${place}”)`);

/** What to do about a failure, as the connection to a provider knows it. */
export const enHints: HintWords = {
  check_credentials: () => 'Its account and credentials have to be checked.',
  check_base_url: () => 'Its account and address have to be checked.',
  check_options: ({ options }, names) =>
    `The people who run this service have to check ${listed(options, names)} in its settings.`,
  check_permissions: ({ options, provider, place }, names) =>
    `The people who run this service have to check ${listed(options, names)} in its settings, and the permissions at ${provider}${under(place)}.`,
  check_allowed_ips: ({ options, provider, place }, names) =>
    `The people who run this service have to check ${listed(options, names)} in its settings, and which IP addresses ${provider} allows${under(place)}.`,
  credentials_expired: () => 'The credentials have expired, or the clock of the server is wrong.',
  public_url_uncallable: ({ provider }) =>
    `${provider} has to be able to call the public address of this service.`,
  check_account: ({ provider }) => `Look into the account at ${provider}.`,
  account_under_review: ({ provider }) => `${provider} has yet to approve the account.`,
  own_domain_only: ({ provider }) =>
    `${provider} has yet to approve the account: until then it sends to addresses of your own domain only.`,
  test_numbers_only: ({ provider }) =>
    `Until the account at ${provider} is upgraded, it sends only to numbers that are entered there as test numbers.`,
  account_suspended: ({ provider }) => `${provider} has suspended the account: ask its support.`,
  sending_paused: ({ provider }) => `Sending is paused at ${provider}.`,
  no_credit: ({ provider }) => `The account at ${provider} has no credit left, or has to be paid for.`,
  check_credits: ({ provider }) => `The credits at ${provider} may be used up.`,
  quota_used_up: ({ provider }) => `The quota at ${provider} is used up.`,
  sender_not_set_up: ({ provider }) =>
    `The sender has to be set up at ${provider}: its address confirmed, or its domain verified.`,
  recipient_not_set_up: ({ provider }) =>
    `As long as the account at ${provider} is for tests only, the recipient has to be set up there, too.`,
  domain_not_set_up: ({ provider }) => `The sender’s domain has to be set up and verified at ${provider}.`,
  code_sender_unverified: ({ provider }) =>
    `${provider} takes no mail of a domain that is not verified: the e-mail with the code needs a sender of one that is (“codeSender”).`,
  check_domain_records: () => 'The DKIM and DMARC records of the sender’s domain have to be checked.',
  check_sender: () => 'The sender has to be checked.',
  check_sender_registration: () => 'How the sender is registered has to be checked.',
  name_unfit_for_country: () =>
    'A name as sender does not work in every country: this one takes a phone number of yours.',
  address_held_back: ({ provider }) =>
    `${provider} holds the address back: messages to it came back before, or were reported or unsubscribed from.`,
  opt_in_by_start: () => 'The recipient can allow it again by sending START.',
  country_not_allowed: ({ provider, place }) =>
    `The country has to be allowed at ${provider}${under(place)}.`,
  mail_size_limit: ({ megabytes }) => `An e-mail may have up to ${megabytes} MB, attachments included.`,
  see_provider_log: ({ provider }) => `The log at ${provider} says why.`,
};
