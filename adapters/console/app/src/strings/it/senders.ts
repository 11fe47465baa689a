import type { enSenders } from '../en/senders.ts';

export const senders: typeof enSenders = {
  title: 'Tutti i mittenti',
  add: 'Aggiungi mittente',
  addTitle: 'Un altro mittente',
  key: 'Nome breve',
  keyHint:
    'Il nome con cui lo indicano i modelli e il Suo servizio, ad esempio billing. In seguito non si può modificare.',
  keyWrong: 'Usi da 1 a 40 lettere minuscole (a–z), cifre e trattini.',
  keyTaken: (key) => `Esiste già un mittente “${key}”.`,
  goOn: 'Continua',
  byDefault: 'Predefinito',
  notReady: 'Non ancora pronto',
  makeDefault: 'Imposta come predefinito',
  makeDefaultOf: (who) => `Imposta come predefinito: ${who}`,
  madeDefault: (who) => `D’ora in poi i messaggi arrivano da ${who}, se non viene scelto un altro mittente.`,
  deleteBody: (name) =>
    `“${name}” viene rimosso. I modelli che lo indicano non si possono inviare finché non ne indicano un altro. I messaggi inviati restano nella cronologia; quelli in attesa potrebbero non riuscire.`,
  usual: (who) => (who === '' ? 'Quello predefinito' : `Quello predefinito: ${who}`),
  ofTemplate: (who) => `Quello del modello: ${who}`,
  gone: 'Questo mittente non si può usare: ne scelga un altro.',
  templateHint: 'Da chi arrivano i suoi messaggi.',
};
