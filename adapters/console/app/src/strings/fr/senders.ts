import type { enSenders } from '../en/senders.ts';

export const frSenders: typeof enSenders = {
  title: 'Tous les expéditeurs',
  add: 'Ajouter un expéditeur',
  addTitle: 'Un autre expéditeur',
  key: 'Nom court',
  keyHint:
    'C’est ainsi que les modèles et votre service le désignent, par exemple facturation. Il ne peut plus être modifié ensuite.',
  keyWrong: 'Utilisez de 1 à 40 lettres minuscules (a–z), chiffres et traits d’union.',
  keyTaken: (key) => `Il y a déjà un expéditeur « ${key} ».`,
  goOn: 'Continuer',
  byDefault: 'Par défaut',
  notReady: 'Pas encore prêt',
  makeDefault: 'Définir par défaut',
  makeDefaultOf: (who) => `Définir par défaut : ${who}`,
  madeDefault: (who) => `Désormais, les messages viennent de ${who}, sauf si un autre expéditeur est choisi.`,
  deleteBody: (name) =>
    `« ${name} » sera supprimé. Les modèles qui le désignent ne pourront pas être envoyés tant qu’ils n’en désigneront pas un autre. Les messages envoyés restent dans l’historique ; ceux qui attendent encore pourront échouer.`,
  usual: (who) => (who === '' ? 'Expéditeur par défaut' : `Par défaut : ${who}`),
  ofTemplate: (who) => `Celui du modèle : ${who}`,
  gone: 'Cet expéditeur ne peut pas être utilisé : choisissez-en un autre.',
  templateHint: 'De qui viennent ses messages.',
};
