import type { enTopics } from '../en/topics.ts';

export const topics: typeof enTopics = {
  topic: 'Argomento',
  hint: 'Chi si è disiscritto dall’argomento non riceve il messaggio.',
  none: 'Nessun argomento',
  gone: 'Il servizio non ha più questo argomento: ne scelga un altro.',
  ofTemplate: (name) => `Quello del modello: ${name}`,
  templateHint: 'Di che cosa trattano i suoi messaggi: chi si è disiscritto non li riceve.',
  optOuts: 'Chi si è disiscritto',
  optOutChoices: {
    usual: 'Non lo riceve',
    unsubscribe: 'Non lo riceve; gli altri possono disiscriversi',
    essential: 'Lo riceve comunque: è indispensabile',
  },
  optOutHints: {
    usual: 'Il link per disiscriversi c’è dove il messaggio lo mostra.',
    unsubscribe: 'I programmi di posta mostrano un pulsante per disiscriversi con un clic.',
    essential:
      'Solo per ciò che la persona ha chiesto o di cui ha bisogno, come una fattura. Mancati recapiti, segnalazioni e inserimenti manuali valgono comunque.',
  },
  essentialLink:
    'Un messaggio indispensabile non mostra link per disiscriversi: tolga il link oppure lasci valere le disiscrizioni.',
  chosen: 'Le scelte di questa persona',
  chosenHint: 'Da che cosa si è disiscritta, tramite un link, con STOP o dicendolo a Lei.',
  choices: (where) => `Scelte per ${where}`,
  everything: 'Tutto',
  gets: 'Riceve i messaggi',
  notOut: 'Nessuna disiscrizione',
  out: (since) => `Disiscrizione: ${since}`,
  allOut: 'No, finché la disiscrizione vale per tutto',
  heldBy: (reason, since) => `Lì non va nulla, qualunque sia la scelta: ${reason} (${since}).`,
  heldTopic: (reason, since) => `Non si invia: ${reason} (${since})`,
  optOut: 'Disiscrivi',
  optOutOf: (name, where) => `Disiscrivi: “${name}”, ${where}`,
  optIn: 'Iscrivi di nuovo',
  optInOf: (name, where) => `Iscrivi di nuovo: “${name}”, ${where}`,
  optInTitle: 'Iscrivere di nuovo?',
  optInBody: (name, where) => `“${name}” sarà inviato di nuovo a ${where}.`,
  optInWarn: 'Questa persona si è disiscritta. La iscriva di nuovo solo se lo ha chiesto.',
  optedOut: (name, where) => `“${name}” non sarà più inviato a ${where}.`,
  optedIn: (name, where) => `“${name}” sarà inviato di nuovo a ${where}.`,
  unreadable: (channel) => `${channel}: l’indirizzo di questa persona non si può usare.`,
};
