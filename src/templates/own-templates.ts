/** How the code mail names itself in the history. */
export const oneTimeCodeTemplate = { id: 'postern.one-time-code', name: 'One-time code' } as const;
