import type { enImport } from '../en/suppressions.ts';

const addresses = (count: number, shown: string) => `${shown} ${count === 1 ? 'Adresse' : 'Adressen'}`;
const rows = (count: number, shown: string) => `${shown} ${count === 1 ? 'Zeile' : 'Zeilen'}`;

export const deImport: typeof enImport = {
  open: 'Importieren',
  title: 'Liste importieren',
  hint: {
    email:
      'Eine CSV-Datei mit den E-Mail-Adressen in einer Spalte „email“ oder „address“ und, wenn vorhanden, „reason“, „topic“ und „date“. Sie wird erst durchgesehen; hinzugefügt wird nichts, bevor Sie es sagen.',
    sms: 'Eine CSV-Datei mit den Nummern in einer Spalte „phone“ oder „address“ und, wenn vorhanden, „reason“, „topic“ und „date“. Sie wird erst durchgesehen; hinzugefügt wird nichts, bevor Sie es sagen.',
  },
  limits: (shown, megabytes) => `Höchstens ${shown} Zeilen und ${megabytes} MB.`,
  never: 'Ein Import nimmt niemanden von der Liste.',
  choose: 'Datei wählen',
  drop: 'oder hierher ziehen',
  file: 'Datei für den Import',
  reason: 'Grund, wenn eine Zeile keinen nennt',
  ignoreReasons: 'Allen Zeilen diesen Grund geben, was auch in der Datei steht',
  one: 'Nur eine Datei auf einmal.',
  tooLarge: (megabytes, most) => `Die Datei hat ${megabytes} MB; höchstens ${most} MB.`,
  unread: 'Die Datei lässt sich nicht lesen. Wählen Sie sie noch einmal.',
  workbook: 'Das ist eine Excel-Mappe. Speichern Sie sie erst als CSV (Datei, Speichern unter, „CSV UTF-8“).',
  checking: 'Die Datei wird durchgesehen …',
  progress: 'Wie viel der Datei fertig ist',
  importing: 'Wird hinzugefügt …',
  stop: 'Anhalten',
  stopped:
    'Angehalten. Was bis dahin hinzugefügt wurde, bleibt; dieselbe Datei lässt sich noch einmal importieren.',
  done: (count, shown) => `${addresses(count, shown)} hinzugefügt.`,
  found: (count, shown) => `${rows(count, shown)} durchgesehen`,
  added: (count, shown) => `${addresses(count, shown)} neu`,
  known: (count, shown) => `${addresses(count, shown)} schon auf der Liste`,
  wrong: (count, shown) => `${rows(count, shown)} nicht zu gebrauchen`,
  start: (count, shown) => `${addresses(count, shown)} hinzufügen`,
  nothing: 'In dieser Datei steht nichts Neues.',
  problems: 'Was nicht stimmt',
  problem: (row, words) => `Zeile ${row}: ${words}`,
  more: (_count, shown) => `Und ${shown} weitere.`,
  faults: {
    columns_unknown: 'keine Spalte mit Adressen ist hier benannt',
    csv_broken: 'ein Anführungszeichen ist nicht geschlossen; danach wurde nichts gelesen',
    too_many_rows: 'zu viele Zeilen; ab hier wurde nichts gelesen',
    address_missing: 'keine Adresse',
    address_invalid: 'die Adresse ist nicht gültig',
    reason_unknown: 'den Grund gibt es nicht',
    topic_unknown: 'dieses Thema gibt es nicht',
    topic_reason: 'Unzustellbarkeit und Beschwerden betreffen alles, nicht ein Thema',
    date_invalid: 'das Datum ist nicht lesbar: schreiben Sie es wie 2026-11-30',
    date_in_future: 'das Datum liegt in der Zukunft',
  },
};
