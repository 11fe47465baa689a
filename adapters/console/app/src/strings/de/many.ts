import type { enMany } from '../en/many.ts';
import { one } from './one.ts';

export const deMany: typeof enMany = {
  several: 'An mehrere schreiben',
  one: 'An eine Person schreiben',
  legend: 'An mehrere Personen',
  hint: 'Jede bekommt eine eigene Nachricht und sieht niemand anderen. Die Liste bleibt nur, solange diese Seite offen ist.',
  count: (count, shown) => (count === 1 ? `${shown} Person` : `${shown} Personen`),
  others: (count) => `und ${count} weitere`,
  remove: (name) => `${name} von der Liste nehmen`,
  clear: 'Alle von der Liste nehmen',
  pasteOpen: 'Liste einfügen',
  paste: 'Eine Liste, je Zeile eine Person',
  pasteHint: {
    email: 'Nur die Adresse, oder mit Namen: Jo Smith <jo@acme.example> oder Jo Smith; jo@acme.example.',
    sms: 'Nur die Nummer, oder mit Namen: Jo Smith; +44 7400 123456.',
  },
  add: 'Zur Liste hinzufügen',
  file: 'CSV-Datei wählen',
  fileLabel: 'Eine Datei mit der Liste',
  fileDrop: 'oder hier ablegen: CSV, höchstens 10.000 Personen',
  fileBroken: (name) => `${name} ließ sich nicht als CSV lesen.`,
  fileEmpty: (name) => `In ${name} steht nichts.`,
  columnsOf: (name) => `Was in den Spalten von ${name} steht`,
  column: (place) => `Spalte ${place}`,
  noColumn: 'Keine',
  addressColumn: { email: 'E-Mail-Adresse', sms: 'Nummer' },
  nameColumn: 'Name der Person',
  variableColumn: (variable) => `Wert für „${variable}“`,
  hasHead: 'Die erste Zeile benennt die Spalten',
  found: (people, wrong) =>
    wrong === 0
      ? `${one(people, 'Person', 'Personen')} gefunden.`
      : `${one(people, 'Person', 'Personen')} gefunden; in ${one(wrong, 'Zeile', 'Zeilen')} steht keine Adresse.`,
  added: (count) =>
    count === 0 ? 'Niemand wurde hinzugefügt.' : `${one(count, 'Person', 'Personen')} hinzugefügt.`,
  doubled: (count) =>
    count === 1 ? '1 stand schon auf der Liste.' : `${count} standen schon auf der Liste.`,
  unread: (count, lines, more) =>
    `${one(count, 'Zeile', 'Zeilen')} ausgelassen, weil dort keine Adresse steht: ${lines}${more ? ', …' : '.'}`,
  tooMany: (most, over) => `Eine Liste hat höchstens ${most} Personen: ${over} wurden ausgelassen.`,
  missing: 'Fügen Sie hinzu, an wen es geht.',
  filesTooMuch: (size, most) =>
    `Jede Person bekommt eine Kopie der Dateien, ${size} MB. So viel kann an höchstens ${most} Personen auf einmal gehen: Schreiben Sie an weniger, oder setzen Sie statt der Dateien einen Link.`,
  sendMany: 'Prüfen und senden …',
  title: { email: 'An mehrere senden', sms: 'SMS an mehrere senden' },
  checking: 'Geprüft',
  sending: 'Übergeben',
  progress: (what, done, total) => `${what}: ${done} von ${total}`,
  sendable: (good, all) => `${good} von ${all} bekommen es.`,
  segments: (count, shown) => (count === 1 ? `${shown} Segment insgesamt.` : `${shown} Segmente insgesamt.`),
  lacksLanguage: (wanted, count, shown, got) =>
    `Der Vorlage fehlt ${wanted}: ${shown} ${count === 1 ? 'Person bekommt' : 'Personen bekommen'} ${got}.`,
  reason: (reason, count) => `${reason} (${count})`,
  isDoubled: 'Steht zweimal auf der Liste: Dorthin geht es einmal',
  isSuppressed: 'Steht auf der Sperrliste',
  optedOutOf: (topic) => `Bekommt nichts zu „${topic}“: abgemeldet`,
  send: (count, shown) => (count === 1 ? `${shown} Nachricht senden` : `${shown} Nachrichten senden`),
  stayOpen: 'Lassen Sie diese Seite offen, bis alles übergeben ist.',
  stop: 'Anhalten',
  stopped: (done, total) => `Angehalten: ${done} von ${total} sind zum Senden übergeben.`,
  cutOff: (done, total) =>
    `${done} von ${total} sind zum Senden übergeben. Beim Fortsetzen bekommt niemand etwas zweimal.`,
  goOn: 'Fortsetzen',
  look: 'Was daraus wurde',
  sent: (count, shown) =>
    count === 1 ? `${shown} Nachricht ist unterwegs.` : `${shown} Nachrichten sind unterwegs.`,
  sentBut: (sent, rejected) => `${sent} ${one(rejected, 'wurde', 'wurden')} abgelehnt.`,
};
