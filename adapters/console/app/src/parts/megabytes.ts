/** Bytes, or characters, as people say it, to a tenth; rounded up, so that what is too much never looks like what is allowed. */
export const megabytes = (bytes: number) => Math.ceil(bytes / 100_000) / 10;
