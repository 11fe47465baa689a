import { DraftLists } from '../draft-list.ts';
import type { Person } from './list.ts';

/** Whom drafts go to, where they are many. */
export const draftPeople = new DraftLists<Person>();
