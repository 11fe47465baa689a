import type { Catalogue } from '../en/index.ts';
import { one } from './one.ts';

export const deBatches: Catalogue['batches'] = {
  title: 'Sammelversand',
  head: (total, at) => `${total} Nachrichten, die erste am ${at}`,
  headBy: (head, actor) => `${head}, von ${actor}`,
  gone: 'Diesen Sammelversand gibt es hier nicht',
  goneHint:
    'Vielleicht gehört er zu einer anderen Site, seine Nachrichten wurden entfernt, oder der Link ist falsch.',
  more: (count) => `Er hat mehr als ${count} Nachrichten: Gezählt sind hier die neuesten so vielen.`,
  progress: 'Wie viel erledigt ist',
  done: (done, total) => `${done} von ${total} sind erledigt`,
  allDone: 'Alle sind erledigt: Es wartet nichts mehr.',
  statuses: 'Nach Status',
  failures: 'Warum Nachrichten nicht ankamen',
  reason: 'Grund',
  status: 'Status',
  count: 'Nachrichten',
  showAll: 'Alle Nachrichten anzeigen',
  id: 'Kennung des Sammelversands',
  stop: 'Wartende anhalten',
  stopTitle: 'Diesen Sammelversand anhalten?',
  stopBody: (waiting) =>
    `Noch ${one(waiting, 'Nachricht wartet', 'Nachrichten warten')}. Sie werden abgebrochen; was gesendet ist, bleibt gesendet.`,
  stopMore: (waiting) =>
    `Mindestens ${one(waiting, 'Nachricht wartet', 'Nachrichten warten')} noch. Alle wartenden werden abgebrochen; was gesendet ist, bleibt gesendet.`,
  stopKeep: 'Weiter senden',
  stoppingTitle: 'Der Sammelversand wird angehalten',
  stopping: (count) => `Bisher ${one(count, 'Nachricht', 'Nachrichten')} abgebrochen.`,
  stoppingStays: 'Das geht weiter, wenn Sie dieses Fenster schließen, solange die Konsole offen bleibt.',
  stopped: (count) =>
    count === 0
      ? 'Es wartete nichts mehr: Nichts wurde abgebrochen.'
      : `${one(count, 'Nachricht ist', 'Nachrichten sind')} abgebrochen.`,
};
