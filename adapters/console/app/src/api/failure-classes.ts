import type { FailureClass } from 'postern';

const classes: Readonly<Record<FailureClass, true>> = {
  recipient: true,
  opted_out: true,
  blocked: true,
  content: true,
  sender: true,
  configuration: true,
  throttled: true,
  temporary: true,
  network: true,
  ambiguous: true,
  expired: true,
  lost: true,
  transport_fault: true,
};

/** Written out once more, as statuses are. */
export const failureClasses = Object.keys(classes) as readonly FailureClass[];

export function isFailureClass(text: string): text is FailureClass {
  return Object.hasOwn(classes, text);
}
