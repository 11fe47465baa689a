import type { enOverview } from './en-overview.ts';
import { one } from './plural.ts';

export const deOverview: typeof enOverview = {
  title: { email: 'E-Mail-Übersicht', sms: 'SMS-Übersicht' },
  sent: { email: 'E-Mails gesendet', sms: 'SMS gesendet' },
  sentHint: 'Von der Gegenseite angenommen: gesendet, zugestellt oder zurückgekommen.',
  waiting: 'Wartend',
  waitingHint: 'Geplant, in der Warteschlange oder gerade in Übergabe.',
  failed: 'Nicht angekommen',
  failedHint: 'Fehlgeschlagen, zurückgekommen, gesperrt oder ungewiss.',
  paused: { email: 'Zurzeit gehen keine E-Mails hinaus', sms: 'Zurzeit gehen keine SMS hinaus' },
  pausedUntil: (at) => `Nichts geht verloren: Nachrichten warten, der nächste Versuch ist um ${at}.`,
  overdue: (at) => `Seit ${at} sind Nachrichten fällig, und niemand hat sie gesendet`,
  overdueHint:
    'Der Teil des Dienstes, der sendet (sein Worker), läuft nicht oder kommt nicht nach. Nichts geht verloren. Sagen Sie denen Bescheid, die den Dienst betreiben.',
  alerts: {
    bounce_rate: 'Viele E-Mails kommen zurück',
    complaint_rate: 'Viele Empfänger melden E-Mails als unerwünscht',
    channel_paused: 'Seit einiger Zeit geht nichts hinaus',
    overdue: 'Nachrichten warten zu lange',
    domain_lost: 'Die Domain des Absenders ist nicht mehr eingerichtet',
    webhook_disabled: 'An einen Webhook wird nichts mehr gesendet',
    subscription_lagging: 'Ereignisse werden verspätet gemeldet',
  },
  alertWebhooks: 'Webhooks',
  alertSince: (at) => `Seit ${at}.`,
  resume: 'Jetzt versuchen',
  chart: 'Die letzten 30 Tage',
  chartHint: 'Nach dem Tag, an dem die Nachricht geschrieben wurde, und dem Status, den sie jetzt hat.',
  chartEmpty: 'Keine Nachrichten in den letzten 30 Tagen.',
  chartTable: 'Als Tabelle zeigen',
  day: 'Tag',
  total: 'Summe',
  groups: { sent: 'Gesendet', waiting: 'Wartend', failed: 'Nicht angekommen', canceled: 'Zurückgezogen' },
  dayLabel: (day, count) => `${day}: ${one(count, 'Nachricht', 'Nachrichten')}`,
  chartLabel: (count) =>
    `Nachrichten je Tag in den letzten 30 Tagen, insgesamt ${one(count, 'Nachricht', 'Nachrichten')}.`,
};
