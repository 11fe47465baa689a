import type { enEditor } from '../en/editor.ts';

export const deEditor: typeof enEditor = {
  toolbar: 'Formatierung',
  bold: 'Fett',
  italic: 'Kursiv',
  underline: 'Unterstrichen',
  h1: 'Überschrift',
  h2: 'Kleinere Überschrift',
  bullets: 'Liste',
  numbers: 'Nummerierte Liste',
  quote: 'Zitat',
  link: 'Link',
  button: 'Schaltfläche',
  image: 'Bild',
  undo: 'Letzte Änderung zurücknehmen',
  redo: 'Wiederherstellen',
  words: 'Worte',
  address: 'Führt zu',
  apply: 'Einsetzen',
  unlink: 'Link entfernen',
  cancel: 'Nicht ändern',
  addressWrong: 'Das ist weder die Adresse einer Seite noch eine E-Mail-Adresse.',
  wordsMissing: 'Eine Schaltfläche braucht Worte.',
  alt: 'Was es zeigt',
  altHint: 'Wird vorgelesen, wo das Bild nicht zu sehen ist. Lassen Sie es leer, wenn es nur schmückt.',
  imageWidth: 'Breite',
  removeImage: 'Bild entfernen',
  lostImages: (names) =>
    `Nicht mehr vorhanden: ${names}. Fügen Sie jedes Bild erneut ein, oder nehmen Sie es aus dem Text.`,
  notImage: (names) =>
    `Nicht eingefügt: ${names}. Im Text können nur Bilder als PNG, JPEG, GIF oder WebP stehen; alles andere fügen Sie unter „Dateien“ hinzu.`,
  loading: 'Der Editor wird geladen …',
  format: 'Text formatieren',
  plain: 'Einfachen Text daraus machen',
  toPlainTitle: 'Einfachen Text daraus machen?',
  toPlainBody:
    'Die Worte bleiben. Überschriften, fette, kursive und unterstrichene Schrift gehen verloren; Links und Schaltflächen werden Adressen im Text, Listen werden Zeilen, statt der Bilder steht ihre Beschreibung da.',
  toRichTitle: 'Text formatieren?',
  toRichBody:
    'Worte und Zeilen bleiben. Was mit Leerzeichen ausgerichtet ist, etwa Spalten, steht nicht mehr genau untereinander.',
  keep: 'So lassen',
  notPlain: 'Der einfache Text ließ sich nicht erstellen. Es wurde nichts geändert.',
};
