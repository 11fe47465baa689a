import type { Catalogue } from '../en/index.ts';
import { one } from './one.ts';

export const findings: Catalogue['findings'] = {
  title: (count) => (count === 1 ? 'Eén aandachtspunt' : `${count} aandachtspunten`),
  none: 'Er is niets gevonden wat het aankomen of lezen in de weg staat.',
  words: {
    no_text: () => 'Er is geen tekst: wie geen afbeeldingen ziet, ziet niets.',
    images_only: ({ images }) =>
      `${one(images, 'afbeelding', 'afbeeldingen')} en nauwelijks tekst: spamfilters vertrouwen dat niet, en veel programma’s laden geen afbeeldingen.`,
    alt_missing: ({ count }) =>
      `${one(count, 'afbeelding heeft', 'afbeeldingen hebben')} geen beschrijving (alt) voor wie ${count === 1 ? 'die' : 'ze'} niet ziet.`,
    html_large: ({ bytes }, locale) =>
      `De e-mail is ${Math.round(bytes / 1000).toLocaleString(locale)} kB: Gmail kapt af wat boven 102 kB komt.`,
    html_deep: () => 'De elementen zijn te diep genest: niet alles is bekeken.',
    link_insecure: ({ url }) => `Een link is niet versleuteld: schrijf https:// in ${url}`,
    link_unsafe: ({ url }) =>
      `Een link leidt niet naar een pagina, en e-mailprogramma’s blokkeren hem: ${url}`,
    link_broken: ({ url }) =>
      url === '' ? 'Een link is leeg.' : `Een link is geen volledig adres, zoals https://…: ${url}`,
    link_private: ({ url }) => `Een link leidt naar een computer die ontvangers niet kunnen bereiken: ${url}`,
    link_differs: ({ url, shown }) => `Een link toont ${shown}, maar leidt naar ${url}: dat lijkt op fraude.`,
    link_shortened: ({ url, host }) => `Een link loopt via ${host}, dat spamfilters niet vertrouwen: ${url}`,
    contrast_low: ({ ratio, color, background, text }, locale) =>
      `Slecht leesbaar: ‘${text}’ is ${color} op ${background}, ${ratio.toLocaleString(locale)} op 1.`,
    color_alone: ({ color, text }) =>
      `‘${text}’ heeft een kleur (${color}) maar geen achtergrond: in de donkere of lichte weergave is het misschien onleesbaar.`,
    background_alone: ({ background, text }) =>
      `‘${text}’ heeft een achtergrond (${background}) maar geen kleur: in de donkere of lichte weergave is het misschien onleesbaar.`,
    subject_long: ({ characters }) =>
      `Het onderwerp heeft ${characters} tekens: de meeste programma’s tonen er ongeveer 60.`,
    subject_capitals: () => 'Het onderwerp staat in hoofdletters: dat leest als schreeuwen, en als spam.',
    unsubscribe_missing: ({ topic }) => `Het gaat over ‘${topic}’, maar de ontvanger kan zich niet afmelden.`,
  },
  sms: {
    unicode_characters: (characters) =>
      `${characters} maakt deze sms Unicode: 70 tekens per segment in plaats van 160.`,
    unicode_name: (characters) =>
      `De naam van de dienst voor de tekst bevat ${characters}, wat elke sms Unicode maakt: 70 tekens per segment in plaats van 160.`,
  },
  replace: (pairs) => `Vervangen: ${pairs}`,
  replaced: (segments) => `Dan heeft de sms ${one(segments, 'segment', 'segmenten')}.`,
};
