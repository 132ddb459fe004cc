/** What follows the service: nothing shows its history, `correct` opens the form. */
export const readLine = (rest: string): 'show' | 'correct' | undefined =>
  rest === '' ? 'show' : /^correct$/i.test(rest) ? 'correct' : undefined;
