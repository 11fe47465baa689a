import type { enCode } from '../en/code.ts';
import { until as untilWhen, at as when } from './when.ts';

export const code: typeof enCode = {
  label: 'Codice',
  hint: 'Può incollarlo.',
  open: (address, until) =>
    `Abbiamo inviato un codice di sei cifre a ${address}. È valido ${untilWhen(until)}.`,
  usedUp: (address) =>
    `Il codice inviato a ${address} non è più valido: sono stati inseriti troppi codici errati. Ne invii uno nuovo.`,
  waiting: (address, at) =>
    `Nessun codice valido è ancora stato inviato a ${address}. Il prossimo parte ${when(at)}: se questa pagina è ancora aperta, viene inviato da solo.`,
  none: (address) => `Al momento nessun codice per ${address} è valido. Ne invii uno nuovo.`,
  nextAt: (at) => `Sarà possibile inviare un nuovo codice ${when(at)}.`,
};
