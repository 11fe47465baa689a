import type { Catalogue } from '../en/index.ts';
import { app } from './app.ts';
import { audit } from './audit.ts';
import { batches } from './batches.ts';
import { compose } from './compose.ts';
import { delivery } from './delivery.ts';
import { editor } from './editor.ts';
import { findings } from './findings.ts';
import { history, message } from './history.ts';
import { many } from './many.ts';
import { notes } from './notes.ts';
import { one } from './one.ts';
import { overview } from './overview.ts';
import { parts } from './parts.ts';
import { sender } from './sender.ts';
import { senders } from './senders.ts';
import { signature } from './signature.ts';
import { importing } from './suppressions.ts';
import { itTemplateLanguages } from './template-languages.ts';
import { topics } from './topics.ts';
import { versions } from './versions.ts';
import { webhooks } from './webhooks.ts';

export const it: Catalogue = {
  ...delivery,
  sender,
  senders,
  app,
  versions,
  parts,
  templateLanguages: itTemplateLanguages,
  webhooks,
  audit,
  topics,
  batches,
  channel: { email: 'Email', sms: 'SMS' },
  nav: {
    overview: 'Panoramica',
    compose: 'Scrivi',
    history: 'Cronologia',
    templates: 'Modelli',
    suppressions: 'Bloccati',
    sender: 'Mittente',
    webhooks: 'Webhook',
    audit: 'Modifiche',
  },
  common: {
    colon: ': ',
    cancel: 'Annulla',
    close: 'Chiudi',
    save: 'Salva',
    delete: 'Elimina',
    remove: 'Rimuovi',
    copy: 'Copia',
    copied: 'Copiato',
    tryAgain: 'Riprova',
    loadMore: 'Carica altri',
    loadingMore: 'Caricamento di altri…',
    end: 'Non c’è altro.',
    dismiss: 'Chiudi questo avviso',
  },
  overview,
  compose,
  many,
  editor,
  signature,
  history,
  message,
  consumer: {
    title: (name) => `Messaggi per ${name}`,
    embeddedTitle: 'Messaggi',
    gone: 'Questa persona non è più presente; i messaggi restano.',
    write: { email: 'Scrivi un’email', sms: 'Scrivi un SMS' },
    channels: { all: 'Tutti', email: 'Email', sms: 'SMS' },
    embed: 'Incorpora in una pagina',
    embedHint:
      'Questo indirizzo mostra solo l’elenco, da inserire in un riquadro accanto alla scheda della persona.',
  },
  priorities: { usual: 'Come di consueto', high: 'Alta', normal: 'Normale', low: 'Bassa' },
  templates: {
    title: { email: 'Modelli di email', sms: 'Modelli di SMS' },
    hint: 'Un modello precompila un messaggio. Quello che cambia da un messaggio all’altro sta tra doppie parentesi graffe: {{ name }}.',
    add: 'Nuovo modello',
    empty: 'Ancora nessun modello',
    emptyHint: 'Ne scriva uno per quello che invia spesso.',
    inCode: 'Integrato',
    madeHint:
      'Questo modello fa parte del servizio, che ne crea il testo con i valori indicati. Si può usare e consultare, ma non modificare qui.',
    inCodeHint: 'Questo modello fa parte del servizio. Si può usare e consultare, ma non modificare qui.',
    editable: 'Scritto qui',
    variables: 'Variabili',
    updated: (at) => `Ultima modifica: ${at}`,
    newTitle: 'Nuovo modello',
    name: 'Nome',
    nameHint: 'Come appare nell’elenco.',
    subject: 'Oggetto',
    text: 'Testo',
    html: 'HTML',
    textHint: {
      email: 'Se resta vuoto, viene ricavato dall’HTML.',
      sms: 'Il nome del Suo sito viene anteposto.',
    },
    htmlHint: 'Per un’email formattata. Lo lasci vuoto per un’email semplice.',
    sender: 'Mittente',
    topic: 'Argomento',
    priority: 'Priorità',
    priorityHint: 'Che cosa parte per primo quando più messaggi attendono.',
    liquid:
      'Scriva {{ name }} dove va un valore. Funzionano anche condizioni ed elenchi, nel linguaggio Liquid.',
    previewValues: 'Valori di esempio',
    keepValues: 'Conserva con il modello',
    screen: 'Larghezza dell’anteprima',
    desk: 'Computer',
    phone: 'Telefono',
    lastUsed: 'Ultimo uso',
    recent: (count, more, days) =>
      `${more ? 'più di ' : ''}${one(count, 'messaggio', 'messaggi')} in ${days} giorni`,
    neverUsed: 'Non ancora usato.',
    unusedSince: (at) => `Non usato (a partire da: ${at}); ciò che è precedente non è stato esaminato.`,
    use: 'Usa per scrivere',
    saved: 'Il modello è stato salvato.',
    deleted: (name) => `Il modello “${name}” è stato eliminato.`,
    deleteTitle: 'Eliminare il modello?',
    deleteBody: (name) =>
      `“${name}” non si potrà più usare. I messaggi inviati con questo modello restano come sono.`,
    unsaved: 'Non ancora salvato',
    discard: 'Ignora modifiche',
    nameMissing: 'Dia un nome al modello.',
    gone: 'Questo modello non esiste',
  },
  findings,
  notes,
  suppressions: {
    title: { email: 'Indirizzi email bloccati', sms: 'Numeri bloccati' },
    hint: {
      email:
        'A questi indirizzi non si invia nulla. Gli indirizzi con mancati recapiti o segnalazioni si aggiungono da soli.',
      sms: 'A questi numeri non si invia nulla. Chi risponde STOP si aggiunge da solo.',
    },
    address: { email: 'Indirizzo email', sms: 'Numero di telefono' },
    add: { email: 'Aggiungi un indirizzo', sms: 'Aggiungi un numero' },
    addButton: 'Aggiungi',
    topic: 'Argomento',
    everything: 'Tutto',
    added: (address, topic) =>
      topic === undefined
        ? `A ${address} non si invia più nulla.`
        : `A ${address} non si invia più nulla su “${topic}”.`,
    known: (address) => `${address} è già nell’elenco.`,
    reason: 'Motivo',
    export: 'Esporta',
    importing,
    history: {
      title: 'Modifiche a questa voce',
      none: 'Nessuno ha modificato nulla.',
      hint: 'Per ciò che ha aggiunto un’importazione, guardi “Aggiunto da”.',
    },
    allReasons: 'Tutti i motivi',
    reasons: {
      bounced: 'Mancato recapito',
      complained: 'Segnalazione',
      opted_out: 'Disiscrizione',
      manual: 'Inserimento manuale',
    },
    source: 'Aggiunto da',
    sources: { provider: 'provider', recipient: 'destinatario', host: 'servizio' },
    since: 'Data',
    list: 'Indirizzi bloccati',
    find: { email: 'Cerca un indirizzo email', sms: 'Cerca un numero di telefono' },
    findButton: 'Cerca',
    showAll: 'Mostra tutto l’elenco',
    notListed: (address) => `${address} non è nell’elenco: i messaggi vengono inviati.`,
    unread: {
      email: (typed) => `“${typed}” non è un indirizzo email: lo inserisca per intero.`,
      sms: (typed) => `“${typed}” non è un numero di telefono: lo inserisca per intero.`,
    },
    empty: 'L’elenco è vuoto',
    emptyHint: 'Si può inviare a ogni indirizzo.',
    noneFit: 'Nell’elenco non c’è nulla per questo motivo',
    noneFitHint: 'Scelga un altro motivo oppure mostri tutto l’elenco.',
    removeTitle: 'Inviare di nuovo a questo indirizzo?',
    removeBody: (address, topic) =>
      topic === undefined
        ? `${address} viene tolto dall’elenco: i messaggi vengono di nuovo inviati.`
        : `${address} viene tolto dall’elenco per “${topic}”: i messaggi su questo argomento vengono di nuovo inviati.`,
    removeWarn:
      'Questa persona ha chiesto di non ricevere messaggi. Rimuova la voce solo se lo ha chiesto lei.',
    removed: (address, topic) =>
      topic === undefined
        ? `${address} non è più nell’elenco.`
        : `${address} non è più nell’elenco per “${topic}”.`,
    removeOf: (address) => `Rimuovi ${address}`,
    missing: {
      email: 'Inserisca un indirizzo email.',
      sms: 'Inserisca un numero di telefono.',
    },
  },
};
