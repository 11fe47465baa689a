import { z } from 'zod';
import { actorArgument, text } from '../model/arguments.ts';
import { descriptionForm, typesForm } from './settings.ts';

const urlForm = text(10_000);
/** Of `create`. */
export const inputForm = z.strictObject({
  url: urlForm,
  types: typesForm.optional(),
  description: descriptionForm.optional(),
  actor: actorArgument,
});
/** Of `update`. */
export const changesForm = z.strictObject({
  url: urlForm.optional(),
  types: typesForm.nullish(),
  description: descriptionForm.optional(),
  actor: actorArgument,
});
