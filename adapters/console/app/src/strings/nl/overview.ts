import type { enOverview } from '../en/overview.ts';
import { one } from './one.ts';
import { at as when } from './when.ts';

export const overview: typeof enOverview = {
  title: { email: 'E-mailoverzicht', sms: 'Sms-overzicht' },
  sent: { email: 'E-mails verzonden', sms: 'Sms-berichten verzonden' },
  sentHint: 'Aangenomen door het ontvangende systeem: verzonden, bezorgd of niet bezorgd.',
  waiting: 'Wachtend',
  waitingHint: 'Gepland, in de wachtrij of bezig.',
  failed: 'Niet aangekomen',
  failedHint: 'Mislukt, niet bezorgd, geblokkeerd of onzeker.',
  paused: { email: 'Er gaan nu geen e-mails uit', sms: 'Er gaan nu geen sms-berichten uit' },
  pausedUntil: (at) => `Er gaat niets verloren: berichten wachten, en de volgende poging is ${when(at)}.`,
  overdue: (at) => `Sinds ${at} moeten berichten uitgaan, en niemand heeft ze verzonden`,
  overdueHint:
    'Het deel van de dienst dat verzendt (de worker) draait niet of kan het niet bijhouden. Er gaat niets verloren. Meld het aan de beheerders van de dienst.',
  alerts: {
    bounce_rate: 'Veel e-mails komen terug',
    complaint_rate: 'Veel ontvangers melden e-mails als ongewenst',
    channel_paused: 'Er is al enige tijd niets uitgegaan',
    overdue: 'Berichten wachten te lang',
    domain_lost: 'Het domein van de afzender is niet meer ingesteld',
    webhook_disabled: 'Naar een webhook wordt niets meer verzonden',
    subscription_lagging: 'Gebeurtenissen worden te laat gemeld',
  },
  alertWebhooks: 'Webhooks',
  alertSince: (at) => `Sinds ${at}.`,
  resume: 'Nu proberen',
  chartTable: 'Als tabel tonen',
  countBy: 'Tellen per',
  by: {
    day: {
      choice: 'Dag',
      title: 'De afgelopen 30 dagen',
      heading: 'Dag',
      hint: 'Per dag waarop het bericht is geschreven, en per huidige status.',
      empty: 'Geen berichten in de afgelopen 30 dagen.',
    },
    hour: {
      choice: 'Uur',
      title: 'De afgelopen 48 uur',
      heading: 'Uur',
      hint: 'Per uur waarin het bericht is geschreven, en per huidige status.',
      empty: 'Geen berichten in de afgelopen 48 uur.',
    },
    template: {
      choice: 'Sjabloon',
      title: 'Sjablonen van de afgelopen 30 dagen',
      heading: 'Sjabloon',
      hint: 'Berichten van de afgelopen 30 dagen, per huidige status.',
      empty: 'Geen berichten in de afgelopen 30 dagen.',
    },
    domain: {
      choice: 'Domein',
      title: 'Domeinen van ontvangers in de afgelopen 30 dagen',
      heading: 'Domein',
      hint: 'Berichten van de afgelopen 30 dagen naar wat er in het adres achter de @ staat, en per huidige status.',
      empty: 'Geen berichten in de afgelopen 30 dagen.',
    },
  },
  without: { template: 'Zonder sjabloon', domain: 'Gewiste ontvangers' },
  others: (count) => one(count, 'ander', 'andere'),
  countedBackTo: (at) => `Er zijn veel berichten: hier zijn alleen die sinds ${at} geteld.`,
  rates: {
    title: 'Wat terugkomt',
    bounced: 'Teruggekomen',
    complained: 'Als ongewenst gemeld',
    of: (count, sent) => `${count} van ${sent} die in de afgelopen 30 dagen zijn overgedragen.`,
    under: (limit) => `Onder de gebruikelijke grens van ${limit}.`,
    over: (limit) =>
      `Boven de gebruikelijke grens van ${limit}: mailproviders gaan uw e-mails misschien weigeren.`,
    few: 'Te weinig om te beoordelen.',
  },
  total: 'Totaal',
  groups: {
    sent: 'Verzonden',
    waiting: 'Wachtend',
    failed: 'Niet aangekomen',
    canceled: 'Geannuleerd',
  },
  slotLabel: (name, count) => `${name}: ${one(count, 'bericht', 'berichten')}`,
  plotLabel: (title, count) => `${title}: in totaal ${one(count, 'bericht', 'berichten')}.`,
};
