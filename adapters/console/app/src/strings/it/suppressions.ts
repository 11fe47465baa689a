import type { enImport } from '../en/suppressions.ts';

const counted = (count: number, shown: string, single: string, plural: string) =>
  `${shown} ${count === 1 ? single : plural}`;

export const importing: typeof enImport = {
  open: 'Importa',
  title: 'Importa un elenco',
  hint: {
    email:
      'Un file CSV con gli indirizzi email in una colonna “email” o “address” e, se presenti, “reason”, “topic” e “date”. Prima viene esaminato; non si aggiunge nulla senza la Sua conferma.',
    sms: 'Un file CSV con i numeri in una colonna “phone” o “address” e, se presenti, “reason”, “topic” e “date”. Prima viene esaminato; non si aggiunge nulla senza la Sua conferma.',
  },
  limits: (shown, megabytes) => `Al massimo ${shown} righe e ${megabytes} MB.`,
  never: 'Un’importazione non toglie nessuno dall’elenco.',
  choose: 'Scegli un file',
  drop: 'o lo trascini qui',
  file: 'File da importare',
  reason: 'Motivo, se una riga non lo indica',
  ignoreReasons: 'Assegnare questo motivo a tutte le righe, qualunque cosa dica il file',
  one: 'Un file alla volta.',
  tooLarge: (megabytes, most) => `Il file è di ${megabytes} MB; il massimo è ${most} MB.`,
  unread: 'Impossibile leggere il file. Lo scelga di nuovo.',
  workbook: 'È una cartella di lavoro di Excel. La salvi prima come CSV (File, Salva con nome, “CSV UTF-8”).',
  checking: 'Esame del file in corso…',
  progress: 'Avanzamento del file',
  importing: 'Aggiunta in corso…',
  stop: 'Interrompi',
  stopped:
    'Operazione interrotta. Quello che è già stato aggiunto resta; lo stesso file si può importare di nuovo.',
  done: (count, shown) => `${counted(count, shown, 'indirizzo aggiunto', 'indirizzi aggiunti')}.`,
  found: (count, shown) => counted(count, shown, 'riga esaminata', 'righe esaminate'),
  added: (count, shown) => counted(count, shown, 'indirizzo nuovo', 'indirizzi nuovi'),
  known: (count, shown) => counted(count, shown, 'indirizzo già nell’elenco', 'indirizzi già nell’elenco'),
  wrong: (count, shown) => counted(count, shown, 'riga non utilizzabile', 'righe non utilizzabili'),
  start: (count, shown) => `Aggiungi ${counted(count, shown, 'indirizzo', 'indirizzi')}`,
  nothing: 'In questo file non c’è nulla di nuovo.',
  problems: 'Che cosa non va',
  problem: (row, words) => `Riga ${row}: ${words}`,
  more: (count, shown) => (count === 1 ? 'E un’altra riga.' : `E altre ${shown} righe.`),
  faults: {
    columns_unknown: 'qui non è indicata nessuna colonna di indirizzi',
    csv_broken: 'le virgolette non sono chiuse; il resto non è stato letto',
    too_many_rows: 'troppe righe; da qui in poi non è stato letto nulla',
    address_missing: 'nessun indirizzo',
    address_invalid: 'l’indirizzo non è valido',
    reason_unknown: 'il motivo non è conosciuto',
    topic_unknown: 'questo argomento non esiste',
    topic_reason: 'mancati recapiti e segnalazioni riguardano tutto, non un singolo argomento',
    date_invalid: 'la data non è leggibile: la scriva come 2026-11-30',
    date_in_future: 'la data è nel futuro',
  },
};
