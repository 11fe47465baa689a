import type { enMany } from '../en/history-many.ts';
import { one } from './one.ts';

export const deMany: typeof enMany = {
  bar: 'Ausgewählte Nachrichten',
  column: 'Ausgewählt',
  select: (to) => `Die Nachricht an ${to} auswählen`,
  shown: (count) => `Alle ${count} gezeigten auswählen`,
  selected: (count) => `${count} ausgewählt`,
  all: (count) => `Alle ${count} passenden auswählen`,
  allSelected: (count) => `Alle ${count} passenden sind ausgewählt`,
  actions: { retry: 'Noch einmal versuchen', cancel: 'Zurückziehen', sendAgain: 'Erneut senden' },
  titles: {
    retry: 'Nachrichten noch einmal versuchen',
    cancel: 'Nachrichten zurückziehen',
    sendAgain: 'Nachrichten erneut senden',
  },
  looking: 'Es wird nachgesehen, welche Nachrichten das sind …',
  question: {
    retry: (count) => `${one(count, 'Nachricht wird', 'Nachrichten werden')} erneut eingereiht.`,
    cancel: (count) => `${one(count, 'Nachricht wird', 'Nachrichten werden')} nicht gesendet.`,
    sendAgain: (count) => `${one(count, 'Nachricht wird', 'Nachrichten werden')} erneut gesendet.`,
  },
  hints: {
    retry: 'Eine mit dem Status „Ungewiss“ kommt vielleicht zweimal an.',
    cancel: 'Was schon hinausging, lässt sich nicht zurückholen.',
    sendAgain:
      'Jede geht als neue Nachricht hinaus, mit denselben Worten und Dateien, an die Adresse, an die sie ging.',
  },
  none: {
    retry: 'Keine dieser Nachrichten kann noch einmal versucht werden.',
    cancel: 'Keine dieser Nachrichten kann noch zurückgezogen werden.',
    sendAgain: 'Keine dieser Nachrichten kann erneut gesendet werden: Sie gehen noch von selbst hinaus.',
  },
  leftOut: 'Diese bleiben wegen ihres Status, wie sie sind:',
  ofStatus: (status, count) => `${status}: ${count}`,
  newestOnly: (count) => `Das sind die neuesten ${count}; die anderen danach.`,
  confirm: {
    retry: (count) => `${one(count, 'Nachricht', 'Nachrichten')} noch einmal versuchen`,
    cancel: (count) => `${one(count, 'Nachricht', 'Nachrichten')} zurückziehen`,
    sendAgain: (count) => `${one(count, 'Nachricht', 'Nachrichten')} erneut senden`,
  },
  keep: 'Behalten',
  progress: (done, total) => `${done} von ${total}`,
  waits: 'Das war viel auf einmal: Es geht gleich weiter.',
  stop: 'Anhalten',
  stopped: (left) => `Angehalten; ${left} noch offen.`,
  goOn: 'Weitermachen',
  done: {
    retry: (count) => `${one(count, 'Nachricht wurde', 'Nachrichten wurden')} erneut eingereiht.`,
    cancel: (count) => `${one(count, 'Nachricht wurde', 'Nachrichten wurden')} zurückgezogen.`,
    sendAgain: (count) => `${one(count, 'Nachricht wurde', 'Nachrichten wurden')} erneut gesendet.`,
  },
  refused: (count) => `Bei ${count} ging es nicht:`,
  group: (sentence, count) => `${sentence} (${count})`,
  others: (count) => `und ${count} weitere`,
  statusNow: (status) => `Der Status ist inzwischen „${status}“.`,
};
