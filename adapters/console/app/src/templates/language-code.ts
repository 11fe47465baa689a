/** Whether it is the code of a language as the server takes it, such as `de` or `pt-BR`. */
export function isLanguage(code: string): boolean {
  return /^[a-z]{2,3}(-[A-Za-z0-9]{2,8})?$/.test(code);
}
