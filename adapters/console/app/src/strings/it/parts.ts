import type { Catalogue } from '../en/index.ts';

export const parts: Catalogue['parts'] = {
  kind: { layout: 'Layout', partial: 'Blocco' },
  add: { layout: 'Nuovo layout', partial: 'Nuovo blocco' },
  hint: {
    layout:
      'Un layout sta intorno ai modelli, come una carta intestata. Quello che un modello mette in una sezione ne prende il posto.',
    partial: 'Un blocco sta dentro i modelli, come un piè di pagina.',
  },
  call: 'Nei modelli:',
  textHint: {
    layout: 'Intorno al testo dei modelli.',
    partial: 'Nel testo dei modelli e nel loro oggetto.',
  },
  htmlHint: {
    layout: 'Intorno all’HTML dei modelli.',
    partial: 'Nell’HTML dei modelli.',
  },
  usedBy: 'Usato da',
  unused: 'Nessun modello lo usa ancora.',
};
