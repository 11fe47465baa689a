import type { Catalogue } from '../en/index.ts';
import { one } from './one.ts';

export const historyMany: Catalogue['history']['many'] = {
  bar: 'Geselecteerde berichten',
  column: 'Geselecteerd',
  select: (to) => `Bericht aan ${to} selecteren`,
  shown: (count) => `Alle getoonde selecteren (${count})`,
  selected: (count) => `${count} geselecteerd`,
  all: (count) => `Alle gevonden berichten selecteren (${count})`,
  allSelected: (count) => `Alle gevonden berichten zijn geselecteerd (${count})`,
  actions: {
    retry: 'Opnieuw proberen',
    cancel: 'Verzending annuleren',
    sendAgain: 'Opnieuw verzenden',
  },
  titles: {
    retry: 'Berichten opnieuw proberen',
    cancel: 'Verzending van berichten annuleren',
    sendAgain: 'Berichten opnieuw verzenden',
  },
  looking: 'Er wordt gekeken welke berichten dit zijn…',
  question: {
    retry: (count) => `${one(count, 'bericht wordt', 'berichten worden')} opnieuw in de wachtrij gezet.`,
    cancel: (count) => `${one(count, 'bericht wordt', 'berichten worden')} niet verzonden.`,
    sendAgain: (count) => `${one(count, 'bericht wordt', 'berichten worden')} opnieuw verzonden.`,
  },
  hints: {
    retry: 'Een bericht met de status ‘Onzeker’ komt misschien dubbel aan.',
    cancel: 'Wat al vertrokken is, kan niet worden teruggehaald.',
    sendAgain:
      'Elk gaat uit als een nieuw bericht, met dezelfde tekst en bijlagen, naar het adres waar het naartoe ging.',
  },
  none: {
    retry: 'Geen van deze berichten kan opnieuw worden geprobeerd.',
    cancel: 'Geen van deze berichten kan nog worden geannuleerd.',
    sendAgain: 'Geen van deze berichten kan opnieuw worden verzonden: ze gaan nog vanzelf uit.',
  },
  leftOut: 'Deze blijven zoals ze zijn, vanwege hun status:',
  ofStatus: (status, count) => `${status}: ${count}`,
  newestOnly: (count) => `Dit zijn de nieuwste ${count}; doe de andere daarna.`,
  confirm: {
    retry: (count) => `${one(count, 'bericht', 'berichten')} opnieuw proberen`,
    cancel: (count) => `${one(count, 'bericht', 'berichten')} annuleren`,
    sendAgain: (count) => `${one(count, 'bericht', 'berichten')} opnieuw verzenden`,
  },
  keep: 'Behouden',
  progress: (done, total) => `${done} van ${total}`,
  waits: 'Dat was veel tegelijk: het gaat zo verder.',
  stop: 'Stoppen',
  stopped: (left) => `Gestopt; nog te doen: ${left}.`,
  goOn: 'Verder',
  done: {
    retry: (count) => `${one(count, 'bericht is', 'berichten zijn')} opnieuw in de wachtrij gezet.`,
    cancel: (count) => `${one(count, 'bericht is', 'berichten zijn')} geannuleerd.`,
    sendAgain: (count) => `${one(count, 'bericht is', 'berichten zijn')} opnieuw verzonden.`,
  },
  refused: (count) => `Bij ${count} is het niet gelukt:`,
  group: (sentence, count) => `${sentence} (${count})`,
  others: (count) => `en nog ${count}`,
  statusNow: (status) => `De status is nu ‘${status}’.`,
};
