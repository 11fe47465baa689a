import type { enSenders } from '../en/senders.ts';

export const senders: typeof enSenders = {
  title: 'Alle afzenders',
  add: 'Afzender toevoegen',
  addTitle: 'Nog een afzender',
  key: 'Korte naam',
  keyHint:
    'Hoe sjablonen en uw dienst de afzender noemen, bijvoorbeeld billing. Kan later niet meer worden gewijzigd.',
  keyWrong: 'Gebruik 1 tot 40 kleine letters (a–z), cijfers en koppeltekens.',
  keyTaken: (key) => `Er is al een afzender ‘${key}’.`,
  goOn: 'Verder',
  byDefault: 'Standaard',
  notReady: 'Nog niet klaar',
  makeDefault: 'Als standaard instellen',
  makeDefaultOf: (who) => `Als standaard instellen: ${who}`,
  madeDefault: (who) => `Voortaan komen berichten van ${who}, tenzij een andere afzender wordt gekozen.`,
  deleteBody: (name) =>
    `‘${name}’ wordt verwijderd. Sjablonen die deze afzender noemen, kunnen pas weer worden verzonden als ze een andere noemen. Verzonden berichten blijven in de geschiedenis; wachtende berichten kunnen mislukken.`,
  usual: (who) => (who === '' ? 'De standaard' : `De standaard: ${who}`),
  ofTemplate: (who) => `Die van het sjabloon: ${who}`,
  gone: 'Deze afzender kan niet worden gebruikt: kies een andere.',
  templateHint: 'Van wie de berichten komen.',
};
