import type { enMany } from '../en/history-many.ts';
import { one } from './one.ts';

export const frMany: typeof enMany = {
  bar: 'Messages sélectionnés',
  column: 'Sélection',
  select: (to) => `Sélectionner le message pour ${to}`,
  shown: (count) => `Tout sélectionner ici (${count})`,
  selected: (count) => `Sélection : ${count}`,
  all: (count) => `Sélectionner tous les résultats (${count})`,
  allSelected: (count) => `Tous les résultats sont sélectionnés (${count})`,
  actions: { retry: 'Réessayer', cancel: 'Annuler l’envoi', sendAgain: 'Renvoyer' },
  titles: {
    retry: 'Réessayer des messages',
    cancel: 'Annuler l’envoi de messages',
    sendAgain: 'Renvoyer des messages',
  },
  looking: 'Recherche des messages concernés…',
  question: {
    retry: (count) => `${one(count, 'message sera remis', 'messages seront remis')} dans la file d’attente.`,
    cancel: (count) => `${one(count, 'message ne sera pas envoyé', 'messages ne seront pas envoyés')}.`,
    sendAgain: (count) => `${one(count, 'message sera renvoyé', 'messages seront renvoyés')}.`,
  },
  hints: {
    retry: 'Un message au statut « Incertain » arrivera peut-être deux fois.',
    cancel: 'Ce qui est déjà parti ne peut pas être repris.',
    sendAgain:
      'Chacun part comme un nouveau message, avec le même texte et les mêmes fichiers, à l’adresse d’origine.',
  },
  none: {
    retry: 'Aucun de ces messages ne peut être réessayé.',
    cancel: 'Aucun de ces messages ne peut plus être annulé.',
    sendAgain: 'Aucun de ces messages ne peut être renvoyé : ils partiront encore d’eux-mêmes.',
  },
  leftOut: 'Ceux-ci restent tels quels, en raison de leur statut :',
  ofStatus: (status, count) => `${status} : ${count}`,
  newestOnly: (count) => `Ce sont les plus récents (${count}) ; traitez les autres ensuite.`,
  confirm: {
    retry: (count) => `Réessayer ${one(count, 'message', 'messages')}`,
    cancel: (count) => `Annuler ${one(count, 'message', 'messages')}`,
    sendAgain: (count) => `Renvoyer ${one(count, 'message', 'messages')}`,
  },
  keep: 'Ne pas annuler',
  progress: (done, total) => `${done} sur ${total}`,
  waits: 'C’était beaucoup à la fois : la suite dans un instant.',
  stop: 'Arrêter',
  stopped: (left) => `Arrêté ; restent à traiter : ${left}.`,
  goOn: 'Continuer',
  done: {
    retry: (count) =>
      `${one(count, 'message a été remis', 'messages ont été remis')} dans la file d’attente.`,
    cancel: (count) => `${one(count, 'message a été annulé', 'messages ont été annulés')}.`,
    sendAgain: (count) => `${one(count, 'message a été renvoyé', 'messages ont été renvoyés')}.`,
  },
  refused: (count) => `Échecs (${count}) :`,
  group: (sentence, count) => `${sentence} (${count})`,
  others: (count) => `et ${count} de plus`,
  statusNow: (status) => `Le statut est maintenant « ${status} ».`,
};
