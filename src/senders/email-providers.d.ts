declare module 'email-providers' {
  /** Domains whose addresses anybody can have, in lower case. */
  const domains: readonly string[];
  export default domains;
}
