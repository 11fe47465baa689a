/** Of a text that several people, or several tabs, have changed. */
export const enVersions = {
  changed: 'Somebody saved this template while you wrote',
  changedHint:
    'Yours is kept, and theirs is kept. Look at where they differ and choose one; yours replaces theirs only once you save it.',
  mine: 'What you wrote',
  theirs: (at: string) => `What was saved ${at}`,
  nothing: 'nothing',
  keepMine: 'Go on with mine',
  takeTheirs: 'Take theirs, drop mine',
  deleted: 'Somebody deleted this template while you wrote',
  deletedHint: 'What you wrote is kept. Save it, and the template is there again.',
  elsewhere: 'Changes of another tab, not saved yet',
  continue: 'Continue these changes',
};
