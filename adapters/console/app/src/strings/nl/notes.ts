import { byChannel } from '../by-channel.ts';
import type { NoteWords } from '../note-words.ts';
import { hints } from './hints.ts';
import { one } from './one.ts';
import { reported } from './reported.ts';

const minutes = (count: number) => one(count, 'minuut', 'minuten');
const kinds = byChannel({ email: 'E-mails', sms: 'Sms’en' });
const nothing = byChannel({ email: 'geen e-mail', sms: 'geen sms' });
const unreachable = byChannel({
  email: 'Dit e-mailadres kan geen e-mails ontvangen.',
  sms: 'Dit telefoonnummer kan geen sms ontvangen.',
});

/** Wat de dienst over berichten en meldingen noteert. */
export const notes: NoteWords = {
  tried_next: () => 'Daarna:',
  suppressed: ({ reason, topic }, names) => {
    const about = topic === undefined ? '' : `, onderwerp ‘${names.topicName(topic)}’`;
    return `Het adres staat op de blokkeerlijst${reason === undefined ? '' : ` (${names.reasonName(reason)}${about})`}.`;
  },
  safe_mode: () => 'Niet verzonden: de veilige modus staat aan, en het adres is daarin niet toegestaan.',
  redirected: ({ to }) => `Door de veilige modus omgeleid naar ${to}.`,
  vetoed: ({ reason }) => `Niet verzonden, op besluit van de dienst: ${reason}`,
  delayed_by_host: () => 'Door de dienst uitgesteld.',
  expired: () => 'De tijd was om voordat het kon worden verzonden.',
  expires_before_retry: () => 'Vóór een volgende poging zou de tijd om zijn.',
  given_up: ({ attempts }) => `Opgegeven na ${one(attempts, 'poging', 'pogingen')}.`,
  lost: () => 'Het verzendproces is weggevallen: het bericht is misschien aangenomen, misschien niet.',
  repeated: ({ transport }) =>
    `Het wordt nog eens aan ‘${transport}’ aangeboden, dat het maar één keer verzendt.`,
  unopened: () => 'De verzegelde inhoud kan niet worden geopend. Meld het aan de beheerders van de dienst.',
  unwritable: () => 'Wat ervan is geworden, kon niet worden vastgelegd.',
  passed_over_code_sender: ({ transport }) =>
    `Niet via ${transport} geprobeerd: daar is de afzender van de e-mail met de code niet bekend.`,
  passed_over_sender_gone: ({ transport }) =>
    `Niet via ${transport} geprobeerd: deze afzender bestaat niet meer.`,
  passed_over_address: ({ transport }) =>
    `Niet via ${transport} geprobeerd: het adres van de afzender is daar niet bevestigd.`,
  passed_over_domain: ({ transport, domain }) =>
    `Niet via ${transport} geprobeerd: ${domain} is daar niet ingesteld.`,
  passed_over_unread: ({ transport, domain }) =>
    `Niet via ${transport} geprobeerd: of ${domain} daar is ingesteld, kon niet worden nagegaan.`,
  transport_pauses: () => 'De verbinding met de provider pauzeert.',
  all_pause: () => 'Alle verbindingen met providers pauzeren.',
  all_allowed_pause: () => 'Alle verbindingen die deze afzender mag gebruiken, pauzeren.',
  not_admitted: () => 'Op dit moment kan er niet meer worden aangeboden.',
  lease_over: () => 'Het proces stond te lang stil voordat het het bericht kon aanbieden.',
  unanswered: () => 'Het ontvangende systeem heeft niet op tijd geantwoord.',
  no_more_said: () => 'Meer heeft het ontvangende systeem niet gezegd.',
  unreadable_answer: () => 'Het antwoord van de verbinding met de provider was niet te lezen.',
  transport_failed: ({ transport }) => `Er is een storing in de verbinding ‘${transport}’.`,
  mail_server_answered: () => 'De mailserver antwoordde:',
  mail_server_unreached: () => 'De mailserver was niet bereikbaar, of de verbinding werd te vroeg verbroken.',
  mail_server_settings: () =>
    'De mailserver is met deze instellingen niet te gebruiken. Meld het aan de beheerders van de dienst.',
  mail_server_silent: () =>
    'De verbinding werd verbroken voordat de mailserver antwoordde: misschien is het aangenomen.',
  mail_too_large: () => 'De e-mail is groter dan de mailserver aanneemt.',
  dkim_key_missing: ({ domain }) =>
    `E-mails van ${domain} kunnen niet worden ondertekend: controleer de DNS-records van de afzender en verzend opnieuw zodra ze kloppen.`,
  dkim_keys_unread: ({ domain }) =>
    `De sleutels waarmee e-mails van ${domain} worden ondertekend, konden niet worden gelezen.`,
  dkim_keys_unusable: ({ domain }) =>
    `De sleutels waarmee e-mails van ${domain} worden ondertekend, zijn onbruikbaar. Meld het aan de beheerders van de dienst.`,
  inline_images_refused: ({ provider }) =>
    `${provider} neemt geen afbeeldingen aan die in de e-mail zelf zitten: gebruik in plaats daarvan links.`,
  taken: ({ provider }) => `${provider} heeft het aangenomen.`,
  taken_before: ({ provider }) => `${provider} had het al aangenomen: het gaat maar één keer uit.`,
  opted_out: () => 'De ontvanger wil geen berichten van deze afzender.',
  unreachable: ({ channel }) => unreachable[channel],
  blocked: ({ provider }) => `${provider} of een netwerk daarachter blokkeert dit bericht.`,
  sender_unfit: () => 'Deze afzender kan deze ontvanger niet bereiken.',
  content_refused: ({ provider }) => `${provider} neemt dit bericht niet aan.`,
  settings_refused: ({ provider }) => `${provider} neemt met deze instellingen geen berichten aan.`,
  no_credentials: ({ provider }) => `De inloggegevens voor ${provider} ontbreken.`,
  tls_refused: ({ provider }) =>
    `Het certificaat van ${provider} wordt niet vertrouwd, of de verbinding is niet versleuteld.`,
  throttled: ({ provider }) => `${provider} vraagt om langzamer te verzenden.`,
  temporary: ({ provider }) =>
    `${provider} neemt nu niets meer aan, of het bericht heeft daar te lang gewacht.`,
  undelivered: () =>
    'De ontvanger was niet bereikbaar, of er is geen reden genoemd: later kan het wel lukken.',
  ambiguous: ({ provider }) => `${provider} heeft niet gezegd of het bericht is aangenomen.`,
  provider_unreached: ({ provider }) => `${provider} was niet bereikbaar.`,
  ...hints,
  ...reported,
  channel_paused: ({ channel, minutes: count }) =>
    `Al ${minutes(count)} is er ${nothing[channel]} uitgegaan: de provider neemt niets aan.`,
  overdue: ({ channel, priority, minutes: count }, names) =>
    `${kinds[channel]} met prioriteit ‘${names.priorityName(priority)}’ wachten al ${minutes(count)}. Meld het aan de beheerders van de dienst.`,
  bounce_rate: ({ count, sent, share, limit }, { number, percent }) =>
    `${number(count)} van de ${number(sent)} kwamen terug (${percent(share)}); de grens is ${percent(limit)}.`,
  complaint_rate: ({ count, sent, share, limit }, { number, percent }) =>
    `${number(count)} van de ${number(sent)} zijn als ongewenst gemeld (${percent(share)}); de grens is ${percent(limit)}.`,
  domain_lost: ({ domain }) =>
    `${domain} is niet meer ingesteld zoals het moet: bekijk de records van de afzender.`,
  webhook_disabled: () =>
    'Hij heeft drie dagen niets aangenomen, daarom wordt er niets meer naartoe verzonden: schakel hem weer in of verwijder hem.',
  webhook_lagging: ({ minutes: count }) =>
    `Gebeurtenissen voor een webhook wachten al ${minutes(count)}: hij neemt ze langzaam of helemaal niet aan.`,
  subscription_lagging: ({ subscription, minutes: count }) =>
    `Gebeurtenissen voor ‘${subscription}’ wachten al ${minutes(count)}. Meld het aan de beheerders van de dienst.`,
};
