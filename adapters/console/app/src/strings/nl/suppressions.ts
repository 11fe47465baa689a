import type { enImport } from '../en/suppressions.ts';

const addresses = (count: number, shown: string) => `${shown} ${count === 1 ? 'adres' : 'adressen'}`;
const rows = (count: number, shown: string) => `${shown} ${count === 1 ? 'rij' : 'rijen'}`;

export const importing: typeof enImport = {
  open: 'Importeren',
  title: 'Lijst importeren',
  hint: {
    email:
      'Een CSV-bestand met de e-mailadressen in een kolom ‘email’ of ‘address’ en, als u die hebt, ‘reason’, ‘topic’ en ‘date’. Het wordt eerst doorgekeken; er wordt niets toegevoegd voordat u dat zegt.',
    sms: 'Een CSV-bestand met de nummers in een kolom ‘phone’ of ‘address’ en, als u die hebt, ‘reason’, ‘topic’ en ‘date’. Het wordt eerst doorgekeken; er wordt niets toegevoegd voordat u dat zegt.',
  },
  limits: (shown, megabytes) => `Maximaal ${shown} rijen en ${megabytes} MB.`,
  never: 'Een import haalt niemand van de lijst.',
  choose: 'Bestand kiezen',
  drop: 'of sleep het hierheen',
  file: 'Bestand om te importeren',
  reason: 'Reden, als een rij er geen noemt',
  ignoreReasons: 'Elke rij deze reden geven, wat er ook in het bestand staat',
  one: 'Eén bestand tegelijk.',
  tooLarge: (megabytes, most) => `Het bestand is ${megabytes} MB; maximaal ${most} MB.`,
  unread: 'Het bestand kan niet worden gelezen. Kies het opnieuw.',
  workbook: 'Dit is een Excel-werkmap. Sla die eerst op als CSV (Bestand, Opslaan als, ‘CSV UTF-8’).',
  checking: 'Het bestand wordt doorgekeken…',
  progress: 'Voortgang van het bestand',
  importing: 'Toevoegen…',
  stop: 'Stoppen',
  stopped:
    'Gestopt. Wat tot dan toe is toegevoegd, blijft; hetzelfde bestand kan opnieuw worden geïmporteerd.',
  done: (count, shown) => `${addresses(count, shown)} toegevoegd.`,
  found: (count, shown) => `${rows(count, shown)} bekeken`,
  added: (count, shown) => (count === 1 ? `${shown} nieuw adres` : `${shown} nieuwe adressen`),
  known: (count, shown) => `${addresses(count, shown)} al op de lijst`,
  wrong: (count, shown) => `${rows(count, shown)} niet bruikbaar`,
  start: (count, shown) => `${addresses(count, shown)} toevoegen`,
  nothing: 'Er staat niets nieuws in dit bestand.',
  problems: 'Wat er niet klopt',
  problem: (row, words) => `Rij ${row}: ${words}`,
  more: (_count, shown) => `En nog ${shown}.`,
  faults: {
    columns_unknown: 'hier is geen kolom met adressen genoemd',
    csv_broken: 'een aanhalingsteken is niet gesloten; daarna is niets gelezen',
    too_many_rows: 'te veel rijen; vanaf hier is niets gelezen',
    address_missing: 'geen adres',
    address_invalid: 'het adres is niet geldig',
    reason_unknown: 'de reden is niet bekend',
    topic_unknown: 'dit thema bestaat niet',
    topic_reason: 'onbestelbaarheid en klachten gaan over alles, niet over één thema',
    date_invalid: 'de datum is niet leesbaar: schrijf die als 2026-11-30',
    date_in_future: 'de datum ligt in de toekomst',
  },
};
