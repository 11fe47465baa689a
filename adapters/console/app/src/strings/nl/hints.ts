import type { HintWords, NoteNames } from '../note-words.ts';

const listed = (options: readonly string[], { list }: NoteNames) => list(options.map((one) => `‘${one}’`));
const under = (place: string | undefined) => (place === undefined ? '' : ` (‘${place}’)`);

/** Wat er aan een fout te doen is, voor zover de verbinding met de provider dat weet. */
export const hints: HintWords = {
  check_credentials: () => 'Het account en de inloggegevens moeten worden gecontroleerd.',
  check_base_url: () => 'Het account en het serveradres moeten worden gecontroleerd.',
  check_options: ({ options }, names) =>
    `De beheerders van de dienst moeten ${listed(options, names)} in de instellingen controleren.`,
  check_permissions: ({ options, provider, place }, names) =>
    `De beheerders van de dienst moeten ${listed(options, names)} in de instellingen controleren, en de rechten bij ${provider}${under(place)}.`,
  check_allowed_ips: ({ options, provider, place }, names) =>
    `De beheerders van de dienst moeten ${listed(options, names)} in de instellingen controleren, en de IP-adressen die ${provider} toestaat${under(place)}.`,
  credentials_expired: () => 'De inloggegevens zijn verlopen, of de klok van de server loopt verkeerd.',
  public_url_uncallable: ({ provider }) =>
    `${provider} moet het openbare adres van deze dienst kunnen aanroepen.`,
  check_account: ({ provider }) => `Bekijk het account bij ${provider}.`,
  account_under_review: ({ provider }) => `${provider} moet het account nog goedkeuren.`,
  own_domain_only: ({ provider }) =>
    `${provider} moet het account nog goedkeuren: tot dan wordt alleen naar adressen van het eigen domein verzonden.`,
  test_numbers_only: ({ provider }) =>
    `Zolang het account bij ${provider} een proefaccount is, wordt alleen verzonden naar testnummers die daar zijn ingevoerd.`,
  account_suspended: ({ provider }) =>
    `${provider} heeft het account opgeschort: neem contact op met de klantenservice daar.`,
  sending_paused: ({ provider }) => `Bij ${provider} staat het verzenden op pauze.`,
  no_credit: ({ provider }) =>
    `Het account bij ${provider} heeft geen tegoed meer, of moet nog worden betaald.`,
  check_credits: ({ provider }) => `Misschien is het tegoed bij ${provider} op.`,
  quota_used_up: ({ provider }) => `Het quotum bij ${provider} is op.`,
  sender_not_set_up: ({ provider }) =>
    `De afzender moet bij ${provider} worden ingesteld: het adres moet daar bevestigd zijn, of het domein geverifieerd.`,
  recipient_not_set_up: ({ provider }) =>
    `Zolang het account bij ${provider} alleen voor tests is, moet daar ook de ontvanger zijn ingesteld.`,
  domain_not_set_up: ({ provider }) =>
    `Het domein van de afzender moet bij ${provider} worden ingesteld en geverifieerd.`,
  code_sender_unverified: ({ provider }) =>
    `${provider} neemt geen e-mails aan van een domein dat niet geverifieerd is: de e-mail met de code heeft een afzender van een geverifieerd domein nodig (‘codeSender’).`,
  check_domain_records: () =>
    'De DKIM- en DMARC-records van het domein van de afzender moeten worden gecontroleerd.',
  check_sender: () => 'De afzender moet worden gecontroleerd.',
  check_sender_registration: () => 'De registratie van de afzender moet worden gecontroleerd.',
  name_unfit_for_country: () =>
    'Een naam als afzender werkt niet in elk land: voor dit land is een eigen telefoonnummer nodig.',
  address_held_back: ({ provider }) =>
    `${provider} houdt berichten naar dit adres tegen: eerder kwam er iets terug, werd als ongewenst gemeld of werd afgemeld.`,
  opt_in_by_start: () => 'De ontvanger kan ze weer toestaan door ‘START’ te sms’en.',
  country_not_allowed: ({ provider, place }) =>
    `Het land moet bij ${provider} worden toegestaan${under(place)}.`,
  mail_size_limit: ({ megabytes }) => `Een e-mail mag met bijlagen hoogstens ${megabytes} MB groot zijn.`,
  see_provider_log: ({ provider }) => `Waarom, staat in het logboek bij ${provider}.`,
};
