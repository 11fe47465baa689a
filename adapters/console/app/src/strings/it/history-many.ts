import type { Catalogue } from '../en/index.ts';
import { one } from './one.ts';

export const historyMany: Catalogue['history']['many'] = {
  bar: 'Messaggi selezionati',
  column: 'Selezionato',
  select: (to) => `Seleziona il messaggio per ${to}`,
  shown: (count) => `Seleziona tutti quelli mostrati (${count})`,
  selected: (count) => `Selezionati: ${count}`,
  all: (count) => `Seleziona tutti quelli corrispondenti (${count})`,
  allSelected: (count) => `Tutti quelli corrispondenti sono selezionati (${count})`,
  actions: { retry: 'Riprova', cancel: 'Annulla invio', sendAgain: 'Invia di nuovo' },
  titles: {
    retry: 'Riprova l’invio dei messaggi',
    cancel: 'Annulla l’invio dei messaggi',
    sendAgain: 'Invia di nuovo i messaggi',
  },
  looking: 'Ricerca dei messaggi interessati…',
  question: {
    retry: (count) => `${one(count, 'messaggio tornerà', 'messaggi torneranno')} in coda.`,
    cancel: (count) => `${one(count, 'messaggio non sarà inviato', 'messaggi non saranno inviati')}.`,
    sendAgain: (count) => `${one(count, 'messaggio sarà inviato', 'messaggi saranno inviati')} di nuovo.`,
  },
  hints: {
    retry: 'Un messaggio con lo stato “Incerto” potrebbe arrivare due volte.',
    cancel: 'Quello che è già partito non si può richiamare.',
    sendAgain:
      'Ognuno parte come nuovo messaggio, con lo stesso testo e gli stessi allegati, all’indirizzo a cui era andato.',
  },
  none: {
    retry: 'Per nessuno di questi messaggi si può riprovare.',
    cancel: 'Nessuno di questi messaggi si può più annullare.',
    sendAgain: 'Nessuno di questi messaggi si può inviare di nuovo: devono ancora partire da soli.',
  },
  leftOut: 'Questi restano come sono, a causa del loro stato:',
  ofStatus: (status, count) => `${status}: ${count}`,
  newestOnly: (count) => `Sono i ${count} più recenti; gli altri si possono trattare dopo.`,
  confirm: {
    retry: (count) => `Riprova ${one(count, 'messaggio', 'messaggi')}`,
    cancel: (count) => `Annulla ${one(count, 'messaggio', 'messaggi')}`,
    sendAgain: (count) => `Invia di nuovo ${one(count, 'messaggio', 'messaggi')}`,
  },
  keep: 'Non annullare',
  progress: (done, total) => `${done} su ${total}`,
  waits: 'Erano molti in una volta: si riprende tra un momento.',
  stop: 'Interrompi',
  stopped: (left) => `Operazione interrotta; ancora da fare: ${left}.`,
  goOn: 'Continua',
  done: {
    retry: (count) => `${one(count, 'messaggio rimesso', 'messaggi rimessi')} in coda.`,
    cancel: (count) => `${one(count, 'messaggio annullato', 'messaggi annullati')}.`,
    sendAgain: (count) => `${one(count, 'messaggio inviato', 'messaggi inviati')} di nuovo.`,
  },
  refused: (count) => `Non riusciti (${count}):`,
  group: (sentence, count) => `${sentence} (${count})`,
  others: (count) => `e altri ${count}`,
  statusNow: (status) => `Ora lo stato è “${status}”.`,
};
