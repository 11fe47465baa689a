import type { enCompose } from '../en/compose.ts';
import { one } from './one.ts';
import { until, at as when } from './when.ts';

const wrongKinds: Readonly<Record<string, string>> = {
  url: 'non è un link: deve iniziare con https://',
  email: 'non è un indirizzo email',
  number: 'non è un numero',
  date: 'non è una data',
  datetime: 'non è un orario',
};

export const compose: typeof enCompose = {
  title: { email: 'Scrivi un’email', sms: 'Scrivi un SMS' },
  notReady: 'Non è ancora possibile inviare',
  notReadyHint: 'Può già scrivere: la bozza resta su questo dispositivo.',
  toSetUp: 'Configura il mittente',
  to: 'A',
  toHint: {
    email: 'Digiti un nome o un indirizzo email.',
    sms: 'Digiti un nome o un numero. Può scegliere solo persone con un numero di telefono.',
  },
  toPlaceholder: 'Cerca persone',
  toNothing: 'Nessun risultato.',
  toType: 'Digiti per cercare.',
  toTyped: (address) => `Invia a ${address}`,
  noAddress: { email: 'nessun indirizzo email', sms: 'nessun numero di telefono' },
  clearTo: 'Scegli un’altra persona',
  sender: 'Mittente',
  template: 'Modello',
  templateNone: 'Senza modello',
  templateHint: {
    email: 'Compila l’oggetto e il messaggio; poi può modificarli entrambi.',
    sms: 'Compila il messaggio; poi può modificarlo.',
  },
  variables: 'Valori per il modello',
  variableWrong: (name, kind) => `“${name}” ${wrongKinds[kind] ?? 'non è adatto al modello'}.`,
  variableMissing: (name) => `Il modello richiede un valore per “${name}”.`,
  keepHtml:
    'Questo messaggio è formattato, come mostra l’anteprima. Per modificarne le parole, lo trasformi in testo semplice.',
  editText: 'Modifica come testo semplice',
  subject: 'Oggetto',
  message: 'Messaggio',
  replyTo: 'Risposte a',
  replyToSender: 'Indirizzare le risposte al mittente',
  schedule: 'Quando',
  scheduleNow: 'Appena possibile',
  scheduleLater: 'Più tardi',
  scheduleAt: 'Data e ora di invio',
  scheduleHint: (zone) => `Nel Suo fuso orario (${zone}).`,
  preview: 'Anteprima',
  previewEmpty: 'L’anteprima appare mentre scrive.',
  previewFrom: 'Da',
  previewTo: 'A',
  previewSubject: 'Oggetto',
  previewFrame: 'Anteprima del messaggio formattato',
  segments: (count) => one(count, 'segmento', 'segmenti'),
  characters: (count) => one(count, 'carattere', 'caratteri'),
  charactersLeft: (count) => `ancora ${count} in questo segmento`,
  encoding: { 'GSM-7': 'Alfabeto standard (GSM-7)', 'UCS-2': 'Unicode (UCS-2)' },
  encodingHint: 'Gli operatori fatturano ogni segmento.',
  send: { email: 'Invia email', sms: 'Invia SMS' },
  sendLater: { email: 'Programma email', sms: 'Programma SMS' },
  queued: (to) => `Il messaggio per ${to} è in coda.`,
  scheduled: (to, at) => `L’invio del messaggio per ${to} è programmato: ${at}.`,
  suppressed: (to) => `Non inviato: ${to} è nell’elenco dei bloccati.`,
  test: 'Inviami una prova',
  testTo: (address) => `Va a ${address}, con “[Test]” nell’oggetto.`,
  tested: (address) => `La prova è in viaggio verso ${address}.`,
  testNoAnswer: 'Il server non ha risposto: forse la prova è partita, forse no.',
  files: {
    label: 'Allegati',
    hint: (count, megabytes) =>
      `Al massimo ${count} file, ${megabytes} MB in tutto, comprese le immagini nel testo. Restano solo finché questa pagina è aperta.`,
    add: 'Aggiungi file',
    drop: 'o li trascini qui',
    remove: (name) => `Rimuovi ${name}`,
    progress: 'Invio in corso',
    lost: (count, names) =>
      count === 1
        ? `1 file va aggiunto di nuovo: ${names}`
        : `${count} file vanno aggiunti di nuovo: ${names}`,
    comes: 'in recupero',
    missing: 'manca',
    notBrought: 'Non è stato possibile recuperare alcuni file del messaggio',
    awaited: (names) => `Manca ancora: ${names}. Riprovi, oppure rimuova ciò che non serve.`,
    tooLarge: (megabytes, most) =>
      `Impossibile aggiungere: sarebbero ${megabytes} MB, e un messaggio può averne al massimo ${most}.`,
    tooMany: (most) => `Impossibile aggiungere: un messaggio può avere al massimo ${most} file.`,
    unread: (names) =>
      `Impossibile aggiungere, perché la lettura non è riuscita: ${names}. Le cartelle non si possono inviare.`,
  },
  againGone: {
    missing: 'Il messaggio che vuole inviare di nuovo non esiste più.',
    erased:
      'Il contenuto del messaggio che vuole inviare di nuovo è stato cancellato, file compresi. Ne scriva uno nuovo.',
    confidential:
      'Il contenuto del messaggio che vuole inviare di nuovo è riservato e non parte una seconda volta. Ne scriva uno nuovo.',
  },
  leaves: (to, seconds) => `Il messaggio per ${to} parte tra ${one(seconds, 'secondo', 'secondi')}.`,
  undone: 'Invio annullato: non è partito nulla. La bozza è di nuovo qui.',
  undoLate: 'Troppo tardi: il messaggio era già partito.',
  undoLost:
    'Il server non ha risposto: nella cronologia può vedere se l’invio del messaggio è stato annullato.',
  look: 'Mostra',
  discard: 'Elimina bozza',
  draftKept: 'Bozza salvata su questo dispositivo',
  draftElsewhere: 'Una bozza di un’altra scheda',
  draftNobody: 'Nessun destinatario ancora',
  draftTake: 'Continua questa bozza',
  offline: 'Nessuna connessione: messaggio non inviato, la bozza resta.',
  noAnswer:
    'Il server non ha risposto. La bozza resta: invii di nuovo, il messaggio parte comunque una volta sola, qualunque sia stato l’esito del primo tentativo.',
  templateGone: 'Il modello di questa bozza è stato eliminato. Il suo testo è rimasto.',
  draftDiscarded: 'Bozza eliminata',
  undo: 'Annulla',
  isSuppressed: (address) => `A ${address} non si invia nulla: è nell’elenco dei bloccati`,
  isSuppressedOf: (address, topic) =>
    `A ${address} non si invia nulla su “${topic}”: è nell’elenco dei bloccati`,
  toSuppressions: 'Vai all’elenco dei bloccati',
  prefixHint: (prefix) => `“${prefix}” viene anteposto automaticamente: indica chi scrive.`,
  toUnread: {
    email: (typed) => `“${typed}” non è un indirizzo email e nell’elenco non è stato scelto nessuno.`,
    sms: (typed) => `“${typed}” non è un numero di telefono e nell’elenco non è stato scelto nessuno.`,
  },
  toMissing: 'Scelga il destinatario.',
  subjectMissing: 'Un’email richiede un oggetto.',
  textMissing: 'Scriva un messaggio.',
  timeMissing: 'Scelga il giorno e l’ora.',
  timePast: (at) => `Questo orario è già passato: ${at}. Ne scelga uno successivo.`,
  timeFar: (latest) =>
    `La data è troppo lontana: un messaggio può attendere al massimo ${until(latest)}. Ne scelga una precedente.`,
  timeSkipped: (time, meant) =>
    `Le ${time} non esistono in questo giorno: le lancette vanno spostate avanti. Il messaggio parte ${when(meant)}.`,
  timeTwice: (time, first, second) =>
    `Le ${time} ricorrono due volte in questo giorno: le lancette vanno spostate indietro. Il messaggio parte la prima volta, ${when(first)}, non ${when(second)}.`,
};
