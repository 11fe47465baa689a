import type { Catalogue } from '../en/index.ts';
import { one } from './one.ts';

export const batches: Catalogue['batches'] = {
  title: 'Invio multiplo',
  head: (total, at) => `Messaggi: ${total} (il primo: ${at})`,
  headBy: (head, actor) => `${head}, inviati da ${actor}`,
  gone: 'Questo invio multiplo non è qui',
  goneHint: 'Forse appartiene a un altro sito, i suoi messaggi sono stati rimossi o il link è errato.',
  more: (count) => `Ha più di ${count} messaggi: qui sono contati solo i più recenti, fino a questo numero.`,
  progress: 'Avanzamento',
  done: (done, total) => `Completati: ${done} su ${total}`,
  allDone: 'Tutto completato: non c’è più nulla in attesa.',
  statuses: 'Per stato',
  failures: 'Perché i messaggi non sono arrivati',
  reason: 'Motivo',
  status: 'Stato',
  count: 'Messaggi',
  showAll: 'Mostra tutti i messaggi',
  id: 'ID dell’invio multiplo',
  stop: 'Ferma quelli in attesa',
  stopTitle: 'Fermare questo invio multiplo?',
  stopBody: (waiting) =>
    waiting === 1
      ? '1 messaggio è ancora in attesa. Verrà annullato; quello che è stato inviato resta inviato.'
      : `${one(waiting, 'messaggio è', 'messaggi sono')} ancora in attesa. Verranno annullati; quello che è stato inviato resta inviato.`,
  stopMore: (waiting) =>
    `Almeno ${one(waiting, 'messaggio è', 'messaggi sono')} ancora in attesa. Tutto ciò che è in attesa verrà annullato; quello che è stato inviato resta inviato.`,
  stopKeep: 'Lascia partire',
  stoppingTitle: 'Arresto dell’invio in corso',
  stopping: (count) => `Finora ${one(count, 'messaggio annullato', 'messaggi annullati')}.`,
  stoppingStays: 'Prosegue anche se chiude questa finestra, finché la console resta aperta.',
  stopped: (count) =>
    count === 0
      ? 'Non c’era più nulla in attesa: non è stato annullato nulla.'
      : `${one(count, 'messaggio annullato', 'messaggi annullati')}.`,
};
