import type { Catalogue } from '../en/index.ts';
import { on } from './moments.ts';
import { one } from './one.ts';

export const frBatches: Catalogue['batches'] = {
  title: 'Envoi groupé',
  head: (total, at) => `${total} messages, le premier ${on(at)}`,
  headBy: (head, actor) => `${head}, par ${actor}`,
  gone: 'Cet envoi groupé ne se trouve pas ici',
  goneHint:
    'Il appartient peut-être à un autre site, ses messages ont peut-être été supprimés, ou le lien est incorrect.',
  more: (count) => `Il compte plus de ${count} messages : seuls les plus récents sont comptés ici.`,
  progress: 'Part déjà traitée',
  done: (done, total) => `Messages traités : ${done} sur ${total}`,
  allDone: 'Tous sont traités : plus rien n’est en attente.',
  statuses: 'Par statut',
  failures: 'Pourquoi des messages ne sont pas arrivés',
  reason: 'Motif',
  status: 'Statut',
  count: 'Messages',
  showAll: 'Afficher tous les messages',
  id: 'Identifiant de l’envoi groupé',
  stop: 'Arrêter ce qui attend',
  stopTitle: 'Arrêter cet envoi groupé ?',
  stopBody: (waiting) =>
    `${one(waiting, 'message attend encore et sera annulé', 'messages attendent encore et seront annulés')}. Ce qui est parti reste envoyé.`,
  stopMore: (waiting) =>
    `Au moins ${one(waiting, 'message attend', 'messages attendent')} encore. Tout ce qui attend sera annulé. Ce qui est parti reste envoyé.`,
  stopKeep: 'Laisser partir',
  stoppingTitle: 'Arrêt de l’envoi en cours',
  stopping: (count) => `${one(count, 'message annulé', 'messages annulés')} jusqu’ici.`,
  stoppingStays: 'L’arrêt continue si vous fermez cette fenêtre, tant que la console reste ouverte.',
  stopped: (count) =>
    count === 0
      ? 'Plus rien n’attendait : rien n’a été annulé.'
      : `${one(count, 'message annulé', 'messages annulés')}.`,
};
