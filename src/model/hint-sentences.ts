import type { HintParameters } from './hint.ts';
import type { Forms } from './note-forms.ts';

/** How hints are written down, as {@link noteForms} are. */
export const hintForms: Readonly<Record<keyof HintParameters, Forms>> = {
  check_credentials: ['Check the account and its credentials.'],
  check_base_url: ['Check the account and "baseUrl".'],
  check_options: ['Check {options}.'],
  check_permissions: [
    'Check {options}, and the permissions at {provider}, under "{place}".',
    'Check {options}, and the permissions at {provider}.',
  ],
  check_allowed_ips: [
    'Check {options}, and the IP addresses that {provider} allows, under "{place}".',
    'Check {options}, and the IP addresses that {provider} allows.',
  ],
  credentials_expired: ['The credentials have expired, or the clock of this computer is wrong.'],
  public_url_uncallable: ['The public URL must be one that {provider} can call.'],

  check_account: ['Look into the account at {provider}.'],
  account_under_review: ['{provider} has yet to approve the account.'],
  own_domain_only: ['{provider} has yet to approve the account: until then only the own domain is sent to.'],
  test_numbers_only: ['Until the account is upgraded, add the number to its test numbers at {provider}.'],
  account_suspended: ['{provider} has suspended the account: ask its support.'],
  sending_paused: ['Sending is paused at {provider}.'],
  no_credit: ['Top up the account at {provider}: it has no credit left, or has to be paid for.'],
  check_credits: ['Check the credits of the account at {provider}.'],
  quota_used_up: ['The quota at {provider} is used up.'],

  sender_not_set_up: [
    'Set the sender up at {provider}: its address has to be confirmed, or its domain verified.',
  ],
  recipient_not_set_up: ['In the sandbox of {provider} the recipient has to be set up, too.'],
  domain_not_set_up: ['Set the domain up at {provider}, and verify it there.'],
  code_sender_unverified: [
    '{provider} takes no mail of a domain that is not verified: give a "codeSender" of one that is.',
  ],
  check_domain_records: ["Check the domain's DKIM and DMARC records."],
  check_sender: ['Check the sender.'],
  check_sender_registration: ['Check how the sender is registered.'],
  name_unfit_for_country: [
    'A name as sender does not work in every country: use a number of yours for this one.',
  ],

  address_held_back: [
    '{provider} holds the address back: it bounced, complained or unsubscribed there before.',
  ],
  opt_in_by_start: ['They can allow it again by sending START.'],
  country_not_allowed: ['Allow the country at {provider}, under "{place}".'],
  mail_size_limit: ['A mail may have {megabytes} MB with its attachments.'],
  see_provider_log: ['Look at its event in the log at {provider}.'],
};
