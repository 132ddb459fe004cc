/** `home-mpt at Saturday 23:00`, `checkout`, `at 22:00`. */
export function readLine(said: string): { about: string; time: string | undefined } {
  const [, about = '', time] = /^(.*?)(?:(?:^|\s+)at\s+(.+))?$/is.exec(said.trim()) ?? [];
  return { about: about.trim(), time: time?.trim() };
}
