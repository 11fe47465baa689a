import type { enApp } from '../en/app.ts';
import { agreeing } from './one.ts';

export const frApp: typeof enApp = {
  skip: 'Aller au contenu',
  menu: 'Menu',
  navigation: 'Messagerie',
  channels: 'Canal',
  site: 'Site',
  loading: 'Chargement…',
  signedInAs: (user) => `Compte : ${user}`,
  settings: 'Affichage',
  appearance: 'Apparence',
  appearances: { auto: 'Selon le système', light: 'Clair', dark: 'Sombre' },
  language: 'Langue',
  languageAuto: 'Selon le navigateur',
  live: {
    live: 'En direct',
    polling: 'Mise à jour périodique',
    away: 'Le serveur ne répond pas',
    offline: 'Pas de connexion',
    signed_out: 'Session fermée',
  },
  liveHint: {
    live: 'Les changements s’affichent automatiquement.',
    polling:
      'La connexion en direct est interrompue : la page recherche les changements à quelques secondes d’intervalle.',
    away: 'Les informations affichées ne sont peut-être plus à jour. La page reprendra d’elle-même dès que le serveur répondra.',
    offline:
      'Cet appareil n’est pas connecté : les informations affichées ne sont peut-être plus à jour. La page reprendra d’elle-même ensuite.',
    signed_out:
      'Les informations affichées ne sont peut-être plus à jour. Reconnectez-vous, et la page reprendra d’elle-même.',
  },
  safeMode: {
    title: 'Mode sécurisé : les messages ne partent pas à tout le monde',
    email: {
      held: 'Les e-mails ne sont pas envoyés',
      redirected: (to) => `Les e-mails sont envoyés à ${to} et non à leurs destinataires`,
    },
    sms: {
      held: 'Les SMS ne sont pas envoyés',
      redirected: (to) => `Les SMS sont envoyés au ${to} et non à leurs destinataires`,
    },
    unless: (allowed, more) =>
      `, sauf ceux destinés à ${allowed.join(', ')}${more > 0 ? ` et à ${more} ${agreeing(more, 'autre', 'autres')}` : ''}`,
  },
  signIn: 'Se connecter',
  sessionEnded: 'Votre session a expiré',
  sessionEndedHint:
    'Reconnectez-vous pour continuer. Ce que vous êtes en train d’écrire est conservé sur cet appareil.',
  notFound: 'Cette page n’existe pas',
  notFoundHint: 'Le lien est peut-être ancien, ou a été coupé lors de la copie.',
  home: 'Aller à la vue d’ensemble',
  channelOff: { email: 'L’envoi d’e-mails n’est pas configuré', sms: 'L’envoi de SMS n’est pas configuré' },
  channelOffHint:
    'Votre service n’a pas de fournisseur pour ce canal. Les personnes qui le gèrent peuvent en ajouter un.',
  notAllowed:
    'Vous pouvez consulter cette page, mais pas la modifier : votre compte ne dispose pas des droits nécessaires.',
  notLoaded: 'Impossible de charger cette page',
  notLoadedHint: 'Une partie de la page est absente du serveur. Les autres pages ne sont pas concernées.',
  crashed: 'Impossible d’afficher cette page',
  crashedHint:
    'Rien n’a été modifié. Actualisez la page ; si le problème persiste, prévenez les personnes qui gèrent ce service.',
  reload: 'Actualiser',
};
