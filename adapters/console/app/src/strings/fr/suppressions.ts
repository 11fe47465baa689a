import type { enImport } from '../en/suppressions.ts';
import { agreeing, megabytes } from './one.ts';

const addresses = (count: number, shown: string, after: readonly [string, string]) =>
  `${shown} ${agreeing(count, `adresse ${after[0]}`, `adresses ${after[1]}`)}`;
const rows = (count: number, shown: string, after: readonly [string, string]) =>
  `${shown} ${agreeing(count, `ligne ${after[0]}`, `lignes ${after[1]}`)}`;

export const frImport: typeof enImport = {
  open: 'Importer',
  title: 'Importer une liste',
  hint: {
    email:
      'Un fichier CSV avec les adresses e-mail dans une colonne « email » ou « address » et, si vous les avez, « reason », « topic » et « date ». Il est d’abord examiné ; rien n’est ajouté avant votre accord.',
    sms: 'Un fichier CSV avec les numéros dans une colonne « phone » ou « address » et, si vous les avez, « reason », « topic » et « date ». Il est d’abord examiné ; rien n’est ajouté avant votre accord.',
  },
  limits: (shown, size) => `${shown} lignes et ${megabytes(size)} au maximum.`,
  never: 'Une importation ne retire personne de la liste.',
  choose: 'Choisir un fichier',
  drop: 'ou déposez-le ici',
  file: 'Fichier à importer',
  reason: 'Motif, si une ligne n’en indique pas',
  ignoreReasons: 'Donner ce motif à toutes les lignes, quoi qu’en dise le fichier',
  one: 'Un seul fichier à la fois.',
  tooLarge: (size, most) => `Le fichier fait ${megabytes(size)} ; le maximum est de ${megabytes(most)}.`,
  unread: 'Le fichier est illisible. Choisissez-le de nouveau.',
  workbook:
    'C’est un classeur Excel. Enregistrez-le d’abord au format CSV (Fichier, Enregistrer sous, « CSV UTF-8 »).',
  checking: 'Examen du fichier…',
  progress: 'Part du fichier déjà traitée',
  importing: 'Ajout en cours…',
  stop: 'Arrêter',
  stopped:
    'Importation arrêtée. Ce qui a été ajouté jusque-là est conservé ; vous pouvez importer de nouveau le même fichier.',
  done: (count, shown) => `${addresses(count, shown, ['ajoutée', 'ajoutées'])}.`,
  found: (count, shown) => rows(count, shown, ['examinée', 'examinées']),
  added: (count, shown) => addresses(count, shown, ['nouvelle', 'nouvelles']),
  known: (count, shown) => addresses(count, shown, ['déjà sur la liste', 'déjà sur la liste']),
  wrong: (count, shown) => rows(count, shown, ['inutilisable', 'inutilisables']),
  start: (count, shown) => `Ajouter ${shown} ${agreeing(count, 'adresse', 'adresses')}`,
  nothing: 'Il n’y a rien de nouveau dans ce fichier.',
  problems: 'Ce qui ne va pas',
  problem: (row, words) => `Ligne ${row} : ${words}`,
  more: (count, shown) => `Et ${shown} ${agreeing(count, 'autre', 'autres')}.`,
  faults: {
    columns_unknown: 'aucune colonne d’adresses n’est nommée ici',
    csv_broken: 'un guillemet n’est pas fermé ; rien n’a été lu au-delà',
    too_many_rows: 'trop de lignes ; rien n’a été lu à partir d’ici',
    address_missing: 'pas d’adresse',
    address_invalid: 'l’adresse n’est pas valide',
    reason_unknown: 'le motif est inconnu',
    topic_unknown: 'ce thème n’existe pas',
    topic_reason: 'un rebond ou une plainte concerne tous les envois, et non un thème',
    date_invalid: 'la date est illisible : écrivez-la sous la forme 2026-11-30',
    date_in_future: 'la date est dans le futur',
  },
};
