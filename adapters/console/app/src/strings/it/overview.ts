import type { enOverview } from '../en/overview.ts';
import { one } from './one.ts';
import { since, at as when } from './when.ts';

export const overview: typeof enOverview = {
  title: { email: 'Panoramica email', sms: 'Panoramica SMS' },
  sent: { email: 'Email inviate', sms: 'SMS inviati' },
  sentHint: 'Messaggi accettati dal sistema ricevente: inviati, recapitati o non recapitati.',
  waiting: 'In attesa',
  waitingHint: 'Programmati, in coda o in trasmissione.',
  failed: 'Non arrivati',
  failedHint: 'Non riusciti, non recapitati, bloccati o incerti.',
  paused: { email: 'Al momento non parte nessuna email', sms: 'Al momento non parte nessun SMS' },
  pausedUntil: (at) => `Nulla va perso: i messaggi attendono, e il prossimo tentativo avviene ${when(at)}.`,
  overdue: (at) => `Ci sono messaggi da inviare ${since(at)}, e nessuno li ha inviati`,
  overdueHint:
    'La parte del servizio che invia (il worker) non è in funzione o non riesce a tenere il passo. Nulla va perso. Avvisi chi gestisce il servizio.',
  alerts: {
    bounce_rate: 'Molte email tornano indietro',
    complaint_rate: 'Molti destinatari segnalano le email come indesiderate',
    channel_paused: 'Da qualche tempo non parte nulla',
    overdue: 'I messaggi attendono da troppo tempo',
    domain_lost: 'Il dominio del mittente non è più configurato',
    webhook_disabled: 'A un webhook non viene più inviato nulla',
    subscription_lagging: 'Gli eventi vengono comunicati in ritardo',
  },
  alertWebhooks: 'Webhook',
  alertSince: (at) => `In corso ${since(at)}.`,
  resume: 'Prova ora',
  chartTable: 'Mostra come tabella',
  countBy: 'Conta per',
  by: {
    day: {
      choice: 'Giorno',
      title: 'Ultimi 30 giorni',
      heading: 'Giorno',
      hint: 'Per giorno in cui il messaggio è stato scritto e per stato attuale.',
      empty: 'Nessun messaggio negli ultimi 30 giorni.',
    },
    hour: {
      choice: 'Ora',
      title: 'Ultime 48 ore',
      heading: 'Ora',
      hint: 'Per ora in cui il messaggio è stato scritto e per stato attuale.',
      empty: 'Nessun messaggio nelle ultime 48 ore.',
    },
    template: {
      choice: 'Modello',
      title: 'Modelli degli ultimi 30 giorni',
      heading: 'Modello',
      hint: 'Messaggi degli ultimi 30 giorni, per stato attuale.',
      empty: 'Nessun messaggio negli ultimi 30 giorni.',
    },
    domain: {
      choice: 'Dominio',
      title: 'Domini dei destinatari degli ultimi 30 giorni',
      heading: 'Dominio',
      hint: 'Messaggi degli ultimi 30 giorni in base a ciò che segue la @ nell’indirizzo e allo stato attuale.',
      empty: 'Nessun messaggio negli ultimi 30 giorni.',
    },
  },
  without: { template: 'Senza modello', domain: 'Destinatari cancellati' },
  others: (count) => one(count, 'altro', 'altri'),
  countedBackTo: (at) => `I messaggi sono molti: qui sono contati solo quelli ${since(at)} in poi.`,
  rates: {
    title: 'Che cosa torna indietro',
    bounced: 'Tornate indietro',
    complained: 'Segnalate come indesiderate',
    of: (count, sent) => `${count} su ${sent} trasmesse negli ultimi 30 giorni.`,
    under: (limit) => `Sotto il limite abituale (${limit}).`,
    over: (limit) =>
      `Sopra il limite abituale (${limit}): i provider di posta potrebbero iniziare a rifiutare le Sue email.`,
    few: 'Troppo poche per una valutazione.',
  },
  total: 'Totale',
  groups: { sent: 'Inviati', waiting: 'In attesa', failed: 'Non arrivati', canceled: 'Annullati' },
  slotLabel: (name, count) => `${name}: ${one(count, 'messaggio', 'messaggi')}`,
  plotLabel: (title, count) => `${title}: ${one(count, 'messaggio', 'messaggi')} in tutto.`,
};
