/**
 * The interface that schema libraries have in common (https://standardschema.dev, version 1), as far as it is used here: types alone, to be
 * copied. zod (3.24 and 4), valibot and arktype have it.
 */
export interface StandardSchema<Input = unknown, Output = unknown> {
  readonly '~standard': {
    readonly version: 1;
    readonly vendor: string;
    readonly validate: (value: unknown) => StandardResult<Output> | Promise<StandardResult<Output>>;
    readonly types?: { readonly input: Input; readonly output: Output } | undefined;
  };
}

/** What became of a value. */
export type StandardResult<Output = unknown> =
  | { readonly value: Output; readonly issues?: undefined }
  | { readonly issues: readonly StandardIssue[] };

/** What is wrong with a value. */
export interface StandardIssue {
  readonly message: string;
  readonly path?: readonly (PropertyKey | { readonly key: PropertyKey })[] | undefined;
}

/** Whether something is a schema of any such library; a function may be one. */
export function isStandardSchema(schema: unknown): schema is StandardSchema {
  try {
    const standard: unknown = Reflect.get(Object(schema), '~standard');
    return typeof Reflect.get(Object(standard), 'validate') === 'function';
  } catch {
    return false;
  }
}
