import type { ApiError } from './error.ts';

/** The names of the API's fields that an error is about: it is shown under them. Empty where it is about none. */
export function fieldsOf(error: ApiError): readonly string[] {
  const { field, variables, issues } = error.details;
  if (typeof field === 'string' && field !== '') return [field];
  if (Array.isArray(variables)) return variables.map((name) => `data.${String(name)}`);
  if (Array.isArray(issues)) return issues.flatMap(pathOfIssue);
  return fieldsByCode[error.code]?.(error.details) ?? [];
}

function pathOfIssue(issue: unknown): readonly string[] {
  if (typeof issue !== 'object' || issue === null || !('path' in issue)) return [];
  const { path } = issue;
  return [Array.isArray(path) ? path.join('.') : String(path)];
}

type Details = ApiError['details'];

/** Codes that speak of one field without naming it. */
const fieldsByCode: Partial<Record<string, (details: Details) => readonly string[]>> = {
  consumer_not_found: () => ['to'],
  consumer_unreachable: () => ['to'],
  invalid_address: () => ['to', 'address'],
  invalid_phone: () => ['to', 'address'],
  invalid_time: () => ['scheduledAt', 'at'],
  code_malformed: () => ['code'],
  code_wrong: () => ['code'],
  code_expired: () => ['code'],
  sender_refused: ({ reason }) => {
    if (reason === 'sms_sender') return ['value'];
    return String(reason).startsWith('name') ? ['name'] : ['address'];
  },
};
