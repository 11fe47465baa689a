import { byChannel } from '../by-channel.ts';
import type { NoteWords } from '../note-words.ts';
import { hints } from './hints.ts';
import { one } from './one.ts';
import { reported } from './reported.ts';

const minutes = (count: number) => one(count, 'minuto', 'minuti');
const kinds = byChannel({ email: 'Ci sono email', sms: 'Ci sono SMS' });
const nothing = byChannel({ email: 'nessuna email', sms: 'nessun SMS' });
const unreachable = byChannel({
  email: 'Questo indirizzo email non può ricevere email.',
  sms: 'Questo numero di telefono non può ricevere SMS.',
});

/** Ciò che il servizio annota di messaggi e avvisi. */
export const notes: NoteWords = {
  tried_next: () => 'Poi:',
  suppressed: ({ reason, topic }, names) => {
    const about = topic === undefined ? '' : `, argomento «${names.topicName(topic)}»`;
    return `L’indirizzo è nell’elenco dei bloccati${reason === undefined ? '' : ` (${names.reasonName(reason)}${about})`}.`;
  },
  safe_mode: () => 'Non inviato: la modalità sicura è attiva e l’indirizzo non è tra quelli consentiti.',
  redirected: ({ to }) => `Deviato a ${to} dalla modalità sicura.`,
  vetoed: ({ reason }) => `Non inviato per decisione del servizio: ${reason}`,
  delayed_by_host: () => 'Rinviato dal servizio.',
  expired: () => 'È scaduto prima di poter essere inviato.',
  expires_before_retry: () => 'Scadrebbe prima del prossimo tentativo.',
  given_up: ({ attempts }) => `Abbandonato dopo ${one(attempts, 'tentativo', 'tentativi')}.`,
  lost: () => 'Il processo di invio si è interrotto: forse il messaggio è stato accettato, forse no.',
  repeated: ({ transport }) => `Viene consegnato di nuovo a «${transport}», che lo invia una volta sola.`,
  unopened: () => 'Il contenuto sigillato non si può aprire. Avvisi chi gestisce il servizio.',
  unwritable: () => 'Non è stato possibile registrare l’esito.',
  passed_over_code_sender: ({ transport }) =>
    `Non tentato con ${transport}: lì il mittente dell’email con il codice non è conosciuto.`,
  passed_over_sender_gone: ({ transport }) => `Non tentato con ${transport}: questo mittente non esiste più.`,
  passed_over_address: ({ transport }) =>
    `Non tentato con ${transport}: lì l’indirizzo del mittente non è confermato.`,
  passed_over_domain: ({ transport, domain }) =>
    `Non tentato con ${transport}: lì ${domain} non è configurato.`,
  passed_over_unread: ({ transport, domain }) =>
    `Non tentato con ${transport}: non è stato possibile sapere se ${domain} è configurato lì.`,
  transport_pauses: () => 'Il collegamento al provider è in pausa.',
  all_pause: () => 'Tutti i collegamenti ai provider sono in pausa.',
  all_allowed_pause: () => 'Tutti i collegamenti che questo mittente può usare sono in pausa.',
  not_admitted: () => 'Al momento non si può consegnare altro.',
  lease_over: () => 'Il processo è rimasto fermo troppo a lungo prima di poterlo consegnare.',
  unanswered: () => 'Il sistema ricevente non ha risposto in tempo.',
  no_more_said: () => 'Il sistema ricevente non ha detto altro.',
  unreadable_answer: () => 'La risposta del collegamento al provider non è leggibile.',
  transport_failed: ({ transport }) => `Il collegamento «${transport}» ha un guasto.`,
  mail_server_answered: () => 'Il server di posta ha risposto:',
  mail_server_unreached: () =>
    'Il server di posta non era raggiungibile, o la connessione si è interrotta troppo presto.',
  mail_server_settings: () =>
    'Il server di posta non si può usare con queste impostazioni. Avvisi chi gestisce il servizio.',
  mail_server_silent: () =>
    'La connessione si è interrotta prima della risposta del server di posta: forse l’ha accettato.',
  mail_too_large: () => 'L’email è più grande di quanto il server di posta accetta.',
  dkim_key_missing: ({ domain }) =>
    `Le email di ${domain} non si possono firmare: controlli i record DNS del mittente e invii di nuovo quando sono corretti.`,
  dkim_keys_unread: ({ domain }) =>
    `Non è stato possibile leggere le chiavi con cui si firmano le email di ${domain}.`,
  dkim_keys_unusable: ({ domain }) =>
    `Le chiavi con cui si firmano le email di ${domain} non sono utilizzabili. Avvisi chi gestisce il servizio.`,
  inline_images_refused: ({ provider }) =>
    `${provider} non accetta immagini contenute nell’email stessa: le inserisca come link.`,
  taken: ({ provider }) => `${provider} lo ha accettato.`,
  taken_before: ({ provider }) => `${provider} lo aveva già accettato: parte una volta sola.`,
  opted_out: () => 'Il destinatario non vuole messaggi da questo mittente.',
  unreachable: ({ channel }) => unreachable[channel],
  blocked: ({ provider }) => `${provider} o una rete a valle blocca questo messaggio.`,
  sender_unfit: () => 'Questo mittente non può raggiungere questo destinatario.',
  content_refused: ({ provider }) => `${provider} non accetta questo messaggio.`,
  settings_refused: ({ provider }) => `${provider} non accetta messaggi con queste impostazioni.`,
  no_credentials: ({ provider }) => `Mancano le credenziali per ${provider}.`,
  tls_refused: ({ provider }) =>
    `Il certificato di ${provider} non è attendibile, o la connessione non è cifrata.`,
  throttled: ({ provider }) => `${provider} chiede di inviare più lentamente.`,
  temporary: ({ provider }) =>
    `Al momento ${provider} non accetta altro, o il messaggio ha atteso lì troppo a lungo.`,
  undelivered: () =>
    'Il destinatario non era raggiungibile, o non è stato indicato un motivo: più tardi potrebbe riuscire.',
  ambiguous: ({ provider }) => `${provider} non ha detto se ha accettato il messaggio.`,
  provider_unreached: ({ provider }) => `${provider} non era raggiungibile.`,
  ...hints,
  ...reported,
  channel_paused: ({ channel, minutes: count }) =>
    `Da ${minutes(count)} non parte ${nothing[channel]}: il provider non accetta nulla.`,
  overdue: ({ channel, priority, minutes: count }, names) =>
    `${kinds[channel]} con priorità «${names.priorityName(priority)}» in attesa da ${minutes(count)}. Avvisi chi gestisce il servizio.`,
  bounce_rate: ({ count, sent, share, limit }, { number, percent }) =>
    `Messaggi tornati indietro: ${number(count)} su ${number(sent)} (${percent(share)}); il limite è ${percent(limit)}.`,
  complaint_rate: ({ count, sent, share, limit }, { number, percent }) =>
    `Messaggi segnalati come indesiderati: ${number(count)} su ${number(sent)} (${percent(share)}); il limite è ${percent(limit)}.`,
  domain_lost: ({ domain }) =>
    `${domain} non è più configurato come deve essere: controlli i record del mittente.`,
  webhook_disabled: () =>
    'Per tre giorni non ha accettato nulla, quindi non gli viene più inviato nulla: lo riattivi o lo elimini.',
  webhook_lagging: ({ minutes: count }) =>
    `Ci sono eventi per un webhook in attesa da ${minutes(count)}: li accetta lentamente o non li accetta.`,
  subscription_lagging: ({ subscription, minutes: count }) =>
    `Ci sono eventi per «${subscription}» in attesa da ${minutes(count)}. Avvisi chi gestisce il servizio.`,
};
