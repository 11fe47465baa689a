import type { Catalogue } from '../en/index.ts';
import { one } from './one.ts';
import { at as when } from './when.ts';

export const batches: Catalogue['batches'] = {
  title: 'Bulkverzending',
  head: (total, at) => `Berichten: ${total}, het eerste ${when(at)}`,
  headBy: (head, actor) => `${head}, door ${actor}`,
  gone: 'Deze bulkverzending is hier niet',
  goneHint: 'Misschien hoort ze bij een andere site, zijn de berichten verwijderd of klopt de link niet.',
  more: (count) => `Er zijn meer dan ${count} berichten: hier zijn alleen de nieuwste ${count} geteld.`,
  progress: 'Voortgang',
  done: (done, total) => `${done} van ${total} afgehandeld`,
  allDone: 'Alles is afgehandeld: er wacht niets meer.',
  statuses: 'Per status',
  failures: 'Waarom berichten niet zijn aangekomen',
  reason: 'Reden',
  status: 'Status',
  count: 'Berichten',
  showAll: 'Alle berichten tonen',
  id: 'ID van de bulkverzending',
  stop: 'Wachtende stoppen',
  stopTitle: 'Deze bulkverzending stoppen?',
  stopBody: (waiting) =>
    waiting === 1
      ? 'Er wacht nog 1 bericht. Het wordt geannuleerd; wat is verzonden, blijft verzonden.'
      : `Er wachten nog ${one(waiting, 'bericht', 'berichten')}. Ze worden geannuleerd; wat is verzonden, blijft verzonden.`,
  stopMore: (waiting) =>
    `Er wachten nog minstens ${one(waiting, 'bericht', 'berichten')}. Alles wat wacht, wordt geannuleerd; wat is verzonden, blijft verzonden.`,
  stopKeep: 'Laten gaan',
  stoppingTitle: 'De verzending wordt gestopt',
  stopping: (count) => `Tot nu toe ${one(count, 'bericht', 'berichten')} geannuleerd.`,
  stoppingStays: 'Dit gaat door als u dit venster sluit, zolang de console open blijft.',
  stopped: (count) =>
    count === 0
      ? 'Er wachtte niets meer: er is niets geannuleerd.'
      : `${one(count, 'bericht is', 'berichten zijn')} geannuleerd.`,
};
