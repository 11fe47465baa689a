import type { Catalogue } from '../en/index.ts';
import { one } from './one.ts';

export const many: Catalogue['many'] = {
  several: 'Aan meer personen schrijven',
  one: 'Aan één persoon schrijven',
  legend: 'Aan meer personen',
  hint: 'Ieder krijgt een eigen bericht en ziet niemand anders. De lijst blijft alleen bewaard zolang deze pagina open is.',
  count: (count, shown) => (count === 1 ? `${shown} persoon` : `${shown} personen`),
  others: (count) => `en nog ${count}`,
  remove: (name) => `${name} weghalen`,
  clear: 'Iedereen weghalen',
  pasteOpen: 'Lijst plakken',
  paste: 'Een lijst, één persoon per regel',
  pasteHint: {
    email: 'Alleen een adres, of met een naam: Jo Smith <jo@acme.example> of Jo Smith; jo@acme.example.',
    sms: 'Alleen een nummer, of met een naam: Jo Smith; +31 6 12345678.',
  },
  add: 'Aan de lijst toevoegen',
  file: 'CSV-bestand kiezen',
  fileLabel: 'Een bestand met de lijst',
  fileDrop: 'of sleep er een hierheen: CSV, hoogstens 10.000 personen',
  fileBroken: (name) => `${name} kon niet als CSV worden gelezen.`,
  fileEmpty: (name) => `Er staat niets in ${name}.`,
  columnsOf: (name) => `Wat er in de kolommen van ${name} staat`,
  column: (place) => `Kolom ${place}`,
  noColumn: 'Geen',
  addressColumn: { email: 'E-mailadres', sms: 'Nummer' },
  nameColumn: 'Naam van de persoon',
  variableColumn: (variable) => `Waarde voor ‘${variable}’`,
  hasHead: 'De eerste regel bevat de kolomnamen',
  found: (people, wrong) =>
    wrong === 0
      ? `${one(people, 'persoon', 'personen')} gevonden.`
      : `${one(people, 'persoon', 'personen')} gevonden; ${one(wrong, 'regel heeft', 'regels hebben')} geen adres.`,
  added: (count) =>
    count === 0 ? 'Er is niemand toegevoegd.' : `${one(count, 'persoon', 'personen')} toegevoegd.`,
  doubled: (count) => (count === 1 ? '1 stond al op de lijst.' : `${count} stonden al op de lijst.`),
  unread: (count, lines, more) =>
    `${one(count, 'regel', 'regels')} overgeslagen, omdat er geen adres staat: ${lines}${more ? ', …' : '.'}`,
  tooMany: (most, over) =>
    `Een lijst heeft hoogstens ${most} personen: ${one(over, 'persoon', 'personen')} overgeslagen.`,
  missing: 'Voeg ontvangers toe.',
  filesTooMuch: (size, most) =>
    `Iedereen krijgt een kopie van de bijlagen, ${size} MB. Dat kan aan hoogstens ${most} personen tegelijk: schrijf aan minder mensen of zet een link in plaats van de bijlagen.`,
  sendMany: 'Controleren en verzenden…',
  title: { email: 'Aan meer personen verzenden', sms: 'Sms aan meer personen verzenden' },
  checking: 'Gecontroleerd',
  sending: 'Overgedragen',
  progress: (what, done, total) => `${what}: ${done} van ${total}`,
  sendable: (good, all) => `${good} van ${all} krijgen het bericht.`,
  segments: (count, shown) => (count === 1 ? `In totaal ${shown} segment.` : `In totaal ${shown} segmenten.`),
  lacksLanguage: (wanted, count, shown, got) =>
    `De sjabloon heeft geen ${wanted}: ${shown} ${count === 1 ? 'persoon krijgt' : 'personen krijgen'} ${got}.`,
  reason: (reason, count) => `${reason} (${count})`,
  isDoubled: 'Staat twee keer op de lijst: krijgt het één keer',
  isSuppressed: 'Staat op de blokkeerlijst',
  optedOutOf: (topic) => `Krijgt niets over ‘${topic}’: afgemeld`,
  send: (count, shown) => (count === 1 ? `${shown} bericht verzenden` : `${shown} berichten verzenden`),
  stayOpen: 'Houd deze pagina open tot alles klaar is.',
  stop: 'Stoppen',
  stopped: (done, total) => `Gestopt: ${done} van ${total} overgedragen voor verzending.`,
  cutOff: (done, total) =>
    `${done} van ${total} overgedragen voor verzending. Als u verdergaat, krijgt niemand iets dubbel.`,
  goOn: 'Verder',
  look: 'Resultaat bekijken',
  sent: (count, shown) =>
    count === 1 ? `${shown} bericht is onderweg.` : `${shown} berichten zijn onderweg.`,
  sentBut: (sent, rejected) => `${sent} ${one(rejected, 'is', 'zijn')} geweigerd.`,
};
