import type { enProvider } from '../en/provider.ts';

export const frProvider: typeof enProvider = {
  codeTitle: (name) => `Saisissez le code de ${name}`,
  linkTitle: (name) => `Suivez le lien de ${name}`,
  ownTitle: (name) => `Confirmez l’adresse pour ${name}`,
  code: (name, address) => `Nous avons demandé à ${name} d’envoyer un code à ${address}. Saisissez-le ici.`,
  link: (name, address) => `Suivez le lien que ${name} a envoyé à ${address}, puis cliquez sur « Vérifier ».`,
  own: (name, address) =>
    `${name} se contente d’un code de notre part. Faites-le envoyer à ${address}, puis saisissez-le ici.`,
  check: 'Vérifier',
  notYet: (name) =>
    `D’après ${name}, l’adresse n’est pas encore confirmée. Pas d’e-mail ? Consultez le dossier de courrier indésirable et vérifiez l’adresse.`,
  resend: (name) => `Faire renvoyer par ${name}`,
  resent: (name, address) => `${name} envoie un nouvel e-mail à ${address}.`,
  other: (name) =>
    `${name} envoie vos e-mails quand le premier fournisseur ne le peut pas. Tant qu’il n’est pas configuré ici, il n’est pas utilisé.`,
  partly:
    'L’expéditeur peut envoyer. Il manque encore les enregistrements d’un autre fournisseur, qui sert quand le premier ne peut pas envoyer : saisissez-les là où votre domaine est géré.',
  records: (name) => `Enregistrements pour ${name}`,
  noRecords: (name) =>
    `${name} n’a pas encore communiqué ses enregistrements. Ils seront demandés lors de la vérification du domaine.`,
  inPlace: 'En place',
  notInPlace: 'Pas en place',
};
