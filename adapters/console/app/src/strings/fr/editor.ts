import type { enEditor } from '../en/editor.ts';

export const frEditor: typeof enEditor = {
  toolbar: 'Mise en forme',
  bold: 'Gras',
  italic: 'Italique',
  underline: 'Souligné',
  h1: 'Titre',
  h2: 'Sous-titre',
  bullets: 'Liste à puces',
  numbers: 'Liste numérotée',
  quote: 'Citation',
  link: 'Lien',
  button: 'Bouton',
  image: 'Image',
  undo: 'Annuler la dernière modification',
  redo: 'Rétablir',
  words: 'Texte',
  address: 'Lien vers',
  apply: 'Insérer',
  unlink: 'Supprimer le lien',
  cancel: 'Ne rien changer',
  addressWrong: 'Ce n’est ni l’adresse d’une page ni une adresse e-mail.',
  wordsMissing: 'Un bouton doit comporter du texte.',
  alt: 'Ce qu’elle montre',
  altHint: 'Lu à voix haute à qui ne voit pas l’image. Laissez vide si elle est purement décorative.',
  imageWidth: 'Largeur',
  removeImage: 'Supprimer l’image',
  lostImages: (names) =>
    `Ne se trouve plus ici\u00a0: ${names}. Ajoutez de nouveau chaque image, ou supprimez-la du texte.`,
  notImage: (names) =>
    `Non ajouté\u00a0: ${names}. Le texte n’accepte que les images PNG, JPEG, GIF et WebP\u202f; ajoutez le reste sous «\u00a0Fichiers\u00a0».`,
  loading: 'Chargement de l’éditeur…',
  format: 'Mettre en forme',
  plain: 'Passer en texte brut',
  toPlainTitle: 'Passer en texte brut ?',
  toPlainBody:
    'Les mots restent. Les titres, le gras, l’italique et le soulignement disparaissent\u202f; les liens et les boutons deviennent des adresses dans le texte, les listes deviennent des lignes, les images laissent place à leur description.',
  toRichTitle: 'Mettre le texte en forme ?',
  toRichBody:
    'Les mots et les lignes restent. Ce qui est aligné à l’aide d’espaces, comme des colonnes, ne sera plus exactement aligné.',
  keep: 'Laisser tel quel',
  notPlain: 'Le texte brut n’a pas pu être créé. Rien n’a été modifié.',
};
