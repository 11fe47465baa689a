import type { Catalogue } from '../en/index.ts';
import { one } from './one.ts';

export const many: Catalogue['many'] = {
  several: 'Scrivi a più persone',
  one: 'Scrivi a una persona',
  legend: 'A più persone',
  hint: 'Ognuno riceve un messaggio proprio e non vede gli altri. L’elenco resta solo finché questa pagina è aperta.',
  count: (count, shown) => (count === 1 ? `${shown} persona` : `${shown} persone`),
  others: (count) => `e altre ${count}`,
  remove: (name) => `Togli ${name}`,
  clear: 'Togli tutti',
  pasteOpen: 'Incolla un elenco',
  paste: 'Un elenco, una persona per riga',
  pasteHint: {
    email: 'Solo l’indirizzo, oppure con il nome: Jo Smith <jo@acme.example> o Jo Smith; jo@acme.example.',
    sms: 'Solo il numero, oppure con il nome: Jo Smith; +39 312 3456789.',
  },
  add: 'Aggiungi all’elenco',
  file: 'Scegli un file CSV',
  fileLabel: 'Un file con l’elenco',
  fileDrop: 'o ne trascini uno qui: CSV, al massimo 10.000 persone',
  fileBroken: (name) => `Impossibile leggere ${name} come CSV.`,
  fileEmpty: (name) => `In ${name} non c’è nulla.`,
  columnsOf: (name) => `Che cosa contengono le colonne di ${name}`,
  column: (place) => `Colonna ${place}`,
  noColumn: 'Nessuna',
  addressColumn: { email: 'Indirizzo email', sms: 'Numero' },
  nameColumn: 'Nome della persona',
  variableColumn: (variable) => `Valore per “${variable}”`,
  hasHead: 'La prima riga indica i nomi delle colonne',
  found: (people, wrong) =>
    wrong === 0
      ? `${one(people, 'persona trovata', 'persone trovate')}.`
      : `${one(people, 'persona trovata', 'persone trovate')}; ${one(wrong, 'riga', 'righe')} senza indirizzo.`,
  added: (count) =>
    count === 0 ? 'Nessuno è stato aggiunto.' : `${one(count, 'persona aggiunta', 'persone aggiunte')}.`,
  doubled: (count) => (count === 1 ? '1 era già nell’elenco.' : `${count} erano già nell’elenco.`),
  unread: (count, lines, more) =>
    `${one(count, 'riga ignorata', 'righe ignorate')}, perché senza indirizzo: ${lines}${more ? ', …' : '.'}`,
  tooMany: (most, over) =>
    `Un elenco ha al massimo ${most} persone: ${one(over, 'persona è rimasta esclusa', 'persone sono rimaste escluse')}.`,
  missing: 'Aggiunga i destinatari.',
  filesTooMuch: (size, most) =>
    `Ogni persona riceve una copia degli allegati, ${size} MB. Possono andare al massimo a ${most} persone alla volta: scriva a meno persone oppure sostituisca gli allegati con un link.`,
  sendMany: 'Controlla e invia…',
  title: { email: 'Invia a più persone', sms: 'Invia un SMS a più persone' },
  checking: 'Controllo',
  sending: 'Invio',
  progress: (what, done, total) => `${what}: ${done} di ${total}`,
  sendable: (good, all) => `Lo riceveranno: ${good} su ${all}.`,
  segments: (count, shown) => (count === 1 ? `${shown} segmento in tutto.` : `${shown} segmenti in tutto.`),
  lacksLanguage: (wanted, count, shown, got) =>
    `Il modello non è in ${wanted}: ${shown} ${count === 1 ? 'persona lo riceve' : 'persone lo ricevono'} in ${got}.`,
  reason: (reason, count) => `${reason} (${count})`,
  isDoubled: 'È due volte nell’elenco: l’invio è uno solo',
  isSuppressed: 'È nell’elenco dei bloccati',
  optedOutOf: (topic) => `Non riceve nulla su “${topic}”: disiscrizione`,
  send: (count, shown) => (count === 1 ? `Invia ${shown} messaggio` : `Invia ${shown} messaggi`),
  stayOpen: 'Lasci aperta questa pagina fino alla fine.',
  stop: 'Interrompi',
  stopped: (done, total) => `Operazione interrotta: affidati per l’invio ${done} su ${total}.`,
  cutOff: (done, total) =>
    `Affidati per l’invio ${done} su ${total}. Se continua, nessuno riceve nulla due volte.`,
  goOn: 'Continua',
  look: 'Mostra l’esito',
  sent: (count, shown) =>
    count === 1 ? `${shown} messaggio è in viaggio.` : `${shown} messaggi sono in viaggio.`,
  sentBut: (sent, rejected) => `${sent} ${one(rejected, 'rifiutato', 'rifiutati')}.`,
};
