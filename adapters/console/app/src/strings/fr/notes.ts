import { byChannel } from '../by-channel.ts';
import type { NoteWords } from '../note-words.ts';
import { frHints } from './hints.ts';
import { one } from './one.ts';
import { frReported } from './reported.ts';

const minutes = (count: number) => one(count, 'minute', 'minutes');
const kinds = byChannel({ email: 'Des e-mails', sms: 'Des SMS' });
const nothing = byChannel({ email: 'Aucun e-mail', sms: 'Aucun SMS' });
const unreachable = byChannel({
  email: 'Cette adresse e-mail ne peut pas recevoir d’e-mails.',
  sms: 'Ce numéro de téléphone ne peut pas recevoir de SMS.',
});

/** Ce que le service note des messages et des alertes. */
export const frNotes: NoteWords = {
  tried_next: () => 'Ensuite :',
  suppressed: ({ reason, topic }, names) => {
    const about = topic === undefined ? '' : `, sujet « ${names.topicName(topic)} »`;
    return `L’adresse figure sur la liste d’exclusion${reason === undefined ? '' : ` (${names.reasonName(reason)}${about})`}.`;
  },
  safe_mode: () =>
    'Non envoyé : le mode sécurisé est activé, et l’adresse ne fait pas partie de celles qu’il autorise.',
  redirected: ({ to }) => `Redirigé vers ${to} par le mode sécurisé.`,
  vetoed: ({ reason }) => `Non envoyé, sur décision du service : ${reason}`,
  delayed_by_host: () => 'Différé par le service.',
  expired: () => 'Son délai était dépassé avant qu’il ait pu être envoyé.',
  expires_before_retry: () => 'Son délai serait dépassé avant une nouvelle tentative.',
  given_up: ({ attempts }) => `Abandonné après ${one(attempts, 'tentative', 'tentatives')}.`,
  lost: () => 'Le processus qui l’envoyait a disparu : le message a peut-être été accepté, ou peut-être pas.',
  repeated: ({ transport }) =>
    `Il est remis encore une fois à « ${transport} », qui ne l’envoie qu’une fois.`,
  unopened: () => 'Son contenu scellé ne peut pas être ouvert. Prévenez les personnes qui gèrent ce service.',
  unwritable: () => 'Ce qu’il est devenu n’a pas pu être enregistré.',
  passed_over_code_sender: ({ transport }) =>
    `Non tenté par ${transport} : l’expéditeur de l’e-mail contenant le code n’y est pas connu.`,
  passed_over_sender_gone: ({ transport }) => `Non tenté par ${transport} : cet expéditeur n’existe plus.`,
  passed_over_address: ({ transport }) =>
    `Non tenté par ${transport} : l’adresse de l’expéditeur n’y est pas confirmée.`,
  passed_over_domain: ({ transport, domain }) =>
    `Non tenté par ${transport} : ${domain} n’y est pas configuré.`,
  passed_over_unread: ({ transport, domain }) =>
    `Non tenté par ${transport} : impossible de savoir si ${domain} y est configuré.`,
  transport_pauses: () => 'La connexion au fournisseur est en pause.',
  all_pause: () => 'Toutes les connexions aux fournisseurs sont en pause.',
  all_allowed_pause: () => 'Toutes les connexions que cet expéditeur peut utiliser sont en pause.',
  not_admitted: () => 'Pour le moment, rien de plus ne peut être remis.',
  lease_over: () => 'Le processus est resté arrêté trop longtemps avant de pouvoir le remettre.',
  unanswered: () => 'Le serveur distant n’a pas répondu à temps.',
  no_more_said: () => 'Le serveur distant n’a rien dit de plus.',
  unreadable_answer: () => 'La réponse de la connexion au fournisseur est illisible.',
  transport_failed: ({ transport }) => `La connexion « ${transport} » présente un défaut.`,
  mail_server_answered: () => 'Le serveur de messagerie a répondu :',
  mail_server_unreached: () =>
    'Le serveur de messagerie était injoignable, ou la connexion a été coupée trop tôt.',
  mail_server_settings: () =>
    'Le serveur de messagerie est inutilisable avec ces réglages. Prévenez les personnes qui gèrent ce service.',
  mail_server_silent: () =>
    'La connexion a été coupée avant la réponse du serveur de messagerie : il l’a peut-être accepté.',
  mail_too_large: () => 'L’e-mail est plus volumineux que ce que le serveur de messagerie accepte.',
  dkim_key_missing: ({ domain }) =>
    `Les e-mails de ${domain} ne peuvent pas être signés : vérifiez les enregistrements DNS de l’expéditeur, puis renvoyez le message quand ils sont corrects.`,
  dkim_keys_unread: ({ domain }) =>
    `Les clés qui servent à signer les e-mails de ${domain} n’ont pas pu être lues.`,
  dkim_keys_unusable: ({ domain }) =>
    `Les clés qui servent à signer les e-mails de ${domain} sont inutilisables. Prévenez les personnes qui gèrent ce service.`,
  inline_images_refused: ({ provider }) =>
    `${provider} n’accepte pas d’images intégrées à l’e-mail : insérez plutôt des liens.`,
  taken: ({ provider }) => `${provider} l’a accepté.`,
  taken_before: ({ provider }) => `${provider} l’avait déjà accepté : il ne part qu’une fois.`,
  opted_out: () => 'Le destinataire ne veut pas de messages de cet expéditeur.',
  unreachable: ({ channel }) => unreachable[channel],
  blocked: ({ provider }) => `${provider} ou un réseau en aval bloque ce message.`,
  sender_unfit: () => 'Cet expéditeur ne peut pas joindre ce destinataire.',
  content_refused: ({ provider }) => `${provider} n’accepte pas ce message.`,
  settings_refused: ({ provider }) => `${provider} n’accepte pas de messages avec ces réglages.`,
  no_credentials: ({ provider }) => `Il manque les identifiants pour ${provider}.`,
  tls_refused: ({ provider }) =>
    `Le certificat de ${provider} n’est pas fiable, ou la connexion n’est pas chiffrée.`,
  throttled: ({ provider }) => `${provider} demande d’envoyer moins vite.`,
  temporary: ({ provider }) =>
    `${provider} n’accepte plus rien pour le moment, ou le message y a attendu trop longtemps.`,
  undelivered: () =>
    'Le destinataire était injoignable, ou aucune raison n’a été donnée : cela peut réussir plus tard.',
  ambiguous: ({ provider }) => `${provider} n’a pas dit si le message a été accepté.`,
  provider_unreached: ({ provider }) => `${provider} était injoignable.`,
  ...frHints,
  ...frReported,
  channel_paused: ({ channel, minutes: count }) =>
    `${nothing[channel]} n’est parti depuis ${minutes(count)} : le fournisseur n’accepte rien.`,
  overdue: ({ channel, priority, minutes: count }, names) =>
    `${kinds[channel]} de priorité « ${names.priorityName(priority)} » attendent depuis ${minutes(count)}. Prévenez les personnes qui gèrent ce service.`,
  bounce_rate: ({ count, sent, share, limit }, { number, percent }) =>
    `${number(count)} sur ${number(sent)} sont revenus (${percent(share)}) ; la limite est de ${percent(limit)}.`,
  complaint_rate: ({ count, sent, share, limit }, { number, percent }) =>
    `${number(count)} sur ${number(sent)} ont été signalés comme indésirables (${percent(share)}) ; la limite est de ${percent(limit)}.`,
  domain_lost: ({ domain }) =>
    `${domain} n’est plus configuré comme il le faut : consultez les enregistrements de l’expéditeur.`,
  webhook_disabled: () =>
    'Il n’a rien accepté pendant trois jours, si bien que plus rien ne lui est envoyé : réactivez-le, ou supprimez-le.',
  webhook_lagging: ({ minutes: count }) =>
    `Des événements destinés à un webhook attendent depuis ${minutes(count)} : il les accepte lentement, ou pas du tout.`,
  subscription_lagging: ({ subscription, minutes: count }) =>
    `Des événements destinés à « ${subscription} » attendent depuis ${minutes(count)}. Prévenez les personnes qui gèrent ce service.`,
};
