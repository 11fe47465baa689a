import type { enTopics } from '../en/topics.ts';
import { on } from './moments.ts';

export const frTopics: typeof enTopics = {
  topic: 'Thème',
  hint: 'Les personnes qui s’en sont désabonnées ne reçoivent pas le message.',
  none: 'Aucun thème',
  gone: 'Le service n’a plus ce thème : choisissez-en un autre.',
  ofTemplate: (name) => `Celui du modèle : ${name}`,
  templateHint: 'Le sujet de ses messages : les personnes qui s’en sont désabonnées ne les reçoivent pas.',
  optOuts: 'Personnes désabonnées',
  optOutChoices: {
    usual: 'Ne le reçoivent pas',
    unsubscribe: 'Ne le reçoivent pas ; les autres peuvent se désabonner',
    essential: 'Le reçoivent quand même : il est indispensable',
  },
  optOutHints: {
    usual: 'Un lien de désabonnement est présent là où le message en affiche un.',
    unsubscribe: 'Les logiciels de messagerie affichent un bouton pour se désabonner en un clic.',
    essential:
      'Réservé à ce que la personne a demandé ou dont elle a besoin, comme une facture. Les rebonds, les plaintes et les ajouts manuels restent pris en compte.',
  },
  essentialLink:
    'Un message indispensable n’affiche pas de lien de désabonnement : retirez-en le lien, ou tenez compte des désabonnements.',
  chosen: 'Les choix de cette personne',
  chosenHint: 'Ce dont elle s’est désabonnée, par un lien, par STOP ou auprès de vous.',
  choices: (where) => `Choix pour ${where}`,
  everything: 'Tous les messages',
  gets: 'Reçoit ces messages',
  notOut: 'Pas de désabonnement',
  out: (since) => `Désabonnement ${on(since)}`,
  allOut: 'Non, tant que tous les messages sont désactivés',
  heldBy: (reason, since) => `Rien n’y est envoyé, quels que soient les choix. Motif : ${reason} (${since}).`,
  heldTopic: (reason, since) => `Non envoyé. Motif : ${reason} (${since})`,
  optOut: 'Désabonner',
  optOutOf: (name, where) => `Désabonner : « ${name} », ${where}`,
  optIn: 'Réabonner',
  optInOf: (name, where) => `Réabonner : « ${name} », ${where}`,
  optInTitle: 'Réabonner cette personne ?',
  optInBody: (name, where) => `Envois de nouveau autorisés à ${where} : « ${name} ».`,
  optInWarn: 'Cette personne s’est désabonnée. Ne la réabonnez que si elle l’a demandé.',
  optedOut: (name, where) => `Plus d’envois à ${where} : « ${name} ».`,
  optedIn: (name, where) => `Envois de nouveau autorisés à ${where} : « ${name} ».`,
  unreadable: (channel) => `${channel} : l’adresse de cette personne est inutilisable.`,
};
