import type { enSenders } from '../en/senders.ts';

/** Mehrere Absender in einem Kanal. */
export const deSenders: typeof enSenders = {
  title: 'Alle Absender',
  add: 'Absender hinzufügen',
  addTitle: 'Ein weiterer Absender',
  key: 'Kurzname',
  keyHint: 'So nennen ihn Vorlagen und Ihr Dienst, zum Beispiel billing. Später nicht mehr änderbar.',
  keyWrong: 'Verwenden Sie 1 bis 40 kleine Buchstaben (a–z), Ziffern und Bindestriche.',
  keyTaken: (key: string) => `Den Absender „${key}“ gibt es schon.`,
  goOn: 'Weiter',
  byDefault: 'Standard',
  notReady: 'Noch nicht bereit',
  makeDefault: 'Als Standard',
  makeDefaultOf: (who: string) => `Als Standard: ${who}`,
  madeDefault: (who: string) =>
    `Ab jetzt kommen Nachrichten von ${who}, wenn kein anderer Absender gewählt ist.`,
  deleteBody: (name: string) =>
    `„${name}“ wird entfernt. Vorlagen, die ihn nennen, können erst wieder gesendet werden, wenn sie einen anderen nennen. Gesendete Nachrichten bleiben im Verlauf; wartende können scheitern.`,
  usual: (who: string) => (who === '' ? 'Der Standard' : `Der Standard: ${who}`),
  ofTemplate: (who: string) => `Der der Vorlage: ${who}`,
  gone: 'Dieser Absender kann nicht verwendet werden: Wählen Sie einen anderen.',
  templateHint: 'Von wem ihre Nachrichten kommen.',
};
