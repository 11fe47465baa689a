/** Views of the history that somebody named. */
export const enViews = {
  open: 'Views',
  title: 'Saved views',
  none: 'None saved yet. They are kept on this device.',
  everything:
    'The list shows everything now: narrow it down by its filters or its search to save that as a view.',
  full: (most: number) => `More than ${most} views are not kept: delete one to save another.`,
  name: 'Name for what the list shows now',
  newName: (name: string) => `New name for “${name}”`,
  save: 'Save',
  rename: 'Rename',
  renameOne: (name: string) => `Rename “${name}”`,
  deleteOne: (name: string) => `Delete “${name}”`,
  deleted: (name: string) => `The view “${name}” is deleted.`,
  undo: 'Undo',
  noName: 'Give it a name.',
  taken: 'Another view has this name.',
};
