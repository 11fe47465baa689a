import { byChannel } from '../by-channel.ts';
import type { NoteWords } from '../note-words.ts';
import { deHints } from './hints.ts';
import { one } from './one.ts';
import { deReported } from './reported.ts';

const minutes = (count: number) => one(count, 'Minute', 'Minuten');
const kinds = byChannel({ email: 'E-Mails', sms: 'SMS' });
const nothing = byChannel({ email: 'keine E-Mail', sms: 'keine SMS' });
const unreachable = byChannel({
  email: 'Diese E-Mail-Adresse kann keine E-Mails empfangen.',
  sms: 'Diese Telefonnummer kann keine SMS empfangen.',
});

/** Was der Dienst zu Nachrichten und Hinweisen notiert. */
export const deNotes: NoteWords = {
  tried_next: () => 'Danach:',
  suppressed: ({ reason, topic }, names) => {
    const about = topic === undefined ? '' : `, Thema „${names.topicName(topic)}“`;
    return `Die Adresse steht auf der Sperrliste${reason === undefined ? '' : ` (${names.reasonName(reason)}${about})`}.`;
  },
  safe_mode: () => 'Nicht gesendet: Der sichere Modus ist an, und die Adresse gehört nicht zu den erlaubten.',
  redirected: ({ to }) => `Vom sicheren Modus umgeleitet an ${to}.`,
  vetoed: ({ reason }) => `Nicht gesendet, so hat der Dienst entschieden: ${reason}`,
  delayed_by_host: () => 'Vom Dienst aufgeschoben.',
  expired: () => 'Ihre Zeit war um, bevor sie gesendet werden konnte.',
  expires_before_retry: () => 'Vor einem weiteren Versuch wäre ihre Zeit um.',
  given_up: ({ attempts }) => `Aufgegeben nach ${one(attempts, 'Versuch', 'Versuchen')}.`,
  lost: () =>
    'Der Prozess, der sie sendete, ist verschwunden: Sie wurde vielleicht angenommen, vielleicht nicht.',
  repeated: ({ transport }) =>
    `Sie wird noch einmal an „${transport}“ übergeben und dort nur einmal gesendet.`,
  unopened: () =>
    'Ihr versiegelter Inhalt lässt sich nicht öffnen. Sagen Sie denen Bescheid, die den Dienst betreiben.',
  unwritable: () => 'Was aus ihr wurde, ließ sich nicht festhalten.',
  passed_over_code_sender: ({ transport }) =>
    `Nicht über ${transport} versucht: Dort ist der Absender der Mail mit dem Code nicht bekannt.`,
  passed_over_sender_gone: ({ transport }) =>
    `Nicht über ${transport} versucht: Diesen Absender gibt es inzwischen nicht mehr.`,
  passed_over_address: ({ transport }) =>
    `Nicht über ${transport} versucht: Die Adresse des Absenders ist dort nicht bestätigt.`,
  passed_over_domain: ({ transport, domain }) =>
    `Nicht über ${transport} versucht: ${domain} ist dort nicht eingerichtet.`,
  passed_over_unread: ({ transport, domain }) =>
    `Nicht über ${transport} versucht: Ob ${domain} dort eingerichtet ist, ließ sich nicht feststellen.`,
  transport_pauses: () => 'Die Verbindung zum Anbieter pausiert.',
  all_pause: () => 'Alle Verbindungen zu Anbietern pausieren.',
  all_allowed_pause: () => 'Alle Verbindungen, die dieser Absender nutzen darf, pausieren.',
  not_admitted: () => 'Im Augenblick kann nicht mehr übergeben werden.',
  lease_over: () => 'Der Prozess stand zu lange still, bevor er sie übergeben konnte.',
  unanswered: () => 'Die Gegenseite hat nicht rechtzeitig geantwortet.',
  no_more_said: () => 'Mehr hat die Gegenseite nicht gesagt.',
  unreadable_answer: () => 'Die Antwort der Verbindung zum Anbieter war nicht zu lesen.',
  transport_failed: ({ transport }) => `Die Verbindung „${transport}“ hat einen Fehler.`,
  mail_server_answered: () => 'Der Mailserver hat geantwortet:',
  mail_server_unreached: () => 'Der Mailserver war nicht zu erreichen, oder die Verbindung brach zu früh ab.',
  mail_server_settings: () =>
    'Der Mailserver lässt sich mit diesen Einstellungen nicht nutzen. Sagen Sie denen Bescheid, die den Dienst betreiben.',
  mail_server_silent: () =>
    'Die Verbindung brach ab, bevor der Mailserver antwortete: Vielleicht hat er sie angenommen.',
  mail_too_large: () => 'Die E-Mail ist größer, als der Mailserver annimmt.',
  dkim_key_missing: ({ domain }) =>
    `E-Mails von ${domain} lassen sich nicht signieren: Prüfen Sie die DNS-Einträge des Absenders, und senden Sie erneut, sobald sie stimmen.`,
  dkim_keys_unread: ({ domain }) =>
    `Die Schlüssel, mit denen E-Mails von ${domain} signiert werden, ließen sich nicht lesen.`,
  dkim_keys_unusable: ({ domain }) =>
    `Die Schlüssel, mit denen E-Mails von ${domain} signiert werden, sind unbrauchbar. Sagen Sie denen Bescheid, die den Dienst betreiben.`,
  inline_images_refused: ({ provider }) =>
    `${provider} nimmt keine Bilder an, die in der E-Mail selbst stecken: Verlinken Sie sie stattdessen.`,
  taken: ({ provider }) => `${provider} hat sie angenommen.`,
  taken_before: ({ provider }) => `${provider} hatte sie schon angenommen: Sie geht nur einmal hinaus.`,
  opted_out: () => 'Der Empfänger möchte keine Nachrichten von diesem Absender.',
  unreachable: ({ channel }) => unreachable[channel],
  blocked: ({ provider }) => `${provider} oder ein Netz dahinter sperrt diese Nachricht.`,
  sender_unfit: () => 'Dieser Absender kann diesen Empfänger nicht erreichen.',
  content_refused: ({ provider }) => `${provider} nimmt diese Nachricht nicht an.`,
  settings_refused: ({ provider }) => `${provider} nimmt mit diesen Einstellungen keine Nachrichten an.`,
  no_credentials: ({ provider }) => `Für ${provider} fehlen die Zugangsdaten.`,
  tls_refused: ({ provider }) =>
    `Dem Zertifikat von ${provider} wird nicht vertraut, oder die Verbindung ist nicht verschlüsselt.`,
  throttled: ({ provider }) => `${provider} bittet darum, langsamer zu senden.`,
  temporary: ({ provider }) =>
    `${provider} nimmt gerade nichts mehr an, oder die Nachricht wartete dort zu lange.`,
  undelivered: () =>
    'Der Empfänger war nicht zu erreichen, oder es wurde kein Grund genannt: Später kann es gehen.',
  ambiguous: ({ provider }) => `${provider} hat nicht gesagt, ob die Nachricht angenommen ist.`,
  provider_unreached: ({ provider }) => `${provider} war nicht zu erreichen.`,
  ...deHints,
  ...deReported,
  channel_paused: ({ channel, minutes: count }) =>
    `Seit ${minutes(count)} ist ${nothing[channel]} hinausgegangen: Der Anbieter nimmt nichts an.`,
  overdue: ({ channel, priority, minutes: count }, names) =>
    `${kinds[channel]} mit Priorität „${names.priorityName(priority)}“ sind seit ${minutes(count)} fällig. Sagen Sie denen Bescheid, die den Dienst betreiben.`,
  bounce_rate: ({ count, sent, share, limit }, { number, percent }) =>
    `${number(count)} von ${number(sent)} kamen zurück (${percent(share)}); die Grenze ist ${percent(limit)}.`,
  complaint_rate: ({ count, sent, share, limit }, { number, percent }) =>
    `${number(count)} von ${number(sent)} wurden als unerwünscht gemeldet (${percent(share)}); die Grenze ist ${percent(limit)}.`,
  domain_lost: ({ domain }) =>
    `${domain} ist nicht mehr eingerichtet, wie es sein muss: Sehen Sie sich die Einträge des Absenders an.`,
  webhook_disabled: () =>
    'Drei Tage lang hat er nichts angenommen, deshalb wird nichts mehr an ihn gesendet: Schalten Sie ihn wieder ein, oder löschen Sie ihn.',
  webhook_lagging: ({ minutes: count }) =>
    `Ereignisse für einen Webhook sind seit ${minutes(count)} fällig: Er nimmt sie langsam oder gar nicht an.`,
  subscription_lagging: ({ subscription, minutes: count }) =>
    `Ereignisse für „${subscription}“ sind seit ${minutes(count)} fällig. Sagen Sie denen Bescheid, die den Dienst betreiben.`,
};
