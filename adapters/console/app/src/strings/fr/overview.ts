import type { enOverview } from '../en/overview.ts';
import { on, since } from './moments.ts';
import { one } from './one.ts';

export const frOverview: typeof enOverview = {
  title: { email: 'E-mails : vue d’ensemble', sms: 'SMS : vue d’ensemble' },
  sent: { email: 'E-mails envoyés', sms: 'SMS envoyés' },
  sentHint: 'Acceptés par le serveur distant : envoyés, distribués ou non distribués.',
  waiting: 'En attente',
  waitingHint: 'Programmés, en file d’attente ou en cours de remise.',
  failed: 'Non arrivés',
  failedHint: 'En échec, non distribués, exclus ou incertains.',
  paused: { email: 'Aucun e-mail ne part en ce moment', sms: 'Aucun SMS ne part en ce moment' },
  pausedUntil: (at) => `Rien n’est perdu : les messages attendent. Prochaine tentative ${on(at)}.`,
  overdue: (at) => `Des messages auraient dû partir ${since(at)}, et personne ne les a envoyés`,
  overdueHint:
    'La partie du service qui envoie les messages (son worker) est arrêtée, ou ne suit pas. Rien n’est perdu. Prévenez les personnes qui gèrent ce service.',
  alerts: {
    bounce_rate: 'Beaucoup d’e-mails reviennent',
    complaint_rate: 'Beaucoup de destinataires signalent les e-mails comme indésirables',
    channel_paused: 'Rien n’est parti depuis quelque temps',
    overdue: 'Des messages attendent trop longtemps',
    domain_lost: 'Le domaine de l’expéditeur n’est plus configuré',
    webhook_disabled: 'Plus rien n’est envoyé à un webhook',
    subscription_lagging: 'Les événements sont signalés en retard',
  },
  alertWebhooks: 'Webhooks',
  alertSince: (at) => `Cela dure ${since(at)}.`,
  resume: 'Essayer maintenant',
  chartTable: 'Afficher en tableau',
  countBy: 'Compter par',
  by: {
    day: {
      choice: 'Jour',
      title: 'Les 30 derniers jours',
      heading: 'Jour',
      hint: 'Selon le jour où le message a été écrit, et selon son statut actuel.',
      empty: 'Aucun message ces 30 derniers jours.',
    },
    hour: {
      choice: 'Heure',
      title: 'Les 48 dernières heures',
      heading: 'Heure',
      hint: 'Selon l’heure à laquelle le message a été écrit, et selon son statut actuel.',
      empty: 'Aucun message ces 48 dernières heures.',
    },
    template: {
      choice: 'Modèle',
      title: 'Modèles sur les 30 derniers jours',
      heading: 'Modèle',
      hint: 'Messages des 30 derniers jours, selon leur statut actuel.',
      empty: 'Aucun message ces 30 derniers jours.',
    },
    domain: {
      choice: 'Domaine',
      title: 'Domaines des destinataires sur les 30 derniers jours',
      heading: 'Domaine',
      hint: 'Messages des 30 derniers jours selon ce qui suit le @ de l’adresse, et selon leur statut actuel.',
      empty: 'Aucun message ces 30 derniers jours.',
    },
  },
  without: { template: 'Sans modèle', domain: 'Destinataires effacés' },
  others: (count) => one(count, 'autre', 'autres'),
  countedBackTo: (at) => `Les messages sont nombreux : seuls sont comptés ici ceux créés ${since(at)}.`,
  rates: {
    title: 'Rebonds et plaintes',
    bounced: 'Rebonds',
    complained: 'Signalés comme indésirables',
    of: (count, sent) => `${count} sur ${sent} remis au cours des 30 derniers jours.`,
    under: (limit) => `Sous la limite habituelle de ${limit}.`,
    over: (limit) =>
      `Au-dessus de la limite habituelle de ${limit} : les fournisseurs de messagerie pourraient commencer à refuser vos e-mails.`,
    few: 'Trop peu de messages pour en juger.',
  },
  total: 'Total',
  groups: { sent: 'Envoyés', waiting: 'En attente', failed: 'Non arrivés', canceled: 'Annulés' },
  slotLabel: (name, count) => `${name} : ${one(count, 'message', 'messages')}`,
  plotLabel: (title, count) => `${title} : ${one(count, 'message', 'messages')} au total.`,
};
