import type { enDelivery } from '../en/delivery.ts';
import { one } from './one.ts';

type Details = Readonly<Record<string, unknown>>;

export const delivery: typeof enDelivery = {
  status: {
    scheduled: 'Programmato',
    queued: 'In coda',
    sending: 'Invio in corso',
    sent: 'Inviato',
    delivered: 'Recapitato',
    undelivered: 'Non recapitato',
    failed: 'Non riuscito',
    suppressed: 'Bloccato',
    canceled: 'Annullato',
    unknown: 'Incerto',
  },
  statusHint: {
    scheduled: 'Attende l’orario stabilito.',
    queued: 'Attende il suo turno; parte da solo.',
    sending: 'La trasmissione è in corso.',
    sent: 'Il sistema ricevente lo ha accettato.',
    delivered: 'È arrivato.',
    undelivered: 'È stato accettato e poi è tornato indietro.',
    failed: 'È stato rifiutato o abbandonato.',
    suppressed:
      'Non inviato: l’indirizzo è nell’elenco dei bloccati oppure il servizio ha trattenuto il messaggio.',
    canceled: 'Annullato prima della partenza.',
    unknown: 'Forse è stato accettato, forse no; non succede più nulla automaticamente.',
  },
  event: {
    scheduled: 'Programmato',
    queued: 'In coda',
    rescheduled: 'Riprogrammato',
    sending: 'Trasmissione in corso',
    sent: 'Accettato dal sistema ricevente',
    retry: 'Non ancora accettato; segue un altro tentativo',
    given_back: 'Rimesso in coda',
    lost: 'Il processo di invio si è interrotto',
    unknown: 'Risposta persa: forse è stato accettato, forse no',
    failed: 'Non riuscito',
    suppressed: 'Non inviato',
    canceled: 'Annullato',
    requeued: 'Rimesso in coda manualmente',
    delivered: 'Recapitato',
    undelivered: 'Tornato indietro senza recapito',
    delayed: 'Ritardato dal sistema del destinatario',
    opened: 'Aperto',
    clicked: 'Clic su un link',
    complained: 'Segnalato come indesiderato',
    unsubscribed: 'Disiscrizione',
  },
  failure: {
    recipient:
      'L’indirizzo o il numero non esiste o non accetta messaggi. Lo verifichi con la persona interessata.',
    opted_out: 'La persona ha chiesto di non ricevere messaggi.',
    blocked: 'Il sistema del destinatario blocca i nostri messaggi.',
    content: 'Il sistema del destinatario ha rifiutato il contenuto del messaggio.',
    sender: 'Il sistema del destinatario ha rifiutato il mittente. Controlli la configurazione del mittente.',
    configuration:
      'Il collegamento al provider non è configurato correttamente. Avvisi chi gestisce il servizio.',
    throttled: 'Il sistema ricevente segnala troppi messaggi in poco tempo.',
    temporary: 'In quel momento il sistema del destinatario non poteva accettarlo.',
    network: 'Il sistema ricevente non era raggiungibile.',
    ambiguous: 'La risposta è andata persa: forse il messaggio è stato accettato, forse no.',
    expired: 'È scaduto prima di poter essere inviato.',
    lost: 'Il processo di invio si è interrotto: forse il messaggio è stato accettato, forse no.',
    transport_fault: 'Il collegamento al provider ha un guasto. Avvisi chi gestisce il servizio.',
  },
  failureName: {
    recipient: 'Destinatario non raggiungibile',
    opted_out: 'Disiscritto',
    blocked: 'Bloccato dal sistema del destinatario',
    content: 'Contenuto rifiutato',
    sender: 'Mittente rifiutato',
    configuration: 'Configurazione errata',
    throttled: 'Troppi messaggi',
    temporary: 'Rifiuto temporaneo',
    network: 'Non raggiunto',
    ambiguous: 'Risposta persa',
    expired: 'Scaduto',
    lost: 'Processo interrotto',
    transport_fault: 'Guasto del collegamento',
  },
  errors: {
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
    conflict: () => 'Nel frattempo qualcun altro ha fatto una modifica. Controlli di nuovo.',
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
  },
  errorTitle: 'Operazione non riuscita',
};

/** By what the server found wrong with a sender's name, address or SMS name. */
function refused({ reason }: Details): string {
  const sentences: Readonly<Record<string, string>> = {
    name_length: 'Il nome del mittente deve avere da 1 a 70 caratteri.',
    name_characters: 'Il nome deve stare su una riga, senza < > " e \\.',
    name_at: 'Il nome non può contenere @: sembrerebbe un altro indirizzo.',
    free_mail: 'Da questo dominio può inviare solo chi lo gestisce: usi un indirizzo del proprio dominio.',
    disposable: 'È un indirizzo usa e getta: usi un indirizzo del proprio dominio.',
    null_mx: 'Questo dominio non riceve email: il codice non arriverebbe.',
    no_mail_host: 'Questo dominio non ha un server di posta. È scritto correttamente?',
    sms_sender:
      'Il provider non accetta questo mittente. Un nome ha da 1 a 11 lettere (A–Z), cifre e spazi, con almeno una lettera; un numero inizia con il prefisso internazionale, ad esempio +39 312 3456789.',
  };
  return sentences[String(reason)] ?? 'Questo mittente non è valido. Controlli nome e indirizzo.';
}

function namesIn(usedBy: unknown): string {
  if (!Array.isArray(usedBy)) return '?';
  return usedBy.map((user) => `“${String(Reflect.get(Object(user), 'name'))}”`).join(', ');
}
