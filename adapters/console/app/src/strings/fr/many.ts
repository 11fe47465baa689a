import type { enMany } from '../en/many.ts';
import { agreeing, megabytes, one } from './one.ts';

export const frMany: typeof enMany = {
  several: 'Écrire à plusieurs personnes',
  one: 'Écrire à une seule personne',
  legend: 'À plusieurs personnes',
  hint: 'Chaque personne reçoit son propre message et ne voit pas les autres. La liste n’est conservée que tant que cette page est ouverte.',
  count: (count, shown) => `${shown} ${agreeing(count, 'personne', 'personnes')}`,
  others: (count) => `et ${count} de plus`,
  remove: (name) => `Retirer ${name}`,
  clear: 'Tout retirer',
  pasteOpen: 'Coller une liste',
  paste: 'Une liste, une personne par ligne',
  pasteHint: {
    email: 'L’adresse seule, ou avec un nom : Jo Smith <jo@acme.example>, ou Jo Smith;jo@acme.example.',
    sms: 'Le numéro seul, ou avec un nom : Jo Smith;+33 6 39 98 12 34.',
  },
  add: 'Ajouter à la liste',
  file: 'Choisir un fichier CSV',
  fileLabel: 'Un fichier avec la liste',
  fileDrop: 'ou déposez-le ici : CSV, 10 000 personnes au plus',
  fileBroken: (name) => `${name} n’a pas pu être lu comme fichier CSV.`,
  fileEmpty: (name) => `${name} est vide.`,
  columnsOf: (name) => `Ce que contiennent les colonnes de ${name}`,
  column: (place) => `Colonne ${place}`,
  noColumn: 'Aucune',
  addressColumn: { email: 'Adresse e-mail', sms: 'Numéro' },
  nameColumn: 'Nom de la personne',
  variableColumn: (variable) => `Valeur pour « ${variable} »`,
  hasHead: 'La première ligne nomme les colonnes',
  found: (people, wrong) =>
    wrong === 0
      ? `${one(people, 'personne trouvée', 'personnes trouvées')}.`
      : `${one(people, 'personne trouvée', 'personnes trouvées')} ; ${one(wrong, 'ligne sans adresse', 'lignes sans adresse')}.`,
  added: (count) =>
    count === 0 ? 'Personne n’a été ajouté.' : `${one(count, 'personne ajoutée', 'personnes ajoutées')}.`,
  doubled: (count) => `${one(count, 'personne figurait', 'personnes figuraient')} déjà sur la liste.`,
  unread: (count, lines, more) =>
    `${one(count, 'ligne ignorée, faute d’adresse', 'lignes ignorées, faute d’adresse')} : ${lines}${more ? ', …' : '.'}`,
  tooMany: (most, over) =>
    `Une liste compte au plus ${most} personnes : ${one(over, 'personne a été ignorée', 'personnes ont été ignorées')}.`,
  missing: 'Ajoutez les destinataires.',
  filesTooMuch: (size, most) =>
    `Chaque personne reçoit une copie des fichiers, soit ${megabytes(size)}. Cela ne peut partir qu’à ${most} personnes à la fois\u00a0: écrivez à moins de monde, ou remplacez les fichiers par un lien.`,
  sendMany: 'Vérifier et envoyer…',
  title: { email: 'Envoyer à plusieurs personnes', sms: 'Envoyer un SMS à plusieurs personnes' },
  checking: 'Vérification',
  sending: 'Envoi',
  progress: (what, done, total) => `${what} : ${done} sur ${total}`,
  sendable: (good, all) => `Destinataires qui le recevront : ${good} sur ${all}.`,
  segments: (count, shown) => `${shown} ${agreeing(count, 'segment', 'segments')} au total.`,
  lacksLanguage: (wanted, count, shown, got) =>
    `Le modèle n’existe pas en ${wanted} : ${shown} ${agreeing(count, 'personne le reçoit', 'personnes le reçoivent')} en ${got}.`,
  reason: (reason, count) => `${reason} (${count})`,
  isDoubled: 'Figure deux fois sur la liste : un seul envoi',
  isSuppressed: 'Figure sur la liste d’exclusion',
  optedOutOf: (topic) => `Ne reçoit rien sur le thème « ${topic} » : désabonnement`,
  send: (count, shown) => `Envoyer ${shown} ${agreeing(count, 'message', 'messages')}`,
  stayOpen: 'Laissez cette page ouverte jusqu’à la fin.',
  stop: 'Arrêter',
  stopped: (done, total) => `Arrêté. Messages confiés à l’envoi : ${done} sur ${total}.`,
  cutOff: (done, total) =>
    `Messages confiés à l’envoi : ${done} sur ${total}. Si vous continuez, personne ne recevra rien deux fois.`,
  goOn: 'Continuer',
  look: 'Voir ce qu’ils sont devenus',
  sent: (count, shown) => `${shown} ${agreeing(count, 'message est en route', 'messages sont en route')}.`,
  sentBut: (sent, rejected) => `${sent} ${one(rejected, 'a été refusé', 'ont été refusés')}.`,
};
