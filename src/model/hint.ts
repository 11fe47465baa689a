/**
 * What to do about a failure, as a provider's adapter knows it: each hint's parameters, by its code. The core names no provider and no
 * option of one: `provider` is the name that people know it by (`Amazon SES`), `options` are the adapter's own, `place` is where it is found
 * in the provider's own pages, in the words that stand there.
 */
export interface HintParameters {
  /** Check the account and its credentials. */
  check_credentials: unknown;
  /** Check the account and `baseUrl`. */
  check_base_url: unknown;
  /** Check these options of the transport's. */
  check_options: { readonly options: OptionNames };
  /** Check these options, and what may be done with them at the provider. */
  check_permissions: { readonly options: OptionNames; readonly provider: string; readonly place?: string };
  /** Check these options, and the IP addresses from which the provider takes requests. */
  check_allowed_ips: { readonly options: OptionNames; readonly provider: string; readonly place?: string };
  /** The credentials are of a time that is over, or the computer's clock is wrong. */
  credentials_expired: unknown;
  /** The provider cannot call the public URL. */
  public_url_uncallable: { readonly provider: string };

  /** Look into the account: the provider does not say why it takes nothing. */
  check_account: { readonly provider: string };
  /** The provider has yet to approve the account. */
  account_under_review: { readonly provider: string };
  /** The provider has yet to approve the account, and until then mail goes to the account's own domain alone. */
  own_domain_only: { readonly provider: string };
  /** Until the account is upgraded, messages go to numbers alone that were added for tests. */
  test_numbers_only: { readonly provider: string };
  /** The provider has suspended the account. */
  account_suspended: { readonly provider: string };
  /** Sending is paused, by the provider or by somebody there. */
  sending_paused: { readonly provider: string };
  /** The account has no credit left, or is not paid for. */
  no_credit: { readonly provider: string };
  /** The account may have no credits left. */
  check_credits: { readonly provider: string };
  /** A quota of the account is used up. */
  quota_used_up: { readonly provider: string };

  /** Neither the sender's address nor its domain is known to the provider as the account's. */
  sender_not_set_up: { readonly provider: string };
  /** In the provider's sandbox recipients have to be set up as senders are. */
  recipient_not_set_up: { readonly provider: string };
  /** The sender's domain is not at the provider, or not verified there. */
  domain_not_set_up: { readonly provider: string };
  /** The mail with the code leaves with a domain that is not verified yet: it takes a `codeSender`. */
  code_sender_unverified: { readonly provider: string };
  /** Check the DKIM and DMARC records of the sender's domain. */
  check_domain_records: unknown;
  /** Check the sender. */
  check_sender: unknown;
  /** Check how the sender is registered with networks or authorities. */
  check_sender_registration: unknown;
  /** A name as sender does not work in this country. */
  name_unfit_for_country: unknown;

  /** The provider's own list has the address. */
  address_held_back: { readonly provider: string };
  /** Who opted out by SMS can take it back with the word START. */
  opt_in_by_start: unknown;
  /** The account does not send to this country. */
  country_not_allowed: { readonly provider: string; readonly place: string };
  /** The mail is larger than the provider takes: so many MB, attachments included. */
  mail_size_limit: { readonly megabytes: number };
  /** Why it was refused stands in the provider's log. */
  see_provider_log: { readonly provider: string };
}

/** Names of options, at least one: `apiKey`. */
type OptionNames = readonly [string, ...string[]];
