import type { Catalogue } from '../en/index.ts';
import { one } from './one.ts';

export const findings: Catalogue['findings'] = {
  title: (count) => (count === 1 ? 'Una cosa da controllare' : `${count} cose da controllare`),
  none: 'Non è stato trovato nulla che ostacoli il recapito o la lettura.',
  words: {
    no_text: () => 'Non c’è testo: chi non vede le immagini non vede nulla.',
    images_only: ({ images }) =>
      `${one(images, 'immagine', 'immagini')} e quasi nessun testo: i filtri antispam ne diffidano e molti programmi non caricano le immagini.`,
    alt_missing: ({ count }) =>
      `${one(count, 'immagine non ha', 'immagini non hanno')} una descrizione (alt) per chi non ${count === 1 ? 'la' : 'le'} vede.`,
    html_large: ({ bytes }, locale) =>
      `L’email pesa ${Math.round(bytes / 1000).toLocaleString(locale)} kB: Gmail taglia quello che supera i 102 kB.`,
    html_deep: () => 'I suoi elementi sono annidati troppo in profondità: non tutto è stato esaminato.',
    link_insecure: ({ url }) => `Un link non è cifrato: scriva https:// in ${url}`,
    link_unsafe: ({ url }) => `Un link non porta a una pagina, e i programmi di posta lo bloccano: ${url}`,
    link_broken: ({ url }) =>
      url === '' ? 'Un link è vuoto.' : `Un link non è un indirizzo completo, come https://…: ${url}`,
    link_private: ({ url }) => `Un link porta a un computer che i destinatari non raggiungono: ${url}`,
    link_differs: ({ url, shown }) => `Un link mostra ${shown}, ma porta a ${url}: sembra una truffa.`,
    link_shortened: ({ url, host }) =>
      `Un link passa per ${host}, di cui i filtri antispam diffidano: ${url}`,
    contrast_low: ({ ratio, color, background, text }, locale) =>
      `Difficile da leggere: “${text}” è ${color} su ${background}, ${ratio.toLocaleString(locale)} a 1.`,
    color_alone: ({ color, text }) =>
      `“${text}” ha un colore (${color}) ma nessuno sfondo: in modalità scura o chiara potrebbe risultare illeggibile.`,
    background_alone: ({ background, text }) =>
      `“${text}” ha uno sfondo (${background}) ma nessun colore: in modalità scura o chiara potrebbe risultare illeggibile.`,
    subject_long: ({ characters }) =>
      `L’oggetto ha ${characters} caratteri: la maggior parte dei programmi ne mostra circa 60.`,
    subject_capitals: () => 'L’oggetto è in maiuscolo: sembra urlato, e sembra spam.',
    unsubscribe_missing: ({ topic }) => `Riguarda “${topic}”, ma non c’è modo di disiscriversi.`,
  },
  sms: {
    unicode_characters: (characters) =>
      `${characters} rende Unicode questo SMS: 70 caratteri per segmento anziché 160.`,
    unicode_name: (characters) =>
      `Il nome del servizio prima del testo contiene ${characters}, che rende Unicode ogni SMS: 70 caratteri per segmento anziché 160.`,
  },
  replace: (pairs) => `Sostituisci: ${pairs}`,
  replaced: (segments) => `Così ha ${one(segments, 'segmento', 'segmenti')}.`,
};
