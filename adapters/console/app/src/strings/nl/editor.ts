import type { enEditor } from '../en/editor.ts';

export const editor: typeof enEditor = {
  toolbar: 'Opmaak',
  bold: 'Vet',
  italic: 'Cursief',
  underline: 'Onderstrepen',
  h1: 'Kop',
  h2: 'Tussenkop',
  bullets: 'Lijst',
  numbers: 'Genummerde lijst',
  quote: 'Citaat',
  link: 'Link',
  button: 'Knop',
  image: 'Afbeelding',
  undo: 'Laatste wijziging ongedaan maken',
  redo: 'Opnieuw uitvoeren',
  words: 'Tekst',
  address: 'Leidt naar',
  apply: 'Invoegen',
  unlink: 'Link verwijderen',
  cancel: 'Niet wijzigen',
  addressWrong: 'Dit is geen adres van een pagina en ook geen e-mailadres.',
  wordsMissing: 'Een knop heeft tekst nodig.',
  alt: 'Wat erop staat',
  altHint:
    'Wordt voorgelezen aan wie de afbeelding niet ziet. Laat het leeg als ze alleen ter versiering is.',
  imageWidth: 'Breedte',
  removeImage: 'Afbeelding verwijderen',
  lostImages: (names) =>
    `Niet meer aanwezig: ${names}. Voeg elke afbeelding opnieuw in of haal haar uit de tekst.`,
  notImage: (names) =>
    `Niet ingevoegd: ${names}. In de tekst kunnen alleen afbeeldingen staan die PNG, JPEG, GIF of WebP zijn; voeg de rest toe onder “Bijlagen”.`,
  loading: 'De editor wordt geladen…',
  format: 'Tekst opmaken',
  plain: 'Omzetten in platte tekst',
  toPlainTitle: 'Omzetten in platte tekst?',
  toPlainBody:
    'De woorden blijven. Koppen en vette, cursieve en onderstreepte letters verdwijnen; links en knoppen worden adressen in de tekst, lijsten worden regels, afbeeldingen worden hun beschrijving.',
  toRichTitle: 'Tekst opmaken?',
  toRichBody:
    'De woorden en regels blijven. Wat met spaties is uitgelijnd, zoals kolommen, staat niet meer precies onder elkaar.',
  loss: {
    tables: 'Het is opgemaakt met tabellen, die de editor niet kent.',
    styles: 'Het heeft kleuren, lettertypen of andere stijlen die de editor niet kent.',
    images: 'Het toont afbeeldingen van het web, die de editor niet kent.',
    other: 'Het bevat onderdelen die de editor niet kent.',
  },
  keep: 'Zo laten',
  notPlain: 'De platte tekst kon niet worden gemaakt. Er is niets gewijzigd.',
};
