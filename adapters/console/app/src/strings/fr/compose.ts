import type { enCompose } from '../en/compose.ts';
import { on, until } from './moments.ts';
import { megabytes, one } from './one.ts';

const wrongKinds: Readonly<Record<string, string>> = {
  url: 'n’est pas un lien : il doit commencer par https://',
  email: 'n’est pas une adresse e-mail',
  number: 'n’est pas un nombre',
  date: 'n’est pas une date',
  datetime: 'n’est pas une date avec une heure',
};

export const frCompose: typeof enCompose = {
  title: { email: 'Nouvel e-mail', sms: 'Nouveau SMS' },
  notReady: 'Vous ne pouvez pas encore envoyer de messages',
  notReadyHint: 'Vous pouvez déjà écrire : le brouillon est conservé sur cet appareil.',
  toSetUp: 'Configurer l’expéditeur',
  to: 'À',
  toHint: {
    email: 'Saisissez un nom ou une adresse e-mail.',
    sms: 'Saisissez un nom ou un numéro. Seules les personnes ayant un numéro de téléphone peuvent être choisies.',
  },
  toPlaceholder: 'Rechercher une personne',
  toNothing: 'Personne ne correspond.',
  toType: 'Saisissez du texte pour rechercher.',
  toTyped: (address) => `Envoyer à ${address}`,
  noAddress: { email: 'pas d’adresse e-mail', sms: 'pas de numéro de téléphone' },
  clearTo: 'Choisir une autre personne',
  sender: 'Expéditeur',
  template: 'Modèle',
  templateNone: 'Sans modèle',
  templateHint: {
    email: 'Remplit l’objet et le message ; vous pouvez ensuite modifier les deux.',
    sms: 'Remplit le message ; vous pouvez ensuite le modifier.',
  },
  variables: 'Valeurs pour le modèle',
  variableWrong: (name, kind) => `« ${name} » ${wrongKinds[kind] ?? 'ne convient pas au modèle'}.`,
  variableMissing: (name) => `Le modèle a besoin d’une valeur pour « ${name} ».`,
  keepHtml:
    'Ce message est mis en forme ; l’aperçu le montre. Pour modifier ses mots, passez-le en texte brut.',
  editText: 'Modifier en texte brut',
  subject: 'Objet',
  message: 'Message',
  replyTo: 'Réponses à',
  replyToSender: 'Adresser les réponses à l’expéditeur',
  schedule: 'Quand',
  scheduleNow: 'Dès que possible',
  scheduleLater: 'Plus tard',
  scheduleAt: 'Envoyer le',
  scheduleHint: (zone) => `Dans votre fuseau horaire (${zone}).`,
  preview: 'Aperçu',
  previewEmpty: 'L’aperçu s’affiche pendant que vous écrivez.',
  previewFrom: 'De',
  previewTo: 'À',
  previewSubject: 'Objet',
  previewFrame: 'Aperçu du message mis en forme',
  segments: (count) => one(count, 'segment', 'segments'),
  characters: (count) => one(count, 'caractère', 'caractères'),
  charactersLeft: (count) =>
    `encore ${one(count, 'caractère disponible', 'caractères disponibles')} dans ce segment`,
  encoding: { 'GSM-7': 'Alphabet standard (GSM-7)', 'UCS-2': 'Unicode (UCS-2)' },
  encodingHint: 'Les opérateurs facturent chaque segment.',
  send: { email: 'Envoyer l’e-mail', sms: 'Envoyer le SMS' },
  sendLater: { email: 'Programmer l’e-mail', sms: 'Programmer le SMS' },
  queued: (to) => `Le message pour ${to} est dans la file d’attente.`,
  scheduled: (to, at) => `Le message pour ${to} partira ${on(at)}.`,
  suppressed: (to) => `Message non envoyé : ${to} figure sur la liste d’exclusion.`,
  test: 'M’envoyer un test',
  testTo: (address) => `Sera envoyé à ${address}, avec « [Test] » dans l’objet.`,
  tested: (address) => `Un test est en route vers ${address}.`,
  testNoAnswer: 'Le serveur n’a pas répondu : le test est peut-être parti, ou peut-être pas.',
  files: {
    label: 'Fichiers',
    hint: (count, size) =>
      `Jusqu’à ${one(count, 'fichier', 'fichiers')}, ${megabytes(size)} au total, images du texte comprises, conservés seulement tant que cette page est ouverte.`,
    add: 'Ajouter des fichiers',
    drop: 'ou déposez-les ici',
    remove: (name) => `Retirer ${name}`,
    progress: 'Envoi en cours',
    lost: (count, names) =>
      `${one(count, 'fichier est', 'fichiers sont')} à ajouter de nouveau\u00a0: ${names}`,
    comes: 'récupération en cours',
    missing: 'manquant',
    notBrought: 'Certains fichiers du message n’ont pas pu être récupérés',
    awaited: (names) => `Encore manquant : ${names}. Réessayez, ou retirez ce dont vous n’avez pas besoin.`,
    tooLarge: (size, most) =>
      `Non ajouté : le total serait de ${megabytes(size)}, et un message en accepte ${megabytes(most)} au plus.`,
    tooMany: (most) => `Non ajouté : un message accepte ${one(most, 'fichier', 'fichiers')} au plus.`,
    unread: (names) => `Lecture et ajout impossibles : ${names}. Les dossiers ne peuvent pas être envoyés.`,
  },
  againGone: {
    missing: 'Le message que vous voulez renvoyer n’existe plus.',
    erased:
      'Le contenu du message que vous voulez renvoyer a été effacé, fichiers compris. Écrivez-en un nouveau.',
    confidential:
      'Le contenu du message que vous voulez renvoyer est confidentiel et ne part pas une seconde fois. Écrivez-en un nouveau.',
  },
  leaves: (to, seconds) => `Le message pour ${to} part dans ${one(seconds, 'seconde', 'secondes')}.`,
  undone: 'Envoi annulé : rien n’est parti. Vous retrouvez votre brouillon ici.',
  undoLate: 'Trop tard : le message était déjà parti.',
  undoLost: 'Le serveur n’a pas répondu : consultez l’historique pour savoir si l’envoi a été annulé.',
  look: 'Afficher',
  discard: 'Supprimer le brouillon',
  draftKept: 'Brouillon conservé sur cet appareil',
  draftElsewhere: 'Un brouillon d’un autre onglet',
  draftNobody: 'Pas encore de destinataire',
  draftTake: 'Reprendre ce brouillon',
  offline: 'Pas de connexion : rien n’a été envoyé, le brouillon est conservé.',
  noAnswer:
    'Le serveur n’a pas répondu. Le brouillon est conservé : renvoyez-le, le message ne partira qu’une seule fois, quel que soit le résultat de la première tentative.',
  templateGone: 'Le modèle de ce brouillon a été supprimé. Son contenu est conservé.',
  draftDiscarded: 'Brouillon supprimé',
  undo: 'Annuler',
  isSuppressed: (address) => `Rien n’est envoyé à ${address} : l’adresse figure sur la liste d’exclusion`,
  isSuppressedOf: (address, topic) =>
    `Rien n’est envoyé à ${address} sur le thème « ${topic} » : l’adresse figure sur la liste d’exclusion`,
  toSuppressions: 'Voir la liste d’exclusion',
  prefixHint: (prefix) => `« ${prefix} » est ajouté automatiquement au début, pour indiquer qui écrit.`,
  toUnread: {
    email: (typed) =>
      `« ${typed} » n’est pas une adresse e-mail, et aucune personne n’a été choisie dans la liste.`,
    sms: (typed) =>
      `« ${typed} » n’est pas un numéro de téléphone, et aucune personne n’a été choisie dans la liste.`,
  },
  toMissing: 'Choisissez un destinataire.',
  subjectMissing: 'Un e-mail doit avoir un objet.',
  textMissing: 'Écrivez un message.',
  timeMissing: 'Choisissez une date et une heure.',
  timePast: (at) => `Ce moment est déjà passé : ${at}. Choisissez une heure ultérieure.`,
  timeFar: (latest) =>
    `C’est trop loin : un message peut attendre ${until(latest)} au plus tard. Choisissez une date plus proche.`,
  timeSkipped: (time, meant) =>
    `L’heure ${time} n’existe pas ce jour-là : les horloges sont avancées. Le message partira ${on(meant)}.`,
  timeTwice: (time, first, second) =>
    `L’heure ${time} revient deux fois ce jour-là : les horloges sont reculées. Le message partira la première fois, ${on(first)}, et non ${on(second)}.`,
};
