import type { enApp } from '../en/app.ts';

export const app: typeof enApp = {
  skip: 'Vai al contenuto',
  menu: 'Menu',
  navigation: 'Messaggi',
  channels: 'Canale',
  site: 'Sito',
  loading: 'Caricamento…',
  signedInAs: (user) => `Accesso effettuato come ${user}`,
  settings: 'Impostazioni di visualizzazione',
  appearance: 'Aspetto',
  appearances: { auto: 'Come il sistema', light: 'Chiaro', dark: 'Scuro' },
  language: 'Lingua',
  languageAuto: 'Come il browser',
  live: {
    live: 'In tempo reale',
    polling: 'Ogni pochi secondi',
    away: 'Nessuna risposta dal server',
    offline: 'Nessuna connessione',
    signed_out: 'Disconnesso',
  },
  liveHint: {
    live: 'Le modifiche appaiono automaticamente.',
    polling: 'Il collegamento in tempo reale è interrotto: la pagina cerca le modifiche ogni pochi secondi.',
    away: 'I dati mostrati potrebbero non essere aggiornati. La pagina riprende da sola quando il server risponde.',
    offline:
      'Questo dispositivo non è connesso: i dati mostrati potrebbero non essere aggiornati. Poi la pagina riprende da sola.',
    signed_out:
      'I dati mostrati potrebbero non essere aggiornati. Acceda di nuovo e la pagina riprenderà da sola.',
  },
  safeMode: {
    title: 'Modalità sicura: non si scrive a tutti',
    email: {
      held: 'Le email non vengono inviate',
      redirected: (to) => `Le email vanno a ${to} anziché ai loro destinatari`,
    },
    sms: {
      held: 'Gli SMS non vengono inviati',
      redirected: (to) => `Gli SMS vanno a ${to} anziché ai loro destinatari`,
    },
    unless: (allowed, more) =>
      `, tranne che per ${allowed.join(', ')}${more > 0 ? (more === 1 ? ' e un altro' : ` e altri ${more}`) : ''}`,
  },
  signIn: 'Accedi',
  sessionEnded: 'La sessione è scaduta',
  sessionEndedHint: 'Acceda di nuovo per continuare. Quello che sta scrivendo resta su questo dispositivo.',
  notFound: 'Questa pagina non esiste',
  notFoundHint: 'Forse il link è vecchio o è stato copiato solo in parte.',
  home: 'Vai alla panoramica',
  channelOff: { email: 'L’email non è configurata', sms: 'Gli SMS non sono configurati' },
  channelOffHint:
    'Il servizio non ha un provider per questo canale. Chi gestisce il servizio può aggiungerne uno.',
  notAllowed:
    'Può consultare questa pagina, ma non modificare nulla: il Suo account non ha l’autorizzazione.',
  notLoaded: 'Impossibile caricare questa pagina',
  notLoadedHint: 'Una sua parte manca sul server. Le altre pagine non ne risentono.',
  crashed: 'Impossibile mostrare questa pagina',
  crashedHint:
    'Non è stato modificato nulla. Ricarichi la pagina; se il problema si ripete, avvisi chi gestisce il servizio.',
  reload: 'Ricarica',
};
