import type { enFindings } from '../en/findings.ts';
import { one } from './one.ts';

export const deFindings: typeof enFindings = {
  title: (count) => (count === 1 ? 'Etwas ist anzusehen' : `${count} Dinge sind anzusehen`),
  none: 'Nichts gefunden, was dem Ankommen oder Lesen schadet.',
  words: {
    no_text: () => 'Es gibt keinen Text: Wer keine Bilder sieht, sieht nichts.',
    images_only: ({ images }) =>
      `${one(images, 'Bild', 'Bilder')} und kaum Text: Spamfilter misstrauen dem, und viele Programme laden keine Bilder.`,
    alt_missing: ({ count }) =>
      `${one(count, 'Bild hat', 'Bilder haben')} keine Beschreibung (alt) für alle, die ${count === 1 ? 'es' : 'sie'} nicht sehen.`,
    html_large: ({ bytes }, locale) =>
      `Die E-Mail hat ${Math.round(bytes / 1000).toLocaleString(locale)} kB: Gmail schneidet ab, was über 102 kB geht.`,
    html_deep: () => 'Die Elemente sind zu tief verschachtelt: Nicht alles wurde angesehen.',
    link_insecure: ({ url }) => `Ein Link ist nicht verschlüsselt: Schreiben Sie https:// in ${url}`,
    link_unsafe: ({ url }) => `Ein Link führt zu keiner Seite, und E-Mail-Programme sperren ihn: ${url}`,
    link_broken: ({ url }) =>
      url === '' ? 'Ein Link ist leer.' : `Ein Link ist keine ganze Adresse wie https://…: ${url}`,
    link_private: ({ url }) => `Ein Link führt zu einem Rechner, den Empfänger nicht erreichen: ${url}`,
    link_differs: ({ url, shown }) =>
      `Ein Link zeigt ${shown}, führt aber zu ${url}: Das sieht nach Betrug aus.`,
    link_shortened: ({ url, host }) => `Ein Link geht über ${host}, dem Spamfilter misstrauen: ${url}`,
    contrast_low: ({ ratio, color, background, text }, locale) =>
      `Schlecht lesbar: „${text}“ ist ${color} auf ${background}, ${ratio.toLocaleString(locale)} zu 1.`,
    color_alone: ({ color, text }) =>
      `„${text}“ hat eine Farbe (${color}), aber keinen Hintergrund: dunkel oder hell angezeigt vielleicht nicht lesbar.`,
    background_alone: ({ background, text }) =>
      `„${text}“ hat einen Hintergrund (${background}), aber keine Farbe: dunkel oder hell angezeigt vielleicht nicht lesbar.`,
    subject_long: ({ characters }) =>
      `Der Betreff hat ${characters} Zeichen: Die meisten Programme zeigen etwa 60 davon.`,
    subject_capitals: () => 'Der Betreff steht in Großbuchstaben: Das liest sich wie Schreien, und wie Spam.',
    unsubscribe_missing: ({ topic }) => `Es geht um „${topic}“, aber abmelden kann man sich nicht.`,
  },
  sms: {
    unicode_characters: (characters) =>
      `${characters} macht diese SMS zu Unicode: 70 Zeichen je Segment statt 160.`,
    unicode_name: (characters) =>
      `Der Name des Dienstes vor dem Text enthält ${characters}, was jede SMS zu Unicode macht: 70 Zeichen je Segment statt 160.`,
  },
  replace: (pairs) => `Ersetzen: ${pairs}`,
  replaced: (segments) => `Dann hat sie ${one(segments, 'Segment', 'Segmente')}.`,
};
