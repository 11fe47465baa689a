import type { HintWords, NoteNames } from '../note-words.ts';
import { megabytes as inMegabytes } from './one.ts';

const listed = (options: readonly string[], { list }: NoteNames) => list(options.map((one) => `« ${one} »`));
const under = (place: string | undefined) => (place === undefined ? '' : ` (« ${place} »)`);

/** Ce qu’il faut faire en cas d’échec, d’après la connexion au fournisseur. */
export const frHints: HintWords = {
  check_credentials: () => 'Le compte et ses identifiants sont à vérifier.',
  check_base_url: () => 'Le compte et l’adresse du serveur sont à vérifier.',
  check_options: ({ options }, names) =>
    `Les personnes qui gèrent ce service doivent vérifier ${listed(options, names)} dans ses réglages.`,
  check_permissions: ({ options, provider, place }, names) =>
    `Les personnes qui gèrent ce service doivent vérifier ${listed(options, names)} dans ses réglages, ainsi que les autorisations chez ${provider}${under(place)}.`,
  check_allowed_ips: ({ options, provider, place }, names) =>
    `Les personnes qui gèrent ce service doivent vérifier ${listed(options, names)} dans ses réglages, ainsi que les adresses IP autorisées chez ${provider}${under(place)}.`,
  credentials_expired: () => 'Les identifiants ont expiré, ou l’horloge du serveur n’est pas à l’heure.',
  public_url_uncallable: ({ provider }) =>
    `${provider} doit pouvoir appeler l’adresse publique de ce service.`,
  check_account: ({ provider }) => `Consultez le compte chez ${provider}.`,
  account_under_review: ({ provider }) => `${provider} n’a pas encore validé le compte.`,
  own_domain_only: ({ provider }) =>
    `${provider} n’a pas encore validé le compte : d’ici là, l’envoi se limite aux adresses de votre propre domaine.`,
  test_numbers_only: ({ provider }) =>
    `Tant que le compte chez ${provider} est un compte d’essai, l’envoi se limite aux numéros de test qui y sont enregistrés.`,
  account_suspended: ({ provider }) =>
    `${provider} a suspendu le compte : adressez-vous à son service d’assistance.`,
  sending_paused: ({ provider }) => `L’envoi est en pause chez ${provider}.`,
  no_credit: ({ provider }) => `Le compte chez ${provider} n’a plus de crédit, ou reste à payer.`,
  check_credits: ({ provider }) => `Le crédit chez ${provider} est peut-être épuisé.`,
  quota_used_up: ({ provider }) => `Le quota chez ${provider} est épuisé.`,
  sender_not_set_up: ({ provider }) =>
    `L’expéditeur doit être configuré chez ${provider} : son adresse doit y être confirmée, ou son domaine validé.`,
  recipient_not_set_up: ({ provider }) =>
    `Tant que le compte chez ${provider} ne sert qu’aux essais, le destinataire doit y être configuré lui aussi.`,
  domain_not_set_up: ({ provider }) =>
    `Le domaine de l’expéditeur doit être configuré et validé chez ${provider}.`,
  code_sender_unverified: ({ provider }) =>
    `${provider} n’accepte pas d’e-mails d’un domaine non validé : l’e-mail contenant le code doit partir d’un expéditeur dont le domaine est validé (« codeSender »).`,
  check_domain_records: () => 'Les enregistrements DKIM et DMARC du domaine de l’expéditeur sont à vérifier.',
  check_sender: () => 'L’expéditeur est à vérifier.',
  check_sender_registration: () => 'L’enregistrement de l’expéditeur est à vérifier.',
  name_unfit_for_country: () =>
    'Un nom comme expéditeur ne fonctionne pas dans tous les pays : pour celui-ci, il faut un numéro de téléphone à vous.',
  address_held_back: ({ provider }) =>
    `${provider} retient les messages destinés à cette adresse : par le passé, il y a eu un retour, un signalement comme indésirable ou un désabonnement.`,
  opt_in_by_start: () => 'Le destinataire peut les autoriser à nouveau en envoyant « START » par SMS.',
  country_not_allowed: ({ provider, place }) => `Le pays doit être autorisé chez ${provider}${under(place)}.`,
  mail_size_limit: ({ megabytes }) =>
    `Un e-mail ne peut pas dépasser ${inMegabytes(megabytes)}, pièces jointes comprises.`,
  see_provider_log: ({ provider }) => `Le journal chez ${provider} en indique la raison.`,
};
