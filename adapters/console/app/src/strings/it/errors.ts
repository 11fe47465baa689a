import type { ErrorDetails, ErrorWords } from '../error-words.ts';
import { one } from './one.ts';

const gone = () => 'Qui non c’è. Ricarichi la pagina.';
const broken = () => 'Il servizio non è configurato correttamente. Avvisi chi lo gestisce.';
const old = () => 'La richiesta non è leggibile. Ricarichi la pagina.';

/** By the codes of the API: what can be refused, and why. */
export const errors: ErrorWords = {
  network: () => 'Impossibile raggiungere il server. Controlli la connessione e riprovi.',
  bad_answer: () => 'Impossibile leggere la risposta del server. Riprovi.',
  unauthorized: () => 'L’accesso è scaduto. Acceda di nuovo e ricarichi la pagina.',
  forbidden: () => 'Il Suo account non ha l’autorizzazione necessaria.',
  csrf_invalid: () => 'La sessione è scaduta. Ricarichi la pagina.',
  too_many_requests: () => 'Troppe richieste in poco tempo. Attenda un momento.',
  body_too_large: () => 'È troppo grande per essere inviato.',
  internal: () => 'Si è verificato un errore sul server. Riprovi.',
  closing: () => 'Il servizio si sta arrestando. Riprovi tra poco.',
  invalid_request: () => 'Questo valore non è valido.',
  invalid_message: ({ field }) =>
    field === 'subject'
      ? 'Controlli l’oggetto.'
      : field === 'text'
        ? 'Controlli il testo.'
        : 'Controlli il messaggio.',
  invalid_address: () => 'Non è un indirizzo email a cui si possa inviare.',
  invalid_phone: () => 'Non è un numero di telefono valido.',
  invalid_time: () => 'Questo orario non è valido: deve essere nel futuro e non oltre un anno da oggi.',
  invalid_argument: () => 'Questo valore non è valido.',
  consumer_not_found: () => 'Questa persona non è più presente.',
  consumer_unreachable: () => 'Questa persona non ha un indirizzo per questo canale.',
  sender_not_ready: () => 'La configurazione del mittente non è ancora completa.',
  sender_not_found: () => 'Non c’è ancora un mittente.',
  sender_exists: () => 'Esiste già un mittente. Ricarichi la pagina.',
  sender_refused: refused,
  conflict: ({ most }) =>
    typeof most === 'number'
      ? `Non possono essere più di ${most}: prima ne elimini uno.`
      : 'Nel frattempo qualcun altro ha fatto una modifica. Controlli di nuovo.',
  unsupported: () => 'Il provider non lo consente.',
  sender_provider_failed: () => 'Il provider ha rifiutato o non era raggiungibile.',
  code_malformed: () => 'Il codice ha sei cifre.',
  code_wrong: ({ attemptsLeft }) =>
    typeof attemptsLeft === 'number' && attemptsLeft > 0
      ? `Non è il codice che abbiamo inviato. Ancora ${one(attemptsLeft, 'tentativo', 'tentativi')}.`
      : 'Non è il codice che abbiamo inviato, ed era l’ultimo tentativo: ne richieda uno nuovo.',
  code_expired: () => 'Il codice è scaduto o è già stato usato. Ne richieda uno nuovo.',
  message_not_found: () => 'Questo messaggio non è qui.',
  illegal_status: () => 'Nel frattempo lo stato è cambiato: l’operazione non è più possibile.',
  message_erased: () => 'Il contenuto di questo messaggio è stato cancellato. Ne scriva uno nuovo.',
  message_confidential: () =>
    'Il contenuto di questo messaggio è riservato e non può essere inviato una seconda volta. Ne scriva uno nuovo.',
  message_expired: () => 'Il termine di questo messaggio è scaduto. Ne scriva uno nuovo.',
  idempotency_conflict: () =>
    'Questo messaggio è già stato inviato, con un altro contenuto. Controlli nella cronologia.',
  template_not_found: () => 'Questo modello non esiste più.',
  template_version_not_found: () => 'Questa versione del modello non è più conservata.',
  template_invalid: () => 'Il modello non è scritto correttamente: controlli parentesi e condizioni.',
  template_data_invalid: ({ variables }) =>
    `Il modello richiede un valore adatto per: ${Array.isArray(variables) ? variables.join(', ') : '?'}.`,
  batch_not_found: () => 'Di questo invio multiplo qui non c’è nessun messaggio.',
  template_in_use: ({ usedBy }) =>
    `Lo usano altri modelli, che poi non funzionerebbero più: ${namesIn(usedBy)}. Modifichi prima questi.`,
  channel_unavailable: () => 'Questo canale non è configurato.',
  invalid_cursor: () => 'Non si può proseguire da qui. Ricarichi la pagina.',
  code_too_soon: () => 'Non si può ancora inviare un nuovo codice. Attenda un momento.',
  webhook_not_found: () => 'Questo webhook non esiste più.',
  template_too_expensive: () => 'Il modello richiede troppo tempo o memoria: lo semplifichi.',
  template_exists: () =>
    'Esiste già un modello con questo identificativo: lo modifichi o ne scelga un altro.',
  no_own_address: () => 'Al suo account non è associato un indirizzo email a cui inviare una prova.',
  no_such_file: () => 'Il messaggio non ha questo file.',
  no_html: () => 'Questo messaggio non ha una versione formattata.',
  no_such_route: gone,
  no_such_site: gone,
  unknown_site: gone,
  invalid_config: broken,
  transactions_unsupported: broken,
  transport_misconfigured: broken,
  secret_changed: broken,
  storage_not_ready: broken,
  transport_unavailable: () => 'Al momento il provider non è raggiungibile. Riprovi tra poco.',
  malformed_json: old,
  method_not_allowed: old,
  unsupported_media_type: old,
  foreign_origin: old,
  too_many_streams: () => 'Sono aperte troppe finestre di questa console. Ne chiuda una.',
};

/** By what the server found wrong with a sender's name, address or SMS name. */
function refused({ reason }: ErrorDetails): string {
  const sentences: Readonly<Record<string, string>> = {
    name_length: 'Il nome del mittente deve avere da 1 a 70 caratteri.',
    name_characters: 'Il nome deve stare su una riga, senza < > " e \\.',
    name_at: 'Il nome non può contenere @: sembrerebbe un altro indirizzo.',
    free_mail: 'Da questo dominio può inviare solo chi lo gestisce: usi un indirizzo del proprio dominio.',
    disposable: 'È un indirizzo usa e getta: usi un indirizzo del proprio dominio.',
    null_mx: 'Questo dominio non riceve email: il codice non arriverebbe.',
    no_mail_host: 'Questo dominio non ha un server di posta. È scritto correttamente?',
    too_many: 'Non possono esserci altri mittenti: prima ne elimini uno.',
    provider: 'Il provider ha rifiutato questo mittente.',
    sms_sender:
      'Il provider non accetta questo mittente. Un nome ha da 1 a 11 lettere (A–Z), cifre e spazi, con almeno una lettera; un numero inizia con il prefisso internazionale, ad esempio +39 312 3456789.',
  };
  return sentences[String(reason)] ?? 'Questo mittente non è valido. Controlli nome e indirizzo.';
}

function namesIn(usedBy: unknown): string {
  if (!Array.isArray(usedBy)) return '?';
  return usedBy.map((user) => `“${String(Reflect.get(Object(user), 'name'))}”`).join(', ');
}
